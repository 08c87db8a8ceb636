"""The pulse says that a job is alive from a thread of its own."""

from __future__ import annotations

from threading import Event
from uuid import uuid4

from django.db import OperationalError

from oversight.foundation.jobs.progress import Attempt, Progress, Pulse

ATTEMPT = Attempt(uuid4(), uuid4(), 1)


def test_progress_is_written_as_it_is_told_and_a_heartbeat_without_it(now):
    written, enough = [], Event()

    def write(attempt, at, progress):
        written.append((at, progress))
        if sum(each is None for _, each in written) > 1 and any(each for _, each in written):
            enough.set()

    with Pulse(ATTEMPT, every=0.01, clock=lambda: now, write=write) as pulse:
        pulse.tell(Progress(1, 2, "Half."))
        assert enough.wait(5)
    assert (now, Progress(1, 2, "Half.")) in written
    assert (now, None) in written


def test_what_the_database_could_not_take_is_written_at_the_next_beat(now):
    told, enough = [], Event()

    def write(attempt, at, progress):
        if progress is None:
            return
        told.append(progress)
        if len(told) == 1:
            raise OperationalError("database is locked")
        enough.set()

    with Pulse(ATTEMPT, every=0.01, clock=lambda: now, write=write) as pulse:
        pulse.tell(Progress(1, 2, "Half."))
        assert enough.wait(5)
    assert told == [Progress(1, 2, "Half."), Progress(1, 2, "Half.")]


def test_it_ends_with_the_job(now):
    pulse = Pulse(ATTEMPT, every=60, clock=lambda: now, write=lambda *_: None)
    with pulse:
        assert pulse._thread.is_alive()
    assert not pulse._thread.is_alive()
