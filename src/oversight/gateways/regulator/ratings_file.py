"""The latest-ratings file: one row for each location, service group and question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import repeat
from operator import itemgetter
from typing import Any

from oversight.gateways.regulator.building import records_from
from oversight.gateways.regulator.cells import flag, present
from oversight.gateways.regulator.frames import DayOrders, Frame
from oversight.gateways.regulator.judgements import UNKNOWN_WORD, Judged, question_of
from oversight.gateways.regulator.records import (
    OVERALL,
    OVERALL_GROUP,
    Problem,
    Rating,
    RatingKey,
    ServiceRecord,
    Source,
)  # fmt: skip

_Said = tuple[str, str, str, str]
"""The rating, its date, whether inherited, and the type of report, as printed."""


def services_of(frame: Frame, stated: DayOrders = None) -> list[ServiceRecord]:
    """The services of the file, in its order; what a location says of itself is taken from its first row."""
    ratings = _ratings(frame, stated)
    firsts = _first_rows(frame["id"])
    ids = list(firsts)
    take = _taker(list(firsts.values()))
    whole = (OVERALL_GROUP, OVERALL)
    inherited = [rated.inherited if (rated := ratings[each].get(whole)) else None for each in ids]
    care_home = frame.understood("care_home", flag, "neither Y nor N; read as not known: check the file")
    return records_from(
        id=ids,
        name=take(frame["name"]),
        provider_id=take(frame["provider_id"]),
        provider_name=take(frame["provider_name"]),
        brand_id=map(present, take(frame["brand_id"])),
        brand_name=map(present, take(frame["brand_name"])),
        authority=take(frame["authority"]),
        region=take(frame["region"]),
        postcode=take(frame["postcode"]),
        sector=take(frame["sector"]),
        category=take(frame["category"]),
        care_home=take(care_home),
        registered=repeat(True),
        inherited=inherited,
        ratings=map(ratings.__getitem__, ids),
        source=map(Source, repeat(frame.file), take(frame.numbers)),
    )


def _first_rows(ids: Sequence[str]) -> dict[str, int]:
    """The place of each id's first row, in the order of the file."""
    backwards = dict(zip(reversed(ids), range(len(ids) - 1, -1, -1), strict=True))
    return {each: backwards[each] for each in dict.fromkeys(ids)}


def _taker(places: list[int]) -> Callable[[Sequence[Any]], Iterable[Any]]:
    """A function that takes the cells at some places of a column."""
    if len(places) < 2:
        return lambda column: [column[place] for place in places]
    return itemgetter(*places)


def _ratings(frame: Frame, stated: DayOrders) -> dict[str, dict[RatingKey, Rating]]:
    """The ratings of each location by service group and question."""
    parts = ("rating", "published", "inherited", "report_type")
    said = list(zip(*(frame[name] for name in parts), strict=True))
    judged = _judged(frame, set(said), stated)
    keys = _keys(frame)
    found: defaultdict[str, dict[RatingKey, Rating]] = defaultdict(dict)
    given = 0
    for location, key, words in zip(frame["id"], keys, said, strict=True):
        if key is not None:
            found[location][key] = judged[words]
            given += 1
        else:
            found[location]
    if given != sum(map(len, found.values())):
        _settle_twins(frame, found, keys, [judged[words] for words in said])
    return found


def _keys(frame: Frame) -> list[RatingKey | None]:
    """The group and question of each row; ``None``, with a problem, where the question is not known."""
    message = "not one of the regulator's key questions; the row's rating was left out: check the file"
    questions = frame.understood("question", question_of, message)
    pairs = list(zip(frame["group"], questions, strict=True))
    known = {pair: (pair[0], pair[1]) if pair[1] else None for pair in set(pairs)}
    return list(map(known.__getitem__, pairs))


def _judged(frame: Frame, distinct: set[_Said], stated: DayOrders) -> dict[_Said, Rating]:
    days = frame.days("published", stated).found
    words = {said: Judged(said) for said, *_ in distinct}
    unknown = {said for said, word in words.items() if not word.known}
    if unknown:
        frame.report("rating", unknown, UNKNOWN_WORD)
    odd = {each[2] for each in distinct if present(each[2]) and flag(each[2]) is None}
    if odd:
        frame.report("inherited", odd, "neither Y nor N; read as not known: check the file")
    found = {}
    for each in distinct:
        said, printed, inherited, report_type = each
        word = words[said]
        day = days.get(printed) if word.dated else None
        found[each] = Rating(word.rating, said, day, flag(inherited), report_type)
    return found


def _settle_twins(
    frame: Frame,
    found: dict[str, dict[RatingKey, Rating]],
    keys: list[RatingKey | None],
    ratings: list[Rating],
) -> None:
    """Where one group and question stands twice the one published last is used; a difference is a problem."""
    settled: dict[tuple[str, RatingKey], Rating] = {}
    for location, key, rating, number in zip(frame["id"], keys, ratings, frame.numbers, strict=True):
        if key is None:
            continue
        earlier = settled.setdefault((location, key), rating)
        if earlier is rating:
            continue
        newest = max(earlier, rating, key=lambda each: each.published_on or date.min)
        settled[location, key] = found[location][key] = newest
        if earlier.rating != rating.rating:
            message = f"{location} has '{' / '.join(key)}' twice, also as '{earlier.said}'; the newer is used"
            frame.problems.append(Problem(frame.file, number, frame.title("rating"), rating.said, message))
