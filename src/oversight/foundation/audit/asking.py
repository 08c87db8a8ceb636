"""What somebody looks for in the trail, read from an address; a day that is not one is a fault in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from oversight.foundation.audit.queries import Asked

WRITTEN = ("%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d")


def asked_from(typed: Mapping[str, str]) -> tuple[Asked, dict[str, str]]:
    """What is asked for, and by field what could not be read; what could not be read is left out."""
    faults: dict[str, str] = {}
    days = {each: _day(typed.get(each, ""), each, faults) for each in ("since", "until")}
    if days["since"] and days["until"] and days["until"] < days["since"]:
        faults["until"] = "The last day must be the same as or after the first day"
    asked = Asked(
        typed.get("person", "").strip(), typed.get("subject", "").strip(), typed.get("name", "").strip(),
        days["since"], days["until"],
    )  # fmt: skip
    return asked, faults


def _day(text: str, name: str, faults: dict[str, str]) -> date | None:
    plain = " ".join(text.split())
    if not plain:
        return None
    for form in WRITTEN:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    words = {"since": "The first day", "until": "The last day"}[name]
    faults[name] = f"{words} must be a real date, such as 24/11/2026"
    return None
