"""An edition saved, all at once, and taken back within fourteen days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from oversight.capabilities.register import actions as register_actions
from oversight.capabilities.register import queries as register
from oversight.capabilities.register.states import KINDS
from oversight.capabilities.regulator import queries, rules
from oversight.capabilities.regulator.actions.comparing import BATCH, Plan, gone_ids, plan_of
from oversight.capabilities.regulator.actions.reading import forget_file, in_state, told
from oversight.capabilities.regulator.events import RatingChanged, RegulatorDataTaken
from oversight.capabilities.regulator.models import Change, Edition, EditionState, Location, Rated, Stood
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.authorities.bulk import put_rows
from oversight.foundation.authorities.happenings import publish
from oversight.foundation.ui.words import day, listed
from oversight.gateways.regulator import RatingChange, ServiceRecord
from oversight.gateways.regulator.records import OVERALL_GROUP

UNDO_DAYS = 14
AT_ONCE = 20
Progress = Callable[[int, int, str], None]
Inside = Callable[[], AbstractContextManager[Any]]


def begin_saving(*, row: Edition, why: str = "", by: Actor, at: datetime) -> None:
    """Confirm that an edition is saved. Raises ``Refused`` without a reason where it moves unusually much."""
    by.check(Can.REGULATOR_IMPORT)
    in_state(row, EditionState.CHECKED)
    if row.says and not why.strip():
        raise Refused("Enter why this is the right file, although it moves so much")
    row.state, row.why_confirmed = EditionState.SAVING, why.strip()[:500]
    row.save()
    told(row, "edition.confirmed", by, at, why=row.why_confirmed)


def save_edition(
    *, row: Edition, by: Actor, at: datetime, progress: Progress, inside: Inside = transaction.atomic
) -> int:
    """Save an edition: first the services that join the register, then everything it says, in one transaction.

    A job that does not finish leaves nothing: ``put_back`` takes the services back. Gives the number of
    changed ratings.
    """
    by.check(Can.REGULATOR_IMPORT)
    in_state(row, EditionState.SAVING)
    with inside():
        plan = plan_of(row, by)
    waiting, done = iter(plan.to_add), 0
    providers = _Providers(by, at)
    while some := list(islice(waiting, AT_ONCE)):
        with inside():
            row.added = [*row.added, *(_join(each, providers, by, at) for each in some)]
            row.save()
            told(row, "edition.services_added", by, at, count=len(some))
        done += len(some)
        progress(done, len(plan.to_add), "Putting services on the register.")
    progress(done, len(plan.to_add), "Keeping what the regulator says.")
    with inside():
        _keep(row, plan_of(row, by), by, at)
    return row.changed


class _Providers:
    """The providers of the register by the regulator's id and by name; those that are lacking are added."""

    def __init__(self, by: Actor, at: datetime) -> None:
        self.by, self.at, self.known = by, at, dict[str, Any]()
        for each in register.providers(by):
            self.known.setdefault(each.name.casefold(), each)
            if each.regulator_id:
                self.known[each.regulator_id] = each

    def of(self, record: ServiceRecord) -> tuple[Any, bool]:
        """The provider of a location, and whether it was added for it."""
        name = record.provider_name or record.name
        found = self.known.get(record.provider_id) or self.known.get(name.casefold())
        if found is not None:
            return found, False
        values = {
            "name": name[:200],
            "regulator_id": record.provider_id,
            "company_number": record.company_number[:20],
        }
        row = register_actions.add_provider(
            values=values, by=self.by, at=self.at, brand=_brand(record), published=values["name"]
        )
        self.known[row.name.casefold()] = row
        if row.regulator_id:
            self.known[row.regulator_id] = row
        return row, True


def _brand(record: ServiceRecord) -> str:
    return "" if record.brand_name.strip("-* ") == "" else record.brand_name.removeprefix("BRAND ")[:200]


def _join(each: ServiceRecord, providers: _Providers, by: Actor, at: datetime) -> list[str]:
    """Put a location on the register as it is published; the ids of the service and of a provider made for it."""
    provider, was_added = providers.of(each)
    values = {
        "name": each.name[:200], "kind": rules.kind_of(each, KINDS), "regulator": "cqc", "regulator_id": each.id,
        "postcode": each.postcode[:10], "host_authority": each.authority[:120], "beds": each.beds or None,
        "in_area": True, "opened_on": each.registered_on,
    }  # fmt: skip
    service = register_actions.add_service(
        provider=provider, values=values, by=by, at=at, published=each.name[:200]
    )
    return [str(service.id), str(provider.id) if was_added else ""]


# ------------------------------------------------------------------------------------------ what is kept


def _keep(row: Edition, plan: Plan, by: Actor, at: datetime) -> None:
    """Keep what an edition says, tell of it, and forget the file."""
    on = _day_of(row, by, at)
    keep_records(row, plan, on)
    touched = {each.id for each in plan.changes.ratings} | set(gone_ids(plan)) | set(plan.changes.new)
    row.state, row.saved_at = EditionState.SAVED, at
    row.kept_services = len(plan.records)
    forget_file(row)
    row.save()
    told(row, "edition.saved", by, at, count=row.kept_services, changed=row.changed, added=len(row.added))
    _tell_ratings(row, plan, by, at)
    _tell_taken(row, touched, by, at)


