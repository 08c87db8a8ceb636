"""Lists about accounts as tables: what each cell shows and where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse

from oversight.foundation.accounts.rosters import Held, Row, StandIn
from oversight.foundation.ui.pages import Cell, Column, Table
from oversight.foundation.ui.words import short_day


def _columns(*words: str) -> tuple[Column, ...]:
    return tuple(Column(each.lower().replace(" ", "_"), each) for each in words)


def people_table(rows: Iterable[Row]) -> Table:
    """People by name."""
    cells = [
        (
            Cell(each.person.name, reverse("people:person", args=[each.person.pk])),
            each.roles,
            each.person.email,
            each.standing,
        )
        for each in rows
    ]
    columns = _columns("Name", "Roles today", "Email address", "Account")
    return Table("People, by name", columns, cells, "Nobody matches.", caption_hidden=True)


def roles_table(roles: Iterable[Held], *, may_end: bool = False) -> Table:
    """The roles somebody has, had or will have, newest first."""
    columns = _columns(
        "Role", "Job title", "First day", "Last day", *(["What you can do"] if may_end else [])
    )
    rows = [_role_row(each, may_end=may_end) for each in roles]
    return Table("Roles", columns, rows, "This person has no role here.")


def _role_row(held: Held, *, may_end: bool) -> Sequence[object]:
    until = short_day(held.ends_on) if held.ends_on else "No end"
    row: list[object] = [
        Cell(held.role.title, note=held.role.says),
        held.job_title or "Not recorded",
        short_day(held.starts_on),
        f"{until} (over)" if held.over else until,
    ]
    if may_end and held.over:
        row.append("Nothing: it is over")
    elif may_end:
        row.append(Cell(f"End the role {held.role.title}", reverse("people:end_role", args=[held.id])))
    return row


def stand_ins_table(rows: Iterable[StandIn], *, may_end: bool) -> Table:
    """Who stands in for whom, newest first."""
    columns = _columns("Who stands in", "For whom", "Post", "First day", "Last day", "Why", "How it stands")
    cells = [_stand_in_row(each, may_end=may_end) for each in rows]
    caption = "Who stands in for whom, newest first"
    return Table(caption, columns, cells, "Nobody has stood in for anybody yet.", caption_hidden=True)


def _stand_in_row(row: StandIn, *, may_end: bool) -> Sequence[object]:
    it = row.delegation
    stands: object = row.standing
    if may_end and row.may_end:
        words = f"{row.standing}. End {it.stand_in.name} standing in for {it.absent.name}"
        stands = Cell(words, reverse("people:end_delegation", args=[it.pk]))
    return (
        it.stand_in.name, it.absent.name, row.post, short_day(it.starts_on),
        short_day(it.ended_early_on or it.ends_on), it.reason, stands,
    )  # fmt: skip
