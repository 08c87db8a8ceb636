"""Jobs start, say how far they are, end, are tried again, cancelled and reaped."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django_tasks_db.models import DBTaskResult

from oversight.foundation.accounts.models import Membership
from oversight.foundation.authorities import happenings
from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.jobs import actions, queries, reaping
from oversight.foundation.jobs.events import JobEnded
from oversight.foundation.jobs.models import Job
from oversight.foundation.jobs.progress import Attempt, Progress, write
from oversight.foundation.jobs.running import BACKOFF, Running, run
from oversight.foundation.jobs.worker import run_waiting


def started(council, now, role="QM", **values) -> Job:
    by = council.actor(role)
    with acting_for(by.authority_id):
        return actions.start("test.job", by=by, at=now, **values)


def as_it_is(job: Job) -> Job:
    with acting_for(job.authority_id):
        return Job.objects.get(pk=job.pk)


def carry_out(job: Job, at) -> Job:
    run(job.authority_id, job.pk, clock=lambda: at)
    return as_it_is(job)


def heard(monkeypatch) -> list[JobEnded]:
    told: list[JobEnded] = []
    monkeypatch.setitem(happenings._listeners, JobEnded, [lambda ended, by, at: told.append(ended)])
    return told


def test_a_job_runs_as_whoever_asked_and_keeps_what_came_of_it(house, now, kinds, monkeypatch):
    told, seen = heard(monkeypatch), []

    @kinds.job_kind("test.job", title="Count")
    def count(job: Running):
        with job.inside():
            seen.append((job.by.person_id, job.by.roles, job.job.payload))
        return {"rows_added": 3}

    job = started(house.anyshire, now, payload={"file": "DOC-0001"}, about="/imports/IM-0001/")
    assert (job.reference, job.state) == ("J-0001", "waiting")
    done = carry_out(job, now + timedelta(seconds=9))
    qm = house.actor("QM")
    assert seen == [(qm.person_id, qm.roles, {"file": "DOC-0001"})]
    assert (done.state, done.result, done.attempts) == ("done", {"rows_added": 3}, 1)
    assert done.ended_at == now + timedelta(seconds=9)
    assert told == [JobEnded("J-0001", "test.job", "Count", "done", qm.person_id, "/imports/IM-0001/")]


def test_a_job_is_put_before_the_workers_only_when_its_transaction_is_saved(
    house, now, kinds, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    kinds.job_kind("test.job", title="Count")(lambda job: {"ran": 1})
    with django_capture_on_commit_callbacks(execute=True):
        job = started(house.anyshire, now)
        assert not DBTaskResult.objects.exists()
    assert DBTaskResult.objects.get().args_kwargs["args"] == [str(job.authority_id), str(job.pk)]
    run_waiting()
    assert as_it_is(job).state == "done"


def test_a_job_of_an_undone_transaction_never_was(house, now, kinds, django_capture_on_commit_callbacks):
    kinds.job_kind("test.job", title="Count")(lambda job: {})
    with django_capture_on_commit_callbacks(execute=True) as kept, pytest.raises(RuntimeError):
        with acting_for(house.anyshire.authority.id):
            actions.start("test.job", by=house.actor("QM"), at=now)
            raise RuntimeError
    assert kept == []
    assert not Job.objects.exists()


def test_an_unknown_kind_and_a_large_payload_are_not_taken(house, now, kinds):
    with pytest.raises(LookupError):
        started(house.anyshire, now)
    kinds.job_kind("test.job", title="Count")(lambda job: {})
    with pytest.raises(ValueError, match="too large"):
        started(house.anyshire, now, payload={"file": "x" * 20_000})
    assert not Job.objects.exists()


def test_a_job_is_run_once_however_often_it_is_offered(house, now, kinds):
    runs = []
    kinds.job_kind("test.job", title="Count")(lambda job: runs.append(1) or {})
    job = started(house.anyshire, now)
    carry_out(job, now)
    carry_out(job, now)
    run(house.otherborough.authority.id, job.pk, clock=lambda: now)
    assert runs == [1]


def test_an_error_is_tried_again_after_a_while_and_then_given_up(house, now, kinds, monkeypatch):
    told, runs = heard(monkeypatch), []

    @kinds.job_kind("test.job", title="Count", retries=2)
    def fails(job: Running):
        runs.append(job.at)
        job.progress(412, 1240, "Checking your file.")
        raise ZeroDivisionError("what somebody typed")

    job = carry_out(started(house.anyshire, now), now)
    assert (job.state, job.next_try_at, job.attempts) == ("waiting", now + BACKOFF[0], 1)
    assert queries.told(job, now).sentence == "It stopped and will be tried again."
    carry_out(job, now + timedelta(seconds=59))
    assert len(runs) == 1
    second = carry_out(job, now + timedelta(minutes=1))
    assert second.next_try_at == now + timedelta(minutes=1) + BACKOFF[1]
    third = carry_out(job, second.next_try_at)
    assert (third.state, third.attempts, len(runs)) == ("failed", 3, 3)
    assert queries.told(third, now).sentence == (
        "This did not finish. Something went wrong on our side. 412 of 1,240 rows done."
    )
    assert [each.state for each in told] == ["failed"]


def test_the_log_of_a_failure_holds_no_words_of_the_error(house, now, kinds, capsys, caplog):
    @kinds.job_kind("test.job", title="Count")
    def fails(job: Running):
        raise ZeroDivisionError("Mrs Somebody of 4 Elm Road")

    carry_out(started(house.anyshire, now), now)
    said = caplog.text + "".join(capsys.readouterr())
    assert "job.failed" in said
    assert "ZeroDivisionError" in said
    assert "Elm Road" not in said


def test_a_refusal_is_told_in_its_own_words_and_not_tried_again(house, now, kinds):
    @kinds.job_kind("test.job", title="Count", retries=5)
    def refuses(job: Running):
        raise Refused("The file has no column for the name of the service.")

    job = carry_out(started(house.anyshire, now), now)
    assert (job.state, job.error) == ("failed", "The file has no column for the name of the service.")


def test_nothing_is_done_for_somebody_who_lost_their_roles(house, now, kinds):
    runs = []
    kinds.job_kind("test.job", title="Count")(lambda job: runs.append(1) or {})
    job = started(house.anyshire, now)
    with acting_for(house.anyshire.authority.id):
        Membership.objects.filter(person=house.anyshire.people["QM"]).update(ends_on="2026-11-01")
    job = carry_out(job, now)
    assert (job.state, runs) == ("failed", [])
    assert "no longer has a role here" in job.error


def test_a_role_at_another_council_is_not_enough(house, now, kinds):
    runs = []
    kinds.job_kind("test.job", title="Count")(lambda job: runs.append(1) or {})
    job = started(house.anyshire, now)
    person = house.anyshire.people["QM"]
    with acting_for(house.anyshire.authority.id):
        Membership.objects.filter(person=person).update(ends_on="2026-11-01")
    with acting_for(house.otherborough.authority.id):
        Membership.objects.create(authority=house.otherborough.authority, person=person, role="QM",
                                  starts_on="2026-01-01", granted_by=uuid4())  # fmt: skip
    assert carry_out(job, now).state == "failed"
    assert runs == []


class TestProgress:
    def running(self, house, now, ticks):
        job = started(house.anyshire, now)
        told: list[Progress] = []
        return Running(job, house.actor("QM"), now, tell=told.append, ticks=ticks), told

    def test_it_is_written_at_most_every_half_second_and_at_the_end(self, house, now, kinds):
        kinds.job_kind("test.job", title="Count")(lambda job: {})
        times = iter([0.0, 0.1, 0.4, 0.6, 0.7])
        running, told = self.running(house, now, lambda: next(times))
        for done in (1, 2, 3, 4):
            running.progress(done, 5, "Checking.")
        assert [each.done for each in told] == [1, 4]
        running.progress(5, 5)
        assert told[-1] == Progress(5, 5, "Checking.")

    def test_a_new_sentence_is_written_at_once(self, house, now, kinds):
        kinds.job_kind("test.job", title="Count")(lambda job: {})
        running, told = self.running(house, now, lambda: 1.0)
        running.progress(1, 5, "Checking.")
        running.progress(2, 5, "Saving.")
        assert [each.sentence for each in told] == ["Checking.", "Saving."]

    def test_writing_changes_the_row_and_its_heartbeat(self, house, now, kinds):
        kinds.job_kind("test.job", title="Count")(lambda job: {})
        job = started(house.anyshire, now)
        attempt = Attempt(job.authority_id, job.pk, 1)
        assert write(attempt, now) is False
        with acting_for(job.authority_id):
            Job.objects.filter(pk=job.pk).update(state="running", attempts=1)
        assert write(attempt, now + timedelta(seconds=7), Progress(412, 1240, "Checking your file."))
        row = as_it_is(job)
        assert (row.done, row.total, row.sentence) == (412, 1240, "Checking your file.")
        assert row.heartbeat_at == now + timedelta(seconds=7)

    def test_a_worker_that_was_given_up_writes_nothing(self, house, now, kinds):
        kinds.job_kind("test.job", title="Count")(lambda job: {})
        job = started(house.anyshire, now)
        with acting_for(job.authority_id):
            Job.objects.filter(pk=job.pk).update(state="running", attempts=2)
        assert write(Attempt(job.authority_id, job.pk, 1), now, Progress(9, 9, "Old")) is False
        assert as_it_is(job).done == 0


class TestCancelling:
    def test_a_waiting_job_is_cancelled_at_once_and_never_runs(self, house, now, kinds):
        runs = []
        kinds.job_kind("test.job", title="Count")(lambda job: runs.append(1) or {})
        job = started(house.anyshire, now)
        with acting_for(job.authority_id):
            actions.cancel(job, by=house.actor("QM"), at=now)
        assert carry_out(job, now).state == "cancelled"
        assert runs == []

    def test_a_running_job_stops_at_its_next_safe_place_and_says_how_far(self, house, now, kinds):
        @kinds.job_kind("test.job", title="Count")
        def counts(job: Running):
            job.stop_if_cancelled()
            job.progress(412, 1240, "Checking your file.")
            with job.inside():
                actions.cancel(job.job, by=job.by, at=now)
            job._asked = float("-inf")
            job.stop_if_cancelled()
            raise AssertionError("it went on")

        job = carry_out(started(house.anyshire, now), now)
        assert job.state == "cancelled"
        assert queries.told(job, now).sentence == "This was cancelled. 412 of 1,240 rows done."

    def test_what_has_ended_is_not_cancelled(self, house, now, kinds):
        kinds.job_kind("test.job", title="Count")(lambda job: {})
        job = carry_out(started(house.anyshire, now), now)
        with acting_for(job.authority_id), pytest.raises(Refused, match="already ended"):
            actions.cancel(job, by=house.actor("QM"), at=now)
        assert as_it_is(job).state == "done"

    def test_others_cannot_cancel_it(self, house, now, kinds):
        kinds.job_kind("test.job", title="Count")(lambda job: {})
        job = started(house.anyshire, now)
        for somebody in (house.outsider, house.actor("QO")):
            with acting_for(somebody.authority_id), pytest.raises(NotHere):
                actions.cancel(job, by=somebody, at=now)
        assert as_it_is(job).state == "waiting"
        assert as_it_is(job).cancel_asked_at is None


class TestReaper:
    def running(self, council, now, kinds, *, retries=0, silent=timedelta(minutes=3)) -> Job:
        kinds.job_kind("test.job", title="Count", retries=retries)(lambda job: {})
        job = started(council, now)
        with acting_for(job.authority_id):
            Job.objects.filter(pk=job.pk).update(
                state="running", attempts=1, heartbeat_at=now - silent, done=412, total=1240
            )
        return job

    def test_a_silent_job_is_failed_and_says_how_far_it_got(self, house, now, kinds):
        job = self.running(house.anyshire, now, kinds)
        assert reaping.reap(now) == 1
        job = as_it_is(job)
        assert job.state == "failed"
        assert queries.told(job, now).sentence == (
            "This did not finish. It stopped, because the server it ran on stopped. 412 of 1,240 rows done."
        )

    def test_one_that_may_be_tried_again_is(self, house, now, kinds):
        job = self.running(house.anyshire, now, kinds, retries=1)
        reaping.reap(now)
        job = as_it_is(job)
        assert (job.state, job.next_try_at) == ("waiting", now + BACKOFF[0])
        assert carry_out(job, job.next_try_at).state == "done"

    def test_one_that_was_to_be_cancelled_is_cancelled(self, house, now, kinds):
        job = self.running(house.anyshire, now, kinds, retries=1)
        with acting_for(job.authority_id):
            Job.objects.filter(pk=job.pk).update(cancel_asked_at=now)
        reaping.reap(now)
        assert as_it_is(job).state == "cancelled"

    def test_one_that_is_alive_is_left(self, house, now, kinds):
        job = self.running(house.anyshire, now, kinds, silent=timedelta(seconds=119))
        assert reaping.reap(now) == 0
        assert as_it_is(job).state == "running"

    def test_an_old_worker_that_wakes_up_changes_nothing(self, house, now, kinds):
        """It was given up and tried again: what the first attempt brings home is not written."""
        told = []

        @kinds.job_kind("test.job", title="Count", retries=1)
        def slow(job: Running):
            with acting_for(job.job.authority_id):
                Job.objects.filter(pk=job.job.pk).update(heartbeat_at=now - timedelta(hours=1))
            reaping.reap(now)
            told.append("late")
            return {"rows": 1}

        job = carry_out(started(house.anyshire, now), now)
        assert told == ["late"]
        assert (job.state, job.result) == ("waiting", {})

    def test_what_nobody_took_is_offered_again(self, house, now, kinds, django_capture_on_commit_callbacks):
        kinds.job_kind("test.job", title="Count")(lambda job: {})
        job = started(house.anyshire, now)
        with django_capture_on_commit_callbacks(execute=True):
            assert reaping.reap(now + timedelta(minutes=9)) == 0
            assert reaping.reap(now + timedelta(minutes=11)) == 1
            assert reaping.reap(now + timedelta(minutes=12)) == 0
        assert DBTaskResult.objects.get().args_kwargs["args"][1] == str(job.pk)


def test_the_system_runs_its_own_jobs(house, now, kinds):
    seen = []
    kinds.job_kind("test.job", title="Count")(lambda job: seen.append(job.by) or {})
    by = Actor.system(house.anyshire.authority.id)
    with acting_for(by.authority_id):
        job = actions.start("test.job", by=by, at=now)
    carry_out(job, now)
    assert seen == [by]
