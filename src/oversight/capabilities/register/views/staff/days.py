"""The day somebody asks to see a record on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from oversight.capabilities.register import queries
from oversight.foundation.ui.dates import read_day
from oversight.foundation.ui.words import day


def asked_day(asked: str, row: Any) -> tuple[date | None, str]:
    """The day of ``?on=``, or why there is nothing to show of it."""
    on = read_day(asked) if asked else None
    if on is None:
        return None, "Enter a real date, like 24/11/2026" if asked else ""
    first = timezone.localdate(queries.first_recorded(row))
    if on < first:
        return None, f"Enter a day from {day(first)} on, when {row.name} was put on the register"
    return on, ""
