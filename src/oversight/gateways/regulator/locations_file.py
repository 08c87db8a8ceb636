"""Files with one row for each location: the active locations, the wide list of 2025, the weekly directory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import repeat
from typing import Any

from oversight.gateways.regulator.building import records_from, sources
from oversight.gateways.regulator.cells import (
    LATITUDES,
    LONGITUDES,
    company_number,
    degrees,
    flag,
    present,
    whole_number,
)
from oversight.gateways.regulator.frames import DayOrders, Frame
from oversight.gateways.regulator.judgements import UNKNOWN_WORD, Judged
from oversight.gateways.regulator.records import (
    OVERALL,
    OVERALL_GROUP,
    QUESTIONS,
    Rating,
    ServiceRecord,
)  # fmt: skip
from oversight.gateways.regulator.service_types import CARE_HOMES, type_words

Columns = dict[str, Iterable[Any]]
_ODD_FLAG = "neither Y nor N; read as not known: check the file"
_ODD_DEGREES = "not a place in the United Kingdom; left out"
_BRAND = ("brand_id", "brand_name")
_WITHOUT_MANAGER_BY_RIGHT = frozenset({"individual", "nhs body"})


def active_services(frame: Frame, stated: DayOrders = None) -> list[ServiceRecord]:
    """The services of the active-locations file: each is registered, rated overall or not."""
    days = frame.days("published", stated).found
    inherited = frame.understood("inherited", flag, _ODD_FLAG)
    care_home = frame.understood("care_home", flag, _ODD_FLAG)
    overall = _judged(frame, "rating", days, inherited)
    return records_from(
        **_shared(frame),
        **_of_location(frame, stated),
        **_where(frame),
        sector=frame["sector"],
        directorate=frame["directorate"],
        category=frame["category"],
        care_home=care_home,
        registered=repeat(True),
        inherited=inherited,
        dual_registered=[bool(present(text)) for text in frame["dual_registered"]],
        dual_primary_id=frame.given("dual_primary_id"),
        ratings=[{(OVERALL_GROUP, OVERALL): rating} for rating in overall],
    )


def wide_services(frame: Frame, stated: DayOrders = None) -> list[ServiceRecord]:
    """The services of the wide list; what has an end date is no longer registered.

    Its publication date belongs to the overall rating; those of the key questions are not given.
    """
    days = frame.days("published", stated).found
    ended = _days(frame, "deregistered_on", stated)
    unknown: list[bool | None] = [None] * len(frame.numbers)
    columns = [_judged(frame, "rating", days, unknown)]
    columns += [_judged(frame, question, {}, unknown) for question in QUESTIONS[1:]]
    return records_from(
        **_shared(frame),
        **_of_location(frame, stated),
        category=frame["category"],
        care_home=[_is_care_home(types) for types in frame.types],
        registered=[day is None for day in ended],
        deregistered_on=ended,
        ratings=[
            {(OVERALL_GROUP, question): rating for question, rating in zip(QUESTIONS, row, strict=True)}
            for row in zip(*columns, strict=True)
        ],
    )


def listed_services(frame: Frame, stated: DayOrders = None) -> list[ServiceRecord]:
    """The services of the directory: no ratings, and nothing of what may not be so any more."""
    return records_from(**_shared(frame), registered=repeat(True), checked_on=_days(frame, "checked", stated))


def _is_care_home(types: tuple[str, ...]) -> bool | None:
    return not CARE_HOMES.isdisjoint(type_words(types)) if types else None


def _shared(frame: Frame) -> Columns:
    """What every file of locations says, as far as it has the column."""
    plain = ("id", "name", "authority", "region", "postcode", "provider_id", "provider_name")
    words = {types: type_words(types) for types in set(frame.types)}
    return {
        **{name: frame[name] for name in plain if name in frame.columns},
        **{name: frame.given(name) for name in _BRAND if name in frame.columns},
        "types": map(words.__getitem__, frame.types),
        "types_said": frame.types,
        "source": sources(frame.file, frame.numbers),
    }


def _of_location(frame: Frame, stated: DayOrders) -> Columns:
    """What the active locations and the wide list say and the directory does not."""
    numbers = frame.understood("company_number", company_number, "not a company number; left out")
    return {
        "beds": frame.understood("beds", whole_number, "not a whole number of beds; left out"),
        "dormant": frame.understood("dormant", flag, _ODD_FLAG),
        "registered_on": _days(frame, "registered_on", stated),
        "ownership": frame["ownership"],
        "company_number": [number or "" for number in numbers],
        "registered_manager_in_post": [
            None if not named and needs_no_manager(ownership) else bool(named)
            for named, ownership in zip(frame["manager"], frame["ownership"], strict=True)
        ],
    }


def needs_no_manager(ownership: str) -> bool:
    """Whether a kind of provider needs no registered manager, so that none named says nothing.

    A person who runs a service alone may manage it; health service bodies are exempt (regulation 5 of the
    Care Quality Commission (Registration) Regulations 2009).
    """
    return ownership.casefold() in _WITHOUT_MANAGER_BY_RIGHT


def _where(frame: Frame) -> Columns:
    """The coordinates, as far as they can be: some locations have none."""
    return {
        name: frame.understood(name, partial(degrees, within=within), _ODD_DEGREES)
        for name, within in (("latitude", LATITUDES), ("longitude", LONGITUDES))
    }


def _days(frame: Frame, name: str, stated: DayOrders) -> list[date | None]:
    days = frame.days(name, stated).found
    return [days.get(text) for text in frame[name]]


def _judged(frame: Frame, name: str, days: dict[str, date], inherited: Sequence[bool | None]) -> list[Rating]:
    """A column of ratings, with the publication date where the words are those of an inspection."""
    words = {said: Judged(said) for said in set(frame[name])}
    unknown = {said for said, word in words.items() if not word.known}
    if unknown:
        frame.report(name, unknown, UNKNOWN_WORD)
    made: dict[tuple[str, str, bool | None], Rating] = {}
    found = []
    for each in zip(frame[name], frame["published"], inherited, strict=True):
        if each not in made:
            said, printed, from_before = each
            word = words[said]
            made[each] = Rating(word.rating, said, days.get(printed) if word.dated else None, from_before)
        found.append(made[each])
    frame.seen(made.values())
    return found


def with_dual_registrations(
    services: list[ServiceRecord], links: dict[str, tuple[str, ...]]
) -> list[ServiceRecord]:
    """The services with the other ids of the same place, from the sheet of dual registrations."""
    return [
        replace(each, dual_registered=True, dual_linked_ids=links[each.id]) if each.id in links else each
        for each in services
    ]
