"""Cases in the invented councils, one at each step of the way from a proposal to an appeal that was decided."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from oversight.capabilities.decisions import actions
from oversight.capabilities.decisions.actions.giving import Said
from oversight.capabilities.risk import queries
from oversight.foundation.accounts.models import User
from oversight.foundation.accounts.queries import actor_for
from oversight.foundation.authorities.actor import Actor
from oversight.sample.policies import sample_rows

Step = Mapping[str, str]
"""A row of ``content/sample/decisions.csv``: whose turn it is, what they answer, and what comes with it, as JSON."""


def decide(slug: str, staff: Mapping[str, Sequence[User]], system: Actor, at: datetime) -> None:
    """A case at each place of the council's way: the first has one answer, the second two, and so on."""
    steps = list(sample_rows("decisions.csv", slug))
    worried = queries.standing(system).filter(band__in=("red", "amber")).order_by("service__reference")
    for length, each in enumerate(worried[: len(steps)], start=1):
        _walk(each.service, steps[:length], staff, system, at)


def _walk(
    service: Any, steps: Sequence[Step], staff: Mapping[str, Sequence[User]], system: Actor, at: datetime
) -> None:
    first, *rest = steps
    begun = at - timedelta(seconds=len(rest))
    case = actions.begin(
        service=service,
        pack=first["pack"],
        route=first["route"],
        said=_said(first),
        by=_actor(first, staff, system, at),
        at=begun,
    )
    for second, step in enumerate(rest, start=1):
        by = _actor(step, staff, system, at)
        actions.answer(case=case, said=_said(step), version=None, by=by, at=begun + timedelta(seconds=second))


def _said(step: Step) -> Said:
    return Said(
        step["answer"],
        json.loads(step["carries"]),
        "The registered manager" if step["answer"] == "appeal" else "",
    )


def _actor(step: Step, staff: Mapping[str, Sequence[User]], system: Actor, at: datetime) -> Actor:
    found = actor_for(staff[step["role"]][0], system.authority_id, localdate(at))
    assert found is not None
    return found
