"""Days for a service that runs beside the tests: it has the real clock, so they are counted from today."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


def in_days(days: int) -> date:
    """The day so many days from today; before today where it is negative."""
    return datetime.now(ZoneInfo("Europe/London")).date() + timedelta(days=days)


def typed(days: int) -> str:
    """The same as people type it: 24/11/2026."""
    return f"{in_days(days):%d/%m/%Y}"


def boxes(name: str, days: int) -> dict[str, str]:
    """The same in the three boxes of a date."""
    day = in_days(days)
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}
