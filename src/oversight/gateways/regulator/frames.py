"""A table as cleaned columns of text, only the wanted fields and rows, with its problems noted.

Everything here works on columns: each distinct text is understood once, and the results are put in place
with C loops. That is what lets 23,000 services be read in a few times what the bare parser needs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from oversight.gateways.regulator.cells import Cleaned, clean_column, present
from oversight.gateways.regulator.dates import ColumnDates, DayOrder, UnclearDates, both_readings, read_column
from oversight.gateways.regulator.layouts import Header
from oversight.gateways.regulator.records import Problem, Rating, RegulatorFileError

T = TypeVar("T")
DayOrders = DayOrder | dict[str, DayOrder] | None
"""The order of dates a caller states: for every column, or by heading."""

DATE_FIELDS = frozenset({"published", "registered_on", "deregistered_on", "checked"})
FEW_TEXTS = frozenset(
    {
        *DATE_FIELDS, "group", "question", "rating", "report_type", "inherited", "care_home", "sector",
        "directorate", "category", "authority", "region", "dormant", "beds", "ownership", "brand_id",
        "brand_name", "dual_registered", "safe", "effective", "caring", "responsive", "well_led",
    }
)  # fmt: skip
"""Fields whose texts repeat: each distinct one is cleaned once and kept once."""


@dataclass(slots=True)
class Frame:
    """The wanted columns of a table, by field.

    ``columns`` and ``types`` have one entry for each location; ``numbers`` are the rows they were taken
    from. ``rows`` are the columns of which a location has several rows, with ``row_numbers`` and the
    location's id under ``id``. ``total`` counts all rows of the table. ``dates`` are the distinct texts of
    each date column over **all** rows, for a column's order is decided by the whole column. ``newest`` is
    the newest publication date of a rating; ``misordered`` says that some date fits only the order that is
    not its column's.
    """

    file: str
    header: Header
    columns: dict[str, list[str]] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    types: list[tuple[str, ...]] = field(default_factory=list)
    rows: dict[str, list[str]] = field(default_factory=dict)
    row_numbers: list[int] = field(default_factory=list)
    dates: dict[str, set[str]] = field(default_factory=dict)
    orders: dict[str, DayOrder] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    total: int = 0
    newest: date | None = None
    misordered: bool = False

    def __getitem__(self, name: str) -> list[str]:
        return self.columns[name]

    def title(self, name: str) -> str:
        """The heading of a field, as published."""
        return self.header.layout.fields.get(name, name)

    def note(self, number: int, name: str, value: str, message: str) -> None:
        """A problem with one cell."""
        self.problems.append(Problem(self.file, number, self.title(name), value, message))

    def report(self, name: str, values: Collection[str], message: str) -> None:
        """A problem for each cell of a field that is one of ``values``."""
        in_rows = name in self.rows
        numbers = self.row_numbers if in_rows else self.numbers
        for number, value in zip(numbers, (self.rows if in_rows else self.columns)[name], strict=True):
            if value in values:
                self.note(number, name, value, message)

    def understood(self, name: str, read: Callable[[str], T | None], message: str) -> list[T | None]:
        """A column understood text by text; one that ``read`` gives ``None`` for is a problem if present."""
        column = self.rows.get(name) or self.columns.get(name, [])
        known: dict[str, T | None] = {text: read(text) for text in set(column)}
        bad = {text for text, value in known.items() if value is None and present(text)}
        if bad:
            self.report(name, bad, message)
        return list(map(known.__getitem__, column))

    def given(self, name: str) -> list[str]:
        """A column with ``""`` for the marks that stand for nothing."""
        known = {text: present(text) for text in set(self.columns[name])}
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
            self.misordered |= any(map(both_readings, read.unreadable))
            self.report(name, read.unreadable, "not a date that can be read; left out: check the file")
        return read

    def seen(self, ratings: Iterable[Rating]) -> None:
        """Note the newest publication date among some ratings."""
        days = (rating.published_on for rating in ratings)
        self.newest = max(filter(None, (*days, self.newest)), default=None)


class Cleaner:
    """Cleans the cells of each field, remembering those that repeat."""

    def __init__(self, names: Iterable[str]):
        self._memo = {name: Cleaned() for name in names if name in FEW_TEXTS}

    def column(self, name: str, texts: Sequence[str]) -> Sequence[str]:
        """The cleaned cells of a field."""
        if name == "manager":  # a name is personal data: only whether there is one is kept
            return ["Y" if present(text.strip()) else "" for text in texts]
        memo = self._memo.get(name)
        return clean_column(texts) if memo is None else list(map(memo.__getitem__, texts))
