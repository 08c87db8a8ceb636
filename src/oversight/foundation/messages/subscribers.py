"""What people are told when a job ends."""

from __future__ import annotations

from datetime import datetime

from oversight.foundation.accounts.models import User
from oversight.foundation.authorities.actor import SYSTEM, Actor
from oversight.foundation.authorities.happenings import subscribe
from oversight.foundation.jobs.events import JobEnded
from oversight.foundation.messages.actions import notify

_WORDS = {"done": "{} is done.", "failed": "{} did not finish."}


@subscribe(JobEnded)
def tell_who_started_it(ended: JobEnded, by: Actor, at: datetime) -> None:
    """Tell whoever started a job that it is done or did not finish; what they cancelled they know."""
    said = _WORDS.get(ended.state)
    person = User.objects.filter(pk=ended.asked_by).first() if ended.asked_by != SYSTEM else None
    if said and person:
        url = f"/jobs/{ended.reference}/"
        notify(to=person, words=said.format(ended.title), url=url, by=by, at=at, about=ended.reference)
