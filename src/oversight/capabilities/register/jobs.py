"""The long work of the register: checking, saving and undoing an import, with its progress in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from oversight.capabilities.register import queries
from oversight.capabilities.register.actions import importing
from oversight.capabilities.register.models import Import, ImportState
from oversight.foundation.jobs.registry import job_kind
from oversight.foundation.jobs.running import Running

CHECK, SAVE, UNDO = "register.check_import", "register.save_import", "register.undo_import"


@job_kind(CHECK, title="Checking a spreadsheet")
def check_import(job: Running) -> dict[str, Any]:
    """Check the rows a few at a time, so that the progress is seen."""
    with _interrupted(job, ImportState.READ):
        with job.inside():
            row = _import(job)
            plan = importing.begin_checking(row=row, by=job.by)
            rows = list(row.rows.order_by("number"))
        for start in range(0, len(rows), importing.CHUNK):
            with job.inside():
                importing.check_some(plan=plan, rows=rows[start : start + importing.CHUNK])
            job.progress(min(start + importing.CHUNK, len(rows)), len(rows), plan.so_far(len(rows)))
            job.stop_if_cancelled()
        with job.inside():
            importing.finish_checking(row=row, plan=plan, by=job.by, at=job.at)
    return {"wrong": plan.wrong, "new": plan.new, "changing": plan.changing}


@job_kind(SAVE, title="Saving an import")
def save_import(job: Running) -> dict[str, Any]:
    """Save the good rows, all or none."""
    with _interrupted(job, ImportState.CHECKED), job.inside():
        return {"saved": importing.save_rows(row=_import(job), by=job.by, at=job.at, progress=job.progress)}


@job_kind(UNDO, title="Undoing an import")
def undo_import(job: Running) -> dict[str, Any]:
    """Take an import back, all or nothing."""
    with _interrupted(job, ImportState.SAVED), job.inside():
        return {"undone": importing.undo_rows(row=_import(job), by=job.by, at=job.at, progress=job.progress)}


def _import(job: Running) -> Import:
    return queries.import_of(job.by, job.job.payload["import"])


@contextmanager
def _interrupted(job: Running, before: ImportState) -> Iterator[None]:
    """If the job fails or is cancelled, the import stands where it stood before."""
    try:
        yield
    except BaseException:
        with job.inside():
            importing.back_to(row=_import(job), state=before, by=job.by, at=job.at)
        raise