def _day_of(row: Edition, by: Actor, at: datetime) -> date:
    """The day from which it stands: the one it shows, never before an edition that stands, never in the future."""
    today, newest = localdate(at), queries.newest(by)
    days = [each for each in (row.as_at or today, newest.as_at if newest else None) if each]
    return min(max(days), today)


def keep_records(row: Edition, plan: Plan, on: date) -> None:
    """Write what an edition says differently, and end what it says no more: only that is written."""
    gone, known = set(gone_ids(plan)), plan.held
    around = (row.id, on, row.authority_id)
    columns = ((key, _columns(each)) for key, each in plan.records.items())
    moved = {key: told for key, told in columns if key not in known or told != _columns(known[key])}
    _end(Location, "location_id", {key for key in moved if key in known} | gone, row, on)
    put_rows(
        Location, ("location_id", *COLUMNS, *AROUND), ((key, *told, *around) for key, told in moved.items())
    )
    differ = {key: _differing(each, known.get(key)) for key, each in plan.records.items()}
    _end_ratings({key: keys for key, keys in differ.items() if keys and key in known}, gone, row, on)
    new = ((*each, *around) for each in _new_ratings(plan, differ))
    put_rows(Rated, ("location_id", "group", "question", *RATED, *AROUND), new)


def _new_ratings(plan: Plan, differ: Mapping[str, Keys]) -> Iterator[tuple[Any, ...]]:
    for key, keys in differ.items():
        ratings = plan.records[key].ratings
        for group, question in keys:
            if one := ratings.get((group, question)):
                yield (
                    key, group[:100], question, one.rating or "", one.said[:80], one.published_on, one.inherited,
                    one.report_type[:80], one.carried,
                )  # fmt: skip


COLUMNS = ("name", "provider_id", "provider_name", "area", "postcode", "told")
RATED = ("rating", "said", "published_on", "inherited", "report_type", "carried")
AROUND = ("since_id", "since_on", "authority_id")
Keys = list[tuple[str, str]]
"""Service group and question of some ratings."""


def _columns(each: ServiceRecord) -> tuple[Any, ...]:
    """What is kept of a location, as ``COLUMNS``."""
    return (
        each.name[:300], each.provider_id, each.provider_name[:300], each.authority[:120], each.postcode[:12],
        rules.told_of(each),
    )  # fmt: skip


def _differing(each: ServiceRecord, before: ServiceRecord | None) -> Keys:
    """The ratings of a location that are new, other than before, or there no more."""
    if before is None:
        return list(each.ratings)
    if each.ratings == before.ratings:
        return []
    changed = [at for at, one in each.ratings.items() if before.ratings.get(at) != one]
    return changed + [at for at in before.ratings if at not in each.ratings]


def _end_ratings(differ: Mapping[str, Keys], gone: set[str], row: Edition, on: date) -> None:
    """End the ratings that are others now or no more, and all of what is gone."""
    ids = [each for some in _batches(differ) for each in _ids_of_ratings(differ, some, row)]
    _end(Rated, "id", ids, row, on)
    _end(Rated, "location_id", gone, row, on)


def _ids_of_ratings(differ: Mapping[str, Keys], some: list[Any], row: Edition) -> list[UUID]:
    stand = Rated.objects.filter(authority_id=row.authority_id, until__isnull=True, location_id__in=some)
    lines = stand.values_list("id", "location_id", "group", "question")
    return [each for each, key, group, question in lines if (group, question) in differ[key]]


def _end(kind: type[Stood], column: str, values: Iterable[Any], row: Edition, on: date) -> None:
    """End the rows that stand and have one of some values in a column."""
    for some in _batches(values):
        stand = kind._default_manager.filter(authority_id=row.authority_id, until__isnull=True)
        stand.filter(**{f"{column}__in": some}).update(until=row, until_on=on)


def _batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(values)
    while some := list(islice(waiting, BATCH)):
        yield some


# --------------------------------------------------------------------------------------- who is told of it


def _tell_ratings(row: Edition, plan: Plan, by: Actor, at: datetime) -> None:
    """Changed ratings stand on the timeline of their service, with their source, and who listens is told."""
    rows = {each.regulator_id: each for each in register.services(by).filter(regulator_id__in=plan.ours)}
    of_service: dict[str, list[RatingChange]] = {}
    for each in plan.changes.ratings:
        of_service.setdefault(each.id, []).append(each)
    for key, changed in of_service.items():
        if service := rows.get(key):
            details = {"title": service.name, **_told(row, changed)}
            record("service.rating_changed", by=by, at=at, subject=service.reference, details=details)
            for each in changed:
                publish(_event(service.id, service.reference, each), by=by, at=at)


