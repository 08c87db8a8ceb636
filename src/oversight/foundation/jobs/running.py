"""Running a job: it is claimed, its handler is called as the person who asked, and it ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from oversight.foundation.accounts.models import User
from oversight.foundation.accounts.queries import actor_for
from oversight.foundation.authorities.actor import SYSTEM, Actor, Refused
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.jobs import endings
from oversight.foundation.jobs.models import Job, State
from oversight.foundation.jobs.progress import Attempt, Progress, Pulse, write
from oversight.foundation.jobs.registry import JobKind, kind_named

PROGRESS_SECONDS = 0.5
LET_OTHERS_WRITE = 0.15
"""SQLite has one writer, and who waits looks again every tenth of a second: long jobs leave a gap they can hit."""
BACKOFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
WENT_WRONG = "Something went wrong on our side."

log = structlog.get_logger(__name__)


class Cancelled(Exception):
    """Somebody cancelled the job, or another worker has taken it over."""


class Running:
    """A job while it runs, as its handler sees it."""

    def __init__(
        self,
        job: Job,
        by: Actor,
        at: datetime,
        *,
        tell: Callable[[Progress], object],
        ticks: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.job, self.by, self.at, self.latest = job, by, at, Progress(job.done, job.total, job.sentence)
        self._tell, self._ticks, self._sleep = tell, ticks, sleep
        self._told = self._asked = float("-inf")

    def inside(self) -> AbstractContextManager[None]:
        """One transaction inside the walls of the authority, as the person who asked."""
        return acting_for(self.by.authority_id, self.by.person_id)

    def progress(self, done: int, total: int, sentence: str = "") -> None:
        """Say how far it is. Watchers see it at once; it is written at most every half second."""
        now = self._ticks()
        changed = bool(sentence) and sentence != self.latest.sentence
        self.latest = Progress(done, total, sentence or self.latest.sentence)
        if changed or done >= total or now - self._told >= PROGRESS_SECONDS:
            self._told = now
            self._tell(self.latest)

    def step(self, done: int, total: int, sentence: str = "") -> None:
        """Between two transactions of a long job: say how far it is, stop if cancelled, let others write."""
        self.progress(done, total, sentence)
        self.stop_if_cancelled()
        if connection.vendor == "sqlite" and done < total:
            self._sleep(LET_OTHERS_WRITE)

    def stop_if_cancelled(self) -> None:
        """Raises ``Cancelled`` where somebody cancelled it; looks at most every half second."""
        now = self._ticks()
        if now - self._asked < PROGRESS_SECONDS:
            return
        self._asked = now
        with self.inside():
            mine = Job.objects.filter(pk=self.job.pk, state=State.RUNNING, attempts=self.job.attempts)
            if not mine.filter(cancel_asked_at__isnull=True).exists():
                raise Cancelled


@task()
def run_job(authority_id: str, job_id: str) -> None:
    """What a worker is given to do."""
    run(UUID(authority_id), UUID(job_id), pulse=True)


def enqueue(job: Job) -> None:
    """Put a job before the workers once the transaction it was written in is saved."""
    authority_id, job_id, after = str(job.authority_id), str(job.pk), job.next_try_at
    transaction.on_commit(lambda: run_job.using(run_after=after).enqueue(authority_id, job_id))


def run(
    authority_id: UUID, job_id: UUID, *, clock: Callable[[], datetime] = timezone.now, pulse: bool = False
) -> None:
    """Run a job to its end, unless another worker has it, it was cancelled, or it is not yet its time.

    With ``pulse`` its progress and heartbeat are written by a connection of their own.
    """
    job = _claimed(authority_id, job_id, clock())
    if job is None:
        return
    attempt = Attempt(authority_id, job_id, job.attempts)
    with ExitStack() as stack:
        tell = (
            stack.enter_context(Pulse(attempt, clock=clock)).tell
            if pulse
            else lambda progress: write(attempt, clock(), progress)
        )
        running = Running(job, Actor.system(authority_id), clock(), tell=tell)
        end = _carried_out(running)
    end(clock())


def _claimed(authority_id: UUID, job_id: UUID, at: datetime) -> Job | None:
    """The job, now ours; nothing where it is not waiting or its time has not come."""
    with acting_for(authority_id):
        waiting = Job.objects.filter(pk=job_id, authority_id=authority_id, state=State.WAITING)
        due = waiting.filter(Q(next_try_at__isnull=True) | Q(next_try_at__lte=at))
        if not due.update(state=State.RUNNING, started_at=at, heartbeat_at=at, attempts=F("attempts") + 1):
            return None
        return Job.objects.get(pk=job_id)


def _carried_out(running: Running) -> Callable[[datetime], None]:
    """Call the handler; what is returned writes how it ended."""
    job = running.job
    try:
        kind = kind_named(job.kind)
        running.by = _restored(job, running.at)
        result = kind.handler(running)
    except Cancelled:
        return lambda at: _end(running, State.CANCELLED, at)
    except (Refused, LookupError) as why:
        words = str(why) if isinstance(why, Refused) else WENT_WRONG
        return lambda at: _end(running, State.FAILED, at, error=words)
    except Exception as why:
        _log_failure(job, why)
        return lambda at: _again_or_failed(running, kind, at)
    return lambda at: _end(running, State.DONE, at, result=result or {})


def _restored(job: Job, at: datetime) -> Actor:
    """Whoever asked, with what their roles grant today. Raises ``Refused`` where they have none left."""
    if job.asked_by == SYSTEM:
        return Actor.system(job.authority_id)
    with acting_for(job.authority_id, job.asked_by):
        person = User.objects.filter(pk=job.asked_by).first()
        found = actor_for(person, job.authority_id, timezone.localdate(at)) if person else None
    if found is None or found.authority_id != job.authority_id:
        raise Refused("The person who started this no longer has a role here, so it was not done.")
    return found


def _end(
    running: Running, state: State, at: datetime, *, result: dict[str, Any] | None = None, error: str = ""
) -> None:
    job = running.job
    with acting_for(job.authority_id):
        held = endings.held(job)
        if held is not None:
            endings.end(held, state, at, progress=running.latest, result=result, error=error)


def _again_or_failed(running: Running, kind: JobKind, at: datetime) -> None:
    job = running.job
    with acting_for(job.authority_id):
        held = endings.held(job)
        if held is not None and not tried_again(held, kind, at):
            endings.end(held, State.FAILED, at, progress=running.latest, error=WENT_WRONG)


def tried_again(job: Job, kind: JobKind, at: datetime) -> bool:
    """Put a job back, to be tried after a while; false where it has been tried as often as its kind allows."""
    if job.attempts > kind.retries or job.cancel_asked_at:
        return False
    job.state, job.heartbeat_at = State.WAITING, None
    job.next_try_at = at + BACKOFF[min(job.attempts, len(BACKOFF)) - 1]
    job.save()
    enqueue(job)
    return True


def _log_failure(job: Job, why: Exception) -> None:
    """Which job, which kind of error and where; never its words, which may hold what somebody typed."""
    trace = why.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    log.error("job.failed", job=job.reference, kind=job.kind, error=type(why).__name__, where=where)
