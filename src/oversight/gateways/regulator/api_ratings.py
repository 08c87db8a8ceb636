"""The ratings of an API location document: ``currentRatings``, the newer ``assessment``, and the past.

Services assessed under the newer framework may have no ``currentRatings`` at all; others have both. Both
are read and for each question the newest stands. Key questions are read by name, never by position.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from oversight.gateways.regulator.api_reading import Document, Reading, block, blocks, text
from oversight.gateways.regulator.judgements import question_of
from oversight.gateways.regulator.records import (
    OVERALL,
    OVERALL_GROUP,
    QUESTIONS,
    Rating,
    RatingEvent,
    RatingKey,
)  # fmt: skip

_NOT_LOOKED_AT = "not assessed"


@dataclass(slots=True)
class ApiRatings:
    """What a document says of ratings: those that stand now, and those of the past."""

    ratings: dict[RatingKey, Rating] = field(default_factory=dict)
    history: list[RatingEvent] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Assessed:
    """One rating of the newer framework with the day its assessment was published."""

    group: str
    question: str
    rating: Rating
    published_on: date | None


def ratings_of(document: Document, reading: Reading) -> ApiRatings:
    """All ratings of a location document; one that has never been rated is unrated overall."""
    found = ApiRatings(history=list(_past(document, reading)))
    for key, rating in _current(document, reading):
        found.ratings[key] = rating
    assessed = _newest(_assessments(document, reading))
    if assessed:
        _join(found, assessed)
    if not any(question == OVERALL for _, question in found.ratings):
        found.ratings[OVERALL_GROUP, OVERALL] = Rating(None, "")
    return found


def _named(group: Document, reading: Reading, column: str) -> Iterator[tuple[str, Document]]:
    """A group's rating as a whole and those of its key questions, by name."""
    if "rating" in group:
        yield OVERALL, group
    for each in blocks(group, "keyQuestionRatings"):
        question = question_of(text(each, "name"))
        if question is None:
            message = "not one of the regulator's key questions; left out: check the document"
            reading.report(f"{column}.keyQuestionRatings", text(each, "name"), message)
        else:
            yield question, each


def _current(document: Document, reading: Reading) -> Iterator[tuple[RatingKey, Rating]]:
    """The ratings under ``currentRatings``: of the location, then of its service groups.

    A rating that carries another organisation's id was earned under an earlier registration. A key question
    without a date of its own has none: dates of key questions differ within one location.
    """
    current = block(document, "currentRatings")
    groups = [(OVERALL_GROUP, "currentRatings.overall", block(current, "overall"))]
    below = "currentRatings.serviceRatings"
    groups += [(text(each, "name"), below, each) for each in blocks(current, "serviceRatings")]
    for group, column, said in groups:
        for question, each in _named(said, reading, column):
            word = reading.judged(f"{column}.rating", text(each, "rating"))
            day = reading.day(each, "reportDate") if word.dated else None
            owner = text(each, "organisationId")
            inherited = bool(owner) and owner != text(document, "locationId")
            yield (group, question), Rating(word.rating, text(each, "rating"), day, inherited)


def _past(document: Document, reading: Reading) -> Iterator[RatingEvent]:
    """The ratings under ``historicRatings``: events. Some are younger than the rating that stands, where a
    later inspection did not rate."""
    for report in blocks(document, "historicRatings"):
        day = reading.day(report, "reportDate")
        groups = [(OVERALL_GROUP, block(report, "overall"))]
        groups += [(text(each, "name"), each) for each in blocks(report, "serviceRatings")]
        for group, said in groups:
            for question, each in _named(said, reading, "historicRatings"):
                word = reading.judged("historicRatings.rating", text(each, "rating"))
                yield RatingEvent(day, group, question, word.rating, text(each, "rating"))


def _assessments(document: Document, reading: Reading) -> Iterator[_Assessed]:
    """The ratings under ``assessment``, of service groups and (empty so far) of the location."""
    for plan in blocks(document, "assessment"):
        day = reading.day(plan, "assessmentPlanPublishedDateTime")
        ratings = block(plan, "ratings")
        groups = [(OVERALL_GROUP, each) for each in blocks(ratings, "overall")]
        groups += [(text(each, "name"), each) for each in blocks(ratings, "asgRatings")]
        for group, said in groups:
            if text(said, "status").casefold() not in ("", "current"):
                continue
            for question, each in _named(said, reading, "assessment.ratings"):
                word = reading.judged("assessment.ratings.rating", text(each, "rating"))
                carried = text(each, "status").casefold() == _NOT_LOOKED_AT
                published = day if word.dated else None
                rating = Rating(word.rating, text(each, "rating"), published, carried=carried)
                yield _Assessed(group, question, rating, day)


def _newest(assessed: Iterator[_Assessed]) -> dict[RatingKey, _Assessed]:
    """The assessment published last, for each group and question."""
    found: dict[RatingKey, _Assessed] = {}
    for each in assessed:
        key = each.group, each.question
        if key not in found or _later(each.published_on, found[key].published_on):
            found[key] = each
    return found


def _later(one: date | None, other: date | None) -> bool:
    return (one or date.min) > (other or date.min)


def _join(found: ApiRatings, assessed: dict[RatingKey, _Assessed]) -> None:
    """Put the newer framework's ratings beside the older ones; the newest of each question stands.

    Where one service group was assessed, its rating is the location's, as the bulk file prints it too.
    Where several were, the location has no overall rating any more: the older one moves to the past, and
    whoever needs one rating looks in the groups. Words that say only that nothing is published yet
    supersede nothing.
    """
    groups = {group for group, _ in assessed} - {OVERALL_GROUP}
    earlier = [*found.history, *_as_events(found.ratings)]
    for key, each in assessed.items():
        rating = _with_age(each, earlier) if each.rating.carried else each.rating
        if key[0] != OVERALL_GROUP and not _later(_day_of(found, key), each.published_on):
            found.ratings[key] = rating
    for question in QUESTIONS:
        newer = [each for (_, name), each in assessed.items() if name == question and _says(each.rating)]
        whole = OVERALL_GROUP, question
        last = max((each.published_on or date.min for each in newer), default=None)
        if last is None or _later(_day_of(found, whole), last):
            continue
        older = found.ratings.pop(whole, None)
        if older is not None and older.rating is not None:
            found.history.append(_event(whole, older))
        stands = assessed.get(whole) or (newer[0] if len(groups) == 1 else None)
        if stands is not None:
            found.ratings[whole] = _with_age(stands, earlier) if stands.rating.carried else stands.rating


def _says(rating: Rating) -> bool:
    """Whether a rating says something: a rating, or an inspection that did not rate."""
    return rating.rating is not None or rating.published_on is not None


def _day_of(found: ApiRatings, key: RatingKey) -> date | None:
    rating = found.ratings.get(key)
    return rating.published_on if rating else None


def _event(key: RatingKey, rating: Rating) -> RatingEvent:
    return RatingEvent(rating.published_on, *key, rating.rating, rating.said)


def _as_events(ratings: dict[RatingKey, Rating]) -> list[RatingEvent]:
    return [_event(key, rating) for key, rating in ratings.items()]


def _with_age(each: _Assessed, earlier: list[RatingEvent]) -> Rating:
    """A carried rating with the day of the newest earlier one of the same question and words, if known."""
    same = [
        event.published_on
        for event in earlier
        if event.question == each.question and event.rating == each.rating.rating and event.published_on
    ]
    return replace(each.rating, published_on=max(same, default=None))
