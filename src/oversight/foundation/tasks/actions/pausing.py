"""Pausing a clock for a reason its policy knows, and letting it run on with its new date."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from oversight.engine.clocks.counting import Pause
from oversight.engine.clocks.deadlines import Deadline, recalculated
from oversight.engine.model import BadInput
from oversight.foundation.audit.corrections import Stale, added, corrected
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.tasks import recalculating, working_out
from oversight.foundation.tasks.actions.holding import held, tell_owner
from oversight.foundation.tasks.models import State, Task, TaskPause
from oversight.foundation.tasks.permissions import can_work
from oversight.foundation.ui.words import day


def pause(
    *,
    task: Task,
    reason: str,
    why: str,
    by: Actor,
    at: datetime,
    version: int | None,
    begins_on: date | None = None,
) -> TaskPause:
    """Let a clock stand still from a day on, for a reason that its policy knows.

    Raises ``Refused`` where the policy knows none, the day does not fit, or its date has passed.
    """
    row = held(task, by, can_work)
    on, begins = localdate(at), begins_on or localdate(at)
    _check_version(row, version)
    _check_may_pause(row, reason, why)
    _check_day(row, begins, on)
    beside = Pause(begins, None, reason)
    if _worked_out(row, by, on, beside=beside).due_on is not None:
        raise Refused(f"{row.reference} was due on {day(row.due_on)}, before this pause begins")
    made = TaskPause(authority_id=by.authority_id, task=row, begins_on=begins, reason=reason, why=why.strip())
    added(made, by=by, at=at, name="pause.began", subject=row.reference, details={"begins": begins})
    corrected(
        row, {"state": State.PAUSED}, by=by, at=at, reason=why.strip(), name="task.paused",
        version=row.version, subject=row.reference, details={"title": row.title, "since": begins},
    )  # fmt: skip
    tell_owner(row, f"{row.reference} is paused: {row.title}"[:300], by=by, at=at)
    return made


def resume(*, task: Task, by: Actor, at: datetime, version: int | None, runs_on: date | None = None) -> Task:
    """Let a clock run on from a day; its date is worked out anew, and the difference is recorded in words."""
    row = held(task, by, can_work)
    on, runs = localdate(at), runs_on or localdate(at)
    _check_version(row, version)
    standing = row.pauses.filter(runs_on__isnull=True).first()
    if row.state != State.PAUSED or standing is None:
        raise Refused(f"{row.reference} is not paused")
    if not standing.begins_on <= runs <= on:
        raise Refused(f"The day it runs on must be between {day(standing.begins_on)} and today")
    corrected(
        standing, {"runs_on": runs}, by=by, at=at, reason="The clock runs on", name="pause.ended",
        version=standing.version, subject=row.reference,
    )  # fmt: skip
    worked = _worked_out(row, by, on)
    said = recalculating.difference_words(recalculated(working_out.as_kept(row), worked))
    corrected(
        row, {"state": State.RUNNING, **recalculating.new_values(worked)}, by=by, at=at, reason=said,
        name="task.resumed", version=row.version, subject=row.reference,
        details={"title": row.title, "due": worked.due_on},
    )  # fmt: skip
    tell_owner(row, f"{row.reference} runs on. {said}"[:300], by=by, at=at)
    return row


def _check_version(row: Task, version: int | None) -> None:
    if version is not None and row.version != version:
        raise Stale(row, [])


def _check_may_pause(row: Task, reason: str, why: str) -> None:
    if row.state == State.PAUSED:
        raise Refused(f"{row.reference} is paused already")
    if not row.clock:
        raise Refused(
            f"{row.reference} has a date of its own, not the time limit of a policy: it cannot be paused"
        )
    allowed = working_out.clock_of(row).pauses
    if not allowed:
        raise Refused(f"The policy does not let this time limit stand still ({row.rule})")
    if reason not in allowed:
        raise Refused("Select why the clock stands still")
    if not why.strip():
        raise Refused("Enter what it waits for")


def _check_day(row: Task, begins: date, on: date) -> None:
    """A pause begins after the event of its clock and after every earlier pause, and not in the future."""
    assert row.counts_from is not None
    if begins > on:
        raise Refused("First day it stands still must be today or in the past")
    if begins <= row.counts_from:
        raise Refused(
            f"First day it stands still must be after {day(row.counts_from)} when the clock started"
        )
    if any(each.runs_on and begins < each.runs_on for each in row.pauses.all()):
        raise Refused("First day it stands still must be after the last pause")


def _worked_out(row: Task, by: Actor, on: date, *, beside: Pause | None = None) -> Deadline:
    """Its day, or why it cannot be worked out as a sentence."""
    try:
        return working_out.due(row, working_out.Calendars(by, on), beside=beside)
    except BadInput as why:
        raise Refused(f"The date of {row.reference} cannot be worked out: {why}") from None
