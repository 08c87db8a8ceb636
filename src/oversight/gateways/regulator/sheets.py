"""What a reader of tables needs of a file, whatever its format: sheets, one after another, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple, Protocol

Raw = bytes | str
"""A row as it stands in the file, not yet parsed."""

BATCH = 512
"""Rows parsed and turned into columns at a time: few enough to stay in the processor's cache."""

MOST_ROWS = 1_048_576
"""The rows a sheet can have in any office program."""


class Batch(NamedTuple):
    """Some rows of a table as columns: the number of each row, and one column for each wanted place."""

    numbers: Sequence[int]
    columns: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Misshapen:
    """A row that has not as many cells as the header."""

    number: int
    cells: int


class Sheet(Protocol):
    """One sheet, read once from top to bottom: first its head, then the rows below the header."""

    name: str
    hashable: bool

    def head(self, limit: int) -> list[list[str]]:
        """The first rows, every cell."""

    def batches(
        self, header: int, width: int, wanted: Sequence[int], bad: list[Misshapen]
    ) -> Iterator[Batch]:
        """The rows below the header (its place from 0), only the wanted columns; bad rows are put aside."""

    def raw_rows(self, header: int) -> Iterator[tuple[int, Raw]]:
        """The rows below the header with their numbers, not parsed. Only where ``hashable``."""

    def parsed(
        self, rows: Sequence[tuple[int, Raw]], width: int, wanted: Sequence[int], bad: list[Misshapen]
    ) -> Batch:
        """Raw rows parsed as ``batches`` would have given them."""


class Book(Protocol):
    """A file of tables."""

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in order; each must be read before the next is asked for."""


def as_batch(
    numbers: Sequence[int], rows: Sequence[list[str]], width: int, wanted: Sequence[int], bad: list[Misshapen]
) -> Batch:
    """Parsed rows of every cell as columns. Blank rows are left out; rows of another length put aside."""
    if set(map(len, rows)) != {width}:
        shaped = [_shaped(number, row, width, bad) for number, row in zip(numbers, rows, strict=True)]
        numbers = list(compress(numbers, shaped))
        rows = [row for row in shaped if row]
    if not rows:
        return Batch([], [()] * len(wanted))
    together = tuple(zip(*rows, strict=True))
    return Batch(numbers, [together[place] for place in wanted])


def _shaped(number: int, row: list[str], width: int, bad: list[Misshapen]) -> list[str] | None:
    """The row if it has the right length, or can be given it by taking blank cells from its end."""
    if len(row) > width and not any(cell.strip() for cell in row[width:]):
        return row[:width]
    if len(row) == width:
        return row
    if any(cell.strip() for cell in row):
        bad.append(Misshapen(number, len(row)))
    return None


def in_batches(rows: Iterable[tuple[int, Raw]], size: int = BATCH) -> Iterator[list[tuple[int, Raw]]]:
    """Raw rows some at a time."""
    batch: list[tuple[int, Raw]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