def _told(row: Edition, changed: list[RatingChange]) -> dict[str, Any]:
    """What changed, when it was published, and what says so."""
    changes = {_question(each): [rules.RATINGS[each.before.rating or ""], rules.RATINGS[each.after.rating or ""]]
               for each in changed}  # fmt: skip
    days = sorted({each.after.published_on for each in changed if each.after.published_on})
    source = f"{row.reference}, which shows {day(row.as_at)}" if row.as_at else row.reference
    published = {"Published": listed([day(each) for each in days])} if days else {}
    return {"changes": changes, "after": published | {"Source": source}}


def _question(each: RatingChange) -> str:
    asked = rules.ASKED[each.question]
    return asked if each.group == OVERALL_GROUP else f"{asked} ({each.group})"


def _event(service_id: UUID, reference: str, each: RatingChange) -> RatingChanged:
    before, after = each.before.rating or "", each.after.rating or ""
    return RatingChanged(
        service_id, reference, each.question, each.group, before, after, each.after.published_on
    )


def _tell_taken(row: Edition, regulator_ids: Iterable[str], by: Actor, at: datetime) -> None:
    found = register.services(by).filter(regulator_id__in=list(regulator_ids))
    publish(RegulatorDataTaken(row.reference, tuple(found.values_list("id", flat=True))), by=by, at=at)


# ---------------------------------------------------------------------------------------------------- undo


def begin_undoing(*, row: Edition, by: Actor, at: datetime) -> None:
    """Confirm that an edition is undone: the newest that was saved, within fourteen days."""
    by.check(Can.REGULATOR_IMPORT)
    in_state(row, EditionState.SAVED)
    newest = queries.newest(by)
    if newest is None or newest.id != row.id:
        raise Refused(
            f"{newest.reference if newest else 'Another file'} was saved after this one. Undo that first"
        )
    if row.saved_at is None or at > row.saved_at + timedelta(days=UNDO_DAYS):
        raise Refused(f"A file can be undone for {UNDO_DAYS} days. Take in the right one instead")
    row.state = EditionState.UNDOING
    row.save()
    told(row, "edition.undo_confirmed", by, at)


def undo_edition(
    *, row: Edition, by: Actor, at: datetime, progress: Progress, inside: Inside = transaction.atomic
) -> int:
    """Take an edition back: what stood before stands again, services that came with it leave unless changed since.

    Gives how many services were taken back.
    """
    by.check(Can.REGULATOR_IMPORT)
    in_state(row, EditionState.UNDOING)
    with inside():
        touched = _ids_of(row, by)
        _stand_again(row, by)
    taken = _take_back_services(row, by, at, progress, inside)
    with inside():
        row.state, row.undone_at = EditionState.UNDONE, at
        row.save()
        told(row, "edition.undone", by, at, taken=taken, left=len(row.added) - taken)
        _tell_taken(row, touched, by, at)
    return taken


def _ids_of(row: Edition, by: Actor) -> set[str]:
    """The regulator's ids of whatever this edition changed."""
    return set(Change.objects.visible_to(by).filter(of=row).values_list("location_id", flat=True))


def _stand_again(row: Edition, by: Actor) -> None:
    for kind in (Location, Rated):
        rows: Any = kind._default_manager.filter(authority_id=by.authority_id)
        rows.filter(since=row).delete()
        rows.filter(until=row).update(until=None, until_on=None)


def _take_back_services(row: Edition, by: Actor, at: datetime, progress: Progress, inside: Inside) -> int:
    taken = done = 0
    for some in _few(row.added):
        with inside():
            taken += sum(_take_back(row, each, by, at) for each in some)
        done += len(some)
        progress(done, len(row.added), "Taking back the services that came with this file.")
    return taken


def _few(pairs: list[list[str]]) -> Iterator[list[list[str]]]:
    for start in range(0, len(pairs), AT_ONCE):
        yield pairs[start : start + AT_ONCE]


def _take_back(row: Edition, pair: list[str], by: Actor, at: datetime) -> bool:
    service = register.services(by, open_only=False).get(id=pair[0])
    taken = register_actions.withdraw_service(service=service, came_with=row.reference, by=by, at=at)
    if pair[1]:
        provider = register.providers(by, open_only=False).get(id=pair[1])
        register_actions.withdraw_provider(provider=provider, came_with=row.reference, by=by, at=at)
    return taken


def put_back(*, row: Edition, by: Actor, at: datetime) -> None:
    """Let an edition whose job did not finish stand where nothing of it is done."""
    back = {
        EditionState.FETCHING: EditionState.UNREADABLE, EditionState.READING: EditionState.UNREADABLE,
        EditionState.CHECKING: EditionState.READ,
        EditionState.SAVING: EditionState.CHECKED, EditionState.UNDOING: EditionState.SAVED,
    }  # fmt: skip
    if row.state not in back:
        return
    if row.state == EditionState.SAVING:
        for pair in row.added:
            _take_back(row, pair, by, at)
        row.added = []
    if row.state == EditionState.FETCHING:
        row.says = "It was not fetched to its end. Fetch it again"
    if row.state == EditionState.READING:
        row.says = "The file was not read to its end. Upload it again"
    row.state = back[EditionState(row.state)]
    row.save()
    told(row, "edition.interrupted", by, at, state=row.get_state_display())
