"""The one door: ``read_file`` finds out what a file is and reads it."""

from __future__ import annotations

import csv
import gc
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar
from zipfile import BadZipFile

from python_calamine import CalamineError

from oversight.gateways.regulator.api_documents import read_documents
from oversight.gateways.regulator.cells import clean, is_id
from oversight.gateways.regulator.dates import as_at_in, day_in_name
from oversight.gateways.regulator.frames import DayOrders, Frame
from oversight.gateways.regulator.gathering import Gatherer
from oversight.gateways.regulator.layouts import (
    LOOK_FOR_HEADER,
    Header,
    find_header,
    heading,
    is_dual_header,
)  # fmt: skip
from oversight.gateways.regulator.locations_file import (
    active_services,
    listed_services,
    wide_services,
    with_dual_registrations,
)  # fmt: skip
from oversight.gateways.regulator.opening import (
    UTF8,
    WINDOWS,
    Form,
    Found,
    look_at,
    opened_book,
    text_opener,
)  # fmt: skip
from oversight.gateways.regulator.ratings_file import services_of
from oversight.gateways.regulator.records import (
    Kind,
    Problem,
    ReadResult,
    RegulatorFileError,
    ServiceRecord,
)  # fmt: skip
from oversight.gateways.regulator.sheets import Book, Sheet

T = TypeVar("T")
_BUILDERS: dict[Kind, Callable[[Frame, DayOrders], list[ServiceRecord]]] = {
    Kind.RATINGS: services_of,
    Kind.LOCATIONS: active_services,
    Kind.WIDE: wide_services,
    Kind.DIRECTORY: listed_services,
}
Links = dict[str, tuple[str, ...]]


def read_file(path: Path | str, *, all_sectors: bool = False, dates: DayOrders = None) -> ReadResult:
    """Every service of one of the regulator's files: CSV (also zipped), ODS, XLSX, JSON or JSONL.

    What the file is, is told from its content. Only adult social care is read unless ``all_sectors`` (see
    ``scope``). ``dates`` states the order of dates, for the whole file or by heading, where a column does
    not settle it. Raises ``RegulatorFileError`` for a file that is not what it says or cannot be decided;
    rows that cannot be read are among ``problems``, and the others are read.
    """
    found = look_at(Path(path))
    with collector_paused():
        return with_encodings(found, lambda encoding: _read(found, encoding, all_sectors, dates))


