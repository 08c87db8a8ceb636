"""Who can do what with risk."""

from __future__ import annotations

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor


def can_see(actor: Actor) -> bool:
    """See the risk matrix and why a service stands where it does."""
    return actor.can(Can.RISK_SEE)


def can_record_view(actor: Actor) -> bool:
    """Record an officer's view beside the worked-out band."""
    return actor.can(Can.RISK_RECORD_VIEW)


def can_plan_response(actor: Actor) -> bool:
    """Record that a visit is planned or that a service is supported, and what came of it."""
    return actor.can(Can.RISK_PLAN_RESPONSE)


def can_freeze(actor: Actor) -> bool:
    """Freeze the matrix for a meeting."""
    return actor.can(Can.RISK_FREEZE)
