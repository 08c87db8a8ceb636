"""What a new edition does to what is held, and when a person must say so first. No database, no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from oversight.foundation.ui.words import day, listed
from oversight.gateways.regulator import Kind, Rating, ServiceRecord, same_authority
from oversight.gateways.regulator.records import OVERALL, OVERALL_GROUP, QUESTIONS, Relation

MOVED_LIMIT = 0.02
"""Above this share of ids gone or new a file is confirmed by a person first (cqc-data.md 0.9: a month moves 0.25 %)."""

LISTS_ALL = frozenset({Kind.RATINGS, Kind.LOCATIONS, Kind.WIDE, Kind.DIRECTORY})
"""Kinds of file in which a location that is missing is gone; an API file holds only what was asked for."""

LISTS_RATINGS = frozenset({Kind.RATINGS, Kind.API_LOCATIONS})
"""Kinds of file that tell every rating of a location, so that one which is missing is no longer published."""

RANK = {"inadequate": 1, "requires_improvement": 2, "good": 3, "outstanding": 4}
RATINGS = {"outstanding": "Outstanding", "good": "Good", "requires_improvement": "Requires improvement",
           "inadequate": "Inadequate", "": "Not rated"}  # fmt: skip
ASKED = {"overall": "Overall", "safe": "Safe", "effective": "Effective", "caring": "Caring",
         "responsive": "Responsive", "well_led": "Well-led"}  # fmt: skip
assert tuple(ASKED) == QUESTIONS

MONTH = 31
"""Days after which a file is said to be older than a month."""

KIND_WORDS = {
    "latest_ratings": "Latest ratings", "active_locations": "Active locations",
    "locations_wide": "Active locations, wide",
    "directory": "Directory of care services", "api_locations": "Locations from the API",
    "api_providers": "Providers from the API",
}  # fmt: skip
NO_ID = "This service has no regulator’s ID, so nothing is known of its ratings."

_OWN_COLUMNS = {
    "id",
    "name",
    "provider_id",
    "provider_name",
    "authority",
    "postcode",
    "ratings",
    "history",
    "source",
}
_TOLD = tuple(each.name for each in fields(ServiceRecord) if each.name not in _OWN_COLUMNS)
_DAYS = {"registered_on", "deregistered_on", "checked_on"}
_RELATIONS = {"predecessors", "successors"}


def told_of(record: ServiceRecord) -> dict[str, Any]:
    """What a record says beside its own columns, as it is kept; what is not known is left out."""
    found: dict[str, Any] = {}
    for name in _TOLD:
        value = getattr(record, name)
        if value is None or value == "" or value == ():
            continue
        if isinstance(value, tuple):
            value = [_plain(one) for one in value]
        found[name] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    """A value as JSON keeps it: a day as text, a relation as its three words."""
    if isinstance(value, Relation):
        return [value.id, value.type, value.reason]
    return value.isoformat() if isinstance(value, date) else value


def record_of(
    columns: Mapping[str, str], told: Mapping[str, Any], ratings: Mapping[tuple[str, str], Rating]
) -> ServiceRecord:
    """The record again: from its own columns, from what ``told_of`` kept, and its ratings."""
    more = dict(told)
    for name in _DAYS & set(more):
        more[name] = date.fromisoformat(more[name])
    for name in _RELATIONS & set(more):
        more[name] = tuple(Relation(*each) for each in more[name])
    for name in {"types", "types_said", "dual_linked_ids"} & set(more):
        more[name] = tuple(more[name])
    if "unpublished" in more:
        more["unpublished"] = tuple(date.fromisoformat(each) for each in more["unpublished"])
    given: dict[str, Any] = {**columns, **more}
    return ServiceRecord(**given, ratings=dict(ratings))


@dataclass(frozen=True, slots=True)
class Moved:
    """How much of what is held a new edition moves: ids that were known, are gone, are new to the regulator."""

    known: int
    gone: int
    new: int

    @property
    def share(self) -> float:
        """Ids gone or new, as a share of those known."""
        return (self.gone + self.new) / self.known if self.known else 0.0

    @property
    def to_confirm(self) -> bool:
        """Whether a person has to say that this is right before anything is saved."""
        return self.share > MOVED_LIMIT

    def sentence(self) -> str:
        """Why a person is asked, with the figures."""
        return (
            f"This file moves {self.share:.1%} of the {self.known:,} locations we hold: {self.gone:,} are gone and "
            f"{self.new:,} are new. In a month the regulator moves about a quarter of one per cent, so this may be "
            "the wrong file, or a part of one."
        )


def direction(before: str, after: str) -> str:
    """Which way a rating went: ``upgraded``, ``downgraded``, ``rated`` for a first one, ``unrated``."""
    if before and after:
        return "upgraded" if RANK[after] > RANK[before] else "downgraded"
    return "rated" if after else "unrated"


def areas_of(records: Iterable[ServiceRecord]) -> list[tuple[str, int]]:
    """The areas a file tells of, with how many locations each, by name; those without an area are last."""
    counted = Counter(each.authority for each in records)
    return sorted(counted.items(), key=lambda each: (each[0] == "", each[0]))


def in_areas(record: ServiceRecord, areas: Iterable[str]) -> bool:
    """Whether a location is in one of these areas, however the name is written."""
    return any(same_authority(record.authority, each) for each in areas if each)


def kind_of(record: ServiceRecord, kinds: Iterable[str]) -> str:
    """The register's kind of service for a location; ``other`` where the file does not tell."""
    if record.types:
        return record.types[0] if record.types[0] in kinds else "other"
    if record.care_home:
        return "residential_home"
    return "home_care" if record.category.startswith("Community based adult social care") else "other"


