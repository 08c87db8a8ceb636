"""How far a running job got: written at once, in its own short transaction, by its own connection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self
from uuid import UUID

import structlog
from django.db import DatabaseError, connection
from django.utils import timezone

from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.jobs.models import Job, State

HEARTBEAT_SECONDS = 20.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """So many done out of so many, and what is being done as a sentence."""

    done: int = 0
    total: int = 0
    sentence: str = ""

    def columns(self) -> dict[str, int | str]:
        """The columns of the job's row; a sentence that was not given leaves the last one."""
        told: dict[str, int | str] = {"done": max(self.done, 0), "total": max(self.total, 0)}
        return told | ({"sentence": self.sentence[:300]} if self.sentence else {})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One start of a job: what a worker that was given up may no longer write to."""

    authority_id: UUID
    job_id: UUID
    number: int


def write(attempt: Attempt, at: datetime, progress: Progress | None = None) -> bool:
    """Write a heartbeat, with progress if there is any; false where the job is no longer this attempt's."""
    with acting_for(attempt.authority_id):
        rows = Job.objects.filter(pk=attempt.job_id, state=State.RUNNING, attempts=attempt.number)
        told = progress.columns() if progress else {}
        return bool(rows.update(heartbeat_at=at, **told))


class Pulse:
    """A thread that says a job is alive and how far it is, whatever transaction its handler stands in.

    Where the database cannot take it now (SQLite, while the handler writes) it is said at the next beat.
    """

    def __init__(
        self,
        attempt: Attempt,
        *,
        every: float = HEARTBEAT_SECONDS,
        clock: Callable[[], datetime] = timezone.now,
        write: Callable[[Attempt, datetime, Progress | None], object] = write,
    ) -> None:
        self._attempt, self._every, self._clock, self._write = attempt, every, clock, write
        self._latest: Progress | None = None
        self._lock, self._wake, self._over = Lock(), Event(), Event()
        self._thread = Thread(target=self._beat, name=f"pulse-{attempt.job_id}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._wake.set()
        self._thread.join(timeout=30)

    def tell(self, progress: Progress) -> None:
        """Have this written as soon as it can be."""
        with self._lock:
            self._latest = progress
        self._wake.set()

    def _beat(self) -> None:
        try:
            while not self._over.is_set():
                self._wake.wait(self._every)
                self._wake.clear()
                self._once()
        finally:
            connection.close()

    def _once(self) -> None:
        with self._lock:
            progress, self._latest = self._latest, None
        try:
            self._write(self._attempt, self._clock(), progress)
        except DatabaseError as why:
            log.warning("job.pulse_missed", job=str(self._attempt.job_id), why=type(why).__name__)
            connection.close()
            with self._lock:
                self._latest = self._latest or progress
