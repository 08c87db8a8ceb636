"""What the regulator says of services, now or as we held it on a day; and what each edition changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from oversight.capabilities.register import queries as register
from oversight.capabilities.regulator import rules
from oversight.capabilities.regulator.models import Change, Edition, EditionState, Location, Rated
from oversight.foundation.authorities.actor import NotHere
from oversight.foundation.authorities.keeping import once_a_page
from oversight.foundation.authorities.models import Viewer
from oversight.gateways.regulator import Rating, ServiceRecord, facts_of
from oversight.gateways.regulator.facts import standing
from oversight.gateways.regulator.records import OVERALL, QUESTIONS

FACTS_ONLY_HERE = ("regulator.",)
"""Facts that this source tells; the kind of a service, its beds and whether it is regulated are the register's."""

COORDINATES = ("latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of one service group: the rating, the words and the date as published.

    ``carried``: printed in a newer assessment that did not look at this question again.
    """

    question: str
    group: str
    rating: str
    said: str
    published_on: date | None
    carried: bool
    inherited: bool | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the regulator says of a service. ``overall`` is one of the four ratings, or ``""`` for not rated.

    ``from_groups``: there is no overall rating, and the lowest among the service groups stands in.
    ``checked_on`` is the day that the newest edition shows, ``source`` what that edition was.
    """

    overall: str
    said: str
    published_on: date | None
    inherited: bool | None
    from_groups: bool
    questions: tuple[Asked, ...]
    checked_on: date | None
    source: str


# ------------------------------------------------------------------------------------------------ editions


def editions(viewer: Viewer) -> QuerySet[Edition]:
    """Every edition, newest first."""
    return Edition.objects.visible_to(viewer)


def edition(viewer: Viewer, reference: str) -> Edition:
    """One edition by its reference. Raises ``NotHere``."""
    if (row := editions(viewer).filter(reference=reference).first()) is None:
        raise NotHere(reference)
    return row


@once_a_page
def newest(viewer: Viewer, on: date | None = None) -> Edition | None:
    """The edition that was saved last and stands; with ``on``, of those that show that day or an earlier one."""
    found = editions(viewer).filter(state=EditionState.SAVED)
    if on:
        found = found.filter(Q(as_at__isnull=True) | Q(as_at__lte=on))
    return found.order_by("-saved_at", "-reference").first()


def same_file(viewer: Viewer, sha256: str) -> Edition | None:
    """The edition that was made from this very file and stands."""
    return editions(viewer).filter(sha256=sha256, state=EditionState.SAVED).first()


def later_of_kind(viewer: Viewer, row: Edition) -> Edition | None:
    """A saved edition of the same kind of file that shows a later day."""
    saved = editions(viewer).filter(state=EditionState.SAVED, kind=row.kind, as_at__gt=row.as_at)
    return saved.first() if row.as_at else None


def fetching(viewer: Viewer) -> Edition | None:
    """The edition that is being fetched."""
    return editions(viewer).filter(state=EditionState.FETCHING).first()


def last_fetched(viewer: Viewer, areas: Iterable[str]) -> Edition | None:
    """The newest edition that stands and was fetched for all of some areas: from its day on they are known whole."""
    found = editions(viewer).filter(state=EditionState.SAVED, as_at__isnull=False).exclude(asked_for=[])
    return next((each for each in found.order_by("-as_at") if set(areas) <= set(each.asked_for)), None)


def at_work(viewer: Viewer, job: str) -> Edition | None:
    """The edition that a job was at work on."""
    return editions(viewer).filter(job_reference=job).first()


def areas_last_chosen(viewer: Viewer) -> list[str]:
    """The areas that were chosen with the newest edition that has any."""
    found = editions(viewer).exclude(chosen=[]).order_by("-read_at").first()
    return list(found.chosen) if found else []


# --------------------------------------------------------------------------------- what stands, now or then


def standing_rows(rows: Any, on: date | None) -> Any:
    """Those rows of locations or ratings that stand now; with ``on``, those that we held to stand that day."""
    if on is None:
        return rows.filter(until__isnull=True)
    return rows.filter(since_on__lte=on).filter(Q(until_on__isnull=True) | Q(until_on__gt=on))


@once_a_page
def records(
    viewer: Viewer, ids: Sequence[str] | None = None, on: date | None = None
) -> dict[str, ServiceRecord]:
    """The locations that stand, by the regulator's id: two queries whatever their number, and no rows made of them."""
    locations = standing_rows(Location.objects.visible_to(viewer), on)
    rated = standing_rows(Rated.objects.visible_to(viewer), on)
    if ids is not None:
        locations, rated = locations.filter(location_id__in=ids), rated.filter(location_id__in=ids)
    ratings: dict[str, dict[tuple[str, str], Rating]] = {}
    for key, group, question, rating, *rest in rated.values_list(*_RATED).iterator(chunk_size=5000):
        ratings.setdefault(key, {})[group, question] = Rating(rating or None, *rest)
    return {
        columns[0]: rules.record_of(
            dict(zip(_RECORD, columns, strict=True)), told, ratings.get(columns[0], {})
        )
        for *columns, told in locations.values_list(*_LOCATION, "told").iterator(chunk_size=5000)
    }


_RATED = (
    "location_id", "group", "question", "rating", "said", "published_on", "inherited", "report_type", "carried",
)  # fmt: skip
_LOCATION = ("location_id", "name", "provider_id", "provider_name", "area", "postcode")
_RECORD = ("id", "name", "provider_id", "provider_name", "authority", "postcode")


@once_a_page
def standings(viewer: Viewer, service_ids: Sequence[UUID], on: date | None = None) -> dict[UUID, Standing]:
    """What the regulator says of these services; those that it says nothing of are not there."""
    pairs = register.services(viewer, open_only=False).filter(id__in=service_ids)
    by_id = {known: key for key, known in pairs.values_list("id", "regulator_id") if known}
    edition = newest(viewer, on)
    return {
        by_id[known]: _standing(each, edition) for known, each in records(viewer, list(by_id), on).items()
    }


def standing_of(viewer: Viewer, service_id: UUID, on: date | None = None) -> Standing | None:
    """What the regulator says of one service; ``None`` where nothing was taken in of it."""
    return standings(viewer, [service_id], on).get(service_id)


def _standing(record: ServiceRecord, edition: Edition | None) -> Standing:
    overall, from_groups = standing(record.ratings, OVERALL)
    said = overall or record.ratings.get(("Overall", OVERALL))
    order = {question: place for place, question in enumerate(QUESTIONS)}
    questions = sorted(
        record.ratings.items(), key=lambda one: (one[0][0] != "Overall", one[0][0], order[one[0][1]])
    )
    return Standing(
        overall=(overall.rating or "") if overall else "", said=said.said if said else "",
        published_on=overall.published_on if overall else None, inherited=overall.inherited if overall else None,
        from_groups=from_groups,
        questions=tuple(
            Asked(question, group, each.rating or "", each.said, each.published_on, each.carried, each.inherited)
            for (group, question), each in questions
        ),
        checked_on=edition.as_at if edition else None, source=edition.reference if edition else "",
    )  # fmt: skip


def location_of(viewer: Viewer, regulator_id: str) -> Location | None:
    """What the regulator says of a location now; the last it said where it says no more."""
    found = Location.objects.visible_to(viewer).filter(location_id=regulator_id)
    return found.filter(until__isnull=True).first() or found.order_by("-until_on").first()


def coordinates(viewer: Viewer, ids: Iterable[str]) -> dict[tuple[str, str], tuple[float, float]]:
    """Latitude and longitude of locations, by the regulator's id and the postcode, without spaces, they are of.

    Of a location that is listed no more, those that were told last; one without coordinates is not there.
    """
    found = Location.objects.visible_to(viewer).filter(location_id__in=list(ids), told__has_keys=COORDINATES)
    rows = found.order_by(F("until_on").asc(nulls_last=True), "since_on")
    told = rows.values_list("location_id", "postcode", *(f"told__{name}" for name in COORDINATES))
    return {(key, postcode.replace(" ", "").upper()): (north, east) for key, postcode, north, east in told}


def no_longer_listed(viewer: Viewer, ids: Iterable[str]) -> set[str]:
    """Those of the regulator's ids that it listed once and lists no more; an id it never listed is not among them."""
    found = Location.objects.visible_to(viewer).filter(location_id__in=list(ids))
    pairs = found.values_list("location_id", "until")
    return {key for key, _ in pairs} - {key for key, until in pairs if until is None}


def earlier_ratings(viewer: Viewer, regulator_id: str) -> list[Rated]:
    """The ratings that stood before, newest first, each with the edition that ended it."""
    found = Rated.objects.visible_to(viewer).filter(location_id=regulator_id, until__isnull=False)
    return list(found.select_related("since", "until").order_by("-until_on", "group", "question"))


# ------------------------------------------------------------------------------------------------- changes


def changes(viewer: Viewer) -> QuerySet[Change]:
    """What the saved editions changed, worst and newest first."""
    found = Change.objects.visible_to(viewer).filter(of__state=EditionState.SAVED)
    return found.select_related("of")


def changes_of(viewer: Viewer, row: Edition) -> QuerySet[Change]:
    """What one edition changes or changed."""
    return Change.objects.visible_to(viewer).filter(of=row)


def months(viewer: Viewer) -> list[tuple[str, str]]:
    """The months that the saved editions show, newest first: ``2026-11`` and its words."""
    days = editions(viewer).filter(state=EditionState.SAVED, as_at__isnull=False).order_by("-as_at")
    return list(
        dict.fromkeys((f"{each:%Y-%m}", f"{each:%B %Y}") for each in days.values_list("as_at", flat=True))
    )


def known_of_all(
    viewer: Viewer, day: date, only: Collection[str] | None = None
) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Reference, name, address and facts of every open service that the regulator tells of, as on a day.

    ``only``: the references of those that are wanted.
    """
    rows = register.services(viewer).exclude(regulator_id="")
    if only is not None:
        rows = rows.filter(reference__in=only)
    wanted = None if only is None else list(rows.values_list("regulator_id", flat=True))
    found = records(viewer, wanted, day)
    told = []
    for reference, name, regulator_id in rows.values_list("reference", "name", "regulator_id"):
        if each := found.get(regulator_id):
            facts = {key: value for key, value in facts_of(each).items() if key.startswith(FACTS_ONLY_HERE)}
            told.append((reference, name, f"/services/{reference}/", facts))
    return told
