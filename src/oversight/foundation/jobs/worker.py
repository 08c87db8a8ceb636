"""The worker: runs jobs, the schedule, the reaper and the chores until it is told to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from threading import Event, Thread
from uuid import uuid4

import structlog
from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Worker

from oversight.foundation.jobs import reaping, registry, schedule
from oversight.foundation.jobs.schedule import Planned

ROUND_SECONDS, LOOK_SECONDS, GRACE_SECONDS = 5.0, 0.5, 60.0

log = structlog.get_logger(__name__)


def work(
    stop: Event, *, planned: Iterable[Planned] | None = None, clock: Callable[[], datetime] = timezone.now
) -> None:
    """Work until ``stop`` is set: jobs in a thread of their own, everything else in rounds in this one.

    Several workers, on several machines, may work at once on PostgreSQL; one on SQLite. A job that is
    still running when the time to stop is up is picked up by the reaper of whoever works next.
    """
    plans = tuple(planned) if planned is not None else planned_here()
    runner, last = _runner(), dict[str, datetime]()
    thread = Thread(target=_run_jobs, args=(runner, stop), name="jobs", daemon=True)
    thread.start()
    while not stop.is_set():
        one_round(clock(), plans, last)
        close_old_connections()
        stop.wait(ROUND_SECONDS)
    runner.running = False
    thread.join(timeout=GRACE_SECONDS)


def planned_here() -> tuple[Planned, ...]:
    """The schedule of this installation: ``SCHEDULE`` in the settings names it."""
    found: Iterable[Planned] = import_string(
        getattr(settings, "SCHEDULE", "oversight.config.schedule.SCHEDULE")
    )
    return tuple(found)


def one_round(at: datetime, planned: Iterable[Planned], last: dict[str, datetime]) -> None:
    """One round: start what is due, look after what was left behind, do the chores. None stops another.

    ``last`` remembers between rounds when each chore was done.
    """
    _safely("schedule", lambda: schedule.start_due(planned, at))
    _safely("reaper", lambda: reaping.reap(at))
    for name, chore in registry.chores().items():
        if name not in last or at - last[name] >= chore.every:
            last[name] = at
            _safely(name, partial(chore.do, at))


def run_waiting() -> None:
    """Run every job that waits, then return: for set-up and journeys. Never inside a transaction."""
    _runner().run()


def _runner() -> Worker:
    return Worker(
        queue_names=["default"], interval=0.5, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id=uuid4().hex, excluded_queue_names=[],
    )  # fmt: skip


def _run_jobs(runner: Worker, stop: Event) -> None:
    try:
        while not stop.is_set():
            _safely("jobs", runner.run)
            stop.wait(LOOK_SECONDS)
    finally:
        connection.close()


def _safely(name: str, do: Callable[[], object]) -> None:
    try:
        do()
    except Exception as why:
        log.error("worker.step_failed", step=name, error=type(why).__name__)
        connection.close_if_unusable_or_obsolete()
