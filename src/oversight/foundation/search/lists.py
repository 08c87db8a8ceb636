"""List pages: what a capability declares, and what a page of its list is made of.

A list is a plain address: filters, sort, columns and page all stand in it, so that it can be kept, sent and
exported. Every link made here changes one thing and keeps the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import Combinable

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.search.addresses import Address, Pairs, Query
from oversight.foundation.search.cells import cell
from oversight.foundation.search.filters import Choice, Filter
from oversight.foundation.search.keyset import Key, in_order, keys_of, usual_keys
from oversight.foundation.search.paging import PLACE, Counted, Span, page_of
from oversight.foundation.ui.pages import Cell, Control, Pages, Table, Tag
from oversight.foundation.ui.pages import Column as Heading
from oversight.foundation.ui.pages import Filter as Panel

Kind = Literal["text", "number", "date", "money"]
Order = str | Combinable
SORT, COLUMNS = "sort", "cols"
_AS_CHOSEN = ("view", "all")
"""Carried by the list's forms, so that one sent empty does not lead to the person's default view."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list.

    ``value`` gives what is shown and exported; ``show`` what the page shows instead (a mark, a link);
    ``href`` where the cell leads. ``order`` is the ORM's name or expression to sort by, or several; empty
    where it cannot be sorted. ``shown`` without being chosen. ``sensitive``: not in what leaves the
    council. ``needs``: the capability without which the column does not exist for a person.
    """

    key: str
    words: str
    value: Callable[[Any], Any]
    order: Order | Sequence[Order] = ""
    kind: Kind = "text"
    shown: bool = True
    sensitive: bool = False
    needs: str = ""
    show: Callable[[Any], Any] | None = None
    href: Callable[[Any], str] | None = None

    @property
    def numeric(self) -> bool:
        """Whether its values stand to the right."""
        return self.kind in ("number", "money")


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list as its capability declares it, once.

    ``nouns`` are its words for one row and several. ``sort`` is how it stands unless sorted: a column's
    key, with a minus for downwards. ``own`` says which rows are a person's own or assigned ones: who may
    export only those exports those. ``empty`` is what to do where there is nothing yet. ``reads``: the
    columns of the database that it shows, for a long list: its rows are then tuples with those names, not models.
    """

    title: str
    nouns: tuple[str, str]
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    sort: str = ""
    page_size: int = 50
    marking: str = "OFFICIAL"
    own: Callable[[Actor], Q] | None = None
    empty: str = ""
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column that can be shown or not."""

    key: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ColumnsForm:
    """Which columns are shown: every one that a person may see, and what the form carries unseen."""

    choices: tuple[ColumnChoice, ...]
    kept: Pairs
    reset_href: str


@dataclass(frozen=True, slots=True)
class Export:
    """A link to the list as a file."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list, ready to be laid out, and the list itself, ready to be exported."""

    spec: ListSpec
    actor: Actor
    address: Address
    matching: QuerySet[Any] = field(repr=False)
    counted: Counted
    span: Span
    columns: tuple[Column, ...]
    allowed: tuple[Column, ...]
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    controls: tuple[Control, ...]
    tags: tuple[Tag, ...]
    problems: tuple[tuple[str, str], ...]

    @property
    def total(self) -> int:
        """How many rows there are; no more than are counted."""
        return self.counted.total

    @property
    def total_in_words(self) -> str:
        """How many rows there are, with a plus where there are more than are counted."""
        return f"{self.total:,}{'+' if self.counted.more else ''}"

    @property
    def title(self) -> str:
        """What it is a list of."""
        return self.spec.title

    @property
    def pages(self) -> Pages:
        """Which page of how many, and the links to others."""
        return self.span.pages

    @property
    def table(self) -> Table:
        """The page as a table."""
        return Table(self.spec.title, self.headings, self.rows, self.empty_words, caption_hidden=True)

    @property
    def panel(self) -> Panel:
        """The panel of filters; ``pages.list_page`` adds the person's saved views."""
        return Panel(self.controls, self.tags, self.clear_href, self.kept_by_filters)

    @property
    def marking(self) -> str:
        """How it is marked."""
        return self.spec.marking

    @property
    def heading(self) -> str:
        """The title with how many rows there are."""
        return f"{self.spec.title} ({self.total_in_words})"

    @property
    def page_title(self) -> str:
        """The title of the page, with its number where there are several."""
        of = "" if self.counted.more else f" of {self.pages.last}"
        where = f" (page {self.pages.number}{of})" if self.pages.last > 1 else ""
        return f"{self.spec.title}{where}"

    @property
    def showing(self) -> str:
        """Which rows of how many, in words."""
        one, several = self.spec.nouns
        if self.pages.last == 1:
            return f"{self.total:,} {one if self.total == 1 else several}"
        of = f"more than {self.total:,}" if self.counted.more else f"{self.total:,}"
        return f"Showing {self.span.first:,} to {self.span.last:,} of {of} {several}"

    @property
    def empty_words(self) -> str:
        """Why there is nothing, and what to do: none match, or none yet."""
        if self.tags:
            return f"No {self.spec.nouns[1]} match these filters. Remove a filter to see more."
        return self.spec.empty or f"There are no {self.spec.nouns[1]} yet."

    @property
    def clear_href(self) -> str:
        """The list without filters, sorted and with columns as chosen."""
        return self.address.without(*PLACE, *_filter_names(self.spec.filters)).href

    @property
    def reset_columns_href(self) -> str:
        """The list with its usual columns; the filters stay."""
        return self.address.without(COLUMNS, *PLACE).href

    @property
    def kept_by_filters(self) -> Pairs:
        """What the form of the filters carries unseen, so that sort and columns stay."""
        return (*self.address.without(*PLACE, *_filter_names(self.spec.filters)).pairs, _AS_CHOSEN)

    @property
    def kept_by_columns(self) -> Pairs:
        """What the form of the columns carries unseen, so that filters and sort stay."""
        return (*self.address.without(*PLACE, COLUMNS).pairs, _AS_CHOSEN)

    @property
    def problem_links(self) -> tuple[tuple[str, str], ...]:
        """What a filter could not read, by the id of its box."""
        return tuple((f"filter-{name}", words) for name, words in self.problems)

    @property
    def query(self) -> str:
        """What a saved view keeps."""
        return self.address.without(*PLACE).query

    @property
    def column_choices(self) -> tuple[ColumnChoice, ...]:
        """Every column this person may see, and whether it is shown."""
        return tuple(ColumnChoice(each.key, each.words, each in self.columns) for each in self.allowed)

    @property
    def columns_form(self) -> ColumnsForm:
        """The form under the table in which columns are chosen."""
        return ColumnsForm(self.column_choices, self.kept_by_columns, self.reset_columns_href)

    @property
    def exports(self) -> tuple[Export, ...]:
        """The list as files, for those who may export."""
        if not self.actor.can(Can.EXPORTS_ROWS) or not self.total:
            return ()
        ways = [(kind, which) for kind in ("csv", "xlsx") for which in ("this", "all")]
        return tuple(
            Export(_export_words(kind, which), self._export_href(kind, which)) for kind, which in ways
        )

    def _export_href(self, kind: str, which: str) -> str:
        return self.address.without(*PLACE).having({"format": kind, "columns": which}).href

    @property
    def filters_in_words(self) -> str:
        """Which rows it shows."""
        return "; ".join(each.words for each in self.tags)

    def columns_exported(self, *, every: bool) -> tuple[Column, ...]:
        """The columns shown, or every column this person may see."""
        return self.allowed if every else self.columns

    def rows_exported(self, *, every: bool, own_only: bool, most: int) -> tuple[int, Iterable[Sequence[Any]]]:
        """How many rows there are, and their values; only the person's own where that is asked."""
        found = self.matching
        total = found.order_by().count() if self.counted.more else self.total
        if own_only:
            if self.spec.own is None:
                raise Refused("You can export only a list of your own or assigned records. This is not one.")
            found = found.filter(
                pk__in=found.model._base_manager.filter(self.spec.own(self.actor)).values("pk")
            )
            total = found.count()
        columns = self.columns_exported(every=every)
        return total, ([each.value(row) for each in columns] for row in found[: most + 1])


