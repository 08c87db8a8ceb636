"""A task as its own page shows it: its facts, its clause, the days that do not count, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oversight.engine.model import BadInput
from oversight.foundation.accounts.queries import person_named
from oversight.foundation.audit import queries as trail
from oversight.foundation.audit import sentences
from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.policy import reading
from oversight.foundation.tasks import working_out
from oversight.foundation.tasks.lines import Line, Lines, clause_url
from oversight.foundation.tasks.models import Task
from oversight.foundation.tasks.permissions import pool_words
from oversight.foundation.tasks.rules import event_words
from oversight.foundation.ui.pages import Clause, Event
from oversight.foundation.ui.words import day, plural, sentence_case


@dataclass(frozen=True, slots=True)
class Shown:
    """A task with everything its page says: ``skipped`` are the days its rule passes over, in words."""

    line: Line
    clause: Clause | None
    counted_from: date | None
    skipped: Sequence[str]
    pauses: Sequence[str]
    ended_by: str
    ended_why: str
    added_by: str


def shown(actor: Actor, task: Task, today: date) -> Shown:
    """A task for its page."""
    return Shown(
        line=Lines(actor, today).of(task),
        clause=_clause(actor, task, today),
        counted_from=task.counts_from,
        skipped=_skipped(task),
        pauses=_pauses(task),
        ended_by=person_named(task.ended_by) if task.ended_by else "",
        ended_why=task.ended_why,
        added_by=person_named(task.started_by),
    )


def _clause(actor: Actor, task: Task, today: date) -> Clause | None:
    """What the policy says, of the edition the task was started under."""
    url = clause_url(actor, task)
    if not url:
        return None
    try:
        found = reading.clause(actor, task.pack, task.edition, task.clause, today)
    except (NotHere, Refused):
        return None
    return Clause(found.id, found.says, found.document, f"clause {found.number}", url=url, held=found.note)


def _skipped(task: Task) -> list[str]:
    """The days that do not count: each by name, weekends as a number."""
    days = working_out.skipped_of(task)
    weekend = [each for each in days if each.date.weekday() >= 5 and not each.why.startswith("paused")]
    named = [f"{day(each.date)}: {each.why}" for each in days if each not in weekend]
    return [*named, *([f"{plural(len(weekend), 'day')} of weekends"] if weekend else [])]


def _pauses(task: Task) -> list[str]:
    """Each pause in words."""
    return [
        f"{sentence_case(event_words(each.reason))}, since {day(each.begins_on)}"
        f"{f', ran on from {day(each.runs_on)}' if each.runs_on else ', still standing'}: {each.why}"
        for each in task.pauses.all()
    ]


def events(actor: Actor, task: Task) -> list[Event]:
    """What was done with a task, newest first, in the sentences of the audit trail."""
    return [
        Event(sentences.sentence(each), each.at, body=sentences.reason(each))
        for each in trail.about(actor, task.reference)
    ]


def if_resumed(actor: Actor, task: Task, today: date) -> str:
    """Which date a paused task has if it runs on today."""
    try:
        found = working_out.due_if_resumed(task, today, working_out.Calendars(actor, today))
    except (BadInput, Refused):
        return "Its date cannot be worked out now."
    return f"If it runs on today it is due on {day(found.due_on)}. It was due on {day(task.due_on)}."


def owner_named(task: Task) -> str:
    """Who has a task, in a sentence."""
    return person_named(task.owner_id) if task.owner_id else f"the pool {pool_words(task.pool)}"
