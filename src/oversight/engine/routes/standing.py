"""Where a case stands: what may be done next and by whom, what was refused, what runs and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from oversight.engine.routes.case import Entry, LetterDue
from oversight.engine.routes.events import Event
from oversight.engine.words import Role


class ClockState(StrEnum):
    """How a clock of a case stands on a day. A window that ran out has lapsed; nobody is late with it."""

    RUNNING = "running"
    MET = "met"
    MET_LATE = "met_late"
    LATE = "late"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Move:
    """An answer that one role may give next. ``until`` is its last day, where it has a window.

    ``requires`` are the carry words; those of a stand-in hold the delegation too.
    """

    answer: str
    role: Role
    requires: tuple[str, ...]
    clause: str
    to: str
    stand_in: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Barred:
    """Somebody who took part and may not give these answers next, and why."""

    by: str
    answers: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that was not accepted; ``index`` is its place among the events given, from 0."""

    index: int
    event: Event
    why: str


@dataclass(frozen=True, slots=True)
class ClockStanding:
    """A clock that the case started: its first and last day, and how it stands."""

    clock: str
    started_on: date
    due_on: date | None
    state: ClockState


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands after its events. ``outcome`` is there once it is closed.

    ``blocked`` holds a sentence for each role that the authority must name before the case can go on.
    """

    step: str
    title: str
    closed: bool
    outcome: str | None
    moves: tuple[Move, ...]
    barred: tuple[Barred, ...]
    blocked: tuple[str, ...]
    refused: tuple[Refused, ...]
    clocks: tuple[ClockStanding, ...]
    letters: tuple[LetterDue, ...]
    history: tuple[Entry, ...]


def as_json(standing: Standing) -> dict[str, Any]:
    """The standing as the command line's ``--json`` gives it; days and moments as ISO text."""
    return {
        "step": standing.step,
        "title": standing.title,
        "closed": standing.closed,
        "outcome": standing.outcome,
        "moves": [_move(move) for move in standing.moves],
        "barred": [
            {"by": each.by, "answers": list(each.answers), "why": each.why} for each in standing.barred
        ],
        "blocked": list(standing.blocked),
        "refused": [{"event": _event(each.index, each.event), "why": each.why} for each in standing.refused],
        "clocks": [_clock(clock) for clock in standing.clocks],
        "letters": [{"letter": each.letter, "because_of": each.because_of} for each in standing.letters],
        "history": [
            {**_event(each.index, each.event), "step": each.step, "to": each.to} for each in standing.history
        ],
    }


def _move(move: Move) -> dict[str, Any]:
    return {
        "answer": move.answer,
        "role": move.role.value,
        "requires": list(move.requires),
        "clause": move.clause,
        "to": move.to,
        **({"stand_in": True} if move.stand_in else {}),
        **({"until": move.until.isoformat()} if move.until else {}),
    }


def _clock(clock: ClockStanding) -> dict[str, Any]:
    return {
        "clock": clock.clock,
        "started_on": clock.started_on.isoformat(),
        "due_on": clock.due_on.isoformat() if clock.due_on else None,
        "state": clock.state.value,
    }


def _event(index: int, event: Event) -> dict[str, Any]:
    return {
        "index": index,
        "at": event.at.isoformat(),
        "by": event.by,
        "role": event.role.value,
        "answer": event.answer,
        "carries": _plain(event.carries),
    }


def _plain(value: Any) -> Any:
    """A carried value as JSON can hold it: days as ISO text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
