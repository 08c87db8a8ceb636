"""When a clock runs out: the due date, the instant its day ends, what was skipped and why, when to warn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from oversight.engine.clocks.counting import Pause, Skipped, count
from oversight.engine.clocks.models import Calendar, Clock, Closure, Direction, Unit
from oversight.engine.clocks.moments import end_of_day, instant, local_day
from oversight.engine.model import BadInput


@dataclass(frozen=True, slots=True)
class Warn:
    """A day on which to warn: so many calendar days before the due date."""

    days: int
    on: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a clock runs out.

    ``starts_on`` is day 0 in London, ``starts_at`` the instant (UTC) where one was given. ``due_on`` is the
    last day in time and ``due_at`` its last second in London, in UTC; both are ``None`` while an open pause
    holds the clock, and ``held`` says so. ``calendar`` is only looked at where ``unit`` is working days.
    """

    clock: str
    clause: str
    starts_on: date
    starts_at: datetime | None
    due_on: date | None
    due_at: datetime | None
    held: str | None
    unit: Unit
    count: int
    direction: Direction
    calendar: str
    skipped: tuple[Skipped, ...]
    warnings: tuple[Warn, ...]


def deadline(
    clock: Clock,
    calendar: Calendar,
    start: date | datetime,
    closures: Iterable[Closure] = (),
    pauses: Sequence[Pause] = (),
) -> Deadline:
    """When ``clock`` runs out if its event is at ``start``: a date in London, or an instant with its zone.

    ``closures`` are the authority's own closed days, beside the calendar's. Raises ``BadInput`` for a time
    without a zone, a pause that the clock does not know, and years whose bank holidays are not known.
    """
    starts_on = local_day(start)
    counted = count(clock, calendar, starts_on, closures, pauses)
    pause = counted.held_by
    return Deadline(
        clock=clock.id,
        clause=clock.clause,
        starts_on=starts_on,
        starts_at=instant(start) if isinstance(start, datetime) else None,
        due_on=counted.day,
        due_at=end_of_day(counted.day) if counted.day else None,
        held=f"held since {pause.begins}: {pause.reason}" if pause else None,
        unit=clock.unit,
        count=clock.within,
        direction=clock.direction,
        calendar=calendar.id,
        skipped=counted.skipped,
        warnings=_warnings(clock, starts_on, counted.day),
    )


def _warnings(clock: Clock, starts_on: date, due_on: date | None) -> tuple[Warn, ...]:
    """Earliest first. A clock that counts on gives no warning before its event has happened."""
    if due_on is None:
        return ()
    dated = [Warn(days, due_on - timedelta(days=days)) for days in sorted(set(clock.warn), reverse=True)]
    return tuple(each for each in dated if clock.direction is Direction.BEFORE or each.on >= starts_on)


def late(due: Deadline, at: date | datetime) -> bool:
    """Whether what happens ``at`` that day or moment is too late; while the clock is held nothing is.

    Raises ``BadInput`` for a time without a zone.
    """
    return due.due_on is not None and local_day(at) > due.due_on


@dataclass(frozen=True, slots=True)
class Recalculated:
    """How a deadline changed when its calendar, closures or pauses did, with the difference in words.

    ``days`` is how many days later it is now (earlier if negative), ``None`` where either is held.
    """

    was: date | None
    now: date | None
    days: int | None
    now_skipped: tuple[Skipped, ...]
    no_longer_skipped: tuple[Skipped, ...]
    says: str


def recalculated(before: Deadline, after: Deadline) -> Recalculated:
    """The difference between two workings of one clock from one start, to be shown before it is taken over.

    Raises ``BadInput`` where they are not of the same clock and start.
    """
    if (before.clock, before.starts_on) != (after.clock, after.starts_on):
        raise BadInput(
            f"'{before.clock}' from {before.starts_on} and '{after.clock}' from {after.starts_on} "
            "are different deadlines; compare two workings of one"
        )
    days = (after.due_on - before.due_on).days if before.due_on and after.due_on else None
    added = tuple(each for each in after.skipped if each not in before.skipped)
    dropped = tuple(each for each in before.skipped if each not in after.skipped)
    says = "; ".join(
        [
            _moved(before, after, days),
            *(f"{each.date} is now skipped: {each.why}" for each in added),
            *(f"{each.date} is no longer skipped: {each.why}" for each in dropped),
        ]
    )
    return Recalculated(before.due_on, after.due_on, days, added, dropped, says)


def _moved(before: Deadline, after: Deadline, days: int | None) -> str:
    was, now = (each.held or f"due on {each.due_on}" for each in (before, after))
    if was == now:
        return f"still {now}"
    if days is None:
        return f"was {was}, now {now}"
    distance = f"{abs(days)} day{'s' if abs(days) > 1 else ''}"
    return f"was {was}, now {now} ({distance} {'later' if days > 0 else 'earlier'})"


def as_json(due: Deadline) -> dict[str, Any]:
    """The deadline as the command line's ``--json`` gives it; dates and instants as ISO text.

    ``from_at`` is there where an instant was given, ``held`` while an open pause holds the clock.
    """
    return {
        "clock": due.clock,
        "clause": due.clause,
        "from": due.starts_on.isoformat(),
        **({"from_at": due.starts_at.isoformat()} if due.starts_at else {}),
        "due_on": due.due_on.isoformat() if due.due_on else None,
        "due_at": due.due_at.isoformat() if due.due_at else None,
        **({"held": due.held} if due.held else {}),
        "unit": due.unit.value,
        "count": due.count,
        "direction": due.direction.value,
        "calendar": due.calendar,
        "skipped": [{"date": each.date.isoformat(), "why": each.why} for each in due.skipped],
        "warnings": [{"days": each.days, "on": each.on.isoformat()} for each in due.warnings],
    }
