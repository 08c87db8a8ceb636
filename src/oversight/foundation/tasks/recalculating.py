"""What a changed calendar would do to the clocks that run: shown first, taken over by a person afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from oversight.engine.clocks.counting import Skipped
from oversight.engine.clocks.deadlines import Deadline, Recalculated, recalculated
from oversight.engine.model import BadInput
from oversight.foundation.authorities.actor import Refused
from oversight.foundation.authorities.models import Viewer
from oversight.foundation.tasks import queries, working_out
from oversight.foundation.tasks.models import Task
from oversight.foundation.ui.words import day, plural


@dataclass(frozen=True, slots=True)
class Moved:
    """A task whose date, or the days behind it, a changed calendar would change; the difference in words."""

    task: Task
    now: date
    words: str
    worked: Deadline


@dataclass(frozen=True, slots=True)
class Unknown:
    """A task whose date can no longer be worked out, and why: it keeps the date it has."""

    task: Task
    why: str


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything a changed calendar would move."""

    moved: tuple[Moved, ...] = ()
    unknown: tuple[Unknown, ...] = ()

    @property
    def mark(self) -> str:
        """A short mark of what was shown: another where anything in it changed since."""
        told = ";".join(f"{each.task.reference}:{each.task.version}:{each.now}" for each in self.moved)
        return sha256(told.encode()).hexdigest()[:32]


def differences(viewer: Viewer, on: date) -> Differences:
    """Each running clock of which the calendar, as settled on a day, gives other days than it was shown with.

    A clock that stands still is worked out when it runs on; the rule itself stays as it was when it started.
    """
    calendars = working_out.Calendars(viewer, on)
    moved, unknown = [], []
    for task in queries.running_clocks(viewer):
        try:
            worked = working_out.due(task, calendars)
        except (BadInput, Refused) as why:
            unknown.append(Unknown(task, str(why)))
            continue
        if worked.due_on and (worked.due_on, worked.skipped) != (task.due_on, working_out.skipped_of(task)):
            words = difference_words(recalculated(working_out.as_kept(task), worked))
            moved.append(Moved(task, worked.due_on, words, worked))
    return Differences(tuple(moved), tuple(unknown))


def new_values(worked: Deadline) -> dict[str, Any]:
    """What a task keeps of its day once it is worked out anew."""
    assert worked.due_on is not None
    return {"due_on": worked.due_on, "skipped": working_out.skipped_text(worked.skipped)}


def difference_words(found: Recalculated) -> str:
    """A difference in words: which day it was and is, how far apart, and which days made it so."""
    assert found.now is not None
    moved = f"Still due on {day(found.now)}"
    if found.days:
        way = "later" if found.days > 0 else "earlier"
        moved = f"Due on {day(found.now)} instead of {day(found.was)}, {plural(abs(found.days), 'day')} {way}"
    return ". ".join([
        moved, *_days(found.now_skipped, "no longer counts"), *_days(found.no_longer_skipped, "counts again")
    ])  # fmt: skip


def _days(skipped: Iterable[Skipped], words: str) -> list[str]:
    """Each day with its reason; weekends say nothing that a calendar on the wall does not."""
    return [f"{day(each.date)} {words} ({each.why})" for each in skipped if each.date.weekday() < 5]
