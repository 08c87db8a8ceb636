"""Several files joined into one record for each service, the newest speaking last.

Newest is the file with the latest ``as_at``; files without one come before all others, in the order given.
What a newer file does not know is kept from an older one. Where two files contradict one another the newer
is used and a problem says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from oversight.gateways.regulator.building import PLACES, filled_in, record_of
from oversight.gateways.regulator.crosswalk import same_authority
from oversight.gateways.regulator.locations_file import needs_no_manager
from oversight.gateways.regulator.records import (
    OVERALL,
    OVERALL_GROUP,
    Kind,
    Problem,
    ProviderRecord,
    Rating,
    RatingKey,
    ReadResult,
    ServiceRecord,
)  # fmt: skip

_SHOULD_AGREE = ("provider_id", "authority", "care_home", "registered_on")
"""Fields that do not change while a location keeps its id (``cqc-data.md`` 0.1): a difference is reported."""

_UNKNOWN: tuple[Any, ...] = (None, "", ())


@dataclass(slots=True)
class _Joining:
    """The records joined so far, and the problems met."""

    services: dict[str, ServiceRecord] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, newer: ServiceRecord) -> None:
        """Take one record of a newer file."""
        older = self.services.get(newer.id)
        self.services[newer.id] = newer if older is None else self._join(older, newer)

    def _join(self, older: ServiceRecord, newer: ServiceRecord) -> ServiceRecord:
        for name in _SHOULD_AGREE:
            was, now = getattr(older, name), getattr(newer, name)
            if was != now and was not in _UNKNOWN and now not in _UNKNOWN and not _same(name, was, now):
                self._report(newer, name, now, f"{older.source.file} says '{was}'; the newer file is used")
        ratings = self._ratings(older, newer)
        overall = ratings.get((OVERALL_GROUP, OVERALL))
        values = filled_in(newer, older)
        values[PLACES["ratings"]] = ratings
        values[PLACES["inherited"]] = overall.inherited if overall else None
        return record_of(values)

    def _ratings(self, older: ServiceRecord, newer: ServiceRecord) -> dict[RatingKey, Rating]:
        """The newer ratings; a file with overall ratings only leaves the older file's others standing.

        A rating that the older file says was published later than the newer file's stands too.
        """
        if not newer.ratings or not older.ratings:
            return newer.ratings or older.ratings
        only_overall = newer.ratings.keys() == {(OVERALL_GROUP, OVERALL)}
        joined = dict(older.ratings) if only_overall else {}
        for key, rating in newer.ratings.items():
            before = older.ratings.get(key)
            joined[key] = rating if before is None else self._newer_rating(newer, key, before, rating)
            if only_overall and before and len(joined) > 1 and joined[key].rating != before.rating:
                message = "the newer file has this overall rating only; the key questions are an older file's"
                self._report(newer, "ratings", rating.said, message)
        return joined

    def _newer_rating(self, newer: ServiceRecord, key: RatingKey, before: Rating, after: Rating) -> Rating:
        """The one published later; on the same day the newer file's, with a problem where they differ."""
        if before.rating and after.rating and _day(before) > _day(after):
            return before
        if before.rating == after.rating:
            return _fuller(after, before) if before.published_on == after.published_on else after
        if before.rating and after.rating and before.published_on == after.published_on:
            message = f"another file says '{before.said}' for {' / '.join(key)} on the same day; not used"
            self._report(newer, "ratings", after.said, message)
        return after

    def _report(self, record: ServiceRecord, column: str, value: object, message: str) -> None:
        source = record.source
        self.problems.append(Problem(source.file, source.row, column, str(value), f"{record.id}: {message}"))


def _same(name: str, one: Any, other: Any) -> bool:
    return same_authority(one, other) if name == "authority" else bool(one == other)


def _day(rating: Rating) -> date:
    return rating.published_on or date.min


def _fuller(newer: Rating, older: Rating) -> Rating:
    """One rating from two files, with what only the older file says of it."""
    if newer.inherited is None or not newer.report_type:
        inherited = newer.inherited if newer.inherited is not None else older.inherited
        return replace(newer, inherited=inherited, report_type=newer.report_type or older.report_type)
    return newer


def merge(results: Sequence[ReadResult]) -> ReadResult:
    """Several results as one: each service once, in the order in which it was first met.

    Provider documents fill in what location documents leave out (name, company number, kind of ownership).
    """
    ordered = sorted(results, key=lambda each: each.as_at or date.min)
    joining = _Joining()
    for result in ordered:
        for record in result.services:
            joining.add(record)
    providers = {each.id: each for result in ordered for each in result.providers}
    first = dict.fromkeys(record.id for result in results for record in result.services)
    services = [_with_provider(joining.services[each], providers) for each in first]
    last = ordered[-1] if ordered else None
    return ReadResult(
        Kind.MERGED,
        services,
        [problem for result in results for problem in result.problems] + joining.problems,
        as_at=last.as_at if last else None,
        rows=sum(result.rows for result in results),
        providers=list(providers.values()),
        as_at_inferred=bool(last and last.as_at_inferred),
        file=", ".join(_names(results)),
    )


def _names(results: Iterable[ReadResult]) -> Iterable[str]:
    return dict.fromkeys(result.file for result in results if result.file)


def _with_provider(record: ServiceRecord, providers: Mapping[str, ProviderRecord]) -> ServiceRecord:
    """A record with what its provider's document says and the files did not."""
    provider = providers.get(record.provider_id)
    if provider is None:
        return record
    ownership = record.ownership or provider.ownership
    in_post = record.registered_manager_in_post
    return replace(
        record,
        provider_name=record.provider_name or provider.name,
        ownership=ownership,
        company_number=record.company_number or provider.company_number,
        brand_id=record.brand_id or provider.brand_id,
        brand_name=record.brand_name or provider.brand_name,
        registered_manager_in_post=None if in_post is False and needs_no_manager(ownership) else in_post,
    )
