"""The latest-ratings file: one row for each location, service group and question."""

from __future__ import annotations

from datetime import date
from itertools import repeat

from oversight.gateways.regulator.building import records_from, sources
from oversight.gateways.regulator.cells import flag
from oversight.gateways.regulator.frames import DayOrders, Frame
from oversight.gateways.regulator.judgements import UNKNOWN_WORD, Judged, question_of
from oversight.gateways.regulator.records import (
    OVERALL,
    OVERALL_GROUP,
    Rating,
    RatingKey,
    ServiceRecord,
)  # fmt: skip

_Said = tuple[str, str, bool | None, str]
"""The rating and its date as printed, whether inherited, and the type of report."""

_AS_THEY_ARE = (
    "id", "name", "provider_id", "provider_name", "authority", "region", "postcode", "sector", "category"
)  # fmt: skip
_ODD_FLAG = "neither Y nor N; read as not known: check the file"


def services_of(frame: Frame, stated: DayOrders = None) -> list[ServiceRecord]:
    """The services of the file, in its order; what a location says of itself is taken from its first row."""
    ratings = _ratings(frame, stated)
    whole = (OVERALL_GROUP, OVERALL)
    overall = [each.get(whole) for each in ratings]
    return records_from(
        **{name: frame[name] for name in _AS_THEY_ARE},
        brand_id=frame.given("brand_id"),
        brand_name=frame.given("brand_name"),
        care_home=frame.understood("care_home", flag, _ODD_FLAG),
        registered=repeat(True),
        inherited=[rating.inherited if rating else None for rating in overall],
        ratings=ratings,
        source=sources(frame.file, frame.numbers),
    )


def _ratings(frame: Frame, stated: DayOrders) -> list[dict[RatingKey, Rating]]:
    """The ratings of each location by service group and question."""
    judged = _judged(frame, stated)
    keys = _keys(frame)
    found: dict[str, dict[RatingKey, Rating]] = {each: {} for each in frame["id"]}
    for location, key, rating in zip(frame.rows["id"], keys, judged, strict=True):
        found[location][key] = rating
    if sum(map(len, found.values())) != len(keys):
        _settle_twins(frame, found, keys, judged)
    for ratings in found.values() if any(not question for _, question in set(keys)) else ():
        for key in [key for key in ratings if not key[1]]:
            del ratings[key]
    return list(found.values())


def _keys(frame: Frame) -> list[RatingKey]:
    """The group and question of each row; the question is ``""``, with a problem, where it is not known."""
    message = "not one of the regulator's key questions; the row's rating was left out: check the file"
    questions = frame.understood("question", question_of, message)
    pairs = list(zip(frame.rows["group"], questions, strict=True))
    known = {pair: (pair[0], pair[1] or "") for pair in set(pairs)}
    return list(map(known.__getitem__, pairs))


def _judged(frame: Frame, stated: DayOrders) -> list[Rating]:
    """The rating of each row; equal rows share one."""
    days = frame.days("published", stated).found
    words = {said: Judged(said) for said in set(frame.rows["rating"])}
    unknown = {said for said, word in words.items() if not word.known}
    if unknown:
        frame.report("rating", unknown, UNKNOWN_WORD)
    inherited = frame.understood("inherited", flag, _ODD_FLAG)
    rows = frame.rows
    said = list(zip(rows["rating"], rows["published"], inherited, rows["report_type"], strict=True))
    made: dict[_Said, Rating] = {}
    for each in set(said):
        word = words[each[0]]
        day = days.get(each[1]) if word.dated else None
        made[each] = Rating(word.rating, each[0], day, each[2], each[3])
    frame.seen(made.values())
    return list(map(made.__getitem__, said))


def _settle_twins(
    frame: Frame, found: dict[str, dict[RatingKey, Rating]], keys: list[RatingKey], ratings: list[Rating]
) -> None:
    """Rows whose question is not known, or stands twice: of two the one published last is used.

    A difference between the two is a problem.
    """
    settled: dict[tuple[str, RatingKey], Rating] = {}
    for location, key, rating, number in zip(frame.rows["id"], keys, ratings, frame.row_numbers, strict=True):
        earlier = settled.setdefault((location, key), rating)
        if earlier is rating or not key[1]:
            continue
        newest = max(earlier, rating, key=lambda each: each.published_on or date.min)
        settled[location, key] = found[location][key] = newest
        if earlier.rating != rating.rating:
            message = f"{location} has '{' / '.join(key)}' twice, also as '{earlier.said}'; the newer is used"
            frame.note(number, "rating", rating.said, message)
