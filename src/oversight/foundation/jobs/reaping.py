"""The reaper: what a worker left behind is tried again or failed, and what nobody took is offered again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F
from django.db.models.functions import Coalesce

from oversight.foundation.authorities.models import Authority
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.jobs import endings
from oversight.foundation.jobs.models import Job, State
from oversight.foundation.jobs.registry import kind_named
from oversight.foundation.jobs.running import enqueue, tried_again

SILENT = timedelta(minutes=2)
OVERLOOKED = timedelta(minutes=10)
STOPPED = "It stopped, because the server it ran on stopped."


def reap(at: datetime) -> int:
    """Look after every authority's jobs; how many were tried again, failed or offered again."""
    count = 0
    for authority in Authority.objects.all():
        with acting_for(authority.id):
            count += _left_behind(authority, at) + _overlooked(authority, at)
    return count


def _left_behind(authority: Authority, at: datetime) -> int:
    silent = Job.objects.filter(authority=authority, state=State.RUNNING, heartbeat_at__lt=at - SILENT)
    jobs = list(silent.select_for_update(skip_locked=True))
    for job in jobs:
        if job.cancel_asked_at:
            endings.end(job, State.CANCELLED, at)
        elif not _tried_again(job, at):
            endings.end(job, State.FAILED, at, error=STOPPED)
    return len(jobs)


def _tried_again(job: Job, at: datetime) -> bool:
    try:
        return tried_again(job, kind_named(job.kind), at)
    except LookupError:
        return False


def _overlooked(authority: Authority, at: datetime) -> int:
    """Jobs that wait although their time came long ago: the note to the workers was lost."""
    due = Coalesce(F("next_try_at"), F("asked_at"))
    waiting = Job.objects.filter(authority=authority, state=State.WAITING).annotate(due_at=due)
    jobs = list(waiting.filter(due_at__lt=at - OVERLOOKED).select_for_update(skip_locked=True))
    for job in jobs:
        job.next_try_at = at
        job.save(update_fields=["next_try_at"])
        enqueue(job)
    return len(jobs)
