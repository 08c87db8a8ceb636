"""What is done about tasks every morning."""

from __future__ import annotations

from typing import Any

from oversight.foundation.jobs.registry import job_kind
from oversight.foundation.jobs.running import Running
from oversight.foundation.tasks.actions.telling import escalate


@job_kind(
    "tasks.escalate", title="Tell people of dates that are near or have passed", retries=2, unit="people"
)
def tell_of_dates(job: Running) -> dict[str, Any]:
    """The scheduled job: before the digests are written, for one authority."""
    with job.inside():
        return {"people told": escalate(by=job.by, at=job.at)}
