"""Jobs as somebody may see them, and what their pages say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor, NotHere
from oversight.foundation.authorities.models import TenantRows
from oversight.foundation.jobs.models import Job, State
from oversight.foundation.jobs.registry import title_of, unit_of
from oversight.foundation.ui.pages import Fact


@dataclass(frozen=True, slots=True)
class JobTold:
    """A job as its page tells it."""

    reference: str
    title: str
    state: str
    sentence: str
    done: int
    total: int
    percent: int
    running: bool
    stopped: bool
    can_cancel: bool
    about: str
    result: tuple[Fact, ...]

    def for_poller(self) -> dict[str, Any]:
        """What the page's script asks for every three seconds."""
        return {
            "done": self.done,
            "total": self.total,
            "sentence": self.sentence,
            "state": self.state,
            "percent": self.percent,
        }


def may_see(viewer: Actor, job: Job) -> bool:
    """A job is seen by whoever started it and by those who run imports for the authority."""
    return job.authority_id == viewer.authority_id and (
        job.asked_by == viewer.person_id or viewer.can(Can.REGISTER_IMPORT)
    )


def jobs_of(viewer: Actor) -> TenantRows[Job]:
    """Every job the person may see, newest first."""
    rows = Job.objects.visible_to(viewer)
    return rows if viewer.can(Can.REGISTER_IMPORT) else rows.filter(asked_by=viewer.person_id)


def job_named(viewer: Actor, reference: str) -> Job:
    """A job by its reference. Raises ``NotHere``."""
    found = jobs_of(viewer).filter(reference=reference).first()
    if found is None:
        raise NotHere(reference)
    return found


def told(job: Job, at: datetime) -> JobTold:
    """A job as its page tells it at a moment."""
    return JobTold(
        job.reference, title_of(job.kind), job.state, _sentence(job, at), job.done, job.total, percent(job),
        running=not job.ended, stopped=job.state in (State.FAILED, State.CANCELLED),
        can_cancel=not job.ended and job.cancel_asked_at is None, about=job.about,
        result=tuple(Fact(_words(name), _number(value)) for name, value in job.result.items()
                     if isinstance(value, (int, float, str))),
    )  # fmt: skip


def percent(job: Job) -> int:
    """How much is done in the hundred; all of it only once it is done."""
    if job.state == State.DONE:
        return 100
    return min(job.done * 100 // job.total, 99) if job.total else 0


def how_far(job: Job) -> str:
    """How far it got, as ``412 of 1,240 rows done.``; nothing where nothing was counted."""
    return f"{job.done:,} of {job.total:,} {unit_of(job.kind)} done." if job.total else ""


def _sentence(job: Job, at: datetime) -> str:
    match job.state:
        case State.WAITING:
            parts = ["It stopped and will be tried again." if job.attempts else "Waiting to start."]
        case State.RUNNING if job.cancel_asked_at:
            parts = ["Stopping.", how_far(job)]
        case State.RUNNING:
            parts = [job.sentence or "Working on it.", how_far(job), _left(job, at)]
        case State.DONE:
            parts = ["Done.", how_far(job)]
        case State.CANCELLED:
            parts = ["This was cancelled.", how_far(job)]
        case _:
            parts = ["This did not finish.", job.error, how_far(job)]
    return " ".join(each for each in parts if each)


def _left(job: Job, at: datetime) -> str:
    """About how long it will take, from how long it took so far; nothing before it can be told."""
    if not job.started_at or job.done <= 0 or job.done >= job.total:
        return ""
    spent = at - job.started_at
    left: timedelta = spent * (job.total - job.done) / job.done
    if spent < timedelta(seconds=5):
        return ""
    minutes = round(left.total_seconds() / 60)
    if minutes < 1:
        return "Less than a minute left."
    return f"About {minutes:,} minute{'s' if minutes != 1 else ''} left."


def _words(name: str) -> str:
    plain = name.replace("_", " ")
    return plain[:1].upper() + plain[1:]


def _number(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
