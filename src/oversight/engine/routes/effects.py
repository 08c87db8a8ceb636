"""What a case did to the position: the one that stands from which answer on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oversight.engine.routes.carries import Carry
from oversight.engine.routes.models import Route, Sets
from oversight.engine.routes.standing import Standing
from oversight.engine.words import Position


@dataclass(frozen=True, slots=True)
class Effect:
    """That from an answer on (``index``, its place among the events given) a position stands.

    ``position`` is ``None`` where the one that stood before the case stands again.
    """

    index: int
    position: Position | None


def effects(route: Route, standing: Standing) -> tuple[Effect, ...]:
    """What the accepted answers of a case did to the position, in order."""
    return tuple(_effects(route, standing))


def _effects(route: Route, standing: Standing) -> Iterator[Effect]:
    for entry in standing.history:
        answer = route.step(entry.step).answer(entry.event.answer)
        sets = answer.sets if answer else None
        if sets is None:
            continue
        if sets is Sets.BEFORE:
            yield Effect(entry.index, None)
        elif sets is not Sets.CARRIED:
            yield Effect(entry.index, Position(sets.value))
        elif carried := entry.event.carries.get(Carry.POSITION):
            yield Effect(entry.index, Position(carried))


def position_after(before: Position, found: tuple[Effect, ...]) -> Position:
    """The position that stands after a case, from the one that stood before it."""
    last = found[-1] if found else None
    return before if last is None or last.position is None else last.position
