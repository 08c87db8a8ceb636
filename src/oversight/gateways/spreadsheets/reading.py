"""Reading a spreadsheet as a person sees it: where the headings stand, and every row below as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_UNPACKED = 200 * 1024 * 1024
LOOK_FOR_HEADINGS = 20
"""Rows from the top within which the headings must stand."""


class SpreadsheetError(Exception):
    """A file that cannot be read as a spreadsheet, as a sentence with what to do."""


@dataclass(frozen=True, slots=True)
class Table:
    """The headings, the rows below them as text, and the number that the spreadsheet shows beside each."""

    file: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]


def read_table(path: Path, name: str = "") -> Table:
    """The table of a CSV, XLSX or ODS file; of a workbook, its first sheet that holds one.

    ``name`` is what the person called the file. Raises ``SpreadsheetError`` for a file that is empty,
    damaged, protected, too large, has no headings, or has the same heading twice.
    """
    name = name or path.name
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise SpreadsheetError(
            f"{name} is password protected or an old .xls file; save it as .xlsx without a password"
        )
    cells = _of_workbook(path, name) if start.startswith(b"PK") else _of_csv(path, name)
    return _table(name, cells)


def _of_workbook(path: Path, name: str) -> list[list[str]]:
    try:
        with ZipFile(path) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise SpreadsheetError(f"{name} is too large when it is opened; save only the rows you need")
        with CalamineWorkbook.from_path(str(path)) as book:
            for sheet in book.sheet_names:
                rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
                if any(sum(cell != "" for cell in row) >= 2 for row in rows[:LOOK_FOR_HEADINGS]):
                    return [[as_text(cell) for cell in row] for row in rows]
    except (CalamineError, BadZipFile, OSError) as wrong:
        raise SpreadsheetError(
            f"{name} is damaged or not a spreadsheet ({wrong}); save it again as .xlsx or CSV"
        ) from None
    raise SpreadsheetError(f"{name} has no sheet with a row of headings; put the headings in the first row")


def _of_csv(path: Path, name: str) -> list[list[str]]:
    raw = path.read_bytes()
    if not raw.strip():
        raise SpreadsheetError(f"{name} is empty; choose a file with a row of headings and rows below it")
    if b"\0" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SpreadsheetError(f"{name} is not a spreadsheet; save it as .xlsx, .ods or CSV")
    text = _decoded(raw, name)
    first = text.split("\n", 1)[0]
    separator = max(",;\t|", key=first.count)
    try:
        return [
            list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
        ]
    except csv.Error as wrong:
        raise SpreadsheetError(f"{name} is not a sound CSV ({wrong}); save it again as CSV UTF-8") from None


def _decoded(raw: bytes, name: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SpreadsheetError(f"{name} is neither UTF-8 nor Windows text; save it as CSV UTF-8")


def as_text(cell: Any) -> str:
    """A cell as a person reads it: days as 2026-11-24, whole numbers without a decimal point."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _table(name: str, cells: Sequence[Sequence[str]]) -> Table:
    clean = [tuple(" ".join(cell.replace("\0", "").split()) for cell in row[:MOST_COLUMNS]) for row in cells]
    place = _headings_at(clean)
    if place is None:
        raise SpreadsheetError(f"{name} has no row of headings in its first {LOOK_FOR_HEADINGS} rows")
    headings = _named(clean[place], name)
    below = [(number, row) for number, row in enumerate(clean[place + 1 :], start=place + 2) if any(row)]
    if not below:
        raise SpreadsheetError(f"{name} has headings and no rows below them")
    if len(below) > MOST_ROWS:
        raise SpreadsheetError(f"{name} has {len(below):,} rows; import {MOST_ROWS:,} at most at once")
    width = len(headings)
    rows = tuple((row + ("",) * width)[:width] for _, row in below)
    return Table(name, headings, rows, tuple(number for number, _ in below))


def _headings_at(rows: Sequence[Sequence[str]]) -> int | None:
    """The first row that has as many filled cells as any near the top: banners above it have fewer."""
    filled = [sum(bool(cell) for cell in row) for row in rows[:LOOK_FOR_HEADINGS]]
    most = max(filled, default=0)
    return next((at for at, count in enumerate(filled) if count >= max(2, most * 0.6)), None)


def _named(row: Iterable[str], name: str) -> tuple[str, ...]:
    headings = list(row)
    while headings and not headings[-1]:
        headings.pop()
    seen: dict[str, int] = {}
    for place, heading in enumerate(headings, start=1):
        if heading and heading.casefold() in seen:
            raise SpreadsheetError(
                f"{name} has the heading ‘{heading}’ in columns {seen[heading.casefold()]} and {place}; rename one"
            )
        seen[heading.casefold()] = place
    return tuple(heading or f"Column {place}" for place, heading in enumerate(headings, start=1))