@contextmanager
def collector_paused() -> Iterator[None]:
    """The garbage collector off, as a reader builds tens of thousands of records and drops none of them.

    Looking for cycles among them again and again costs a quarter of the time; there are none.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(found: Found, encoding: str, all_sectors: bool, dates: DayOrders) -> ReadResult:
    if found.form is Form.JSON:
        opener = text_opener(found, encoding)
        result = read_documents(found.file, opener, all_sectors=all_sectors, stated=dates)
    else:
        with opened_book(found, encoding) as book:
            table = read_table(found, book, all_sectors)
        result = result_of(table, dates)
    result.problems[:0] = encoding_problem(found, encoding)
    return result


def encoding_problem(found: Found, encoding: str) -> list[Problem]:
    """That a file was read as Windows text, if it was."""
    message = "not UTF-8: read as Windows text (cp1252); check names with accents, and save it as 'CSV UTF-8'"
    return [Problem(found.file, 0, "", "", message)] if encoding == WINDOWS else []


def with_encodings(found: Found, read: Callable[[str], T]) -> T:
    """Read as UTF-8, or else as Windows text; every fault of the file becomes a sentence."""
    try:
        try:
            return read(UTF8)
        except UnicodeDecodeError:
            return read(WINDOWS)
    except UnicodeDecodeError as wrong:
        raise RegulatorFileError(
            f"{found.file} is neither UTF-8 nor Windows text (byte {wrong.start:,}); save it as 'CSV UTF-8'"
        ) from None
    except csv.Error as wrong:
        raise RegulatorFileError(f"{found.file} is not a sound CSV ({wrong}); export it again") from None
    except (BadZipFile, zlib.error, EOFError, OSError, CalamineError) as wrong:
        raise RegulatorFileError(f"{found.file} is damaged ({wrong}); download it again") from None


@dataclass(slots=True)
class Table:
    """The table of a file: its frame, the dual registrations beside it, the day it says it shows."""

    frame: Frame
    links: Links = field(default_factory=dict)
    as_at: date | None = None


Taking = Callable[[Sheet, Header], Frame]
"""Reads the rows of a sheet below a header."""


def read_table(found: Found, book: Book, all_sectors: bool) -> Table:
    """The first known table among the sheets of a book, and what stands in the others."""
    return table_in(
        found,
        book,
        lambda sheet, header: Gatherer(found.file, header, all_sectors=all_sectors).take(sheet),
    )


def table_in(found: Found, book: Book, take: Taking) -> Table:
    """The first known table, its rows read by ``take``; the day and the links that other sheets hold.

    Raises ``RegulatorFileError`` where no sheet holds a known table.
    """
    table: Table | None = None
    fault: RegulatorFileError | None = None
    as_at: date | None = None
    links: Links = {}
    for sheet in book.sheets():
        rows = sheet.head(LOOK_FOR_HEADER)
        as_at = as_at or day_said(rows)
        place = next((place for place, row in enumerate(rows) if is_dual_header(row)), None)
        if place is not None:
            links |= dual_links(sheet, place, rows[place])
            continue
        try:
            header = find_header(found.file, rows) if table is None else None
        except RegulatorFileError as wrong:
            fault = fault or wrong
            continue
        if header is not None:
            table = Table(take(sheet, header))
            if header.layout.kind is not Kind.LOCATIONS:
                break  # only the active locations have a sheet of dual registrations behind them
    if table is None:
        raise fault or _not_recognised(found)
    table.links, table.as_at = links, as_at
    return table


def result_of(table: Table, dates: DayOrders) -> ReadResult:
    """The services of a gathered table."""
    frame = table.frame
    kind = frame.header.layout.kind
    services = _BUILDERS[kind](frame, dates)
    if table.links:
        services = with_dual_registrations(services, table.links)
    _check_day(frame, table.as_at)
    as_at = table.as_at or frame.newest
    return ReadResult(
        kind,
        services,
        frame.problems,
        as_at=as_at,
        rows=frame.total,
        as_at_inferred=as_at is not None and table.as_at is None,
        file=frame.file,
    )


def day_said(rows: Sequence[Sequence[str]]) -> date | None:
    """The day that the banner rows or the README sheet say the file shows."""
    cells = (cell for row in rows for cell in row if "as " in cell.casefold())
    return next(filter(None, map(as_at_in, cells)), None)


def _check_day(frame: Frame, said: date | None) -> None:
    named = day_in_name(Path(frame.file).name)
    if said and named and said != named:
        message = f"the file's name says another day ({named.isoformat()}); the day inside is used"
        frame.problems.append(Problem(frame.file, 0, "", said.isoformat(), message))


def dual_links(sheet: Sheet, header: int, row: Sequence[str]) -> Links:
    """The other ids of each place that is registered twice, from their sheet."""
    headings = list(map(heading, row))
    places = [headings.index("location id"), headings.index("linked organisation id")]
    links: dict[str, list[str]] = {}
    for batch in sheet.batches(header, len(row), places, []):
        for one, other in zip(*batch.columns, strict=True):
            one, other = clean(one), clean(other)
            if is_id(one) and is_id(other):
                links.setdefault(one, []).append(other)
    return {one: tuple(dict.fromkeys(others)) for one, others in links.items()}


def _not_recognised(found: Found) -> RegulatorFileError:
    return RegulatorFileError(
        f"{found.file} is not one of the regulator's files: no header row of the latest ratings, the active "
        f"locations, the wide list or the directory is in its first {LOOK_FOR_HEADER} rows; give the file as "
        "it was downloaded"
    )
