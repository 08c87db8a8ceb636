"""The long work with a file of the regulator's, with its progress in words."""

from __future__ import annotations

from typing import Any

from oversight.capabilities.regulator import queries
from oversight.capabilities.regulator.actions import comparing, fetching, reading, saving
from oversight.capabilities.regulator.models import Edition
from oversight.foundation.jobs.registry import job_kind
from oversight.foundation.jobs.running import Running

FETCH, READ, COMPARE, SAVE, UNDO = (
    "regulator.fetch",
    "regulator.read",
    "regulator.compare",
    "regulator.save",
    "regulator.undo",
)


@job_kind(FETCH, title="Fetching from the regulator", unit="locations")
def fetch(job: Running) -> dict[str, Any]:
    """Ask the regulator's API, and read what it says."""
    row = _edition(job)
    fetching.fetch_edition(row=row, by=job.by, at=job.at, progress=job.step, inside=job.inside)
    return {"locations": row.locations}


@job_kind(READ, title="Reading the regulator’s file")
def read(job: Running) -> dict[str, Any]:
    """See what the file is and which areas it tells of."""
    row = _edition(job)
    job.step(0, 0, "Reading the file.")
    with job.inside():
        reading.read_edition(row=row, by=job.by, at=job.at)
    return {"locations": row.locations}


@job_kind(COMPARE, title="Comparing the regulator’s file")
def compare(job: Running) -> dict[str, Any]:
    """Compare the file with what is held."""
    row = _edition(job)
    job.step(0, 0, "Comparing the file with what we hold.")
    with job.inside():
        comparing.compare_edition(row=row, by=job.by, at=job.at)
    return {"changed ratings": row.changed, "new": row.new, "gone": row.gone}


@job_kind(SAVE, title="Saving the regulator’s file")
def save(job: Running) -> dict[str, Any]:
    """Save it, all at once."""
    row = _edition(job)
    changed = saving.save_edition(row=row, by=job.by, at=job.at, progress=job.step, inside=job.inside)
    return {"changed ratings": changed, "services added": len(row.added)}


@job_kind(UNDO, title="Undoing the regulator’s file")
def undo(job: Running) -> dict[str, Any]:
    """Take it back."""
    row = _edition(job)
    taken = saving.undo_edition(row=row, by=job.by, at=job.at, progress=job.step, inside=job.inside)
    return {"services taken back": taken}


def _edition(job: Running) -> Edition:
    with job.inside():
        return queries.edition(job.by, job.job.payload["edition"])
