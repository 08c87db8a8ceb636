"""The address of a list: its filters, sort, columns and page, of which every link changes one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

Pairs = tuple[tuple[str, str], ...]
NOTHING_CHOSEN = "?view=all"
"""The list without any filter: named, so that it does not lead to the person's default view."""

_LONGEST = 500


class Query(Protocol):
    """What came with a request: Django's ``QueryDict`` is one."""

    def getlist(self, key: str) -> list[str]:
        """Every value of a name."""


@dataclass(frozen=True, slots=True)
class Address:
    """What is chosen, as names and values in order. Names that the list does not know are not in it."""

    pairs: Pairs = ()

    @classmethod
    def of(cls, query: Query, names: Iterable[str]) -> Address:
        """The known names of a request, with every value that says something."""
        values = [(name, clean(value)) for name in dict.fromkeys(names) for value in query.getlist(name)]
        return cls(tuple(dict.fromkeys((name, value) for name, value in values if value)))

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a name."""
        return tuple(value for each, value in self.pairs if each == name)

    def one(self, name: str) -> str:
        """The first value of a name, or nothing."""
        return next(iter(self.all(name)), "")

    def without(self, *names: str) -> Address:
        """The address without some names."""
        return Address(tuple(pair for pair in self.pairs if pair[0] not in names))

    def without_pairs(self, gone: Iterable[tuple[str, str]]) -> Address:
        """The address without some choices."""
        taken = set(gone)
        return Address(tuple(pair for pair in self.pairs if pair not in taken))

    def having(self, more: Mapping[str, str]) -> Address:
        """The address with some names set anew; an empty value takes a name out."""
        kept = self.without(*more).pairs
        return Address(kept + tuple((name, value) for name, value in more.items() if value))

    @property
    def query(self) -> str:
        """The address as a query string."""
        return urlencode(self.pairs)

    @property
    def href(self) -> str:
        """The address as a link on the same page."""
        return f"?{self.query}" if self.pairs else NOTHING_CHOSEN


def clean(value: str) -> str:
    """A value from an address that any database can take."""
    return value.replace("\0", "").encode("utf-8", "ignore").decode("utf-8").strip()[:_LONGEST]
