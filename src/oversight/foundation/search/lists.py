"""List pages: what a capability declares, and what a page of its list is made of.

A list is a plain address: filters, sort, columns and page all stand in it, so that it can be kept, sent and
exported. Every link made here changes one thing and keeps the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import CharField, F, Q, QuerySet, TextField
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Lower

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.search.addresses import Address, Pairs, Query
from oversight.foundation.search.cells import cell
from oversight.foundation.search.filters import Filter
from oversight.foundation.search.paging import Span, span
from oversight.foundation.ui.pages import Cell, Control, Pages, Table, Tag
from oversight.foundation.ui.pages import Column as Heading
from oversight.foundation.ui.pages import Filter as Panel

Kind = Literal["text", "number", "date", "money"]
Order = str | Combinable
SORT, PAGE, COLUMNS = "sort", "page", "cols"
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
    export only those exports those. ``empty`` is what to do where there is nothing yet.
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


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column that can be shown or not."""

    key: str
    words: str
    chosen: bool


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
    total: int
    span: Span
    columns: tuple[Column, ...]
    allowed: tuple[Column, ...]
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    controls: tuple[Control, ...]
    tags: tuple[Tag, ...]
    problems: tuple[tuple[str, str], ...]

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
        return f"{self.spec.title} ({self.total:,})"

    @property
    def page_title(self) -> str:
        """The title of the page, with its number where there are several."""
        where = f" (page {self.pages.number} of {self.pages.last})" if self.pages.last > 1 else ""
        return f"{self.spec.title}{where}"

    @property
    def showing(self) -> str:
        """Which rows of how many, in words."""
        one, several = self.spec.nouns
        if self.pages.last == 1:
            return f"{self.total:,} {one if self.total == 1 else several}"
        return f"Showing {self.span.first:,} to {self.span.last:,} of {self.total:,} {several}"

    @property
    def empty_words(self) -> str:
        """Why there is nothing, and what to do: none match, or none yet."""
        if self.tags:
            return f"No {self.spec.nouns[1]} match these filters. Remove a filter to see more."
        return self.spec.empty or f"There are no {self.spec.nouns[1]} yet."

    @property
    def clear_href(self) -> str:
        """The list without filters, sorted and with columns as chosen."""
        return self.address.without(PAGE, *_filter_names(self.spec.filters)).href

    @property
    def reset_columns_href(self) -> str:
        """The list with its usual columns; the filters stay."""
        return self.address.without(COLUMNS, PAGE).href

    @property
    def kept_by_filters(self) -> Pairs:
        """What the form of the filters carries unseen, so that sort and columns stay."""
        return (*self.address.without(PAGE, *_filter_names(self.spec.filters)).pairs, _AS_CHOSEN)

    @property
    def kept_by_columns(self) -> Pairs:
        """What the form of the columns carries unseen, so that filters and sort stay."""
        return (*self.address.without(PAGE, COLUMNS).pairs, _AS_CHOSEN)

    @property
    def problem_links(self) -> tuple[tuple[str, str], ...]:
        """What a filter could not read, by the id of its box."""
        return tuple((f"filter-{name}", words) for name, words in self.problems)

    @property
    def query(self) -> str:
        """What a saved view keeps."""
        return self.address.without(PAGE).query

    @property
    def column_choices(self) -> tuple[ColumnChoice, ...]:
        """Every column this person may see, and whether it is shown."""
        return tuple(ColumnChoice(each.key, each.words, each in self.columns) for each in self.allowed)

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
        return self.address.without(PAGE).having({"format": kind, "columns": which}).href

    @property
    def filters_in_words(self) -> str:
        """Which rows it shows."""
        return "; ".join(each.words for each in self.tags)

    def columns_exported(self, *, every: bool) -> tuple[Column, ...]:
        """The columns shown, or every column this person may see."""
        return self.allowed if every else self.columns

    def rows_exported(self, *, every: bool, own_only: bool, most: int) -> tuple[int, Iterable[Sequence[Any]]]:
        """How many rows there are, and their values; only the person's own where that is asked."""
        found, total = self.matching, self.total
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
    filters = [each for each in spec.filters if not each.needs or actor.can(each.needs)]
    address = Address.of(query, [*_filter_names(filters), SORT, COLUMNS, PAGE])
    allowed = tuple(each for each in spec.columns if not each.needs or actor.can(each.needs))
    columns = _chosen(allowed, address)
    sort = _sort(allowed, address.one(SORT), spec.sort)
    matching = _ordered(_filtered(rows, filters, address, actor), allowed, sort)
    total = matching.order_by().count()
    page = span(address.one(PAGE), total, spec.page_size, lambda to: address.having({PAGE: str(to)}).href)
    shown = matching[page.first - 1 : page.last] if total else ()
    picked = [each.picked(address, actor) for each in filters]
    plain = address.without(PAGE)
    return Listed(
        spec, actor, address, matching, total, page, columns, allowed,
        tuple(_heading(each, plain, sort) for each in columns),
        tuple(tuple(cell(each, row) for each in columns) for row in shown),
        tuple(_controls(rows, filters, address, actor)),
        tuple(Tag(words, plain.without_pairs(pairs).href) for each in picked for words, pairs in each.choices),
        tuple(problem for each in picked for problem in each.problems),
    )  # fmt: skip


