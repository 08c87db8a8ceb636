"""Ending tasks: done, in time or late; or cancelled, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from oversight.foundation.audit.corrections import corrected
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.tasks import queries, rules
from oversight.foundation.tasks.actions.holding import held, tell_owner, who_words
from oversight.foundation.tasks.models import State, Task
from oversight.foundation.tasks.permissions import can_cancel, can_work

LONGEST = 500


def complete(*, task: Task, by: Actor, at: datetime, version: int | None, note: str = "") -> Task:
    """Record that it is done. While its clock stands still nothing is late.

    Raises ``Stale`` where somebody changed it since ``version``, ``Refused`` where it has ended.
    """
    return _done(held(task, by, can_work), note, by=by, at=at, version=version)


def cancel(*, task: Task, reason: str, by: Actor, at: datetime, version: int | None) -> Task:
    """Record that it need not be done, and why."""
    return _cancelled(held(task, by, can_cancel), reason, by=by, at=at, version=version)


def end_clock(*, clock: str, about: str, by: Actor, at: datetime, note: str = "") -> list[Task]:
    """What a clock waited for has happened: end it wherever it runs about a record.

    For the actions of capabilities, which have checked their own deed. Returns the tasks that ended.
    """
    running = list(queries.of(by, about).filter(clock=clock))
    return [_done(held(each, by, _any), note, by=by, at=at, version=None) for each in running]


def cancel_clocks(*, about: str, reason: str, by: Actor, at: datetime, clock: str = "") -> list[Task]:
    """Nothing waits any longer about a record, or for one clock of it: as ``end_clock``, with the reason."""
    running = queries.of(by, about).exclude(clock="")
    running = running.filter(clock=clock) if clock else running
    return [_cancelled(held(each, by, _any), reason, by=by, at=at, version=None) for each in list(running)]


def settle(*, reference: str, done: bool, why: str, by: Actor, at: datetime) -> None:
    """What a task without a clock waited for is done, or called off; one that ended already stays as it is.

    For the actions of capabilities, which have checked their own deed.
    """
    found = Task.objects.visible_to(by).filter(reference=reference).first()
    if found is None or not found.is_open:
        return
    end = _done if done else _cancelled
    end(held(found, by, _any), why, by=by, at=at, version=None)


def _any(by: Actor, task: Task) -> bool:
    return task.authority_id == by.authority_id


def _done(task: Task, note: str, *, by: Actor, at: datetime, version: int | None) -> Task:
    paused = task.state == State.PAUSED
    late = not paused and rules.is_late(task.due_on, localdate(at))
    state = State.MET_LATE if late else State.MET
    name = "task.completed_late" if late else "task.completed"
    return _ended(task, state, name, note.strip() or "Completed", by=by, at=at, version=version)


def _cancelled(task: Task, reason: str, *, by: Actor, at: datetime, version: int | None) -> Task:
    if not reason.strip():
        raise Refused("Enter why you are cancelling this task")
    ended = _ended(task, State.CANCELLED, "task.cancelled", reason.strip(), by=by, at=at, version=version)
    tell_owner(ended, f"{task.reference} is cancelled: {task.title}"[:300], by=by, at=at)
    return ended


def _ended(
    task: Task, state: State, name: str, why: str, *, by: Actor, at: datetime, version: int | None
) -> Task:
    if len(why) > LONGEST:
        raise Refused(f"What you write must be {LONGEST} characters or fewer")
    changes = {"state": state, "ended_at": at, "ended_by": by.person_id, "ended_why": why}
    told = {"title": task.title, "due": task.due_on, "with": who_words(task)}
    corrected(
        task, changes, by=by, at=at, reason=why, name=name, version=version, subject=task.reference,
        details=told,
    )  # fmt: skip
    for standing in task.pauses.filter(runs_on__isnull=True):
        runs_on = max(localdate(at), standing.begins_on)
        corrected(
            standing, {"runs_on": runs_on}, by=by, at=at, reason="The task ended", name="pause.ended",
            version=None, subject=task.reference,
        )  # fmt: skip
    return task
