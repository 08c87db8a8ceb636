"""The job that keeps the tables of jobs short."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from oversight.foundation.audit.models import Submission
from oversight.foundation.jobs.models import ENDED, Job, Slot
from oversight.foundation.jobs.registry import job_kind
from oversight.foundation.jobs.running import Running

SLOTS_KEPT, TASKS_KEPT, JOBS_KEPT = timedelta(days=40), timedelta(days=14), timedelta(days=400)
FORMS_KEPT = timedelta(days=30)
"""How long a form that was sent is remembered, so that sending it again shows what it did."""


@job_kind("jobs.tidy", title="Tidy the records of jobs", unit="records")
def tidy(job: Running) -> dict[str, Any]:
    """Remove what nobody needs: times taken, notes to workers, jobs over a year old, old forms and sessions."""
    with job.inside():
        slots = Slot.objects.visible_to(job.by).filter(starts_at__lt=job.at - SLOTS_KEPT)
        old = Job.objects.visible_to(job.by).filter(state__in=ENDED, ended_at__lt=job.at - JOBS_KEPT)
        notes = DBTaskResult.objects.filter(enqueued_at__lt=job.at - TASKS_KEPT).exclude(status="READY")
        forms = Submission.objects.filter(at__lt=job.at - FORMS_KEPT)
        sessions = Session.objects.filter(expire_date__lt=job.at)
        gone: dict[str, QuerySet[Any]] = {
            "times": slots,
            "jobs": old,
            "notes": notes,
            "forms": forms,
            "sessions": sessions,
        }
        return {name: rows.delete()[0] for name, rows in gone.items()}
