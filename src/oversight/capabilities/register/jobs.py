"""The long work of the register: checking, saving and undoing an import, with its progress in words."""

from __future__ import annotations

from typing import Any

from oversight.capabilities.register import queries
from oversight.capabilities.register.actions import importing, saving
from oversight.capabilities.register.models import Import
from oversight.foundation.jobs.registry import job_kind
from oversight.foundation.jobs.running import Running

CHECK, SAVE, UNDO = "register.check_import", "register.save_import", "register.undo_import"


@job_kind(CHECK, title="Checking a spreadsheet")
def check_import(job: Running) -> dict[str, Any]:
    """Check the rows a few at a time, so that the progress is seen."""
    row = _import(job)
    with job.inside():
        plan = importing.begin_checking(row=row, by=job.by)
        rows = list(row.rows.order_by("number"))
    for start in range(0, len(rows), importing.CHUNK):
        with job.inside():
            importing.check_some(plan=plan, rows=rows[start : start + importing.CHUNK])
        job.step(min(start + importing.CHUNK, len(rows)), len(rows), plan.so_far())
    with job.inside():
        importing.finish_checking(row=row, plan=plan, by=job.by, at=job.at)
    return {"new": plan.new, "changing": plan.changing, "with a problem": plan.wrong}


@job_kind(SAVE, title="Saving an import")
def save_import(job: Running) -> dict[str, Any]:
    """Save the good rows, a few at a time."""
    row = _import(job)
    saved = saving.save_rows(row=row, by=job.by, at=job.at, progress=job.step, inside=job.inside)
    return {"saved": saved}


@job_kind(UNDO, title="Undoing an import")
def undo_import(job: Running) -> dict[str, Any]:
    """Take an import back, a few rows at a time."""
    row = _import(job)
    undone = saving.undo_rows(row=row, by=job.by, at=job.at, progress=job.step, inside=job.inside)
    return {"undone": undone}


def _import(job: Running) -> Import:
    with job.inside():
        return queries.import_of(job.by, job.job.payload["import"])
