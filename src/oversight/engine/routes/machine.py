"""Replaying a case: a fold over its events. What is not in order is refused with its reason, never ignored.

The machine reads no clock: ``as_at`` is given, and so is ``due``, which knows when a clock runs out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from oversight.engine.clocks.moments import local_day
from oversight.engine.routes.case import Case, Due, Started
from oversight.engine.routes.events import Event, parse_events
from oversight.engine.routes.models import Answer, Route, Step
from oversight.engine.routes.refusals import refusal, separated, unnamed
from oversight.engine.routes.standing import (
    Barred,
    ClockStanding,
    ClockState,
    Move,
    Refused,
    Standing,
    as_json,
)
from oversight.engine.words import Role

__all__ = ["Due", "Event", "Standing", "as_json", "parse_events", "run"]


def run(
    route: Route,
    events: Sequence[Event],
    due: Due,
    named: Mapping[str, Role] | None = None,
    as_at: date | datetime | None = None,
) -> Standing:
    """Where a case stands after its events, in the order given.

    ``due`` gives the last day of a clock that starts at a moment. ``named`` fills in the roles that the
    source leaves open. With ``as_at``, windows that have run out by then are closed; without it the case is
    seen as at its last accepted event. Raises ``BadInput`` where a moment has no zone, or ``due`` does.
    """
    case = Case(route, named or {}, route.step(route.starts_at))
    refused = []
    for index, event in enumerate(events):
        step = case.asked_at(event)
        why = refusal(case, step, event)
        answer = step.answer(event.answer)
        if why or answer is None:
            refused.append(Refused(index, event, why or ""))
        else:
            case = case.moved(index, event, step, answer, due)
    return _standing(case, tuple(refused), local_day(as_at) if as_at else None)


def _standing(case: Case, refused: tuple[Refused, ...], as_at: date | None) -> Standing:
    step = case.settled(as_at) if as_at else case.step
    day = max((each for each in (as_at, case.last_day()) if each), default=None)
    return Standing(
        step=step.id,
        title=step.title,
        closed=step.ends,
        outcome=step.outcome,
        moves=tuple(_moves(case, step, day)),
        barred=tuple(_barred(case, step)),
        blocked=tuple(dict.fromkeys(why for answer in step.answers if (why := unnamed(case, answer)))),
        refused=refused,
        clocks=tuple(_clock(case, name, started, day) for name, started in case.clocks.items()),
        letters=case.letters,
        history=case.history,
    )


def _moves(case: Case, step: Step, day: date | None) -> Iterator[Move]:
    for answer in step.answers:
        if _open(case, answer, day):
            yield from _by_role(case, step, answer)


def _open(case: Case, answer: Answer, day: date | None) -> bool:
    if unnamed(case, answer) or (answer.within and answer.within not in case.clocks):
        return False
    return day is None or not case.too_late(answer, day)


def _by_role(case: Case, step: Step, answer: Answer) -> Iterator[Move]:
    clause = answer.clause or step.clause or case.route.clause
    requires = tuple(word.value for word in answer.carries)
    until, roles = case.last_day_of(answer), case.roles_of(answer)
    for role in roles:
        yield Move(answer.answer, role, requires, clause, answer.to, until=until)
    other = answer.stand_in
    if other and other.role not in roles:
        also = (*requires, *(word.value for word in other.carries if word not in answer.carries))
        yield Move(answer.answer, other.role, also, other.clause, answer.to, stand_in=True, until=until)


def _barred(case: Case, step: Step) -> Iterator[Barred]:
    answers = tuple(answer.answer for answer in step.answers)
    people: dict[str, str] = {}
    for entry in case.history:
        people.setdefault(entry.event.person, entry.event.by)
    for person, by in people.items():
        if why := next(separated(case, step, person), None):
            yield Barred(by, answers, why)


def _clock(case: Case, name: str, started: Started, day: date | None) -> ClockStanding:
    state = _state(started, day, window=name in case.route.windows())
    return ClockStanding(name, local_day(started.at), started.due_on, state)


def _state(started: Started, day: date | None, *, window: bool) -> ClockState:
    last = started.due_on
    if started.ended_at:
        in_time = last is None or local_day(started.ended_at) <= last
        return ClockState.MET if in_time else ClockState.MET_LATE
    if day is None or last is None or day <= last:
        return ClockState.RUNNING
    return ClockState.LAPSED if window else ClockState.LATE
