"""Telling people of dates: a warning before, the owner once it has passed, then whoever leads the team."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from oversight.foundation.accounts.access import matrix
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.models import User
from oversight.foundation.accounts.rosters import standing_in
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.messages.actions import notify
from oversight.foundation.tasks import queries, rules
from oversight.foundation.tasks.actions.holding import address
from oversight.foundation.tasks.models import State, Task, Told
from oversight.foundation.ui.words import due_phrase

LATE, LATER = "late", "later"


def escalate(*, by: Actor, at: datetime) -> int:
    """Tell people of every date that is near or has passed, once each; how many were told.

    The owner (and whoever stands in for them), or everybody of the pool, hears of it beforehand as the
    clock's policy says, and on the first day after the date. Whoever leads the team hears so many days later,
    and at once where nobody here has the task any more.
    """
    on = localdate(at)
    rows = queries.every(by).filter(state=State.RUNNING).order_by("due_on", "reference")
    told = set(Told.objects.visible_to(by).values_list("task_id", "kind", "due_on"))
    here = set(queries.here(by, on).values_list("person_id", flat=True))
    return sum(_tell(task, kind, by, at, here) for task in rows for kind in _kinds(task, on, told))


def _kinds(task: Task, on: date, told: set[tuple[UUID, str, date]]) -> Iterator[str]:
    """What is now to be told of a task and was not."""
    due = []
    days = rules.warning(task.due_on, task.rule_kept.get("warn", ()), on)
    if days is not None:
        due.append(f"warn-{days}")
    if rules.is_late(task.due_on, on):
        due.append(LATE)
    if rules.is_late(task.due_on, on, task.late_after):
        due.append(LATER)
    return (kind for kind in due if (task.pk, kind, task.due_on) not in told)


def _tell(task: Task, kind: str, by: Actor, at: datetime, here: set[UUID]) -> int:
    """Tell whoever is to hear of one kind; how many they were."""
    on = localdate(at)
    people = _once(_leads(by, task, on) if kind == LATER else _doers(by, task, on, here))
    words = f"{task.reference} ({due_phrase(task.due_on, on)}): {task.title}"[:300]
    for person in people:
        notify(to=person, words=words, url=address(task), by=by, at=at, about=task.reference)
    Told.objects.create(authority_id=by.authority_id, task=task, kind=kind, due_on=task.due_on, told_at=at)
    return len(people)


def _doers(by: Actor, task: Task, on: date, here: set[UUID]) -> list[User]:
    """Who has the task; where nobody here has it any more, who leads the team."""
    if task.owner is None:
        return queries.people_of_pool(by, task.pool, on) or _leads(by, task, on)
    if task.owner_id not in here:
        return [*_stand_ins(by, task, on), *_leads(by, task, on)]
    return [task.owner, *_stand_ins(by, task, on)]


def _stand_ins(by: Actor, task: Task, on: date) -> list[User]:
    """Who stands in for the owner on a day, in whatever post."""
    return [each.stand_in for each in standing_in(by, on).filter(absent_id=task.owner_id)]


def _leads(by: Actor, task: Task, on: date) -> list[User]:
    """Who hears of a late task: the pool it names; where that is empty, everybody who assigns work."""
    found = queries.people_of_pool(by, task.late_pool, on)
    if found:
        return found
    roles = sorted(code for code, given in matrix().grants.items() if Can.TASKS_SEE_TEAM in given)
    return [person for role in roles for person in queries.people_of_pool(by, role, on)]


def _once(people: Iterable[User]) -> list[User]:
    return list({each.pk: each for each in people}.values())
