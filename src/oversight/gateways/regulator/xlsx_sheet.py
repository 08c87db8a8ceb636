"""Workbooks read with ``python-calamine``: XLSX, and OpenDocument with unusual prefixes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from oversight.gateways.regulator.sheets import BATCH, Batch, Misshapen, Raw, as_batch


def cell_text(value: Any) -> str:
    """A typed cell as text: a date in ISO form, a whole number without decimals."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


class CalamineBook:
    """A workbook opened with calamine."""

    def __init__(self, workbook: CalamineWorkbook):
        self._workbook = workbook

    def sheets(self) -> Iterator[CalamineBookSheet]:
        """The sheets in order, hidden ones too."""
        for name in self._workbook.sheet_names:
            yield CalamineBookSheet(self._workbook.get_sheet_by_name(name))


class CalamineBookSheet:
    """One sheet of a workbook."""

    hashable = False

    def __init__(self, sheet: CalamineSheet):
        self.name = sheet.name
        left = [""] * (sheet.start or (0, 0))[1]  # calamine gives blank rows above a table, not columns
        self._rows = (left + [cell_text(cell) for cell in row] for row in sheet.iter_rows())
        self._head: list[list[str]] = []

    def head(self, limit: int) -> list[list[str]]:
        """The first rows, every cell."""
        self._head = list(islice(self._rows, limit))
        return self._head

    def batches(
        self, header: int, width: int, wanted: Sequence[int], bad: list[Misshapen]
    ) -> Iterator[Batch]:
        """The rows below the header as columns, some hundreds at a time."""
        rows = chain(self._head[header + 1 :], self._rows)
        first = header + 2
        while batch := list(islice(rows, BATCH)):
            filled = [row + [""] * (width - len(row)) if row else row for row in batch]
            yield as_batch(range(first, first + len(batch)), filled, width, wanted, bad)
            first += len(batch)

    def raw_rows(self, header: int) -> Iterator[tuple[int, Raw]]:
        """Not offered: a workbook of this kind is always read whole."""
        raise NotImplementedError

    def parsed(
        self, rows: Sequence[tuple[int, Raw]], width: int, wanted: Sequence[int], bad: list[Misshapen]
    ) -> Batch:
        """Not offered: a workbook of this kind is always read whole."""
        raise NotImplementedError
