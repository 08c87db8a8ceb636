"""What an export is made of: columns, rows, and what is said about them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any, Literal

Kind = Literal["text", "number", "date", "money"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``sensitive`` ones are left out of what is shared outside the council."""

    key: str
    words: str
    kind: Kind = "text"
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list to be exported.

    ``rows`` hold values in the order of the columns; ``total`` says how many there are where ``rows`` is
    read only once. ``own_only`` says that every row is one of the person's own or assigned records.
    ``by`` and ``left_out`` are filled in when it is answered.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    marking: str
    filters_in_words: str
    as_at: datetime
    total: int | None = None
    own_only: bool = False
    by: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def sensitive_words(self) -> tuple[str, ...]:
        """The columns that may not leave the council, in words."""
        return tuple(each.words for each in self.columns if each.sensitive)


def counted(sheet: Sheet, most: int) -> Sheet:
    """The sheet with its number of rows; of more than ``most``, no more than that and one are read."""
    if sheet.total is not None:
        return sheet
    rows = list(islice(iter(sheet.rows), most + 1))
    return replace(sheet, rows=rows, total=len(rows))


def shareable(sheet: Sheet) -> Sheet:
    """The sheet without the columns that may not leave the council."""
    kept = [place for place, each in enumerate(sheet.columns) if not each.sensitive]
    return replace(
        sheet,
        columns=[sheet.columns[place] for place in kept],
        rows=([row[place] for place in kept] for row in sheet.rows),
        left_out=sheet.sensitive_words,
    )
