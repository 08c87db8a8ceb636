"""Reading a file again, a month later: only the rows that were not in the last one are parsed.

Every raw row is hashed as it stands in the file and looked up among the hashes of the last reading. That is
an accelerator and nothing else. Whoever writes the file may renumber its styles or move its columns, and
then every row looks new: the header is compared first, and where too much is new the file is read whole,
with the same answer. What is **gone** is decided by comparing keys, never by a hash that was not met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from oversight.gateways.regulator.cells import clean
from oversight.gateways.regulator.dates import DayOrder
from oversight.gateways.regulator.frames import DayOrders, Frame
from oversight.gateways.regulator.gathering import Gatherer
from oversight.gateways.regulator.layouts import Header
from oversight.gateways.regulator.opening import Form, Found, look_at, opened_book
from oversight.gateways.regulator.reading import (
    Table,
    Taking,
    collector_paused,
    encoding_problem,
    read_file,
    result_of,
    table_in,
    with_encodings,
)  # fmt: skip
from oversight.gateways.regulator.records import ReadResult, RegulatorFileError, ServiceRecord
from oversight.gateways.regulator.seen import BETWEEN, Seen, digest_of, id_of
from oversight.gateways.regulator.sheets import Batch, Misshapen, Raw, Sheet, in_batches

MOST_UNSEEN = 0.25
"""The share of rows above which reading them one by one saves nothing."""

FEW = 1_000
"""So many rows may be new in a file of any size."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What a reading found.

    ``result.services`` are whole records of the locations of which any row is new or gone, or of all where
    the file was read whole (``whole`` says why; it is ``""`` where it was not). ``gone`` are the ids that
    were in the last reading and are not in this one. ``parsed`` of ``result.rows`` rows were parsed.
    """

    result: ReadResult
    gone: frozenset[str]
    seen: Seen
    parsed: int
    whole: str = ""


def updated(before: Mapping[str, ServiceRecord], reread: Reread) -> dict[str, ServiceRecord]:
    """All services after a reading, from those before it: equal to reading the file whole.

    Only ``source`` may differ: a row that was not parsed keeps the place it had in the earlier file.
    """
    services = {name: record for name, record in before.items() if name not in reread.gone}
    return services | {record.id: record for record in reread.result.services}


def read_again(
    path: Path | str, seen: Seen | None = None, *, all_sectors: bool = False, dates: DayOrders = None
) -> Reread:
    """Read a file, parsing only what the last reading (``seen``) had not seen. ``None`` reads all of it.

    CSV and ODS are read row by row; other forms always whole. Raises ``RegulatorFileError`` as ``read_file``
    does.
    """
    found = look_at(Path(path))
    if found.form not in (Form.CSV, Form.ODS):
        return _unhashed(found, seen, all_sectors, dates)
    with collector_paused():
        return with_encodings(found, lambda encoding: _Reader(found, encoding, all_sectors, dates).read(seen))


def _unhashed(found: Found, seen: Seen | None, all_sectors: bool, dates: DayOrders) -> Reread:
    result = read_file(found.path, all_sectors=all_sectors, dates=dates)
    ids = frozenset(record.id for record in result.services)
    why = f"rows of a file of the form {found.form.value} are not hashed"
    gone = seen.ids - ids if seen else frozenset()
    return Reread(result, gone, Seen((), all_sectors, {}, ids), result.rows, why)


class _Whole(Exception):
    """Why the rows cannot be read one by one."""


@dataclass(slots=True)
class _Reader:
    """One reading of one file."""

    found: Found
    encoding: str
    all_sectors: bool
    dates: DayOrders

    def read(self, seen: Seen | None) -> Reread:
        """Only the unseen rows where that can be done, else the whole."""
        if seen is None:
            return self._whole(None, "the file has not been read before")
        try:
            return self._unseen(seen)
        except _Whole as why:
            return self._whole(seen, str(why))
        except RegulatorFileError:
            return self._whole(seen, "its new rows could not be understood by themselves")

    def _table(self, take: Taking) -> Table:
        with opened_book(self.found, self.encoding) as book:
            return table_in(self.found, book, take)

    def _gatherer(self, header: Header) -> Gatherer:
        return Gatherer(self.found.file, header, all_sectors=self.all_sectors)

    def _result(self, table: Table, dates: DayOrders) -> ReadResult:
        result = result_of(table, dates)
        result.problems[:0] = encoding_problem(self.found, self.encoding)
        return result

    def _whole(self, seen: Seen | None, why: str) -> Reread:
        """Every row parsed and hashed."""
        marks = _Marks()

        def take(sheet: Sheet, header: Header) -> Frame:
            if not sheet.hashable:
                return self._gatherer(header).take(sheet)
            return marks.take(sheet, self._gatherer(header), sheet.raw_rows(header.row))

        table = self._table(take)
        result, frame = self._result(table, self.dates), table.frame
        ids = frozenset(frame["id"])
        rows = marks.keys_without({problem.row for problem in result.problems})
        kept = Seen(
            frame.header.names, self.all_sectors, rows, ids, frame.orders, table.links, frame.newest
        )  # fmt: skip
        return Reread(result, seen.ids - ids if seen else frozenset(), kept, result.rows, why)

    def _unseen(self, seen: Seen) -> Reread:
        """Only the rows not seen before, and the others of their locations."""
        sieve, marks = _Sieve(seen), _Marks()

        def sift(sheet: Sheet, header: Header) -> Frame:
            if header.names != seen.header or self.all_sectors != seen.all_sectors or not sheet.hashable:
                raise _Whole("its header, or what is asked of it, is not that of the last reading")
            sieve.sift(sheet, header)
            return marks.take(sheet, self._gatherer(header), sieve.unseen)

        table = self._table(sift)
        total, parsed = sieve.rows_met + table.frame.total, marks.count
        touched = sieve.touched(marks.keys_without(set()).values(), table)
        if sieve.have_other_rows(touched):
            table.frame, parsed = self._rows_of(touched, seen)
        table.frame.total = total
        result = self._result(table, self._stated(seen))
        if table.frame.misordered:
            raise _Whole("its dates are not in the order of the last reading")
        new = marks.keys_without({problem.row for problem in result.problems})
        return sieve.outcome(result, new, table, parsed)

    def _rows_of(self, touched: frozenset[str], seen: Seen) -> tuple[Frame, int]:
        """All rows of the touched locations, and how many were parsed: a second pass."""
        marks = _Marks()

        def take(sheet: Sheet, header: Header) -> Frame:
            rows = (
                (number, raw)
                for number, raw in sheet.raw_rows(header.row)
                if (key := seen.rows.get(digest_of(raw))) is None or id_of(key) in touched
            )
            return marks.take(sheet, self._gatherer(header), rows)

        return self._table(take).frame, marks.count

    def _stated(self, seen: Seen) -> DayOrders:
        """What was found for the whole column stands, for a few rows could not settle it."""
        return self.dates if isinstance(self.dates, DayOrder) else {**seen.orders, **(self.dates or {})}


@dataclass(slots=True)
class _Marks:
    """The number, hash and key of each row that was parsed."""

    numbers: list[int] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    digests: dict[int, bytes] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows were parsed."""
        return len(self.digests)

    def take(self, sheet: Sheet, gatherer: Gatherer, rows: Iterable[tuple[int, Raw]]) -> Frame:
        """Parse raw rows into a frame, noting each."""
        bad: list[Misshapen] = []
        header = gatherer.frame.header
        for some in in_batches(rows):
            batch = sheet.parsed(some, header.width, gatherer.wanted, bad)
            gatherer.add(batch, bad)
            bad.clear()
            self.digests.update((number, digest_of(raw)) for number, raw in some)
            self.numbers.extend(batch.numbers)
            self.keys.extend(_keys_of(batch, gatherer))
        return gatherer.frame

    def keys_without(self, troubled: set[int]) -> dict[bytes, str]:
        """The key of each row by its hash, but for blank rows, rows with a problem and those equal to one."""
        avoided = {self.digests[number] for number in troubled if number in self.digests}
        found = {}
        for number, key in zip(self.numbers, self.keys, strict=True):
            if key is not None and (digest := self.digests[number]) not in avoided:
                found[digest] = key
        return found


