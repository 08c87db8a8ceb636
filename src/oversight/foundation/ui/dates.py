"""Reading days as people write them. Pure."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PARTS = re.compile(r"[\s./,\-]+")
_YEAR = re.compile(r"[0-9]{4}")
_ORDINAL = re.compile(r"(?<=[0-9])(st|nd|rd|th)$", re.IGNORECASE)


def month_of(text: str) -> int | None:
    """The month of a number or a name: 11, nov, Sept, November."""
    plain = text.strip().rstrip(".").lower()
    if plain.isascii() and plain.isdigit():
        return int(plain) if 1 <= int(plain) <= 12 else None
    found = [at for at, name in enumerate(MONTHS, 1) if len(plain) >= 3 and name.startswith(plain)]
    return found[0] if len(found) == 1 else {"sept": 9}.get(plain)


def day_from(day: str, month: str, year: str) -> date | None:
    """The day of three parts, or nothing where there is no such day."""
    number = month_of(month)
    if number is None or not _whole(day) or not _whole(year):
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """A day written as 24/11/2026, 24 Nov 2026, Tuesday 24 November 2026 or 2026-11-24."""
    parts = [each for each in _PARTS.split(text.strip()) if each]
    if parts and parts[0].lower() in (*WEEKDAYS, *(each[:3] for each in WEEKDAYS)):
        parts = parts[1:]
    if len(parts) != 3:
        return None
    if _YEAR.fullmatch(parts[0]):
        parts.reverse()
    day, month, year = parts
    return day_from(_ORDINAL.sub("", day), month, f"20{year}" if len(year) == 2 else year)


def _whole(text: str) -> bool:
    plain = text.strip()
    return plain.isascii() and plain.isdigit() and len(plain) <= 4
