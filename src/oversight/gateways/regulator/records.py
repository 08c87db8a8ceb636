"""What the readers return: one typed record for each service, its ratings, and what could not be read.

Text that is not known is ``""``; numbers, dates and flags that are not known are ``None``. Names of
registered managers and nominated individuals are personal data: no field holds one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from oversight.engine.model import BadInput

OVERALL_GROUP = "Overall"
"""The service group that stands for the location as a whole."""

OVERALL = "overall"
QUESTIONS = (OVERALL, "safe", "effective", "caring", "responsive", "well_led")
"""What is rated: the whole, then the five key questions."""

RatingKey = tuple[str, str]
"""A service group as published, and one of ``QUESTIONS``."""


class Kind(StrEnum):
    """What a file turned out to be."""

    RATINGS = "latest_ratings"
    LOCATIONS = "active_locations"
    WIDE = "locations_wide"
    DIRECTORY = "directory"
    API_LOCATIONS = "api_locations"
    API_PROVIDERS = "api_providers"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Rating:
    """What the regulator says of one service group and question.

    ``rating`` is one of the four ratings or ``None`` for unrated; ``said`` keeps the words as published.
    ``published_on`` is ``None`` where the date beside the words is no date of an inspection.
    ``inherited``: earned under an earlier registration. ``carried``: printed in a newer assessment that
    did not look at this question again, so it is as old as ``published_on`` says, or older.
    """

    rating: str | None
    said: str
    published_on: date | None = None
    inherited: bool | None = None
    report_type: str = ""
    carried: bool = False


@dataclass(frozen=True, slots=True)
class RatingEvent:
    """A rating of the past, or one that a newer one has superseded. Never the rating of today."""

    published_on: date | None
    group: str
    question: str
    rating: str | None
    said: str


@dataclass(frozen=True, slots=True)
class Relation:
    """Another location that this one came from or turned into; a location id dies with its provider."""

    id: str
    type: str
    reason: str


class Source(NamedTuple):
    """Where a record was read: the file, and the row of the sheet (or the line, or the document) from 1."""

    file: str
    row: int


NOWHERE = Source("", 0)


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """One registered location, as one file (or several, merged) describes it.

    ``authority`` and ``region`` are as published. ``types`` are code's words for ``service.type``, the one
    that decides first; ``types_said`` the regulator's. ``dual_linked_ids`` are other ids of the same place:
    its beds are counted under each of them. ``latitude`` and ``longitude`` are in degrees, of its postcode.
    ``ratings`` is keyed by (service group, question).
    """

    id: str
    name: str
    provider_id: str = ""
    provider_name: str = ""
    ownership: str = ""
    company_number: str = ""
    brand_id: str = ""
    brand_name: str = ""
    authority: str = ""
    region: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    sector: str = ""
    directorate: str = ""
    category: str = ""
    care_home: bool | None = None
    types: tuple[str, ...] = ()
    types_said: tuple[str, ...] = ()
    beds: int | None = None
    registered: bool | None = None
    registered_on: date | None = None
    deregistered_on: date | None = None
    dormant: bool | None = None
    registered_manager_in_post: bool | None = None
    inherited: bool | None = None
    checked_on: date | None = None
    dual_registered: bool | None = None
    dual_primary_id: str = ""
    dual_linked_ids: tuple[str, ...] = ()
    predecessors: tuple[Relation, ...] = ()
    successors: tuple[Relation, ...] = ()
    unpublished: tuple[date, ...] = ()
    ratings: dict[RatingKey, Rating] = field(default_factory=dict)
    history: tuple[RatingEvent, ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class ProviderRecord:
    """One provider from an API document. ``authority`` is that of its head office, not of its services."""

    id: str
    name: str
    ownership: str = ""
    company_number: str = ""
    brand_id: str = ""
    brand_name: str = ""
    authority: str = ""
    registered: bool | None = None
    registered_on: date | None = None
    deregistered_on: date | None = None
    location_ids: tuple[str, ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a file that could not be read, or that contradicts another; the rest was read.

    ``row`` is 0 where the whole file is meant.
    """

    file: str
    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class ReadResult:
    """All that was read: the services in the file's order, and what could not be read.

    ``as_at`` is the day the file says it shows, else the newest publication date in it
    (``as_at_inferred``). ``rows`` counts the rows or documents of the file, whatever their sector.
    """

    kind: Kind
    services: list[ServiceRecord]
    problems: list[Problem]
    as_at: date | None
    rows: int
    providers: list[ProviderRecord] = field(default_factory=list)
    as_at_inferred: bool = False
    file: str = ""


class RegulatorFileError(BadInput):
    """A file that cannot be used at all, as one sentence: the file, what is wrong, what to do.

    ``missing`` and ``unexpected`` name the columns where the header is at fault.
    """

    def __init__(self, message: str, missing: Sequence[str] = (), unexpected: Sequence[str] = ()):
        self.missing, self.unexpected = tuple(missing), tuple(unexpected)
        super().__init__(message)
