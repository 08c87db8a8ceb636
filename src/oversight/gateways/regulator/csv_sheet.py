"""CSV as one sheet: parsed by the standard library, or given record by record as it stands in the file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, islice
from typing import cast

from oversight.gateways.regulator.sheets import BATCH, Batch, Misshapen, Raw, as_batch


def raw_records(lines: Iterator[str]) -> Iterator[str]:
    """The records of a CSV as they stand, line ends and all.

    A line without a quotation mark is a record. Where there is one, the parser itself decides how many
    lines belong together: counting marks would be wrong for a mark inside an unquoted field.
    """
    for line in lines:
        if '"' not in line:
            yield line
        else:
            taken = [line]
            next(csv.reader(chain((line,), _noting(lines, taken))))
            yield "".join(taken)


def cells_of(lines: Iterator[str]) -> Iterator[list[str]]:
    """The cells of each record. A line without a quotation mark is cut at its commas, which is all that
    the parser would do with it, in half the time."""
    for line in lines:
        if '"' in line:
            yield next(csv.reader(chain((line,), lines)))
        else:
            yield line.rstrip("\r\n").split(",")


def _noting(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


class CsvSheet:
    """The rows of a CSV file given as its lines, with their ends (``newline=""``)."""

    name = ""
    hashable = True

    def __init__(self, lines: Iterable[str]):
        self._lines = iter(lines)
        self._head: list[str] = []

    def sheets(self) -> Iterator[CsvSheet]:
        """Itself: a CSV has one sheet."""
        yield self

    def head(self, limit: int) -> list[list[str]]:
        """The first records, every cell."""
        self._head = list(islice(raw_records(self._lines), limit))
        return [next(csv.reader([record]), []) for record in self._head]

    def batches(
        self, header: int, width: int, wanted: Sequence[int], bad: list[Misshapen]
    ) -> Iterator[Batch]:
        """The records below the header as columns, some hundreds at a time."""
        records = cells_of(chain(self._head[header + 1 :], self._lines))
        first = header + 2
        while rows := list(islice(records, BATCH)):
            yield as_batch(range(first, first + len(rows)), rows, width, wanted, bad)
            first += len(rows)

    def raw_rows(self, header: int) -> Iterator[tuple[int, Raw]]:
        """The records below the header with their row numbers, as they stand."""
        records = chain(self._head[header + 1 :], raw_records(self._lines))
        return zip(count(header + 2), records, strict=False)

    def parsed(
        self, rows: Sequence[tuple[int, Raw]], width: int, wanted: Sequence[int], bad: list[Misshapen]
    ) -> Batch:
        """Some records parsed."""
        cells = list(cells_of(cast(str, raw) for _, raw in rows))
        return as_batch([number for number, _ in rows], cells, width, wanted, bad)
