"""Standing in for somebody in a post, between two days, with a reason; and ending it early."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from oversight.engine.words import Role
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.models import Delegation, User
from oversight.foundation.accounts.powers import powers
from oversight.foundation.accounts.queries import staff_of
from oversight.foundation.accounts.rosters import delegation_seen
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor, NotHere, Refused


def delegate(
    *,
    by: Actor,
    at: datetime,
    absent: User,
    stand_in: User,
    post: str,
    starts_on: date,
    ends_on: date,
    reason: str,
) -> Delegation:
    """Have one person stand in for another in a post. Raises ``Refused`` where it cannot be."""
    by.check(Can.ACCOUNTS_MANAGE)
    if not may_delegate(by):
        raise NotHere("delegations")
    _check(by, at, absent, stand_in, post, starts_on, ends_on, reason)
    row = Delegation.objects.create(
        authority_id=by.authority_id, absent=absent, stand_in=stand_in, post=post, starts_on=starts_on,
        ends_on=ends_on, reason=reason.strip(), made_by=by.person_id, made_at=at,
    )  # fmt: skip
    record("delegation.made", by=by, at=at, changed=[row], details=_told(row, reason))
    return row


def may_delegate(actor: Actor) -> bool:
    """Whether somebody may make and end delegations: those who grant or approve roles of the council."""
    may = powers(actor)
    return (may.grants or may.approves) and not may.own


def _check(
    by: Actor, at: datetime, absent: User, stand_in: User, post: str, starts_on: date, ends_on: date, reason: str
) -> None:  # fmt: skip
    here = {each.pk for each in staff_of(by, localdate(at))}
    if absent.pk not in here or stand_in.pk not in here:
        raise NotHere("person")
    if post not in set(Role):
        raise Refused("Select the post")
    if absent.pk == stand_in.pk:
        raise Refused("The person who stands in must be somebody else")
    if stand_in.pk == by.person_id:
        raise Refused("You cannot name yourself to stand in. Ask somebody else who manages accounts.")
    if ends_on < starts_on:
        raise Refused("The last day must be the same as or after the first day")
    if ends_on < localdate(at):
        raise Refused("The last day must be today or in the future")
    if not reason.strip():
        raise Refused("Enter why somebody stands in")


def end_delegation(*, by: Actor, at: datetime, delegation: UUID, reason: str) -> Delegation:
    """End it now: from this moment nothing can be decided under it."""
    by.check(Can.ACCOUNTS_MANAGE)
    row = delegation_seen(by, delegation)
    if not may_delegate(by):
        raise NotHere(str(delegation))
    if row.ended_early_on is not None or row.ends_on < localdate(at):
        raise Refused("This has ended already.")
    if not reason.strip():
        raise Refused("Enter why it ends early")
    row.ended_early_on = localdate(at)
    row.save()
    record("delegation.ended", by=by, at=at, changed=[row], details=_told(row, reason))
    return row


def _told(row: Delegation, reason: str) -> dict[str, object]:
    return {
        "absent": row.absent.name,
        "stand_in": row.stand_in.name,
        "post": row.post,
        "starts": row.starts_on,
        "ends": row.ended_early_on or row.ends_on,
        "reason": reason,
    }
