"""What an edition would do to what is held: worked out for its page, and again when it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from oversight.capabilities.register import queries as register
from oversight.capabilities.regulator import queries, rules
from oversight.capabilities.regulator.actions.reading import in_state, read_stored, told
from oversight.capabilities.regulator.models import Change, Edition, EditionState, What
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor
from oversight.gateways.regulator import Changes, Kind, RatingChange, ServiceRecord, compare
from oversight.gateways.regulator.building import filled_in, record_of

BATCH = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edition does: the records to keep by id, the changes, the locations that join the register.

    ``ours`` are the references of the open services on the register by the regulator's id. ``first``: no file of
    this kind stands yet, so that what it has beside what is held is not new to the regulator.
    """

    records: Mapping[str, ServiceRecord]
    held: Mapping[str, ServiceRecord]
    changes: Changes
    to_add: tuple[ServiceRecord, ...]
    ours: Mapping[str, str]
    moved: rules.Moved
    first: bool


def plan_of(row: Edition, by: Actor) -> Plan:
    """Read the file and compare it with what is held."""
    kind, services = Kind(row.kind), read_stored(row).services
    held = queries.records(by)
    rows = register.services(by).exclude(regulator_id="")
    ours = dict(rows.values_list("regulator_id", "reference"))
    records = {
        each.id: _merged(each, held.get(each.id), kind)
        for each in services
        if each.id in held or each.id in ours or rules.in_areas(each, row.chosen)
    }
    before = list(_told_of(row, kind, held, records))
    changes = compare(before, records.values())
    to_add = tuple(each for each in records.values() if each.id not in ours and _joins(each, row))
    first = not queries.editions(by).filter(state=EditionState.SAVED, kind=row.kind).exists()
    moved = rules.Moved(len(before), len(changes.gone), 0 if first else len(changes.new))
    return Plan(records, held, changes, to_add, ours, moved, first)


def _joins(record: ServiceRecord, row: Edition) -> bool:
    """Whether a location belongs on the register: registered, and in an area that was chosen."""
    return record.registered is not False and rules.in_areas(record, row.chosen)


def _merged(newer: ServiceRecord, older: ServiceRecord | None, kind: Kind) -> ServiceRecord:
    """A record with what the file does not tell filled in from what is held."""
    if older is None:
        return newer
    ratings = dict(newer.ratings)
    if kind not in rules.LISTS_RATINGS:
        same = {
            key
            for key, each in ratings.items()
            if key in older.ratings and older.ratings[key].rating == each.rating
        }
        ratings = older.ratings | {key: each for key, each in ratings.items() if key not in same}
    filled = replace(record_of(filled_in(newer, older)), ratings=ratings)
    if newer.latitude is None and newer.postcode not in ("", older.postcode):
        return replace(filled, latitude=None, longitude=None)
    return filled


def _told_of(
    row: Edition, kind: Kind, held: Mapping[str, ServiceRecord], records: Mapping[str, ServiceRecord]
) -> Iterator[ServiceRecord]:
    """Of what is held, that which this file would tell of: what it lacks of these is gone."""
    areas = [name for name, _ in row.areas]
    for key, each in held.items():
        rated = kind is not Kind.RATINGS or any(one.rating for one in each.ratings.values())
        if key in records or (kind in rules.LISTS_ALL and rated and rules.in_areas(each, areas)):
            yield each


def compare_edition(*, row: Edition, by: Actor, at: datetime) -> None:
    """Compare an edition with what is held, and keep what it would change; nothing of it is saved."""
    by.check(Can.REGULATOR_IMPORT)
    in_state(row, EditionState.CHECKING)
    plan = plan_of(row, by)
    Change.objects.visible_to(by).filter(of=row).delete()
    told_changes = [Change(authority_id=by.authority_id, of=row, number=number, **each)
                    for number, each in enumerate(changes_told(plan), start=1)]  # fmt: skip
    Change.objects.bulk_create(told_changes, batch_size=BATCH)
    row.known, row.new, row.gone = plan.moved.known, len(plan.changes.new), plan.moved.gone
    row.changed, row.to_add = len(plan.changes.ratings), len(plan.to_add)
    row.says = plan.moved.sentence() if plan.moved.to_confirm else ""
    row.state = EditionState.CHECKED
    row.save()
    told(row, "edition.compared", by, at, new=row.new, gone=row.gone, changed=row.changed)


def changes_told(plan: Plan) -> Iterator[dict[str, object]]:
    """The changes as they are kept: ratings that fell first, then those that rose, then who came and went."""
    order = [What.DOWNGRADED, What.UPGRADED, What.UNRATED, What.RATED]
    rated = [
        (rules.direction(each.before.rating or "", each.after.rating or ""), each)
        for each in plan.changes.ratings
    ]
    for what, each in sorted(rated, key=lambda one: (order.index(What(one[0])), not one[1].is_overall)):
        yield {"what": what, **_about(plan, plan.records[each.id]), **_rating(each)}
    for gone in plan.changes.gone:
        yield {
            "what": What.GONE,
            **_about(plan, plan.held[gone.id]),
            "followed_by": list(gone.successors),
        }
    for key in plan.changes.deregistered:
        yield {
            "what": What.DEREGISTERED,
            **_about(plan, plan.records[key]),
            "followed_by": _followers(plan, key),
        }
    if not plan.first:
        for key in plan.changes.new:
            yield {"what": What.NEW, **_about(plan, plan.records[key])}


def _followers(plan: Plan, key: str) -> list[str]:
    return [each.id for each in plan.records[key].successors]


def _about(plan: Plan, record: ServiceRecord) -> dict[str, str]:
    return {
        "location_id": record.id, "name": record.name, "area": record.authority,
        "reference": plan.ours.get(record.id, ""),
    }  # fmt: skip


def _rating(each: RatingChange) -> dict[str, object]:
    return {
        "group": each.group, "question": each.question, "before": each.before.rating or "",
        "after": each.after.rating or "", "before_on": each.before.published_on, "after_on": each.after.published_on,
    }  # fmt: skip


def gone_ids(plan: Plan) -> Iterable[str]:
    """The ids that are no longer listed."""
    return [each.id for each in plan.changes.gone]
