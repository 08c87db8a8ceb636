"""Invented lists of positions for the tests."""

from __future__ import annotations

from oversight.capabilities.placements import actions
from oversight.gateways.spreadsheets import Table

HEADINGS = (
    "Reference",
    "Service",
    "Position",
    "Since",
    "Call first",
    "Note",
    "Other authority",
    "Other authority's position",
)


def table(*rows, headings=HEADINGS):
    """A list; short rows are filled up."""
    full = tuple((*row, *("" for _ in range(len(headings) - len(row)))) for row in rows)
    return Table("restrictions.csv", headings, full, tuple(range(2, len(full) + 2)))


def uploaded(*rows, by, at, dated=None, decided_by="Head of commissioning", headings=HEADINGS):
    """A list whose columns are not chosen yet."""
    given = table(*rows, headings=headings)
    return actions.read_list(table=given, dated=dated or at.date(), decided_by=decided_by, by=by, at=at)


def read(*rows, by, at, dated=None, decided_by="Head of commissioning"):
    """A list that was read, and whose columns are as their headings say."""
    row = uploaded(*rows, by=by, at=at, dated=dated, decided_by=decided_by)
    actions.choose_columns(row=row, chosen=row.chosen, by=by, at=at)
    return row


def saved(*rows, by, at, dated=None, free=None):
    """A list that was saved."""
    row = read(*rows, by=by, at=at, dated=dated)
    actions.save_list(row=row, free_missing=free, by=by, at=at)
    return row
