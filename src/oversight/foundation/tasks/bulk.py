"""Assigning many tasks at once: which are in, which are left out, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from oversight.foundation.authorities.actor import Actor
from oversight.foundation.tasks import queries
from oversight.foundation.tasks.models import Task
from oversight.foundation.tasks.permissions import can_give

MOST = 200
REFERENCE = re.compile(r"T-\d{4,9}")
NOTHING_CHOSEN = "Select at least one task to assign"
NONE_ELIGIBLE = "The tasks you selected have all ended. Select a task that is open"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A task that is not assigned, and why."""

    reference: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be assigned and what not; ``same`` were with that person or pool already."""

    inside: tuple[Task, ...]
    left_out: tuple[LeftOut, ...]
    same: tuple[Task, ...] = ()

    @property
    def mark(self) -> str:
        """A short mark of the tasks that are in, as they stand: another where one of them changed."""
        told = ",".join(f"{each.reference}:{each.version}" for each in self.inside)
        return sha256(told.encode()).hexdigest()[:32]

    def given(self, tasks: Sequence[Task]) -> Plan:
        """The plan once these were given: the others in it were there already."""
        done = {each.pk for each in tasks}
        return replace(self, inside=tuple(tasks), same=tuple(t for t in self.inside if t.pk not in done))


def wanted(references: Iterable[str]) -> list[str]:
    """The references somebody ticked, each once, at most so many; anything else is left out."""
    found = dict.fromkeys(each.strip().upper() for each in references)
    return [each for each in found if REFERENCE.fullmatch(each)][:MOST]


def plan(actor: Actor, references: Iterable[str]) -> Plan:
    """What assigning these would do. A task of somebody else looks like none."""
    asked = wanted(references)
    rows = {each.reference: each for each in queries.seen_by(actor).filter(reference__in=asked)}
    inside, left_out = [], []
    for reference in asked:
        row = rows.get(reference)
        if row is None:
            left_out.append(LeftOut(reference, reference, "There is no such task"))
        elif not row.is_open:
            left_out.append(
                LeftOut(reference, f"{reference}, {row.title}", f"{row.get_state_display()} already")
            )
        elif not can_give(actor, row):
            left_out.append(LeftOut(reference, f"{reference}, {row.title}", "You cannot assign it"))
        else:
            inside.append(row)
    return Plan(tuple(inside), tuple(left_out))
