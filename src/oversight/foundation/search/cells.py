"""The cells of a list as the page shows them. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from oversight.foundation.ui import words
from oversight.foundation.ui.pages import Cell

NOTHING = "–"
"""What a cell without a value shows."""


class Showing(Protocol):
    """A column, as far as its cells need it."""

    @property
    def kind(self) -> Any:
        """What its values are."""

    @property
    def numeric(self) -> bool:
        """Whether its values stand to the right."""

    @property
    def value(self) -> Callable[[Any], Any]:
        """The value of a row."""

    @property
    def show(self) -> Callable[[Any], Any] | None:
        """What the page shows instead."""

    @property
    def href(self) -> Callable[[Any], str] | None:
        """Where the cell leads."""


def cell(column: Showing, row: Any) -> Cell:
    """The cell of a row in a column."""
    shown = column.show(row) if column.show else in_words(column.value(row), column.kind)
    return Cell(shown, column.href(row) if column.href else "", numeric=column.numeric)


def in_words(value: Any, kind: str = "text") -> str:
    """A value as a table shows it: 24 Nov 2026, £1,200, Yes."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return words.short_day(value)
    if isinstance(value, (int, float, Decimal)) and kind in ("number", "money"):
        return words.money(value) if kind == "money" else words.number(value)
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
