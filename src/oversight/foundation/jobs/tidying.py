"""The job that keeps the tables of jobs short."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django_tasks_db.models import DBTaskResult

from oversight.foundation.jobs.models import ENDED, Job, Slot
from oversight.foundation.jobs.registry import job_kind
from oversight.foundation.jobs.running import Running

SLOTS_KEPT, TASKS_KEPT, JOBS_KEPT = timedelta(days=40), timedelta(days=14), timedelta(days=400)


@job_kind("jobs.tidy", title="Tidy the records of jobs", unit="records")
def tidy(job: Running) -> dict[str, Any]:
    """Remove what the workers no longer need: times taken, notes to workers, and jobs over a year old."""
    with job.inside():
        slots = Slot.objects.visible_to(job.by).filter(starts_at__lt=job.at - SLOTS_KEPT)
        old = Job.objects.visible_to(job.by).filter(state__in=ENDED, ended_at__lt=job.at - JOBS_KEPT)
        notes = DBTaskResult.objects.filter(enqueued_at__lt=job.at - TASKS_KEPT).exclude(status="READY")
        return {"times": slots.delete()[0], "jobs": old.delete()[0], "notes": notes.delete()[0]}
