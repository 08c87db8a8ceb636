"""Visits and support that are planned in the invented councils, so that some services have neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from oversight.capabilities.risk import actions, queries
from oversight.foundation.accounts.models import User
from oversight.foundation.accounts.queries import actor_for
from oversight.foundation.authorities.actor import Actor

WHAT = {
    "visit": "The areas that the regulator rated lowest, and how the service means to mend them",
    "support": "Weekly calls about care plans and the rota, until the manager is settled in",
}


def plan_visits(staff: Mapping[str, Sequence[User]], system: Actor, at: datetime) -> None:
    """A visit or support for two of three services that are red or amber, shared out among the officers."""
    assert system.authority_id is not None
    day = localdate(at)
    by = actor_for(staff["QM"][0], system.authority_id, day)
    assert by is not None
    worried = queries.standing(by).filter(band__in=("red", "amber")).order_by("service__reference")
    for number, each in enumerate(worried):
        if number % 3 == 2:
            continue
        kind = "support" if number % 3 else "visit"
        person = staff["QO"][number % len(staff["QO"])]
        on = day + timedelta(days=7 + number % 60)
        actions.plan_response(
            service=each.service, kind=kind, what=WHAT[kind], day=on, person=person, by=by, at=at
        )
