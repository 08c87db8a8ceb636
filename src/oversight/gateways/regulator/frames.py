"""A table as cleaned columns of text, only the wanted fields and rows, with its problems noted.

Everything here works on columns: each distinct text is understood once, and the results are put in place
with C loops. That is what lets 23,000 services be read in a few times what the bare parser needs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import TypeVar

from oversight.gateways.regulator.cells import Cleaned, clean_column, is_id, present
from oversight.gateways.regulator.dates import ColumnDates, DayOrder, UnclearDates, read_column
from oversight.gateways.regulator.layouts import Header
from oversight.gateways.regulator.records import Problem, RegulatorFileError
from oversight.gateways.regulator.scope import in_scope
from oversight.gateways.regulator.service_types import split_types
from oversight.gateways.regulator.sheets import Batch, Misshapen

T = TypeVar("T")
DayOrders = DayOrder | dict[str, DayOrder] | None
"""The order of dates a caller states: for every column, or by heading."""

_NEARLY_UNIQUE = frozenset({"id", "name", "postcode"})
_DATES = frozenset({"published", "registered_on", "deregistered_on", "checked"})
_SCOPE = ("sector", "directorate", "category")
TYPES = "types"


@dataclass(slots=True)
class Frame:
    """The wanted columns of a table, by field.

    ``numbers`` are the rows of the sheet they stand in; ``total`` counts all rows of the table. ``types``
    are the service types of each row; ``dates`` the distinct texts of each date column over **all** rows,
    for a column's order is decided by the whole column.
    """

    file: str
    header: Header
    columns: dict[str, list[str]] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    types: list[tuple[str, ...]] = field(default_factory=list)
    dates: dict[str, set[str]] = field(default_factory=dict)
    orders: dict[str, DayOrder] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    total: int = 0

    def __getitem__(self, name: str) -> list[str]:
        return self.columns[name]

    def title(self, name: str) -> str:
        """The heading of a field, as published."""
        return self.header.layout.fields.get(name, name)

    def report(self, name: str, values: Collection[str], message: str) -> None:
        """A problem for each row whose cell is one of ``values``."""
        for number, value in zip(self.numbers, self.columns[name], strict=True):
            if value in values:
                self.problems.append(Problem(self.file, number, self.title(name), value, message))

    def understood(self, name: str, read: Callable[[str], T | None], message: str) -> list[T | None]:
        """A column understood text by text; one that ``read`` gives ``None`` for is a problem if present."""
        known: dict[str, T | None] = {text: read(text) for text in set(self.columns[name])}
        bad = {text for text, value in known.items() if value is None and present(text)}
        if bad:
            self.report(name, bad, message)
        return list(map(known.__getitem__, self.columns[name]))

    def days(self, name: str, stated: DayOrders) -> ColumnDates:
        """The dates of a column. Raises ``RegulatorFileError`` where its order cannot be decided."""
        title = self.title(name)
        order = stated.get(title) if isinstance(stated, dict) else stated
        try:
            read = read_column(map(present, self.dates[name]), order)
        except UnclearDates as unclear:
            raise RegulatorFileError(f"{self.file}: the column '{title}' {unclear}") from None
        if read.order:
            self.orders[title] = read.order
        if read.unreadable:
            self.report(name, read.unreadable, "not a date that can be read; left out: check the file")
        return read


class Gatherer:
    """Turns batches of a table into a frame; rows out of scope are left out unless ``all_sectors``."""

    def __init__(self, file: str, header: Header, *, all_sectors: bool = False):
        self.frame = Frame(file, header)
        self._fields = [name for name in header.places if name != TYPES]
        self._type_names = list(header.types.values())
        self.wanted = [header.places[name] for name in self._fields] + list(header.types)
        if TYPES in header.places:
            self.wanted.append(header.places[TYPES])
        self._memo = {name: Cleaned() for name in self._fields}
        self._flagged: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._verdicts: dict[tuple[object, ...], bool] = {}
        self._everything = all_sectors
        for name in self._fields:
            self.frame.columns[name] = []
            if name in _DATES:
                self.frame.dates[name] = set()

    def add(self, batch: Batch, bad: Sequence[Misshapen] = ()) -> None:
        """Take some rows more."""
        frame = self.frame
        for row in bad:
            frame.problems.append(_misshapen(frame, row))
        frame.total += len(batch.numbers) + len(bad)
        if not batch.numbers:
            return
        columns = dict(zip(self._fields, map(self._cleaned, self._fields, batch.columns), strict=False))
        types = self._types(batch.columns)
        for name, texts in frame.dates.items():
            texts.update(columns[name])
        keep = self._kept(batch.numbers, columns, types)
        numbers: Iterable[int] = batch.numbers
        if keep is not None:
            numbers, types = compress(numbers, keep), list(compress(types, keep))
            columns = {name: list(compress(column, keep)) for name, column in columns.items()}
        frame.numbers.extend(numbers)
        frame.types.extend(types)
        for name, column in columns.items():
            frame.columns[name].extend(column)

    def _cleaned(self, name: str, texts: Sequence[str]) -> list[str]:
        if name in _NEARLY_UNIQUE:
            return clean_column(texts)
        if name == "manager":  # a name is personal data: only whether there is one is kept
            return ["Y" if present(text.strip()) else "" for text in texts]
        return list(map(self._memo[name].__getitem__, texts))

    def _types(self, columns: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
        rest = columns[len(self._fields) :]
        if not rest:
            return []
        if not self._type_names:
            return [split_types(cell) for cell in rest[0]]
        return [self._flagged.get(flags) or self._names_of(flags) for flags in zip(*rest, strict=True)]

    def _names_of(self, flags: tuple[str, ...]) -> tuple[str, ...]:
        named = zip(self._type_names, flags, strict=True)
        found = self._flagged[flags] = tuple(name for name, cell in named if cell.strip().upper() == "Y")
        return found

    def _kept(
        self, numbers: Sequence[int], columns: dict[str, list[str]], types: list[tuple[str, ...]]
    ) -> list[bool] | None:
        """Which rows to keep; ``None`` for all of them, the usual case."""
        ids = columns["id"]
        keep = list(map(is_id, ids))
        if not all(keep):
            self._report_ids(numbers, columns, keep)
        if self._everything:
            return None if all(keep) else keep
        told = [columns.get(name, ()) for name in _SCOPE]
        blank = [""] * len(ids)
        evidence = zip(*(column or blank for column in told), types or [()] * len(ids), strict=True)
        inside = [self._verdict(each) for each in evidence]
        if all(keep) and all(inside):
            return None
        return [one and other for one, other in zip(keep, inside, strict=True)]

    def _verdict(self, evidence: tuple[str, str, str, tuple[str, ...]]) -> bool:
        found = self._verdicts.get(evidence)
        if found is None:
            found = self._verdicts[evidence] = in_scope(*evidence)
        return found

    def _report_ids(self, numbers: Sequence[int], columns: dict[str, list[str]], keep: list[bool]) -> None:
        """Rows without a usable id; a row that is blank throughout is no row at all."""
        title = self.frame.title("id")
        for place, good in enumerate(keep):
            if good:
                continue
            if not any(column[place] for column in columns.values()):
                self.frame.total -= 1
                continue
            value = columns["id"][place]
            message = "not a location id (such as 1-123456789); the row was left out: check the file"
            self.frame.problems.append(Problem(self.frame.file, numbers[place], title, value, message))


def _misshapen(frame: Frame, row: Misshapen) -> Problem:
    message = (
        f"the row has {row.cells} cells and the header {frame.header.width}; it was left out: look for a "
        "comma or line break out of place"
    )
    return Problem(frame.file, row.number, "", "", message)
