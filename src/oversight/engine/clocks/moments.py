"""Days and moments: a day is a date in London, a moment is an instant in UTC; never a time without a zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from oversight.engine.model import BadInput

LONDON = ZoneInfo("Europe/London")
LAST_SECOND = time(23, 59, 59)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK_TIME = re.compile(r"(?P<time>\d{2}:\d{2}(?::\d{2})?)(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?")


def parse_start(text: str) -> date | datetime:
    """A day (``2026-11-22``) or a moment (``2026-11-22T16:30+00``, ``…+00:00``, ``…Z``) from what was typed.

    Raises ``BadInput`` for anything else, a day that does not exist, and a time without its offset.
    """
    day, has_time, rest = text.strip().partition("T")
    if not _DAY.fullmatch(day):
        raise BadInput(f"'{text}' is not a date; write it as 2026-11-22 or 2026-11-22T16:30+00:00")
    found = _read(day, text, "is not in the calendar; check the day, the month and the year")
    if not has_time:
        return found.date()
    written = _CLOCK_TIME.fullmatch(rest)
    if not written:
        raise BadInput(f"'{text}' has a time that cannot be read; write it as {day}T16:30+00:00")
    if not written["zone"]:
        raise BadInput(_without_offset(f"'{text}'"))
    return _read(text.strip(), text, "has a time or an offset that does not exist; hours run to 23:59")


def _read(iso: str, text: str, wrong: str) -> datetime:
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        raise BadInput(f"'{text}' {wrong}") from None


def _without_offset(what: str) -> str:
    return (
        f"{what} has a time but not its offset from UTC, so the moment is not known; "
        "add +00:00 in winter or +01:00 in summer time"
    )


def local_day(when: date | datetime) -> date:
    """The date in London at a moment; a date is itself. Raises ``BadInput`` for a time without a zone."""
    if not isinstance(when, datetime):
        return when
    return instant(when).astimezone(LONDON).date()


def instant(when: datetime) -> datetime:
    """A moment in UTC. Raises ``BadInput`` for a time without a zone, or outside the calendar."""
    if when.utcoffset() is None:
        raise BadInput(_without_offset(f"'{when.isoformat()}'"))
    try:
        return when.astimezone(UTC)
    except OverflowError:
        raise BadInput(f"'{when.isoformat()}' is outside the calendar; check the year") from None


def end_of_day(day: date) -> datetime:
    """The last second of a day in London (23:59:59), as an instant in UTC."""
    return datetime.combine(day, LAST_SECOND, LONDON).astimezone(UTC)
