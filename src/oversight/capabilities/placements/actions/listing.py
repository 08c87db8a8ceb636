"""The council's own list of positions: read, saved as a whole, undone. Nobody is freed without being asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from oversight.capabilities.placements import queries, rules
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
    """Read a council's list and keep its good rows and its problems; no position changes.

    Raises ``Refused`` for a list without a column that is needed, of a day to come, or older than the one held.
    """
    by.check(Can.PLACEMENTS_IMPORT)
    today, newest = localdate(at), queries.newest_list(by)
    if dated > today:
        raise Refused("Date of the list must be today or in the past")
    if newest and dated < newest.dated:
        raise Refused(
            f"{newest.reference} of {day(newest.dated)} is held already. An older list is not taken in over it"
        )
    columns = rules.columns_of(table.headings)
    if says := rules.lacking(columns):
        raise Refused(f"{table.file} {says}")
    found = _rows(table, columns, by, today)
    row = PositionList.objects.create(
        authority_id=by.authority_id, reference=next_reference("PL", by), file_name=table.file[:200], dated=dated,
        decided_by=decided_by.strip()[:120], rows=found.rows,
        problems=[[each.row, each.heading, each.value, each.says] for each in found.problems],
        missing=_missing(found, by), read_at=at, read_by=by.person_id,
    )  # fmt: skip
    _told(row, "positions.read", by, at, count=len(row.rows), wrong=len(row.problems))
    return row


def _rows(table: Table, columns: Mapping[str, str], by: Actor, today: date) -> rules.Read:
    """Each row with the service it is about, or what is wrong with it."""
    found, places = rules.Read(dict(columns)), {name: at for at, name in enumerate(table.headings)}
    services, words, seen = _Services(by), queries.own_words(by, today), dict[str, int]()
    for number, cells in zip(table.numbers, table.rows, strict=True):
        told = {column: cells[places[heading]].strip() for column, heading in columns.items()}
        if not any(told.values()):
            continue
        try:
            row = _row(number, told, columns, services, words, today)
            if row["service"] in seen:
                raise _Wrong(
                    "service", f"This service is in row {seen[row['service']]} too. Keep one of them"
                )
            seen[row["service"]] = number
            found.rows.append(row)
        except _Wrong as wrong:
            heading = columns.get(wrong.column) or next(iter(columns.values()))
            found.problems.append(rules.Problem(number, heading, told.get(wrong.column, ""), wrong.says))
    return found


class _Wrong(Exception):
    """What is wrong with a row: the column, and what to do."""

    def __init__(self, column: str, says: str) -> None:
        super().__init__(says)
        self.column, self.says = column, says


class _Services:
    """The open services by everything a list may call them."""

    def __init__(self, by: Actor) -> None:
        self.by_key: dict[tuple[str, str], set[str]] = {}
        for reference, regulator_id, name in register.services(by).values_list(
            "reference", "regulator_id", "name"
        ):
            for kind, value in (("service", reference), ("regulator_id", regulator_id), ("name", name)):
                if value:
                    self.by_key.setdefault((kind, value.casefold()), set()).add(reference)

    def named(self, told: Mapping[str, str], columns: Mapping[str, str]) -> str:
        """The reference of the one service that a row is about. Raises ``_Wrong``."""
        for kind in ("service", "regulator_id", "name"):
            if value := told.get(kind, ""):
                found = self.by_key.get((kind, value.casefold()), set())
                if len(found) == 1:
                    return next(iter(found))
                if found:
                    raise _Wrong(
                        kind, f"{len(found)} services are called this. Give the reference, as S-0001"
                    )
                raise _Wrong(
                    kind, "No open service on the register has this. Mend it, or add the service first"
                )
        raise _Wrong(next(each for each in ("service", "regulator_id", "name") if each in columns),
                     "Say which service this row is about")  # fmt: skip


def _row(
    number: int, told: Mapping[str, str], columns: Mapping[str, str], services: _Services, words: Mapping[str, str],
    today: date,
) -> dict[str, Any]:  # fmt: skip
    reference = services.named(told, columns)
    position = rules.position_of(told["position"], words)
    if not position:
        known = ", ".join(f"‘{each}’" for each in words.values())
        raise _Wrong("position", f"Say one of: {known}")
    since = told.get("since", "")
    if since and rules.day_of(since, today) is None:
        raise _Wrong("since", "Give a real date in the past, such as 24/11/2026")
    for column, most in rules.LONGEST.items():
        if len(told.get(column, "")) > most:
            raise _Wrong(column, f"Shorten this to {most} characters")
    began = rules.day_of(since, today)
    kept = {column: told.get(column, "") for column in rules.LONGEST}
    return {"row": number, "service": reference, "position": position, "said": told["position"][:120],
            "since": began.isoformat() if began else "", **kept}  # fmt: skip


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
    row.freed, row.state, row.saved_at = bool(free_missing), ListState.SAVED, at
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
    _in_state(row, ListState.CHECKED)
    row.state = ListState.NOTHING
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


def _in_state(row: PositionList, state: ListState) -> None:
    if row.state != state:
        raise Refused(f"This list is at ‘{row.get_state_display()}’. Open it again to see what you can do")


def _told(row: PositionList, name: str, by: Actor, at: datetime, **details: Any) -> None:
    record(name, by=by, at=at, subject=row.reference, changed=[row], details=details)
