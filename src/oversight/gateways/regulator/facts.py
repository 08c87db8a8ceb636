"""A service's record as the engine's facts. What is not known is left out: absent means unknown.

Counts over key questions are worked out by the engine, not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oversight.gateways.regulator.judgements import RATING_RANK
from oversight.gateways.regulator.records import (
    OVERALL,
    OVERALL_GROUP,
    QUESTIONS,
    Rating,
    RatingKey,
    ServiceRecord,
)

_FIVE = [(question, f"regulator.{question}") for question in QUESTIONS if question != OVERALL]


def facts_of(record: ServiceRecord) -> dict[str, Any]:
    """The facts that the regulator's files tell of a service, by the names of the engine's catalogue.

    Ratings come from the group ``Overall`` where that has one. Otherwise the **lowest** rating among the
    service groups stands in, for each question by itself, for a policy that protects people reads the worst
    that has been found; ``regulator.from_groups`` then says that the overall rating is such a one.
    ``regulator.not_rated`` is given where a file could have told of a rating.
    """
    facts: dict[str, Any] = {"service.regulated": True}
    if record.ratings:
        _add_ratings(facts, record.ratings)
    if record.registered is not None:
        facts["regulator.registered"] = record.registered
    if record.dormant is not None:
        facts["regulator.dormant"] = record.dormant
    if record.registered_manager_in_post is not None:
        facts["regulator.registered_manager_in_post"] = record.registered_manager_in_post
    if record.types:
        facts["service.type"] = record.types[0]
    elif record.care_home is not None:
        facts["service.care_home"] = record.care_home
    if record.beds is not None:
        facts["service.beds"] = record.beds
    return facts


def standing(ratings: Mapping[RatingKey, Rating], question: str) -> tuple[Rating | None, bool]:
    """The rating that stands for a question, and whether it stands in from the service groups."""
    own = ratings.get((OVERALL_GROUP, question))
    if own is not None and own.rating is not None:
        return own, False
    groups = [rating for (_, asked), rating in ratings.items() if asked == question and rating.rating]
    if not groups:
        return None, False
    return min(groups, key=_worst_then_newest), True


def _worst_then_newest(rating: Rating) -> tuple[int, int]:
    published = rating.published_on.toordinal() if rating.published_on else 0
    return RATING_RANK[rating.rating or ""], -published


def _add_ratings(facts: dict[str, Any], ratings: Mapping[RatingKey, Rating]) -> None:
    """The ratings that stand, the overall one's day, and whether there is none."""
    overall, from_groups = standing(ratings, OVERALL)
    if overall is not None:
        facts["regulator.overall"] = overall.rating
        facts["regulator.not_rated"] = False
        if overall.published_on is not None:
            facts["regulator.published_on"] = overall.published_on
        if from_groups:
            facts["regulator.from_groups"] = True
    elif any(question == OVERALL for _, question in ratings):
        facts["regulator.not_rated"] = True
    if len(ratings) > 1 or (OVERALL_GROUP, OVERALL) not in ratings:
        for question, name in _FIVE:
            rating, _ = standing(ratings, question)
            if rating is not None:
                facts[name] = rating.rating
