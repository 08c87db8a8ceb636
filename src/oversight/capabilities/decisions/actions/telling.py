"""What follows from an answer: the policy's clocks begin and end, and whoever is next hears of it."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from oversight.capabilities.decisions import queries
from oversight.capabilities.decisions.models import Case, Given
from oversight.capabilities.decisions.queries import Works
from oversight.capabilities.decisions.states import RECORDED_FOR
from oversight.engine.routes.models import Answer
from oversight.engine.routes.standing import Standing
from oversight.foundation.accounts.models import User
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.messages import actions as messages
from oversight.foundation.tasks import actions as tasks

POOL = "QO"
"""Whose pool a clock goes to where several hold the post that acts next, or nobody does."""


def keep_clocks(*, case: Case, works: Works, given: Given, answer: Answer, by: Actor, at: datetime) -> None:
    """End the clocks that the answer ends, then start those it starts. A window is nobody's task: it only runs out."""
    for clock in answer.ends_clocks:
        tasks.end_clock(clock=clock, about=case.reference, by=by, at=at, note=given.says)
    for clock in answer.starts:
        if clock in works.route.windows():
            continue
        owner = _one_of(case, works, answer.to, by, at)
        tasks.start_clock(
            clock=clock, pack=works.pack.id, about=case.reference, about_name=case.service.name,
            about_url=f"/decisions/{case.reference}/", owner=owner, pool="" if owner else POOL,
            event=given.says.lower(), by=by, at=at,
        )  # fmt: skip


def _one_of(case: Case, works: Works, step: str, by: Actor, at: datetime) -> User | None:
    """The one person who holds the post that answers at a step; nobody where several do."""
    people = {
        each.pk: each
        for answer in works.route.step(step).answers
        for role in answer.roles
        for each in queries.holders(by, works.pack.id, role, localdate(at))
    }
    return next(iter(people.values())) if len(people) == 1 else None


def tell_the_next(*, case: Case, works: Works, found: Standing, by: Actor, at: datetime) -> None:
    """Tell everybody who holds a post that the case waits for, but the one who has just answered."""
    roles = {move.role for move in found.moves if not move.stand_in} - RECORDED_FOR
    people = {
        each.pk: each for role in roles for each in queries.holders(by, works.pack.id, role, localdate(at))
    }
    words = f"{case.reference} waits for your answer: {case.service.name}, {found.title.rstrip('.?').lower()}"
    for person in people.values():
        if person.pk != by.person_id:
            messages.notify(
                to=person, words=words[:300], url=f"/decisions/{case.reference}/", by=by, at=at,
                about=case.reference,
            )  # fmt: skip
