"""The invented councils' lists of restrictions: who is on them follows from what their policies point to."""

from __future__ import annotations

from datetime import datetime, timedelta

from oversight.capabilities.placements import actions
from oversight.capabilities.risk import queries
from oversight.foundation.authorities.actor import Actor
from oversight.gateways.spreadsheets import Table

HEADINGS = ("Reference", "Position", "Since", "Call first", "Note")
DAYS_OLD = 5


def take_in_list(by: Actor, at: datetime) -> None:
    """A list of five days ago: each service for which a restriction is recommended but every third, nobody else."""
    found = queries.standing(by).exclude(recommended="").order_by("service__reference")
    since = f"{at - timedelta(days=40):%d/%m/%Y}"
    rows = [
        (
            each.service.reference,
            each.recommended_words,
            since,
            "The duty quality officer",
            "Ring before every placement",
        )
        for number, each in enumerate(found)
        if number % 3 != 2
    ]
    if not rows:
        return
    table = Table("restrictions.csv", HEADINGS, tuple(rows), tuple(range(2, len(rows) + 2)))
    dated = (at - timedelta(days=DAYS_OLD)).date()
    row = actions.read_list(table=table, dated=dated, decided_by="Head of commissioning", by=by, at=at)
    actions.choose_columns(row=row, chosen=row.chosen, by=by, at=at)
    actions.save_list(row=row, free_missing=None, by=by, at=at)
