"""Whether a day is a working day, and why not.

Bank holidays come from the ``holidays`` library: years already announced are as proclaimed, later ones are
worked out from the standing rules, so a day proclaimed afterwards moves a deadline (``recalculated``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

import holidays

from oversight.engine.clocks.models import Calendar, Closure, Division
from oversight.engine.model import BadInput

WEEKEND = {5: "Saturday", 6: "Sunday"}
PLACES = {
    Division.ENGLAND: "England",
    Division.WALES: "Wales",
    Division.SCOTLAND: "Scotland",
    Division.NORTHERN_IRELAND: "Northern Ireland",
}
SUBSTITUTE = " (observed)"


def why_not_working(calendar: Calendar, day: date, closures: Iterable[Closure] = ()) -> str | None:
    """Why ``day`` is not a working day, in words, or ``None`` where it is one.

    ``closures`` are further days on which this authority is closed. Raises ``BadInput`` for a year whose
    bank holidays are not known.
    """
    if day.weekday() in WEEKEND:
        return WEEKEND[day.weekday()]
    holiday = bank_holiday(calendar, day)
    if holiday:
        return holiday
    closed = _reason(day, (*calendar.closures, *closures))
    return f"Council closure: {closed}" if closed else None


def is_working_day(calendar: Calendar, day: date, closures: Iterable[Closure] = ()) -> bool:
    """Whether ``day`` counts as a working day. Raises ``BadInput`` as ``why_not_working`` does."""
    return why_not_working(calendar, day, closures) is None


def bank_holiday(calendar: Calendar, day: date) -> str | None:
    """The bank holiday that falls on ``day`` in any division of the calendar, and where, in words.

    A holiday that falls on a weekend is named too; its substitute day is the one that counts.
    """
    added = _reason(day, calendar.extra_holidays)
    if added:
        return f"{added} (bank holiday)"
    if _reason(day, calendar.not_holidays):
        return None
    return holidays_of(calendar.holidays, day.year).get(day)


def _reason(day: date, dated: Iterable[Closure]) -> str | None:
    return next((each.why for each in dated if each.date == day), None)


@lru_cache(maxsize=1024)
def holidays_of(divisions: tuple[Division, ...], year: int) -> Mapping[date, str]:
    """Every bank holiday of a year in any of the divisions, in words; worked out once, never changed.

    Raises ``BadInput`` for a year outside what the library knows.
    """
    places: dict[date, dict[str, list[Division]]] = {}
    for division in divisions:
        for day, name in _announced(division, year).items():
            places.setdefault(day, {}).setdefault(name, []).append(division)
    return MappingProxyType(
        {
            day: "; ".join(_in_words(name, where, divisions) for name, where in named.items())
            for day, named in sorted(places.items())
        }
    )


def _announced(division: Division, year: int) -> dict[date, str]:
    found = holidays.country_holidays("GB", subdiv=division.value, years=year, expand=False, language="en_GB")
    if not found.start_year <= year <= found.end_year:
        raise BadInput(
            f"bank holidays are known from {found.start_year} to {found.end_year}, not for {year}; "
            "check the year of the date"
        )
    return dict(found.items())


def _in_words(name: str, where: list[Division], divisions: tuple[Division, ...]) -> str:
    """``Christmas Day (bank holiday)``; where not every division has it, in which it is kept."""
    said = name.removesuffix(SUBSTITUTE) + (", substitute day" if name.endswith(SUBSTITUTE) else "")
    words = [] if "bank holiday" in name.lower() else ["bank holiday"]
    if len(where) < len(divisions):
        words.append(f"in {_listed([PLACES[division] for division in where])}")
    return f"{said} ({' '.join(words)})" if words else said


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