def _keys_of(batch: Batch, gatherer: Gatherer) -> Iterator[str | None]:
    """The key of each row of a batch; ``None`` for a row without an id."""
    header = gatherer.frame.header
    parts = ["id", *(name for name in ("group", "question") if name in header.layout.by_row)]
    columns = [batch.columns[gatherer.wanted.index(header.places[name])] for name in parts]
    for each in zip(*(map(clean, column) for column in columns), strict=True):
        yield (BETWEEN.join(each) if gatherer.is_kept(each[0]) else "") if each[0] else None


class _Sieve:
    """Sifts the raw rows of a sheet into those seen before and those not."""

    def __init__(self, seen: Seen):
        self._seen = seen
        self._met: dict[bytes, str] = {}
        self.unseen: list[tuple[int, Raw]] = []
        self.rows_met = 0

    def sift(self, sheet: Sheet, header: Header) -> None:
        """Look at every row; stops where too many are new."""
        known, met, unseen = self._seen.rows, self._met, self.unseen
        most = max(FEW, int(len(known) * MOST_UNSEEN))
        for number, raw in sheet.raw_rows(header.row):
            digest = digest_of(raw)
            key = known.get(digest)
            if key is not None:
                met[digest] = key
                self.rows_met += 1
            elif len(unseen) < most:
                unseen.append((number, raw))
            else:
                raise _Whole(f"more than {most:,} rows are new")

    def touched(self, new: Iterable[str], table: Table) -> frozenset[str]:
        """The locations of which a row is new or gone, or whose other registrations changed."""
        gone = set(self._seen.rows.values()) - set(self._met.values())
        links, before = table.links, self._seen.links
        relinked = {one for one in links.keys() | before.keys() if links.get(one) != before.get(one)}
        return frozenset({id_of(key) for key in (*new, *gone) if key} | relinked)

    def have_other_rows(self, touched: frozenset[str]) -> bool:
        """Whether any of these locations has rows that were seen before, and so were not parsed."""
        return any(id_of(key) in touched for key in self._met.values())

    def outcome(self, result: ReadResult, new: dict[bytes, str], table: Table, parsed: int) -> Reread:
        """The reading: gone is what the last one had and neither the old rows nor the new ones have."""
        seen, frame = self._seen, table.frame
        rows = self._met | new
        ids = frozenset(map(id_of, filter(None, rows.values()))) | {record.id for record in result.services}
        newest = max(filter(None, (seen.newest, frame.newest)), default=None)
        if table.as_at is None:
            result = replace(result, as_at=newest, as_at_inferred=newest is not None)
        orders = {**seen.orders, **frame.orders}
        kept = replace(seen, rows=rows, ids=ids, orders=orders, links=table.links, newest=newest)
        return Reread(result, seen.ids - ids, kept, parsed)
