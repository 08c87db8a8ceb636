"""The schedule starts each thing once, at London's times."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from oversight.foundation.audit.models import Submission
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.jobs.models import Job, Slot
from oversight.foundation.jobs.registry import kind_named
from oversight.foundation.jobs.schedule import Planned, start_due
from oversight.foundation.jobs.worker import one_round, planned_here

DAILY = Planned("digests", "test.daily", at=time(7))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("2026-11-23 07:00", "2026-11-23 07:00"),
        ("2026-11-23 06:59", "2026-11-22 07:00"),
        ("2026-07-01 06:00", "2026-07-01 06:00"),  # 7am in summer
        ("2026-03-29 05:59", "2026-03-28 07:00"),  # the night the clocks go forward
        ("2026-03-29 06:00", "2026-03-29 06:00"),
        ("2026-10-25 06:59", "2026-10-24 06:00"),  # and back
        ("2026-10-25 07:00", "2026-10-25 07:00"),
    ],
)
def test_a_time_of_day_is_londons(now, slot):
    assert DAILY.last_slot(moment(now)) == moment(slot)


def test_a_weekday_and_an_interval():
    monday = Planned("weekly", "test.daily", at=time(7), weekday=0)
    assert monday.last_slot(moment("2026-11-25 12:00")) == moment("2026-11-23 07:00")
    assert monday.last_slot(moment("2026-11-23 06:00")) == moment("2026-11-16 07:00")
    often = Planned("often", "test.daily", every=timedelta(minutes=15))
    assert often.last_slot(moment("2026-11-23 09:44")) == moment("2026-11-23 09:30")


@pytest.mark.parametrize("when", [{}, {"every": timedelta(hours=1), "at": time(7)}])
def test_a_plan_says_one_of_both(when):
    with pytest.raises(ValueError, match="either"):
        Planned("odd", "test.daily", **when)


def jobs_of(council) -> int:
    with acting_for(council.authority.id):
        return Job.objects.filter(authority=council.authority, kind="test.daily").count()


def test_each_authority_gets_it_once_however_many_workers_look(house, now, kinds):
    kinds.job_kind("test.daily", title="Daily")(lambda job: {})
    for minutes in range(5):
        start_due([DAILY], now + timedelta(minutes=minutes))
    assert (jobs_of(house.anyshire), jobs_of(house.otherborough)) == (1, 1)
    start_due([DAILY], now + timedelta(days=1))
    assert jobs_of(house.anyshire) == 2


def test_a_worker_that_comes_second_starts_nothing(house, now, kinds, monkeypatch):
    """Both looked before either wrote: the row that is there once decides."""
    kinds.job_kind("test.daily", title="Daily")(lambda job: {})
    start_due([DAILY], now)
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda self: False)
    start_due([DAILY], now)
    monkeypatch.undo()
    assert jobs_of(house.anyshire) == 1


def test_what_was_missed_is_started_once(house, now, kinds):
    kinds.job_kind("test.daily", title="Daily")(lambda job: {})
    start_due([DAILY], now)
    start_due([DAILY], now + timedelta(days=5))
    assert jobs_of(house.anyshire) == 2


def test_the_schedule_of_the_house_names_kinds_that_are_there(db):
    plans = planned_here()
    assert {each.name for each in plans} >= {"digests", "tidy"}
    assert all(kind_named(each.kind) for each in plans)
    assert len({each.name for each in plans}) == len(plans)


def test_one_step_that_fails_stops_no_other(house, now, kinds):
    done = []
    kinds._chores.clear()
    kinds.chore("bad")(lambda at: 1 / 0)
    kinds.chore("good")(lambda at: done.append(at))
    one_round(now, [Planned("unknown", "no.such.kind", at=time(7))], {})
    assert done == [now]


def test_a_chore_is_done_no_more_often_than_it_says(house, now, kinds):
    done, last = [], {}
    kinds._chores.clear()
    kinds.chore("rare", every=timedelta(minutes=5))(lambda at: done.append(at))
    for minute in (0, 1, 4, 5, 9, 10):
        one_round(now + timedelta(minutes=minute), [], last)
    assert done == [now, now + timedelta(minutes=5), now + timedelta(minutes=10)]


def test_tidying_removes_what_is_old_and_nothing_else(house, now, kinds):
    kinds.job_kind("test.daily", title="Daily")(lambda job: {})
    start_due([DAILY], now - timedelta(days=50))
    start_due([DAILY], now)
    from oversight.foundation.jobs import actions, running

    by, person = house.anyshire.system, house.anyshire.people["QO"].pk
    for days in (31, 29):
        sent = now - timedelta(days=days)
        Submission.objects.create(person_id=person, token=uuid4(), path="/", digest="0" * 64, at=sent)
    with acting_for(by.authority_id):
        job = actions.start("jobs.tidy", by=by, at=now)
    running.run(by.authority_id, job.pk, clock=lambda: now)
    with acting_for(by.authority_id):
        assert Job.objects.get(pk=job.pk).result == {
            "times": 1, "jobs": 0, "notes": 0, "forms": 1, "sessions": 0,
        }  # fmt: skip
        assert Slot.objects.filter(authority=house.anyshire.authority).count() == 1
