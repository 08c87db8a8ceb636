"""The facts of many services as numpy columns: one small array for each fact, with a mark for unknown.

A choice is kept as the place of its word, a flag as 0 or 1, a count as it is (all with -1 for unknown),
a number as a float (not-a-number for unknown), a date as its day number (-1 for unknown).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oversight.engine.facts.catalogue import CATALOGUE, Fact, FactType

Column = NDArray[Any]
KINDS: dict[FactType, Any] = {
    FactType.CHOICE: np.int8,
    FactType.FLAG: np.int8,
    FactType.COUNT: np.int16,
    FactType.NUMBER: np.float64,
    FactType.DATE: np.int32,
}


@dataclass(frozen=True, slots=True)
class Table:
    """The facts of ``size`` services, a column for each fact that is known of any of them."""

    size: int
    columns: Mapping[str, Column]

    def column(self, name: str) -> Column:
        """The column of a fact; all unknown where the table has none."""
        found = self.columns.get(name)
        return unknown_column(name, self.size) if found is None else found


def unknown_column(name: str, size: int) -> Column:
    """A column that knows nothing."""
    kind = CATALOGUE[name].type
    return np.full(size, np.nan if kind is FactType.NUMBER else -1, dtype=KINDS[kind])


def code(fact: Fact, value: Any) -> Any:
    """A value as its column holds it."""
    if value is None:
        return np.nan if fact.type is FactType.NUMBER else -1
    if fact.type is FactType.CHOICE:
        return fact.words.index(value)
    return value.toordinal() if fact.type is FactType.DATE else value


def table_of(rows: Sequence[Mapping[str, Any]], names: Iterable[str] | None = None) -> Table:
    """The table of many services' facts (as ``read_facts`` gives them), for the facts ``names`` or all."""
    wanted = list(names) if names is not None else sorted({name for row in rows for name in row})
    columns = {}
    for name in wanted:
        fact = CATALOGUE[name]
        codes = {value: code(fact, value) for value in {row.get(name) for row in rows}}
        columns[name] = np.fromiter((codes[row.get(name)] for row in rows), KINDS[fact.type], len(rows))
    return Table(len(rows), columns)


def known(column: Column) -> NDArray[np.bool_]:
    """Where a column knows its fact."""
    marks: NDArray[np.bool_] = column == column if column.dtype.kind == "f" else column >= 0
    return marks
