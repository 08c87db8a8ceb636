"""Deadlines on a service's pages: the nearest in its strip, a card, and all of them with rule and clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.keeping import once_a_page
from oversight.foundation.tasks import queries
from oversight.foundation.tasks.lines import Deadlines, Line, deadlines
from oversight.foundation.tasks.models import Task
from oversight.foundation.ui.pages import Card, Link, Mark, Status
from oversight.foundation.ui.words import number, plural

HEADING = "Next deadline"
SHOWN = 3
NOT_YOURS = "Your role does not show deadlines."


def can_see(actor: Actor) -> bool:
    """Whether deadlines are shown to this person: to those who have tasks themselves."""
    return actor.can(Can.TASKS_SEE_OWN)


def all_of(actor: Actor, references: list[str], today: date) -> Deadlines:
    """Every open task about these records, first due first. The caller has checked that they may see them."""
    rows = queries.of(actor, *references)
    found = deadlines(actor, rows, queries.counts(rows, today), today)
    return replace(found, lines=[replace(each, about=None) for each in found.lines])


@once_a_page
def first_of(actor: Actor, references: list[str], today: date, most: int = SHOWN) -> tuple[list[Line], int]:
    """The first few open tasks about these records, and how many there are."""
    rows: QuerySet[Task] = queries.of(actor, *references)
    counts = queries.counts(rows, today)
    return list(deadlines(actor, rows[:most], counts, today).lines), counts.total


def adding(reference: str) -> Link:
    """Where a task about a record is added."""
    return Link("Add a task", f"/tasks/new/?about={reference}", "about this service")


def status(lines: list[Line], total: int, home: str) -> Status:
    """The third part of the strip: what is due first, by when, whose it is."""
    if not lines:
        return Status("", "", heading=HEADING, lead="Nothing is due")
    first = lines[0]
    words = f"See {'the deadline' if total == 1 else f'all {number(total)} deadlines'}"
    late = first.mark.level in ("overdue", "soon")
    said = (sentence(first), f"Owner: {'you' if first.owner == 'You' else first.owner}.")
    mark = Mark("state", first.mark.level, first.title) if late else None
    return Status(words, f"{home}deadlines/", heading=HEADING, mark=mark, lead=first.title, lines=said)


def sentence(line: Line) -> str:
    """A deadline's date in a sentence: due on a day; one that is paused says so itself."""
    return f"{line.when}." if line.mark.level == "paused" else f"Due {line.when}."


def card(lines: list[Line], total: int, home: str, reference: str) -> Card:
    """The card: how many, the first three, and where the rest are."""
    links = (
        Link(f"See all {number(total)} deadlines" if total > 1 else "See the deadline", f"{home}deadlines/"),
    )
    told = tuple(f"{each.title}. {sentence(each)}" for each in lines)
    says = f"{plural(total, 'deadline is', 'deadlines are')} open." if total else "Nothing is due."
    return Card("Deadlines", says, (*(links if total else ()), adding(reference)), told)
