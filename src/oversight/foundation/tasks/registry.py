"""What other parts of the house add to one's work: lines of the calendar, and sections under My work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from oversight.foundation.authorities.actor import Actor
from oversight.foundation.ui.pages import Link


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of somebody's calendar: a visit, a meeting. ``at`` where its time is known."""

    day: date
    words: str
    url: str
    at: time | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page My work, under the tasks: drafts, what was viewed last."""

    title: str
    links: Sequence[Link]
    empty: str = ""


Entries = Callable[[Actor, date, date], Iterable[Entry]]
Sections = Callable[[Actor, date], Section | None]

_entries: dict[str, Entries] = {}
_sections: dict[str, Sections] = {}


def calendar_entries(name: str) -> Callable[[Entries], Entries]:
    """Register ``(actor, first day, last day) -> entries``: only what this person may see."""

    def registered(source: Entries) -> Entries:
        _entries[name] = source
        return source

    return registered


def work_section(name: str) -> Callable[[Sections], Sections]:
    """Register ``(actor, day) -> section``, or nothing for whom it has none; in the order of their names."""

    def registered(source: Sections) -> Sections:
        _sections[name] = source
        return source

    return registered


def entries_for(actor: Actor, first: date, last: date) -> list[Entry]:
    """Everything others have in somebody's calendar between two days."""
    return [entry for name in sorted(_entries) for entry in _entries[name](actor, first, last)]


def sections_for(actor: Actor, on: date) -> list[Section]:
    """The sections under somebody's work."""
    found = (_sections[name](actor, on) for name in sorted(_sections))
    return [each for each in found if each is not None]
