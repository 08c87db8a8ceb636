"""Taking over the dates that a changed calendar gives: what was shown, by a person, never silently."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.actions import record
from oversight.foundation.audit.corrections import corrected
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.tasks import recalculating
from oversight.foundation.tasks.actions.holding import tell_owner
from oversight.foundation.tasks.models import Task
from oversight.foundation.tasks.recalculating import Differences, Moved

NOTHING = "Nothing has moved: every date is as the calendar gives it"
STALE = "The dates changed since you opened this page. Check the list again before you confirm"


def recalculate(*, by: Actor, at: datetime, seen: str) -> Differences:
    """Take over every difference that was shown; ``seen`` is its mark. Each owner is told.

    Raises ``Refused`` where there is nothing to take over, or something else than was shown.
    """
    by.check(Can.TASKS_SEE_TEAM)
    list(Task.objects.visible_to(by).filter(clock__gt="").select_for_update().values_list("pk"))
    found = recalculating.differences(by, localdate(at))
    if not found.moved:
        raise Refused(NOTHING)
    if found.mark != seen:
        raise Refused(STALE)
    for each in found.moved:
        _take_over(each, by, at)
    told = {"count": len(found.moved), "tasks": [each.task.reference for each in found.moved]}
    record("tasks.recalculated", by=by, at=at, details=told)
    return found


def _take_over(moved: Moved, by: Actor, at: datetime) -> None:
    task = moved.task
    corrected(
        task, recalculating.new_values(moved.worked), by=by, at=at, reason=moved.words,
        name="task.recalculated", version=task.version, subject=task.reference,
        details={"title": task.title, "due": moved.now},
    )  # fmt: skip
    tell_owner(task, f"{task.reference} has another date. {moved.words}"[:300], by=by, at=at)
