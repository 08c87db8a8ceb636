"""The lines of a digest about tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from oversight.foundation.accounts.models import Membership, User, in_force
from oversight.foundation.authorities.models import Authority
from oversight.foundation.messages.registry import digest_source
from oversight.foundation.messages.words import link
from oversight.foundation.tasks import queries, rules
from oversight.foundation.tasks.models import OPEN


@dataclass(frozen=True, slots=True)
class _Reader:
    """For which authority a digest is read."""

    authority_id: UUID


@digest_source("tasks")
def lines(person: User, authority: Authority, day: date) -> Sequence[str]:
    """How many of a person's tasks are overdue or due this week, and how many wait in their pools."""
    reader = _Reader(authority.pk)
    if not queries.here(reader, day).filter(person_id=person.pk).exists():
        return []
    members = Membership.objects.visible_to(reader).filter(in_force(day), person=person)
    rows = queries.every(reader).filter(state__in=OPEN)
    pool = rows.filter(owner__isnull=True, pool__in=members.values("role")).count()
    counts = queries.counts(rows.filter(owner=person), day)
    return rules.digest_lines(counts, pool, link("/my-work/"))