def _export_words(kind: str, which: str) -> str:
    return f"{kind.upper()}: {'the columns of this view' if which == 'this' else 'all columns'}"


def read_list(spec: ListSpec, query: Query, rows: QuerySet[Any], *, actor: Actor) -> Listed:
    """The page of a list that an address asks for.

    ``rows`` are those the person may see at all (``visible_to``). Names and values in the address that the
    list does not know are left out; a page past the end is the first.
    """
    filters = [each.for_actor(actor) for each in spec.filters if not each.needs or actor.can(each.needs)]
    address = Address.of(query, [*_filter_names(filters), SORT, COLUMNS, *PLACE])
    allowed = tuple(each for each in spec.columns if not each.needs or actor.can(each.needs))
    columns = _chosen(allowed, address)
    sort = _sort(allowed, address.one(SORT), spec.sort)
    keys = _keys(rows, allowed, sort)
    found = _filtered(rows, filters, address, actor)
    counted = Counted.of(found)
    shown, span = page_of(_read(found, spec), keys, address, counted, spec.page_size)
    picked = [each.picked(address, actor) for each in filters]
    plain = address.without(*PLACE)
    return Listed(
        spec, actor, address, in_order(_read(found, spec), keys), counted, span, columns, allowed,
        tuple(_heading(each, plain, sort) for each in columns),
        tuple(tuple(cell(each, row) for each in columns) for row in shown),
        tuple(_controls(rows, found, filters, address, actor, counted)),
        tuple(Tag(words, plain.without_pairs(pairs).href) for each in picked for words, pairs in each.choices),
        tuple(problem for each in picked for problem in each.problems),
    )  # fmt: skip


