"""What can be searched: each capability registers its kinds of record in its ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from oversight.foundation.authorities.models import Viewer


@dataclass(frozen=True, slots=True)
class Indexed:
    """A record as it is to be found.

    ``words`` are the other texts it is found by, under the labels that say where a word was found.
    ``people`` are the ids of those it is assigned to: they find it where their role sees only such records.
    """

    kind: str
    object_id: UUID
    reference: str
    title: str
    words: Mapping[str, str]
    url: str
    people: tuple[UUID, ...] = ()
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Searchable:
    """A kind of record: its words for one and for several, who may find it, and how to read all of them."""

    kind: str
    words: tuple[str, str]
    capability: str
    rows: Callable[[Viewer], Iterator[Indexed]]


_kinds: dict[str, Searchable] = {}
_alike: list[Callable[[Viewer], Iterable[Iterable[str]]]] = []


def register(searchable: Searchable) -> Searchable:
    """Have a kind of record found. Raises ``ValueError`` if another one has its name or nobody is named."""
    if not searchable.capability:
        raise ValueError(f"'{searchable.kind}' must say which capability finds it")
    if _kinds.setdefault(searchable.kind, searchable) != searchable:
        raise ValueError(f"'{searchable.kind}' is registered for search twice")
    return searchable


def index(kind: str) -> Searchable:
    """The kind of this name. Raises ``KeyError``."""
    return _kinds[kind]


def kinds() -> list[Searchable]:
    """Every kind there is, in the order they were registered."""
    return list(_kinds.values())


def forget_kind(kind: str) -> None:
    """Take a kind out again; what was indexed of it is no longer found."""
    _kinds.pop(kind, None)


def same_meaning(source: Callable[[Viewer], Iterable[Iterable[str]]]) -> None:
    """Have a function asked for groups of words that mean the same to a council: our word and its own."""
    if source not in _alike:
        _alike.append(source)


def no_longer_same(source: Callable[[Viewer], Iterable[Iterable[str]]]) -> None:
    """Ask a function no more."""
    _alike.remove(source)


def alike(viewer: Viewer) -> list[Iterable[str]]:
    """Every group of words that mean the same to a council."""
    return [group for source in _alike for group in source(viewer)]
