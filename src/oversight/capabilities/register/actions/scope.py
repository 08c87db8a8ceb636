"""Whether the council oversees a service (WB 7.1)."""

from __future__ import annotations

from datetime import datetime

from oversight.capabilities.register import states
from oversight.capabilities.register.actions.checking import check_open, check_words, tell
from oversight.capabilities.register.events import ScopeSettled
from oversight.capabilities.register.models import Service
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.corrections import Difference, corrected
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.authorities.happenings import publish


def settle_scope(
    *, service: Service, scope: str, asked_by: str, why: str, version: int | None, by: Actor, at: datetime
) -> list[Difference]:
    """Say whether a service is overseen, on what ground, who asked and why (WB 7.1).

    A service added on request needs one of the posts that may ask. Raises ``Refused``, ``NotHere``, ``Stale``.
    """
    by.check(Can.REGISTER_SCOPE)
    check_open(service)
    if scope == "on_request" and asked_by not in states.MAY_ASK:
        raise Refused(f"Select who asked: {', '.join(states.MAY_ASK.values())}")
    if not why.strip():
        raise Refused("Enter why the service is, or is not, overseen")
    check_words(Service, {"scope_why": why})
    values = {
        "scope": scope,
        "scope_asked_by": asked_by if scope == "on_request" else "",
        "scope_why": why.strip(),
        "scope_on": at.date(),
    }
    found = corrected(
        service, values, by=by, at=at, reason=why, name="service.scope_settled", version=version,
        subject=service.reference, details={"title": service.name, "clause": "7.1"},
    )  # fmt: skip
    tell(service, by=by, at=at)
    publish(ScopeSettled(service.id, service.reference, scope), by=by, at=at)
    return found
