"""What is done about a service that is red or amber: a visit is planned, or it is being supported (WB 11.1)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from oversight.capabilities.risk.models import Response
from oversight.capabilities.risk.states import ENDINGS, RESPONSES
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.models import User
from oversight.foundation.accounts.queries import staff_of
from oversight.foundation.audit.actions import record
from oversight.foundation.audit.corrections import corrected
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.tasks import actions as tasks
from oversight.foundation.tasks.actions.starting import About
from oversight.foundation.ui.words import day as in_words

LONGEST_DAYS = 183
"""How far ahead a visit or another look may be: six months, our own limit."""

TITLES = {
    "visit": "Visit {name} and record what came of it",
    "support": "Look again at the support of {name}",
}


def plan_response(
    *, service: Any, kind: str, what: str, day: date, person: User, by: Actor, at: datetime
) -> Response:
    """Record that a visit is planned, or that the service is supported; whoever does it gets a task.

    Raises ``Refused`` without a purpose, a day within six months, or somebody who works here.
    """
    by.check(Can.RISK_PLAN_RESPONSE)
    today = localdate(at)
    if service.standing != "open":
        raise Refused(f"{service.name} is closed, so nothing is planned for it")
    if kind not in RESPONSES:
        raise Refused("Select a visit or support")
    if not what.strip():
        raise Refused("Enter what it is for")
    if not today <= day <= today + timedelta(days=LONGEST_DAYS):
        raise Refused("The day must be today or later, and within six months")
    if not staff_of(by, today).filter(pk=person.pk).exists():
        raise Refused("Select somebody who works here")
    about = About(service.reference, service.name, f"/services/{service.reference}/risk/")
    title = TITLES[kind].format(name=service.name)[:200]
    task = tasks.add(title=title, due_on=day, owner=person, about=about, by=by, at=at)
    row = Response.objects.create(
        authority_id=by.authority_id, service=service, kind=kind, what=what.strip()[:500], day=day, person=person,
        task_reference=task.reference, recorded_by_id=by.person_id, recorded_at=at,
    )  # fmt: skip
    told = {"What for": row.what, "Who": person.name, "Day": in_words(day)}
    details = {"title": service.name, "response": RESPONSES[kind].lower(), "after": told}
    record("response.planned", by=by, at=at, subject=service.reference, changed=[row], details=details)
    return row


def end_response(
    *, response: Response, ended_as: str, why: str, version: int | None, by: Actor, at: datetime
) -> None:
    """Say what came of a visit or of support; its task ends with it, and the record stays.

    Raises ``Refused`` where it has ended or nothing is said, ``Stale`` where somebody else was faster.
    """
    by.check(Can.RISK_PLAN_RESPONSE)
    if response.ended_at is not None:
        raise Refused("This has ended already")
    if ended_as not in ENDINGS:
        raise Refused("Select whether it was done or called off")
    if not why.strip():
        raise Refused("Enter what came of it")
    came = why.strip()[:500]
    name = response.service.name
    details = {"title": name, "response": RESPONSES[response.kind].lower(), "how": ENDINGS[ended_as].lower()}
    corrected(
        response, {"ended_at": at, "ended_as": ended_as, "ended_why": came}, by=by, at=at, reason=came,
        name="response.ended", version=version, subject=response.service.reference, details=details,
    )  # fmt: skip
    tasks.settle(reference=response.task_reference, done=ended_as == "done", why=came, by=by, at=at)