# ------------------------------------------------------------------------------------------------- in words


def yes_or_no(value: bool | None) -> str:
    """A flag as people read it; empty where it is not known."""
    return "" if value is None else "Yes" if value else "No"


def standing_words(standing: Any, location: Any, regulator_id: str) -> str:
    """What the regulator says of a service, in a sentence or two.

    ``standing`` is a ``queries.Standing`` or ``None``; ``location`` the last that was published, or ``None``.
    """
    if standing is None:
        if location is None:
            return "No ratings have been taken in from the regulator yet." if regulator_id else NO_ID
        followers = [each[0] for each in location.told.get("successors", [])]
        after = f" It was followed by {listed(followers)}." if followers else ""
        return f"The regulator no longer lists {regulator_id}.{after}"
    if not standing.overall:
        return (
            "The regulator has not rated this service."
            if not standing.said
            else f"The regulator says: {standing.said}."
        )
    published = f", published {day(standing.published_on)}" if standing.published_on else ""
    lowest = (
        " It gives no overall rating, so this is the lowest of its service groups."
        if standing.from_groups
        else ""
    )
    inherited = " It was earned under an earlier registration." if standing.inherited else ""
    return f"{RATINGS[standing.overall]} overall{published}.{lowest}{inherited}"


def checked_words(standing: Any) -> str:
    """From where and when: the file and the day it shows."""
    if standing is None or not standing.source:
        return ""
    shows = f", which shows {day(standing.checked_on)}" if standing.checked_on else ""
    return f"Source: {standing.source}, a file of the regulator’s{shows}"


def question_lines(standing: Any) -> tuple[str, ...]:
    """The key questions of the location as a whole, a line each."""
    asked = standing.questions if standing else ()
    return tuple(
        f"{ASKED[each.question]}: {RATINGS[each.rating]}"
        for each in asked if each.group == OVERALL_GROUP and each.question != OVERALL
    )  # fmt: skip


def said_beside(each: Any) -> str:
    """What is said beside one rating: the words where there is none, and how old it may be."""
    told = [] if each.rating else [each.said]
    told += ["Not looked at in the newest assessment"] if each.carried else []
    told += ["Earned under an earlier registration"] if each.inherited else []
    return ". ".join(filter(None, told))
