"""Gathering the rows of a sheet into a frame: which rows to keep, and what each location says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, repeat
from operator import itemgetter
from typing import Any

from oversight.gateways.regulator.cells import are_ids, is_id
from oversight.gateways.regulator.frames import DATE_FIELDS, Cleaner, Frame
from oversight.gateways.regulator.layouts import Header
from oversight.gateways.regulator.records import Problem
from oversight.gateways.regulator.scope import in_scope
from oversight.gateways.regulator.service_types import split_types
from oversight.gateways.regulator.sheets import Batch, Misshapen, Sheet

TYPES = "types"
_SCOPE = ("sector", "directorate", "category")
_NOT_AN_ID = "not a location id (such as 1-123456789); the row was left out: check the file"
_Evidence = tuple[str, str, str, tuple[str, ...]]


class _Verdicts(dict[_Evidence, bool]):
    """Whether each distinct piece of evidence is in scope."""

    def __missing__(self, evidence: _Evidence) -> bool:
        found = self[evidence] = in_scope(*evidence)
        return found


class _Types(dict[tuple[str, ...], tuple[str, ...]]):
    """The service types that each distinct run of ``Y`` and blank cells means."""

    def __init__(self, names: Sequence[str]):
        self._names = names

    def __missing__(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        if not self._names:
            found = split_types(cells[0])
        else:
            named = zip(self._names, cells, strict=True)
            found = tuple(name for name, cell in named if cell.strip().upper() == "Y")
        self[cells] = found
        return found


class Gatherer:
    """Turns batches of a table into a frame; locations out of scope are left out unless ``all_sectors``.

    What a location says of itself is taken from its first row; a table may have more rows for it only in
    the fields of its layout's ``by_row``.
    """

    def __init__(self, file: str, header: Header, *, all_sectors: bool = False):
        self.frame = frame = Frame(file, header)
        fields = [name for name in header.places if name != TYPES]
        type_places = [header.places[TYPES]] if TYPES in header.places else list(header.types)
        self.wanted = [header.places[name] for name in fields] + type_places
        self._fields, self._by_row = fields, frozenset(header.layout.by_row)
        self._cleaner = Cleaner(fields)
        self._types = _Types(list(header.types.values()))
        self._verdicts = None if all_sectors else _Verdicts()
        self._kept: dict[str, bool] = {}
        self._bad_ids = False
        frame.columns = {name: [] for name in fields if name not in self._by_row}
        frame.rows = {name: [] for name in ("id", *header.layout.by_row)} if self._by_row else {}
        frame.dates = {name: set() for name in fields if name in DATE_FIELDS}

    def take(self, sheet: Sheet) -> Frame:
        """All rows of a sheet below its header."""
        bad: list[Misshapen] = []
        header = self.frame.header
        for batch in sheet.batches(header.row, header.width, self.wanted, bad):
            self.add(batch, bad)
            bad.clear()
        self.add(Batch([], []), bad)
        return self.frame

    def is_kept(self, location: str) -> bool:
        """Whether a location met so far is kept: its id is one, and it is in scope."""
        return self._kept.get(location, False)

    def add(self, batch: Batch, bad: Sequence[Misshapen] = ()) -> None:
        """Take some rows more, and those that were put aside."""
        self._put_aside(bad)
        self.frame.total += len(batch.numbers)
        if not batch.numbers:
            return
        cells = dict(zip(self._fields, batch.columns, strict=False))
        ids = self._cleaner.column("id", cells["id"])
        first = self._first_places(ids, batch)
        self._add_locations(batch, cells, ids, first)
        for name, texts in self.frame.dates.items():
            texts.update(self._cleaner.column(name, cells[name]))
        if self._by_row:
            self._add_rows(batch.numbers, cells, ids)

    def _put_aside(self, bad: Sequence[Misshapen]) -> None:
        self.frame.total += len(bad)
        for row in bad:
            message = (
                f"the row has {row.cells} cells and the header {self.frame.header.width}; it was left out: "
                "look for a comma or line break out of place"
            )
            self.frame.problems.append(Problem(self.frame.file, row.number, "", "", message))

    def _first_places(self, ids: Sequence[str], batch: Batch) -> list[int]:
        """The places of locations not met before; bad ids are reported, and so are locations met twice."""
        kept, places = self._kept, []
        for place, each in enumerate(ids):
            if each not in kept:
                kept[each] = True
                places.append(place)
            elif not self._by_row and each and is_id(each):
                message = "this location stands in an earlier row too; this row was left out: check the file"
                self.frame.note(batch.numbers[place], "id", each, message)
        if not are_ids([ids[place] for place in places]):
            for place in places:
                kept[ids[place]] = is_id(ids[place])
            self._bad_ids = True
        if self._bad_ids:
            self._report_ids(ids, batch)
        return [place for place in places if kept[ids[place]]]

    def _report_ids(self, ids: Sequence[str], batch: Batch) -> None:
        """Rows of this batch without a usable id; a row blank throughout is no row at all."""
        for place, each in enumerate(ids):
            if is_id(each):
                continue
            if any(column[place].strip() for column in batch.columns):
                self.frame.note(batch.numbers[place], "id", each, _NOT_AN_ID)
            else:
                self.frame.total -= 1

    def _add_locations(
        self, batch: Batch, cells: dict[str, Sequence[str]], ids: Sequence[str], first: list[int]
    ) -> None:
        """What each location met for the first time says of itself, if it is in scope."""
        if not first:
            return
        take = itemgetter(*first) if len(first) > 1 else (lambda column: (column[first[0]],))
        types = self._types_of([take(column) for column in batch.columns[len(self._fields) :]], len(first))
        columns = {name: self._cleaner.column(name, take(cells[name])) for name in self.frame.columns}
        numbers: Any = take(batch.numbers)
        if self._verdicts is not None:
            told = [columns.get(name) or repeat("") for name in _SCOPE]
            inside = list(map(self._verdicts.__getitem__, zip(*told, types, strict=False)))
            if not all(inside):
                self._kept.update(zip(take(ids), inside, strict=True))
                numbers, types = compress(numbers, inside), list(compress(types, inside))
                columns = {name: list(compress(column, inside)) for name, column in columns.items()}
        self.frame.numbers.extend(numbers)
        self.frame.types.extend(types)
        for name, column in columns.items():
            self.frame.columns[name].extend(column)

    def _types_of(self, columns: Sequence[Sequence[str]], count: int) -> list[tuple[str, ...]]:
        if not columns:
            return [()] * count
        return list(map(self._types.__getitem__, zip(*columns, strict=True)))

    def _add_rows(self, numbers: Sequence[int], cells: dict[str, Sequence[str]], ids: Sequence[str]) -> None:
        """The rows of locations that are kept, in the fields of which a location has several."""
        keep = list(map(self._kept.__getitem__, ids))
        whole = all(keep)
        self.frame.row_numbers.extend(numbers if whole else compress(numbers, keep))
        for name, column in self.frame.rows.items():
            texts = ids if name == "id" else self._cleaner.column(name, cells[name])
            column.extend(texts if whole else compress(texts, keep))
