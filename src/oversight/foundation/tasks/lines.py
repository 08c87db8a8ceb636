"""Tasks as pages show them: one line each, under headings with how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.policy import adopted, reading
from oversight.foundation.tasks import rules
from oversight.foundation.tasks.models import State, Task
from oversight.foundation.tasks.permissions import can_give_to_anybody, can_see, can_take, pool_words
from oversight.foundation.tasks.rules import Counts, Group
from oversight.foundation.tasks.working_out import Calendars, working_days_left
from oversight.foundation.ui.pages import Link, Mark

OF_ITS_OWN = "A date of its own"
BEFORE_CLAUSE = ", clause "


@dataclass(frozen=True, slots=True)
class Line:
    """A task in a list. ``url`` is empty where this person may not open it; ``clause`` where there is none.

    ``chosen_by`` is the value of its check box, where it can be assigned; ``take`` a fresh form token, where
    it can be taken.
    """

    reference: str
    title: str
    url: str
    about: Link | None
    mark: Mark
    when: str
    rule: str
    clause: Link | None
    owner: str
    chosen_by: str = ""
    take: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """The tasks of a page under one heading, and how many there are on all pages."""

    group: Group
    heading: str
    count: int
    lines: tuple[Line, ...]


class Lines:
    """Makes the lines of one page: each calendar and policy is looked up once."""

    def __init__(self, actor: Actor, today: date) -> None:
        self.actor, self.today, self._calendars = actor, today, Calendars(actor, today)

    def of(self, task: Task) -> Line:
        """One task."""
        mark, when = self._standing(task)
        rule, clause = self._rule(task)
        return Line(
            task.reference, task.title, address(task) if can_see(self.actor, task) else "", about_of(task),
            mark, when, rule, clause, owner_words(task, self.actor),
            task.reference if can_give_to_anybody(self.actor) and task.is_open else "",
            new_token() if task.is_open and can_take(self.actor, task) else "",
        )  # fmt: skip

    def blocks(self, tasks: Iterable[Task], counts: Counts) -> list[Block]:
        """Tasks under their headings, in the order of the groups; a heading without tasks is left out."""
        found: dict[Group, list[Line]] = {}
        for task in tasks:
            group = rules.group_of(task.due_on, task.state == State.PAUSED, self.today)
            found.setdefault(group, []).append(self.of(task))
        return [
            Block(group, rules.HEADINGS[group], counts.of(group), tuple(found[group]))
            for group in Group
            if group in found
        ]

    def _standing(self, task: Task) -> tuple[Mark, str]:
        """Its mark and its date in words."""
        if task.ended_at is not None:
            ended_on = localdate(task.ended_at)
            return rules.ended_mark(task.state), rules.ended_words(task.state, ended_on, task.due_on)
        since = paused_since(task)
        left = working_days_left(task, self.today, self._calendars)
        group = rules.group_of(task.due_on, since is not None, self.today)
        return rules.mark(group), rules.open_words(task.due_on, self.today, since, left)

    def _rule(self, task: Task) -> tuple[str, Link | None]:
        """Its rule in words, with its clause apart where that can be read."""
        if not task.clock:
            return OF_ITS_OWN, None
        words, _, number = task.rule.rpartition(BEFORE_CLAUSE)
        url = clause_url(self.actor, task)
        return (words, Link(f"clause {number}", url)) if url else (task.rule, None)


def paused_since(task: Task) -> date | None:
    """Since when its clock stands still, where it does."""
    if task.state != State.PAUSED:
        return None
    return next((each.begins_on for each in task.pauses.all() if each.runs_on is None), None)


def clause_url(actor: Actor, task: Task) -> str:
    """The address of a task's clause; empty where the policy's page does not show it to this person."""
    if not task.clause or not actor.can(Can.POLICY_SEE):
        return ""
    try:
        shown = task.clause in adopted.published(task.pack, task.edition).clauses
    except Refused:
        return ""
    return reading.address(task.pack, task.edition, task.clause) if shown else ""


def owner_words(task: Task, actor: Actor) -> str:
    """Who has it: you, somebody, or a pool."""
    if task.owner is None:
        return f"Pool: {pool_words(task.pool)}"
    return "You" if task.owner_id == actor.person_id else task.owner.name


def about_of(task: Task) -> Link | None:
    """What it is about, leading there where it has a page."""
    words = ", ".join(each for each in (task.about_name, task.about) if each)
    return Link(words, task.about_url) if words else None


def address(task: Task) -> str:
    """The page of a task."""
    return f"/tasks/{task.reference}/"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What a record's page shows of the tasks about it."""

    lines: Sequence[Line]
    sentence: str


def deadlines(actor: Actor, tasks: Iterable[Task], counts: Counts, today: date) -> Deadlines:
    """The tasks about a record as lines, for the page of the record."""
    making = Lines(actor, today)
    return Deadlines([making.of(each) for each in tasks], rules.sentence(counts))
