"""Counting days: the day of the event is day 0, days that do not run are passed over and named."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from oversight.engine.clocks.calendars import why_not_working
from oversight.engine.clocks.models import Calendar, Clock, Closure, Direction, Unit
from oversight.engine.model import BadInput
from oversight.engine.words import suggestion

YEARS = range(1900, 2200)
"""Years in which an event can lie and a pause can end; any other is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that did not count, and why."""

    date: date
    why: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which a clock stands still, first and last included; without ``ends`` it is still standing.

    ``reason`` is one of the clock's own words. Raises ``BadInput`` where it ends before it begins.
    """

    begins: date
    ends: date | None
    reason: str

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends < self.begins:
            raise BadInput(
                f"the pause '{self.reason}' ends on {self.ends}, before it begins on {self.begins}"
            )

    def covers(self, day: date) -> bool:
        """Whether the clock stands still on ``day``."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Counted:
    """Where a count came to: the day, or the open pause that holds it; and the days passed over, in order."""

    day: date | None
    held_by: Pause | None
    skipped: tuple[Skipped, ...]


def count(
    clock: Clock, calendar: Calendar, start: date, closures: Iterable[Closure], pauses: Sequence[Pause]
) -> Counted:
    """The day on which the clock runs out, counted from ``start``.

    Raises ``BadInput`` for a pause the clock does not know, and for years that cannot be counted.
    """
    _check_year("start", start)
    for pause in pauses:
        _check_pause(clock, pause)
    step = timedelta(days=1 if clock.direction is Direction.AFTER else -1)
    closed = tuple(closures)

    def stands_still(day: date) -> str | None:
        return why_not_working(calendar, day, closed) if clock.unit is Unit.WORKING_DAYS else None

    return _walk(start, _running_days(clock, start), step, stands_still, pauses)


def _check_year(what: str, day: date) -> None:
    if day.year not in YEARS:
        raise BadInput(f"the {what} {day} is not in the years {YEARS[0]} to {YEARS[-1]}; check the year")


def _check_pause(clock: Clock, pause: Pause) -> None:
    if pause.reason not in clock.pauses:
        known = f"; its reasons are {', '.join(clock.pauses)}" if clock.pauses else "; it never pauses"
        raise BadInput(
            f"'{pause.reason}' does not pause the clock '{clock.id}' (clause {clock.clause})"
            f"{suggestion(pause.reason, clock.pauses) or known}"
        )
    if pause.ends:
        _check_year("end of a pause", pause.ends)


def _running_days(clock: Clock, start: date) -> int:
    """How many days the clock must run; months become the days to the same day of the month."""
    if clock.unit is Unit.MONTHS:
        months = clock.within if clock.direction is Direction.AFTER else -clock.within
        return abs((months_on(start, months) - start).days)
    return clock.within * (7 if clock.unit is Unit.WEEKS else 1)


def months_on(start: date, months: int) -> date:
    """The same day so many months later (earlier if negative), or that month's last day if it is shorter."""
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    first = date(years, month + 1, 1)
    return first.replace(day=min(start.day, monthrange(first.year, first.month)[1]))


def _walk(
    day: date,
    running: int,
    step: timedelta,
    stands_still: Callable[[date], str | None],
    pauses: Sequence[Pause],
) -> Counted:
    skipped: list[Skipped] = []
    while running:
        day += step
        pause = next((pause for pause in pauses if pause.covers(day)), None)
        if pause and pause.ends is None:
            return Counted(None, pause, tuple(skipped))
        why = f"paused: {pause.reason}" if pause else stands_still(day)
        if why:
            skipped.append(Skipped(day, why))
        else:
            running -= 1
    return Counted(day, None, tuple(sorted(skipped, key=lambda each: each.date)))
