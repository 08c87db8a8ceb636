"""Granting a role, asking for one that takes two people, and ending one at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.timezone import localdate

from oversight.foundation.accounts.access import matrix
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.models import Membership, RoleProposal, User
from oversight.foundation.accounts.powers import (
    check_goes_together,
    check_may_give,
    needs_second,
    powers,
)
from oversight.foundation.accounts.rosters import about_of, roles_held, seen_by
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor, NotHere, Refused


@dataclass(frozen=True, slots=True)
class Terms:
    """What a role is given on: which, under which job title, between which days, why, for which provider."""

    role: str
    job_title: str
    starts_on: date
    ends_on: date | None
    reason: str
    about_id: UUID | None = None

    @property
    def columns(self) -> dict[str, object]:
        """The columns that a role and a proposal share."""
        return {
            "role": self.role, "job_title": self.job_title, "starts_on": self.starts_on,
            "ends_on": self.ends_on, "about_id": self.about_id,
        }  # fmt: skip


def grant_role(
    *, by: Actor, at: datetime, person: User, terms: Terms, first: bool = False
) -> Membership | RoleProposal:
    """Give a person a role; where it takes two people, or they may only ask, ask for it.

    ``first`` is set for a person just added, who has no role here yet. Raises ``Refused`` where SoD-11
    forbids it, ``NotHere`` where the person or the page is not theirs.
    """
    by.check(Can.ACCOUNTS_MANAGE)
    if not first:
        check_theirs(by, person)
    _check_terms(terms)
    check_may_give(by, person.pk, terms.role)
    check_goes_together(terms.role, roles_held(by, person, terms.starts_on), person.kind)
    may = powers(by)
    if may.own:
        terms = replace(terms, about_id=_organisation_of(by))
    if may.grants and not needs_second(terms.role):
        return _granted(by, at, person, terms, by.person_id)
    return _proposed(by, at, person, terms)


def _organisation_of(by: Actor) -> UUID:
    about = about_of(by)
    if about is None:
        raise Refused(
            "Your account does not say which organisation you belong to. Ask the council to record it."
        )
    return about


def _check_terms(terms: Terms) -> None:
    if not terms.reason.strip():
        raise Refused("Enter why this person needs the role")
    if terms.ends_on is not None and terms.ends_on < terms.starts_on:
        raise Refused("The day the role ends must be the same as or after the day it starts")


def _granted(
    by: Actor, at: datetime, person: User, terms: Terms, granted_by: UUID, also: RoleProposal | None = None
) -> Membership:
    row = Membership.objects.create(
        authority_id=by.authority_id, person=person, granted_by=granted_by, **terms.columns
    )
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
    changed = [row, also] if also else [row]
    record("role.granted", by=by, at=at, changed=changed, details=_told(row, person, terms.reason))
    return row


def _proposed(by: Actor, at: datetime, person: User, terms: Terms) -> RoleProposal:
    asked = RoleProposal.objects.visible_to(by).filter(person=person, role=terms.role)
    if asked.filter(decided_at__isnull=True).exists():
        raise Refused("Somebody has already asked for this role. It waits for a second person.")
    row = RoleProposal.objects.create(
        authority_id=by.authority_id, person=person, reason=terms.reason, proposed_by=by.person_id,
        proposed_at=at, **terms.columns,
    )  # fmt: skip
    record("role.proposed", by=by, at=at, changed=[row], details=_told(row, person, terms.reason))
    return row


def decide_proposal(
    *, by: Actor, at: datetime, proposal: UUID, grant: bool, reason: str = ""
) -> Membership | None:
    """Grant or refuse a role that somebody else asked for. Raises ``Refused`` for who asked or would get it."""
    by.check(Can.ACCOUNTS_MANAGE)
    rows = RoleProposal.objects.visible_to(by).select_for_update(of=("self",)).select_related("person")
    row = rows.filter(id=proposal).first()
    if row is None or not powers(by).approves:
        raise NotHere(str(proposal))
    _check_second(by, row)
    if not grant and not reason.strip():
        raise Refused("Enter why you are refusing this role")
    if grant:
        check_goes_together(row.role, roles_held(by, row.person, row.starts_on), row.person.kind)
    row.decided_by, row.decided_at, row.granted = by.person_id, at, grant
    row.save()
    if not grant:
        record("role.refused", by=by, at=at, changed=[row], details=_told(row, row.person, reason))
        return None
    starts_on = max(row.starts_on, localdate(at))
    terms = Terms(row.role, row.job_title, starts_on, row.ends_on, row.reason, row.about_id)
    _check_terms(terms)
    return _granted(by, at, row.person, terms, row.proposed_by, also=row)


def _check_second(by: Actor, row: RoleProposal) -> None:
    if row.decided_at is not None:
        raise Refused("This has been decided already.")
    if by.person_id == row.proposed_by:
        raise Refused("You asked for this role. A second, different person must grant it.")
    if by.person_id == row.person_id:
        raise Refused("You cannot grant a role to yourself.")


def end_role(*, by: Actor, at: datetime, membership: UUID, reason: str) -> Membership:
    """End a role now: its holder loses it with their next request. Raises ``Refused`` without a reason."""
    by.check(Can.ACCOUNTS_MANAGE)
    row = Membership.objects.visible_to(by).select_related("person").filter(id=membership).first()
    if row is None or not powers(by).ends:
        raise NotHere(str(membership))
    check_theirs(by, row.person)
    if row.person_id == by.person_id:
        raise Refused("You cannot end your own role. Ask somebody else who manages accounts.")
    if not reason.strip():
        raise Refused("Enter why this role ends")
    if row.ends_on is not None and row.ends_on < localdate(at):
        raise Refused("This role has ended already.")
    told = _told(row, row.person, reason)
    end_now(row, localdate(at))
    record("role.ended", by=by, at=at, changed=[row], details=told)
    return row


def end_now(row: Membership, day: date) -> None:
    """End a row with the day before, so that it is not in force today.

    A role that started today or later never held for a whole day: its row starts and ends the day before,
    and the event keeps what it was.
    """
    row.ends_on = day - timedelta(days=1)
    row.starts_on = min(row.starts_on, row.ends_on)
    row.save()


def check_theirs(by: Actor, person: User) -> None:
    """Raises ``NotHere`` for a person who is not among those this one may see."""
    if not seen_by(by).filter(pk=person.pk).exists():
        raise NotHere(str(person.pk))


def _told(row: Membership | RoleProposal, person: User, reason: str) -> dict[str, object]:
    return {
        "person": {"id": str(person.pk), "name": person.name},
        "role": matrix().roles[row.role].title,
        "starts": row.starts_on,
        "ends": row.ends_on,
        "reason": reason,
    }
