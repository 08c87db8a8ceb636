"""Digests: one e-mail instead of many, for those who want them daily or on Mondays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from oversight.foundation.accounts.models import Membership, User, in_force
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.models import Authority
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.jobs.registry import job_kind
from oversight.foundation.jobs.running import Running
from oversight.foundation.messages import queries, words
from oversight.foundation.messages.actions import send
from oversight.foundation.messages.models import Notification, Often
from oversight.foundation.messages.registry import lines_for

MONDAY = 0


@job_kind("messages.digests", title="Write the digests", retries=2, unit="people")
def write_digests(job: Running) -> dict[str, Any]:
    """The scheduled job: every morning at 7, for one authority."""
    return {"e-mails written": digests(by=job.by, at=job.at)}


def digests(*, by: Actor, at: datetime) -> int:
    """Write each person's digest of the day, if there is anything to say; how many were written.

    Written once a day and person, however often it is called. Each stands in a transaction of its own.
    """
    with acting_for(by.authority_id):
        authority = Authority.objects.get(pk=by.authority_id)
        people = list(_people(by, at))
    return sum(_digest(person, authority, by, at) for person in people)


def _people(by: Actor, at: datetime) -> list[User]:
    day = timezone.localdate(at)
    members = Membership.objects.visible_to(by).filter(in_force(day)).values("person_id")
    people = User.objects.filter(id__in=members, is_active=True).order_by("name")
    wanted = {Often.DAILY, Often.WEEKLY} if day.weekday() == MONDAY else {Often.DAILY}
    return [person for person in people if queries.how_often(by, person.id) in wanted]


def _digest(person: User, authority: Authority, by: Actor, at: datetime) -> bool:
    day = timezone.localdate(at)
    with acting_for(authority.id):
        new = Notification.objects.visible_to(by).filter(
            person=person, read_at__isnull=True, mailed_at__isnull=True
        )
        count = new.count()
        lines = ([words.unread(count)] if count else []) + lines_for(person, authority, day)
        if not lines:
            return False
        subject, body = words.digest(authority.name, lines)
        send(
            to=person, subject=subject, body=body, by=by, at=at, kind="digest",
            once=f"digest:{person.id}:{day.isoformat()}",
        )  # fmt: skip
        new.update(mailed_at=at)
    return True
