"""Dates as the regulator's files print them, decided column by column.

Five shapes occur: ``2025-03-13``, ``20/11/2019``, ``05/29/2026``, ``1/2/2025 12:00:00 AM`` and
``25/Feb/2026 - 00:00``. Whether numbers stand day first or month first is decided by testing the whole
column; another column of the same file proves nothing, because real files change order between columns.
Where both orders fit, and would not give the same days, nothing is guessed: the file is refused unless the
caller states the order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_TIME = r"(?:\s*(?:[-T]\s*)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp][Mm])?Z?)?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}")
_NUMBERS = re.compile(rf"(\d{{1,2}})[/.](\d{{1,2}})[/.](\d{{4}}){_TIME}")
_WORDS = re.compile(rf"(\d{{1,2}})[/ -]([A-Za-z]{{3,9}})[/ -](\d{{4}}){_TIME}")
_AS_AT = re.compile(r"\bas (?:at|of) (\d{1,2} [A-Za-z]{3,9} \d{4}|\d{4}-\d{2}-\d{2})", re.IGNORECASE)
_MONTHS = {
    month: number
    for number, month in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}


class DayOrder(StrEnum):
    """Which number of ``05/06/2025`` comes first."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class UnclearDates(Exception):
    """A column whose order cannot be decided, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class ColumnDates:
    """What a column of dates came to: the day of each text, the texts that are no date, the order found."""

    found: dict[str, date]
    unreadable: frozenset[str]
    order: DayOrder | None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def clear_date(text: str) -> date | None:
    """The day of a text that has only one reading (ISO, or the month in words); ``None`` for any other."""
    if iso := _ISO.fullmatch(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if worded := _WORDS.fullmatch(text):
        month = _MONTHS.get(worded[2][:3].casefold())
        return _day(int(worded[3]), month, int(worded[1])) if month else None
    return None


def both_readings(text: str) -> tuple[date | None, date | None] | None:
    """The day of ``05/06/2025`` read day first and month first; ``None`` for a text of another shape."""
    numbers = _NUMBERS.fullmatch(text)
    if not numbers:
        return None
    first, second, year = int(numbers[1]), int(numbers[2]), int(numbers[3])
    return _day(year, second, first), _day(year, first, second)


def read_column(texts: Iterable[str], stated: DayOrder | None = None) -> ColumnDates:
    """The days of the distinct texts of one column.

    ``stated`` is the order a person has given; without it the column itself must decide. Raises
    ``UnclearDates`` where it cannot.
    """
    found: dict[str, date] = {}
    numeric: dict[str, tuple[date | None, date | None]] = {}
    unreadable: set[str] = set()
    for text in filter(None, texts):
        if (clear := clear_date(text)) is not None:
            found[text] = clear
        elif (readings := both_readings(text)) is not None and readings != (None, None):
            numeric[text] = readings
        else:
            unreadable.add(text)
    order = (stated or _order_of(numeric)) if numeric else None
    for text, (day_first, month_first) in numeric.items():
        day = day_first if order is DayOrder.DAY_FIRST else month_first
        if day is None:
            unreadable.add(text)
        else:
            found[text] = day
    return ColumnDates(found, frozenset(unreadable), order)


def _order_of(numeric: dict[str, tuple[date | None, date | None]]) -> DayOrder:
    """The one order in which every text is a date."""
    only_day_first = next((text for text, (_, month_first) in numeric.items() if month_first is None), "")
    only_month_first = next((text for text, (day_first, _) in numeric.items() if day_first is None), "")
    if only_day_first and only_month_first:
        raise UnclearDates(
            f"holds dates in two orders: '{only_day_first}' has the day first and '{only_month_first}' the "
            "month; export it again with one format for dates"
        )
    if only_month_first:
        return DayOrder.MONTH_FIRST
    doubtful = next((text for text, (one, other) in numeric.items() if one != other), "")
    if not only_day_first and doubtful:
        raise UnclearDates(
            f"could be read day first or month first (such as '{doubtful}'), and nothing in it settles it; "
            "state the order, day-first or month-first, or export it with dates as 2026-11-22"
        )
    return DayOrder.DAY_FIRST


def as_at_in(text: str) -> date | None:
    """The day that a banner or README line says the file shows (``… as at 01 September 2026``)."""
    said = _AS_AT.search(" ".join(text.split()))
    return clear_date(said[1]) if said else None


def day_in_name(file_name: str) -> date | None:
    """The day in a published file name such as ``01_September_2026_HSCA_Active_Locations.ods``."""
    said = re.search(r"(?<!\d)(\d{1,2})[_ -]([A-Za-z]{3,9})[_ -](\d{4})(?!\d)", file_name)
    return clear_date(f"{said[1]} {said[2]} {said[3]}") if said else None
