"""What is done about decisions every night: cases whose last window ran out are closed."""

from __future__ import annotations

from typing import Any

from oversight.capabilities.decisions import actions
from oversight.capabilities.decisions.models import Case
from oversight.foundation.jobs.registry import job_kind
from oversight.foundation.jobs.running import Running

NIGHTLY = "decisions.nightly"


@job_kind(NIGHTLY, title="Closing cases whose time to answer ran out", unit="cases")
def nightly(job: Running) -> dict[str, Any]:
    """Close every case that only a window kept open, such as that of an appeal which nobody lodged."""
    with job.inside():
        running = Case.objects.visible_to(job.by).filter(closed_at__isnull=True).select_for_update()
        closed = [each for each in running if actions.close_lapsed(case=each, by=job.by, at=job.at)]
    return {"cases": len(closed)}
