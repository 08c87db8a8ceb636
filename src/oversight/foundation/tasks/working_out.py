"""Working a task's day out: the clock as it was when it started, the calendar as it stands now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from oversight.engine.clocks.calendars import is_working_day
from oversight.engine.clocks.counting import Pause, Skipped
from oversight.engine.clocks.deadlines import Deadline, deadline
from oversight.engine.clocks.models import Calendar, Clock, Unit
from oversight.engine.clocks.moments import end_of_day
from oversight.engine.model import BadInput
from oversight.engine.packs.pack import Pack
from oversight.foundation.authorities.actor import Refused
from oversight.foundation.authorities.models import Viewer
from oversight.foundation.policy import adopted
from oversight.foundation.policy import queries as policy
from oversight.foundation.tasks.models import Task, TaskPause
from oversight.foundation.ui.words import day as said

COUNTED_AHEAD = 45
"""Days ahead within which the working days left are counted; beyond it the date says enough."""


@dataclass(frozen=True, slots=True)
class Named:
    """A clock of an adopted policy, with the calendar it counts by and the number its clause is printed under."""

    pack: Pack
    clock: Clock
    calendar: Calendar

    @property
    def number(self) -> str:
        """The printed number of its clause."""
        clause = self.pack.all_of("clauses").get(self.clock.clause)
        return str((clause and clause.number) or self.clock.clause)


def named(viewer: Viewer, pack: str, clock: str, on: date) -> Named:
    """A clock as settled on a day. Raises ``Refused`` where the policy is not in force, ``BadInput`` for a
    clock that it does not have."""
    found = policy.pack_on(viewer, pack, on)
    if found is None:
        raise Refused(f"The policy ‘{pack}’ is not in force on {said(on)}, so its time limits cannot start.")
    its: Clock = found.pack.find("clocks", clock)
    return Named(found.pack, its, found.pack.calendar_of(its))


class Calendars:
    """Calendars with the authority's closures as settled on a day; each is looked up once."""

    def __init__(self, viewer: Viewer, on: date) -> None:
        self._overrides = policy.settings_in_force(viewer, on).overrides
        self._found: dict[tuple[str, str, str], Calendar] = {}

    def of(self, task: Task) -> Calendar:
        """The calendar of a task's clock, of the edition it was started under.

        Raises ``Refused`` or ``BadInput`` where that edition can no longer be read.
        """
        key = (task.pack, task.edition, task.calendar)
        if key not in self._found:
            (pack,) = adopted.packs_with(((task.pack, task.edition),), self._overrides)
            self._found[key] = pack.find("calendars", task.calendar)
        return self._found[key]


def clock_of(task: Task) -> Clock:
    """The clock as the policy had it when the task was started."""
    return Clock.model_validate(task.rule_kept)


def kept(clock: Clock) -> dict[str, object]:
    """A clock as a task keeps it."""
    return clock.model_dump(mode="json", exclude_none=True)


def due(task: Task, calendars: Calendars, *, beside: Pause | None = None) -> Deadline:
    """When a task is due by the calendar as it stands; ``beside`` is one more pause.

    Raises ``Refused`` or ``BadInput`` where that cannot be worked out.
    """
    return _counted(task, calendars, [*_pauses(task), *([beside] if beside else [])])


def due_if_resumed(task: Task, runs_on: date, calendars: Calendars) -> Deadline:
    """When a paused task is due if it runs on from a day. Raises as ``due``."""
    days = [
        replace(each, ends=runs_on - timedelta(days=1)) if each.ends is None else each
        for each in _pauses(task)
        if each.ends is not None or each.begins < runs_on
    ]
    return _counted(task, calendars, days)


def _counted(task: Task, calendars: Calendars, pauses: list[Pause]) -> Deadline:
    assert task.counts_from is not None
    return deadline(clock_of(task), calendars.of(task), task.counts_from, pauses=pauses)


def _pauses(task: Task) -> list[Pause]:
    """The days it stood still; a pause that ran on the day it began has none."""
    found = (pause(each) for each in task.pauses.all())
    return [each for each in found if each is not None]


def pause(row: TaskPause) -> Pause | None:
    """A pause as the engine counts it."""
    if row.runs_on == row.begins_on:
        return None
    return Pause(row.begins_on, row.runs_on - timedelta(days=1) if row.runs_on else None, row.reason)


def as_kept(task: Task) -> Deadline:
    """A task's day as it was worked out and shown last."""
    clock = clock_of(task)
    assert task.counts_from is not None
    return Deadline(
        clock=clock.id, clause=clock.clause, starts_on=task.counts_from, starts_at=None, due_on=task.due_on,
        due_at=end_of_day(task.due_on), held=None, unit=clock.unit, count=clock.within,
        direction=clock.direction, calendar=task.calendar, skipped=skipped_of(task), warnings=(),
    )  # fmt: skip


def skipped_text(skipped: tuple[Skipped, ...]) -> str:
    """Days that do not count, as a task keeps them: one a line."""
    return "\n".join(f"{each.date.isoformat()} {each.why}" for each in skipped)


def skipped_of(task: Task) -> tuple[Skipped, ...]:
    """The days that a task keeps as not counting."""
    lines = (line.partition(" ") for line in task.skipped.splitlines())
    return tuple(Skipped(date.fromisoformat(day), why) for day, _, why in lines)


def working_days_left(task: Task, today: date, calendars: Calendars) -> int | None:
    """How many working days are left, where the rule counts in them and the date is near."""
    if task.rule_kept.get("unit") != Unit.WORKING_DAYS or not 1 < (task.due_on - today).days <= COUNTED_AHEAD:
        return None
    try:
        calendar = calendars.of(task)
        days = (today + timedelta(days=each) for each in range(1, (task.due_on - today).days + 1))
        return sum(is_working_day(calendar, each) for each in days)
    except (BadInput, Refused):
        return None
