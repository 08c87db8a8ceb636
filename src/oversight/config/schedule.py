"""What this service does by itself and when; times are London's (docs/how-to/run-it.md)."""

from __future__ import annotations

from datetime import time

from oversight.foundation.jobs.schedule import Planned

SCHEDULE = (
    Planned("dates", "tasks.escalate", at=time(6)),
    Planned("digests", "messages.digests", at=time(7)),
    Planned("documents-again", "documents.scan_again", at=time(2, 30)),
    Planned("risk", "risk.nightly", at=time(4)),
    Planned("decisions", "decisions.nightly", at=time(0, 30)),
    Planned("tidy", "jobs.tidy", at=time(3, 30)),
)
