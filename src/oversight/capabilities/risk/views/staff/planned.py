"""What is done about a service, laid out for its risk page."""

from __future__ import annotations

from datetime import date
from typing import Any

from oversight.capabilities.risk import queries
from oversight.capabilities.risk.permissions import can_plan_response
from oversight.capabilities.risk.rules import is_left_alone
from oversight.capabilities.risk.states import ENDINGS, RESPONSES
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.ui.pages import Cell, Column, Table
from oversight.foundation.ui.words import day, moment


def block(actor: Actor, row: Any, found: Any, today: date) -> dict[str, Any]:
    """The table of visits and support, newest first, and whether the service is left alone."""
    rows = list(queries.responses_of(actor, row.id))
    stands = any(each.ended_at is None and each.day >= today for each in rows)
    return {
        "alone": not stands and is_left_alone(found.band, row.scope),
        "responses": _table(row, rows, today, may_end=can_plan_response(actor)) if rows else None,
    }


def _table(row: Any, rows: list[Any], today: date, *, may_end: bool) -> Table:
    lines = []
    for each in rows:
        asked = each.ended_at is None and may_end
        href = f"/services/{row.reference}/risk/plan/{each.pk}/" if asked else ""
        lines.append((
            Cell(RESPONSES[each.kind], note=each.what), Cell(day(each.day), note=each.person.name),
            Cell("Say what came of it" if asked else _how(each), href, _note(each, today)),
        ))  # fmt: skip
    heads = [Column("what", "What"), Column("when", "Day and who"), Column("end", "What came of it")]
    return Table("Visits and support, newest first", heads, lines, caption_hidden=True)


def _how(each: Any) -> str:
    return f"{ENDINGS[each.ended_as]}, {moment(each.ended_at)}" if each.ended_at else "Not said yet"


def _note(each: Any, today: date) -> str:
    if each.ended_at:
        return str(each.ended_why)
    return "The day has passed, so it no longer counts" if each.day < today else ""
