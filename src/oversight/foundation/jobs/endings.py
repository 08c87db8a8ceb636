"""How a job ends: once, with what came of it, and told to whoever listens."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.happenings import publish
from oversight.foundation.jobs.events import JobEnded
from oversight.foundation.jobs.models import Job, State
from oversight.foundation.jobs.progress import Progress
from oversight.foundation.jobs.registry import title_of


def held(job: Job) -> Job | None:
    """The job's row, locked, if it still runs under this attempt; nothing where it was given up meanwhile."""
    rows = Job.objects.select_for_update().filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)
    return rows.first()


def end(
    job: Job,
    state: State,
    at: datetime,
    *,
    progress: Progress | None = None,
    result: dict[str, Any] | None = None,
    error: str = "",
) -> None:
    """End a job whose row is locked, inside the walls of its authority, and publish that it ended."""
    for column, value in (progress.columns() if progress else {}).items():
        setattr(job, column, value)
    job.state, job.ended_at, job.heartbeat_at = state, at, None
    job.result, job.error = result or {}, error[:500]
    job.save()
    told = JobEnded(job.reference, job.kind, title_of(job.kind), state.value, job.asked_by, job.about)
    publish(told, by=Actor.system(job.authority_id), at=at)
