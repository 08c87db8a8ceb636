"""Which page of a list is shown, and which rows are on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from oversight.foundation.search.addresses import Address
from oversight.foundation.search.keyset import Key, beyond, in_order
from oversight.foundation.ui.pages import Pages

MOST_COUNTED = 10_000
"""Rows are counted up to so many; of more it is said that there are more."""
PAGE, AFTER, BEFORE = "page", "after_row", "before_row"
PLACE = (PAGE, AFTER, BEFORE)
"""What says in an address where in a list one is, and nothing of which list."""


@dataclass(frozen=True, slots=True)
class Span:
    """A page of a list: its links, and its first and last row of how many."""

    pages: Pages
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows a list has; ``more`` where they are more than are counted."""

    total: int
    more: bool = False

    @classmethod
    def of(cls, rows: QuerySet[Any]) -> Counted:
        """Count no further than is said."""
        found = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
        return cls(min(found, MOST_COUNTED), found > MOST_COUNTED)

    def last_page(self, size: int) -> int:
        """The last page that is known of."""
        return max(-(-self.total // size), 1)


def page_of(
    rows: QuerySet[Any], keys: Sequence[Key], address: Address, counted: Counted, size: int
) -> tuple[list[Any], Span]:
    """The rows of the page that an address asks for; of the first, where it asks for no page of the list."""
    last = counted.last_page(size)
    number = page_number(address.one(PAGE), last if not counted.more else 10**7)
    found = _rows(rows, keys, address, number, size)
    if number > 1 and not found:
        number, found = 1, _rows(rows, keys, Address(), 1, size)
    shown, further = found[:size], len(found) > size
    if counted.more and further:
        last = max(last, number + 1)
    return shown, _span(shown, address, number, max(last, number), size)


def _rows(rows: QuerySet[Any], keys: Sequence[Key], address: Address, number: int, size: int) -> list[Any]:
    """The rows of a page and one more, from the row it follows where the address names it."""
    if number > 1 and (cursor := address.one(AFTER)):
        found = beyond(rows, keys, cursor)
        if found is not None:
            return list(found[: size + 1])
    if number > 1 and (cursor := address.one(BEFORE)):
        found = beyond(rows, keys, cursor, backwards=True)
        if found is not None:
            return [*reversed(found[:size]), None]
    start = (number - 1) * size
    return list(in_order(rows, keys)[start : start + size + 1])


def _span(shown: Sequence[Any], address: Address, number: int, last: int, size: int) -> Span:
    here = address.without(*PLACE)

    def to(page: int) -> str:
        if page == number + 1 and shown:
            return here.having({PAGE: str(page), AFTER: str(shown[-1].pk)}).href
        if page == number - 1 and page > 1 and shown:
            return here.having({PAGE: str(page), BEFORE: str(shown[0].pk)}).href
        return here.having({PAGE: str(page)}).href

    first = (number - 1) * size + 1 if shown else 0
    return Span(Pages.of(number, last, to), first, first + len(shown) - 1 if shown else 0)


def page_number(asked: str, last: int) -> int:
    """A page from what stands in an address; the first for what is no page of the list."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
    return number if 1 <= number <= last else 1
