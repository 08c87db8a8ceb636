"""The secret address of one's calendar: made, made anew, stopped. It is shown once; a digest is kept."""

from __future__ import annotations

from datetime import datetime

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.tasks import tokens
from oversight.foundation.tasks.models import CalendarAddress


def make_address(*, by: Actor, at: datetime) -> str:
    """A new secret for one's calendar; the one before stops at once. It cannot be read again."""
    by.check(Can.TASKS_SEE_OWN)
    secret = tokens.new(by.authority_id)
    _, first = CalendarAddress.objects.update_or_create(
        authority_id=by.authority_id, person_id=by.person_id,
        defaults={"digest": tokens.digest(secret), "made_at": at},
    )  # fmt: skip
    record("calendar.made" if first else "calendar.made_anew", by=by, at=at)
    return secret


def stop_address(*, by: Actor, at: datetime) -> None:
    """Stop one's calendar. Raises ``Refused`` where there is none."""
    gone, _ = CalendarAddress.objects.visible_to(by).filter(person_id=by.person_id).delete()
    if not gone:
        raise Refused("You have no calendar address to stop")
    record("calendar.stopped", by=by, at=at)
