"""OpenDocument spreadsheets, streamed: the regulator's are some 440 MB of XML once unpacked.

``content.xml`` is inflated a piece at a time and cut at the ends of rows, so memory does not grow with the
file. Repeat counts of rows are honoured; the huge runs of blank rows that office programs add are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import chain
from typing import IO, cast

from oversight.gateways.regulator.ods_cells import CellText, cut, is_blank
from oversight.gateways.regulator.records import RegulatorFileError
from oversight.gateways.regulator.sheets import (
    MOST_ROWS,
    Batch,
    Misshapen,
    Raw,
    in_batches,
)  # fmt: skip

_ROW, _ROW_END = b"<table:table-row", b"</table:table-row>"
_PIECE = 1 << 18
_LONGEST_ROW = 1 << 25
_MARKS = re.compile(rb'<table:table\s(?:[^>"]|"[^"]*")*>|<table:table-row(?:\s(?:[^>"]|"[^"]*")*)?>')
_NAME = re.compile(rb'table:name="([^"]*)"')
_REPEATED = re.compile(rb'table:number-rows-repeated="(\d{1,7})"')


def _ended_rows(content: IO[bytes], file: str) -> Iterator[bytes]:
    """The content cut after each row: the row, and whatever stood before it."""
    rest = b""
    while piece := content.read(_PIECE):
        parts = (rest + piece).split(_ROW_END)
        rest = parts.pop()
        if len(rest) > _LONGEST_ROW:
            raise RegulatorFileError(f"{file}: a row of its sheet has no end; download the file again")
        yield from parts
    yield rest


def _times(tag: bytes) -> int:
    """How often a row stands, from its first tag."""
    repeated = _REPEATED.search(tag) if b"rows-repeated" in tag else None
    return min(int(repeated[1]), MOST_ROWS) if repeated else 1


class _Rows:
    """The rows of all sheets, one sheet after another."""

    def __init__(self, content: IO[bytes], file: str):
        self._parts = _ended_rows(content, file)
        self._waiting: list[tuple[int, bytes]] = []
        self.next_sheet: str | None = None

    def of_sheet(self) -> Iterator[tuple[int, bytes]]:
        """The rows of the sheet begun last, each with its repeat count; stops where the next begins."""
        while self.next_sheet is None:
            if self._waiting:
                yield self._waiting.pop(0)
                continue
            part = next(self._parts, None)
            if part is None:
                return
            end = part.find(b">")
            if part.startswith(_ROW) and part[16:17] in b" >" and part[end - 1 : end] != b"/":
                yield _times(part[:end]), part
            else:
                self._take(part)

    def _take(self, part: bytes) -> None:
        """Note the sheets and rows that begin in a part: usually one row, with attributes."""
        for mark in _MARKS.finditer(part):
            tag = mark[0]
            if not tag.startswith(_ROW):
                name = _NAME.search(tag)
                self.next_sheet = unescape(name[1].decode("utf-8", "replace")) if name else ""
                self._waiting.clear()
                continue
            self._waiting.append((_times(tag), b"<>" if tag.endswith(b"/>") else part[mark.start() :]))

    def begin(self) -> str | None:
        """The name of the next sheet, now begun; ``None`` after the last."""
        for _ in self.of_sheet():
            pass
        name, self.next_sheet = self.next_sheet, None
        return name


class OdsBook:
    """A spreadsheet given as its ``content.xml``."""

    def __init__(self, content: IO[bytes], file: str):
        self._rows = _Rows(content, file)

    def sheets(self) -> Iterator[OdsSheet]:
        """The sheets in order."""
        while (name := self._rows.begin()) is not None:
            yield OdsSheet(name, self._rows)


class OdsSheet:
    """One sheet of an OpenDocument spreadsheet."""

    hashable = True

    def __init__(self, name: str, rows: _Rows):
        self.name = name
        self._all = self._numbered(rows)
        self._head: list[tuple[int, bytes]] = []
        self._text = CellText()

    @staticmethod
    def _numbered(rows: _Rows) -> Iterator[tuple[int, bytes]]:
        """The rows that hold anything, with their numbers from 1; a repeated row as often as it stands."""
        number = 1
        for times, raw in rows.of_sheet():
            if not is_blank(raw):
                for again in range(times):
                    yield number + again, raw
            number += times

    def head(self, limit: int) -> list[list[str]]:
        """The first rows, every cell; rows that are blank are empty lists."""
        shown: list[list[str]] = []
        for number, raw in self._all:
            self._head.append((number, raw))
            shown += [[] for _ in range(min(number - 1, limit) - len(shown))]
            if number > limit:
                break
            shown.append([self._text[piece] for piece in cut(raw)])
        return shown

    def raw_rows(self, header: int) -> Iterator[tuple[int, Raw]]:
        """The rows below the header with their numbers, as they stand."""
        return chain((each for each in self._head if each[0] > header + 1), self._all)

    def batches(
        self, header: int, width: int, wanted: Sequence[int], bad: list[Misshapen]
    ) -> Iterator[Batch]:
        """The rows below the header as columns, some hundreds at a time."""
        for rows in in_batches(self.raw_rows(header)):
            yield self.parsed(rows, width, wanted, bad)

    def parsed(
        self, rows: Sequence[tuple[int, Raw]], width: int, wanted: Sequence[int], bad: list[Misshapen]
    ) -> Batch:
        """Some rows parsed, only the wanted cells; a row with text beyond the header is put aside."""
        numbers, table, text = [], [], self._text
        for number, raw in rows:
            pieces = cut(cast(bytes, raw))
            if len(pieces) < width:
                pieces += [b"/>"] * (width - len(pieces))
            elif len(pieces) > width and not all(map(is_blank, pieces[width:])):
                bad.append(Misshapen(number, len(pieces)))
                continue
            numbers.append(number)
            table.append([text[pieces[place]] for place in wanted])
        if not table:
            return Batch([], [()] * len(wanted))
        return Batch(numbers, list(zip(*table, strict=True)))
