"""How tasks are grouped, told and warned of. Pure: days in, words out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from oversight.foundation.ui import words
from oversight.foundation.ui.pages import Mark

SUNDAY = 6


class Group(StrEnum):
    """Where a task stands in a list of work, in the order of the list."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    PAUSED = "paused"


HEADINGS = {
    Group.OVERDUE: "Overdue",
    Group.TODAY: "Due today",
    Group.WEEK: "Due this week",
    Group.LATER: "Later",
    Group.PAUSED: "Paused",
}
COUNTED = {
    Group.OVERDUE: "overdue",
    Group.TODAY: "due today",
    Group.WEEK: "due this week",
    Group.LATER: "due later",
    Group.PAUSED: "paused",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open tasks stand in each group."""

    overdue: int = 0
    today: int = 0
    week: int = 0
    later: int = 0
    paused: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.of(each) for each in Group)

    def of(self, group: Group) -> int:
        """How many stand in one group."""
        found: int = getattr(self, group.value)
        return found


def week_end(day: date) -> date:
    """The Sunday of a day's week."""
    return day + timedelta(days=SUNDAY - day.weekday())


def week_start(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def group_of(due_on: date, paused: bool, today: date) -> Group:
    """Where a task stands. One that is paused has no date that runs."""
    if paused:
        return Group.PAUSED
    if due_on <= today:
        return Group.OVERDUE if due_on < today else Group.TODAY
    return Group.WEEK if due_on <= week_end(today) else Group.LATER


def sentence(counts: Counts) -> str:
    """How much there is, in a sentence; groups with nothing in them are left out."""
    said = [f"{words.number(counts.of(each))} {COUNTED[each]}" for each in Group if counts.of(each)]
    if not said:
        return "Nothing is waiting."
    return f"{words.plural(counts.total, 'task')}: {words.listed(said)}."


def open_words(due_on: date, today: date, paused_since: date | None, working_days: int | None) -> str:
    """An open task's one date with its phrase; of one that is paused, since when."""
    if paused_since is not None:
        return f"Paused since {words.day(paused_since)}"
    return words.due(due_on, today, working_days)


def ended_words(state: str, ended_on: date, due_on: date) -> str:
    """How a task ended: on which day, and where that was too late, when it was due."""
    said = {"met": "Met on", "met_late": "Met late, on", "cancelled": "Cancelled on"}[state]
    late = f", due {words.day(due_on)}" if state == "met_late" else ""
    return f"{said} {words.day(ended_on)}{late}"


def mark(group: Group) -> Mark:
    """An open task's mark: a word and a shape beside the colour."""
    level = {Group.OVERDUE: "overdue", Group.LATER: "waiting", Group.PAUSED: "paused"}.get(group, "soon")
    said = {Group.TODAY: "Due today", Group.WEEK: "Due this week"}.get(group, "")
    return Mark("state", level, said)


def ended_mark(state: str) -> Mark:
    """An ended task's mark."""
    if state == "met":
        return Mark("state", "met", "Met")
    return Mark("state", "overdue", "Met late") if state == "met_late" else Mark("state", "Cancelled")


def rule_words(in_words: str, starts: str, clause: str) -> str:
    """A clock's rule: ``5 working days after the decision, clause 19.1``."""
    return f"{in_words} {starts}, clause {clause}"


def event_words(starts: str) -> str:
    """The event of a clock in words, where who starts it says no better: ``restriction decided``."""
    return starts.replace("-", " ").replace("/", " ")


def warning(due_on: date, warn: Iterable[int], today: date) -> int | None:
    """How many days' warning is now given: the last that has come, until the day itself has passed."""
    if today > due_on:
        return None
    return min((days for days in warn if due_on - timedelta(days=days) <= today), default=None)


def is_late(due_on: date, today: date, after: int = 0) -> bool:
    """Whether its date has passed, and so many more days."""
    return today > due_on + timedelta(days=after)


def digest_lines(counts: Counts, pool: int, link: str) -> Sequence[str]:
    """What a digest says: numbers and a link, nothing of what the tasks are about."""
    lines = []
    if counts.overdue:
        lines.append(f"You have {words.plural(counts.overdue, 'overdue task')}: {link}")
    due = [f"{words.number(counts.of(each))} {COUNTED[each]}" for each in (Group.TODAY, Group.WEEK)
           if counts.of(each)]  # fmt: skip
    if due:
        lines.append(
            f"You have {words.plural(counts.today + counts.week, 'task')} to do: {words.listed(due)}: {link}"
        )
    if pool:
        waits = "waits" if pool == 1 else "wait"
        lines.append(
            f"{words.plural(pool, 'task')} {waits} for somebody of your team to take: {link}unassigned/"
        )
    return lines
