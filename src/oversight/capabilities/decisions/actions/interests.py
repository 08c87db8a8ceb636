"""Declaring an interest in a provider, and ending it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from oversight.capabilities.decisions import queries
from oversight.capabilities.decisions.models import Interest
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.corrections import added, corrected
from oversight.foundation.authorities.actor import Actor, Refused


def declare_interest(*, provider: Any, what: str, by: Actor, at: datetime) -> Interest:
    """Declare one's own interest in a provider: from now on one answers in none of its cases (PB 5.3; SoD 9).

    What one answered before stays as it is and is not hidden.
    """
    by.check(Can.DECISIONS_ACT)
    if not what.strip():
        raise Refused("Enter what your interest is")
    if queries.interest_of(by, provider.id):
        raise Refused(f"You declared an interest in {provider.name} already")
    row = Interest(
        authority_id=by.authority_id, person_id=by.person_id, provider=provider, what=what.strip()[:500],
        declared_at=at,
    )  # fmt: skip
    added(
        row,
        by=by,
        at=at,
        name="interest.declared",
        subject=provider.reference,
        details={"title": provider.name},
    )
    return row


def end_interest(*, interest: Interest, why: str, by: Actor, at: datetime) -> None:
    """Say that one's interest has ended, and why. Only oneself can."""
    by.check(Can.DECISIONS_ACT)
    if interest.person_id != by.person_id:
        raise Refused("Only the person who declared an interest can end it")
    name = interest.provider.name
    corrected(
        interest, {"ended_at": at, "ended_why": why.strip()[:500]}, by=by, at=at, reason=why, version=None,
        name="interest.ended", subject=interest.provider.reference, details={"title": name},
    )  # fmt: skip
