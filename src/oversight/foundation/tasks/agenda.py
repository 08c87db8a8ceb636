"""A week of somebody's work, day by day: what is due, and what other parts of the house add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from oversight.foundation.authorities.actor import Actor
from oversight.foundation.tasks import queries, registry, rules
from oversight.foundation.tasks.lines import about_of, address
from oversight.foundation.tasks.registry import Entry
from oversight.foundation.ui.words import day, weekday_day


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week with what stands on it."""

    on: date
    words: str
    entries: Sequence[Entry]
    today: bool


@dataclass(frozen=True, slots=True)
class Week:
    """A week, and the addresses of those around it. ``days`` are those with something on them, and today."""

    title: str
    days: Sequence[Day]
    before: str
    after: str
    this: str


def week_of(actor: Actor, on: date, today: date) -> Week:
    """The week of a day."""
    first = rules.week_start(on)
    last = first + timedelta(days=6)
    entries = sorted(
        [*_due(actor, first, last), *registry.entries_for(actor, first, last)],
        key=lambda each: (each.day, each.at or time.max, each.words),
    )
    days = [_day(first + timedelta(days=each), entries, today) for each in range(7)]
    here = first <= today <= last
    return Week(
        title=f"Your work in the week of {day(first)}",
        days=[each for each in days if each.entries or each.today],
        before=f"?week={first - timedelta(days=7)}",
        after=f"?week={first + timedelta(days=7)}",
        this="" if here else f"?week={today}",
    )


def _day(on: date, entries: Sequence[Entry], today: date) -> Day:
    words = f"{weekday_day(on)}, today" if on == today else weekday_day(on)
    return Day(on, words, [each for each in entries if each.day == on], on == today)


def _due(actor: Actor, first: date, last: date) -> list[Entry]:
    """One's tasks due in these days."""
    return [
        Entry(each.due_on, f"Due: {each.title}", address(each), note=_note(each.reference, about_of(each)))
        for each in queries.between(actor, first, last)
    ]


def _note(reference: str, about: object) -> str:
    return f"{getattr(about, 'words', '')}, {reference}" if about else reference
