"""The council's own list of positions: read, saved as a whole, undone. Nobody is freed without being asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from oversight.capabilities.placements import queries, rules
from oversight.capabilities.placements.actions.checking import read_rows
from oversight.capabilities.placements.models import ListState, Position, PositionList
from oversight.capabilities.register import queries as register
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.authorities.references import next_reference
from oversight.foundation.ui.words import day
from oversight.gateways.spreadsheets import Table

UNDO_DAYS = 14
BATCH = 500


def read_list(*, table: Table, dated: date, decided_by: str, by: Actor, at: datetime) -> PositionList:
    """Keep the rows of a council's list as they were read; which column is which is said next. No position changes.

    Raises ``Refused`` for a list of a day to come, or older than the one held.
    """
    by.check(Can.PLACEMENTS_IMPORT)
    _check_day(dated, by, localdate(at))
    row = PositionList.objects.create(
        authority_id=by.authority_id, reference=next_reference("PL", by), file_name=table.file[:200], dated=dated,
        decided_by=decided_by.strip()[:120], headings=list(table.headings), chosen=_likely(table.headings, by),
        cells=[[number, list(cells)] for number, cells in zip(table.numbers, table.rows, strict=True)],
        state=ListState.READ, read_at=at, read_by=by.person_id,
    )  # fmt: skip
    _told(row, "positions.uploaded", by, at, file=row.file_name, count=len(row.cells))
    return row


def _check_day(dated: date, by: Actor, today: date) -> None:
    newest = queries.newest_list(by)
    if dated > today:
        raise Refused("Date of the list must be today or in the past")
    if newest and dated < newest.dated:
        raise Refused(
            f"{newest.reference} of {day(newest.dated)} is held already. An older list is not taken in over it"
        )


def _likely(headings: Sequence[str], by: Actor) -> dict[str, str]:
    """The columns as they were chosen for the last list with these headings; else as their words suggest."""
    before = queries.lists(by).exclude(state=ListState.READ)[:20]
    again = (each.chosen for each in before if each.chosen and set(each.chosen.values()) <= set(headings))
    return next(again, None) or rules.columns_of(headings)


def choose_columns(*, row: PositionList, chosen: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Say which heading is which column, and find the good rows and the problems; no position changes.

    Raises ``Refused`` where a column that is needed is not chosen, or a heading is chosen twice.
    """
    by.check(Can.PLACEMENTS_IMPORT)
    _in_state(row, ListState.READ, ListState.CHECKED)
    if not row.cells:
        raise Refused("The rows of this list are no longer kept. Take in the file again")
    _check_day(row.dated, by, localdate(at))
    kept = {
        column: heading for column in rules.COLUMNS if (heading := chosen.get(column, "")) in row.headings
    }
    if says := rules.lacking(kept):
        raise Refused(says)
    found = read_rows(row, kept, by, localdate(at))
    row.chosen, row.rows, row.state = kept, found.rows, ListState.CHECKED
    row.problems = [[each.row, each.heading, each.value, each.says] for each in found.problems]
    row.missing = _missing(found, by)
    row.save()
    _told(row, "positions.read", by, at, count=len(row.rows), wrong=len(row.problems))


def _missing(found: rules.Read, by: Actor) -> list[str]:
    """Services that are restricted now and that this list does not name."""
    named = {each["service"] for each in found.rows}
    rows = queries.positions(by).exclude(position="none").order_by("service__reference")
    return [each for each in rows.values_list("service__reference", flat=True) if each not in named]


def save_list(*, row: PositionList, free_missing: bool | None, by: Actor, at: datetime) -> int:
    """Save a list as a whole; how many positions it gives. What it does not name is freed only where one says so.

    Raises ``Refused`` while rows have a problem that would be lost, or where it is not said what happens to those
    it does not name.
    """
    by.check(Can.PLACEMENTS_IMPORT)
    _in_state(row, ListState.CHECKED)
    if not row.rows:
        raise Refused("No row of this list can be saved. Mend the rows with a problem and read it again")
    if row.missing and free_missing is None:
        raise Refused("Select what happens to the services that are restricted now and are not on this list")
    row.freed, row.state, row.saved_at, row.cells = bool(free_missing), ListState.SAVED, at, []
    row.save()
    _replace(row, by)
    _told(row, "positions.saved", by, at, count=len(row.rows), freed=len(row.missing) if row.freed else 0)
    return len(row.rows)


def _replace(row: PositionList, by: Actor) -> None:
    """What the list says stands; what stood of the same services ends, and of those it frees."""
    ids = dict(register.services(by).values_list("reference", "id"))
    ended = {each["service"] for each in row.rows} | (set(row.missing) if row.freed else set())
    Position.objects.visible_to(by).filter(
        until__isnull=True, service_id__in=[ids[each] for each in ended if each in ids]
    ).update(until=row)
    new = [_position(row, each, ids[each["service"]]) for each in row.rows if each["service"] in ids]
    Position.objects.bulk_create(new, batch_size=BATCH)


def _position(row: PositionList, told: Mapping[str, Any], service_id: Any) -> Position:
    return Position(
        authority_id=row.authority_id, service_id=service_id, of=row, position=told["position"], said=told["said"],
        since=date.fromisoformat(told["since"]) if told["since"] else None, decided_by=row.decided_by,
        call_first=told["call_first"], note=told["note"], other_authority=told["other_authority"],
        other_position=told["other_position"],
    )  # fmt: skip


def leave_list(*, row: PositionList, by: Actor, at: datetime) -> None:
    """Save nothing of a list."""
    by.check(Can.PLACEMENTS_IMPORT)
    _in_state(row, ListState.READ, ListState.CHECKED)
    row.state, row.cells = ListState.NOTHING, []
    row.save()
    _told(row, "positions.left", by, at)


def undo_list(*, row: PositionList, by: Actor, at: datetime) -> None:
    """Take the newest list back, within fourteen days: what stood before stands again."""
    by.check(Can.PLACEMENTS_IMPORT)
    _in_state(row, ListState.SAVED)
    newest = queries.newest_list(by)
    if newest is None or newest.id != row.id:
        raise Refused(
            f"{newest.reference if newest else 'Another list'} was saved after this one. Undo that first"
        )
    if row.saved_at is None or at > row.saved_at + timedelta(days=UNDO_DAYS):
        raise Refused(f"A list can be undone for {UNDO_DAYS} days. Take in the right one instead")
    Position.objects.visible_to(by).filter(of=row).delete()
    Position.objects.visible_to(by).filter(until=row).update(until=None)
    row.state, row.undone_at = ListState.UNDONE, at
    row.save()
    _told(row, "positions.undone", by, at)


def _in_state(row: PositionList, *states: ListState) -> None:
    if row.state not in states:
        raise Refused(f"This list is at ‘{row.get_state_display()}’. Open it again to see what you can do")


def _told(row: PositionList, name: str, by: Actor, at: datetime, **details: Any) -> None:
    record(name, by=by, at=at, subject=row.reference, changed=[row], details=details)