def _read(rows: QuerySet[Any], spec: ListSpec) -> QuerySet[Any]:
    """The rows as tuples of what the list shows, where it says what that is; as models otherwise."""
    return rows.values_list("pk", *spec.reads, named=True) if spec.reads else rows


def _filter_names(filters: Iterable[Filter]) -> list[str]:
    return [name for each in filters for name in each.names]


def _filtered(
    rows: QuerySet[Any], filters: Iterable[Filter], address: Address, actor: Actor
) -> QuerySet[Any]:
    for each in filters:
        rows = each.applied(rows, address, actor)
    return rows


def _controls(
    rows: QuerySet[Any], found: QuerySet[Any], filters: Sequence[Filter], address: Address, actor: Actor,
    counted: Counted,
) -> Iterable[Control]:  # fmt: skip
    """The filters as the page lays them out, each value with how many rows it would show.

    Filters that let everything through are counted together. Where there are more rows than are counted, none is.
    """
    if counted.more:
        yield from (each.control(address, actor, None) for each in filters)
        return
    counts = _counted_together(
        found, [each for each in filters if isinstance(each, Choice) and each.is_plain(address, actor)]
    )
    for each in filters:
        if each.key in counts:
            yield each.control(address, actor, counts[each.key])
            continue
        picks = each.picked(address, actor).condition is not None
        others = (
            _filtered(rows, [one for one in filters if one is not each], address, actor) if picks else found
        )
        yield each.control(address, actor, others)


def _counted_together(found: QuerySet[Any], plain: Sequence[Choice]) -> dict[str, dict[str, int]]:
    """How many rows have each value of some columns, by filter: one query for all of them."""
    if not plain or found.query.group_by is not None:
        return {}
    counts: dict[str, dict[str, int]] = {each.key: {} for each in plain}
    lines = found.order_by().values_list(*(each.field for each in plain)).annotate(rows=Count("pk"))
    for *values, number in lines:
        for each, value in zip(plain, values, strict=True):
            name = each.counted_as(value)
            counts[each.key][name] = counts[each.key].get(name, 0) + number
    return counts


def _chosen(allowed: Sequence[Column], address: Address) -> tuple[Column, ...]:
    """The columns chosen, in the order of the list; the usual ones where none is chosen."""
    asked = {key for value in address.all(COLUMNS) for key in value.split(",")}
    found = tuple(each for each in allowed if each.key in asked)
    return found or tuple(each for each in allowed if each.shown)


def _sort(allowed: Sequence[Column], asked: str, usual: str) -> str:
    """How the list is sorted: as asked, if that is one of its columns, else as usual."""
    known = {each.key for each in allowed if each.order}
    return next((each for each in (asked, usual) if each.removeprefix("-") in known), "")


def _keys(rows: QuerySet[Any], allowed: Sequence[Column], sort: str) -> list[Key]:
    """What the rows are put in order by."""
    if not sort:
        return usual_keys(rows)
    column = next(each for each in allowed if each.key == sort.removeprefix("-"))
    orders = [column.order] if isinstance(column.order, (str, Combinable)) else list(column.order)
    return keys_of(rows, orders, downwards=sort.startswith("-"))


def _heading(column: Column, address: Address, sort: str) -> Heading:
    if not column.order:
        return Heading(column.key, column.words, column.numeric)
    now = {column.key: "ascending", f"-{column.key}": "descending"}.get(sort, "none")
    to = f"-{column.key}" if now == "ascending" else column.key
    return Heading(column.key, column.words, column.numeric, address.having({SORT: to}).href, now)
