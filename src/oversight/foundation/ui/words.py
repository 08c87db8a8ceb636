"""Dates, times, numbers and phrases as pages say them (ux.md 1.7 and 2.5). Pure."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
NOT_RECORDED = "Not recorded"


def day(value: date | None) -> str:
    """A day in a sentence: 24 November 2026."""
    if value is None:
        return NOT_RECORDED
    here = _here(value)
    return f"{here.day} {here:%B %Y}"


def short_day(value: date | None) -> str:
    """A day in a table: 24 Nov 2026."""
    if value is None:
        return NOT_RECORDED
    here = _here(value)
    return f"{here.day} {here:%b %Y}"


def weekday_day(value: date | None) -> str:
    """A day for deadlines and appointments: Tuesday 24 November 2026."""
    return f"{_here(value):%A} {day(value)}" if value is not None else NOT_RECORDED


def clock(value: datetime | None) -> str:
    """A time of day: 2:31pm."""
    if value is None:
        return NOT_RECORDED
    here = value.astimezone(LONDON) if value.tzinfo else value
    if (here.hour, here.minute) in ((0, 0), (12, 0)):
        return "midday" if here.hour else "midnight"
    return f"{here.hour % 12 or 12}:{here:%M}{'am' if here.hour < 12 else 'pm'}"


def moment(value: datetime | None) -> str:
    """A moment: 24 November 2026, 2:31pm."""
    return f"{day(value)}, {clock(value)}" if value is not None else NOT_RECORDED


def number(value: int | float | Decimal) -> str:
    """A number with its thousands apart: 1,240."""
    return f"{value:,}".replace("-", "−")


def money(value: int | float | Decimal | None) -> str:
    """Pounds, with pence only where there are any: £1,200."""
    if value is None:
        return NOT_RECORDED
    said = f"{abs(value):,.2f}".removesuffix(".00")
    return f"{'−' if value < 0 else ''}£{said}"


def plural(count: int, one: str, several: str = "") -> str:
    """A number with its noun: 1 service, 1,240 services."""
    return f"{number(count)} {one if count == 1 else several or _several(one)}"


def due_phrase(due: date, today: date, working_days: int | None = None) -> str:
    """How long is left until a day, or since: tomorrow, 2 days left, 2 days overdue.

    ``working_days``: how many of them are left, where the rule counts working days.
    """
    left = (due - today).days
    if left in (0, 1):
        return "tomorrow" if left else "today"
    if working_days is not None and left > 0:
        return f"{plural(working_days, 'working day')} left"
    return f"{plural(left, 'day')} left" if left > 0 else f"{plural(-left, 'day')} overdue"


def due(due_day: date, today: date, working_days: int | None = None) -> str:
    """A due date with its phrase: 24 November 2026 (2 days left)."""
    return f"{day(due_day)} ({due_phrase(due_day, today, working_days)})"


def listed(words: list[str] | tuple[str, ...]) -> str:
    """Words in a row: one, two and three."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def sentence_case(text: str) -> str:
    """The same words beginning with a capital."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The same words for the middle of a sentence; initials such as CQC stay as they are."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or len(text) == 1 else text


def reference_of(address: str) -> str:
    """The reference in an address of ours: S-0123 of /services/S-0123/details/; else its end."""
    parts = address.partition("?")[0].strip("/").split("/")
    return next((each for each in reversed(parts) if any(map(str.isdigit, each))), parts[-1])


def _here(value: date) -> date | datetime:
    """A moment as the clock in London shows it; a day as it is."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(LONDON)
    return value


def _several(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"
