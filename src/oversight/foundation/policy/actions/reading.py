"""Acknowledging that one has read a policy."""

from __future__ import annotations

from datetime import datetime

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor, NotHere
from oversight.foundation.policy import adopted
from oversight.foundation.policy.models import Acknowledgement, Adoption


def acknowledge(*, by: Actor, at: datetime, pack: str, edition: str) -> Acknowledgement:
    """Say that one has read an edition the authority adopted. Saying it again changes nothing."""
    by.check(Can.POLICY_ACKNOWLEDGE)
    if not Adoption.objects.visible_to(by).filter(pack=pack, edition=edition).exists():
        raise NotHere(f"{pack}/{edition}")
    rows = Acknowledgement.objects.visible_to(by)
    found = rows.filter(person_id=by.person_id, pack=pack, edition=edition).first()
    if found is not None:
        return found
    row = Acknowledgement.objects.create(
        authority_id=by.authority_id, person_id=by.person_id, pack=pack, edition=edition, at=at
    )
    told = {"title": adopted.published(pack, edition).about.title, "edition": edition}
    subject = f"{pack}/{edition}"[:60]
    record("policy.acknowledged", by=by, at=at, subject=subject, changed=[row], details=told)
    return row