def _filter_names(filters: Iterable[Filter]) -> list[str]:
    return [name for each in filters for name in each.names]


def _filtered(
    rows: QuerySet[Any], filters: Iterable[Filter], address: Address, actor: Actor
) -> QuerySet[Any]:
    for each in filters:
        rows = each.applied(rows, address, actor)
    return rows


def _controls(
    rows: QuerySet[Any], filters: Sequence[Filter], address: Address, actor: Actor
) -> Iterable[Control]:
    for each in filters:
        others = _filtered(rows, [other for other in filters if other is not each], address, actor)
        yield each.control(address, actor, others)


def _chosen(allowed: Sequence[Column], address: Address) -> tuple[Column, ...]:
    """The columns chosen, in the order of the list; the usual ones where none is chosen."""
    asked = {key for value in address.all(COLUMNS) for key in value.split(",")}
    found = tuple(each for each in allowed if each.key in asked)
    return found or tuple(each for each in allowed if each.shown)


def _sort(allowed: Sequence[Column], asked: str, usual: str) -> str:
    """How the list is sorted: as asked, if that is one of its columns, else as usual."""
    known = {each.key for each in allowed if each.order}
    return next((each for each in (asked, usual) if each.removeprefix("-") in known), "")


def _ordered(rows: QuerySet[Any], allowed: Sequence[Column], sort: str) -> QuerySet[Any]:
    """The rows in order: what is empty comes last, equal rows always in the same order."""
    if not sort:
        return rows.order_by(*(rows.query.order_by or rows.model._meta.ordering), "pk")
    column = next(each for each in allowed if each.key == sort.removeprefix("-"))
    orders = [column.order] if isinstance(column.order, (str, Combinable)) else list(column.order)
    return rows.order_by(*(_order(rows, each, sort.startswith("-")) for each in orders), "pk")


def _order(rows: QuerySet[Any], order: Order, downwards: bool) -> OrderBy:
    """One key of an order: text without regard to capitals, on every database alike."""
    key: Any = order
    if isinstance(order, str):
        downwards = downwards != order.startswith("-")
        name = order.removeprefix("-")
        key = Lower(name) if _is_text(rows, name) else F(name)
    return OrderBy(key, descending=downwards, nulls_last=True)


def _is_text(rows: QuerySet[Any], name: str) -> bool:
    if name in rows.query.annotations:
        return isinstance(rows.query.annotations[name].output_field, (CharField, TextField))
    model: Any = rows.model
    *way, last = name.split("__")
    for step in way:
        model = model._meta.get_field(step).related_model
    return isinstance(model._meta.get_field(last), (CharField, TextField))


def _heading(column: Column, address: Address, sort: str) -> Heading:
    if not column.order:
        return Heading(column.key, column.words, column.numeric)
    now = {column.key: "ascending", f"-{column.key}": "descending"}.get(sort, "none")
    to = f"-{column.key}" if now == "ascending" else column.key
    return Heading(column.key, column.words, column.numeric, address.having({SORT: to}).href, now)
