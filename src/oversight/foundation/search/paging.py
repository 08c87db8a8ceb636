"""Which page of a list is shown, and which rows are on it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from oversight.foundation.ui.pages import Pages


@dataclass(frozen=True, slots=True)
class Span:
    """A page of a list: its links, and its first and last row of how many."""

    pages: Pages
    first: int
    last: int


def span(asked: str, total: int, size: int, href: Callable[[int], str]) -> Span:
    """The page asked for; the first, where what was asked is no page of the list."""
    last = max(-(-total // size), 1)
    number = page_number(asked, last)
    first = (number - 1) * size + 1 if total else 0
    return Span(Pages.of(number, last, href), first, min(number * size, total))


def page_number(asked: str, last: int) -> int:
    """A page from what stands in an address; the first for what is no page of the list."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
    return number if 1 <= number <= last else 1
