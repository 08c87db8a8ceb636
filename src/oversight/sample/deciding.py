"""Cases in the invented councils, one at each step of the way from a proposal to an appeal that was decided."""

from __future__ import annotations

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
from oversight.foundation.policy import queries as policy

Step = tuple[str, str, dict[str, Any]]
"""Whose turn it is, by role, what they answer, and what comes with it."""

WAYS: dict[str, tuple[str, tuple[Step, ...]]] = {
    "west-berkshire": ("restriction", (
        ("QO", "criteria_met", {"reasons": "Two key questions are below good, and the last visit found the same."}),
        ("SRM", "agree", {"reasons": "The contract asks for both standards, and the report bears it out."}),
        ("QM", "recommend", {"reasons": "Two visits in a month confirm it. The manager has only just begun.",
                             "breach_of_contract": False}),
        ("HOC", "impose", {"reasons": "New people should not move in until care plans are in order.",
                           "position": "caution", "sister_services": {}}),
        ("QO", "notified", {"letter": "Letter to the registered manager, sent by email and post"}),
        ("QO", "appeal", {"reasons": "The plans were mended in the week after the visit."}),
        ("DIR", "uphold", {"reasons": "The plans that were shown are of three people only."}),
    )),
    "somerset": ("commissioning-status", (
        ("QO", "exceptional", {"reasons": "The provider told us that it loses its manager and half its seniors."}),
        ("QM", "restrict", {"reasons": "Until a manager is there.", "position": "embargo"}),
        ("QM", "change", {"reasons": "A manager has begun; two placements a week.", "position": "caution"}),
        ("QM", "release", {"reasons": "The team is whole again."}),
    )),
}  # fmt: skip
"""By a council's policy: a route and the answers on it, in order."""


def decide(staff: Mapping[str, Sequence[User]], system: Actor, at: datetime) -> None:
    """A case at each place of the way: the first has one answer, the second two, and so on."""
    for adopted in policy.adoptions(system, localdate(at)):
        if adopted.pack in WAYS:
            route, steps = WAYS[adopted.pack]
            worried = (
                queries.standing(system).filter(band__in=("red", "amber")).order_by("service__reference")
            )
            for length, each in enumerate(worried[: len(steps)], start=1):
                _walk(each.service, adopted.pack, route, steps[:length], staff, system, at)


def _walk(
    service: Any, pack: str, route: str, steps: Sequence[Step], staff: Mapping[str, Sequence[User]], system: Actor,
    at: datetime,
) -> None:  # fmt: skip
    first, *rest = steps
    begun = at - timedelta(seconds=len(rest))
    case = actions.begin(
        service=service,
        pack=pack,
        route=route,
        said=_said(first),
        by=_actor(first, staff, system, at),
        at=begun,
    )
    for second, step in enumerate(rest, start=1):
        by = _actor(step, staff, system, at)
        actions.answer(case=case, said=_said(step), version=None, by=by, at=begun + timedelta(seconds=second))


def _said(step: Step) -> Said:
    return Said(step[1], step[2], "The registered manager" if step[1] == "appeal" else "")


def _actor(step: Step, staff: Mapping[str, Sequence[User]], system: Actor, at: datetime) -> Actor:
    found = actor_for(staff[step[0]][0], system.authority_id, localdate(at))
    assert found is not None
    return found
