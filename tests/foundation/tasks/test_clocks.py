"""The clocks of a policy: started, met and missed, over holidays and changes of the hour."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from oversight.engine.model import BadInput
from oversight.foundation.audit.rows import faults
from oversight.foundation.authorities.actor import Refused
from oversight.foundation.messages.models import Notification
from oversight.foundation.tasks import actions, queries
from oversight.foundation.tasks.models import Task, TaskPause


def moment(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def test_a_clock_keeps_its_rule_in_words_and_its_clause(deeds):
    task = deeds.start()
    assert (task.reference, task.title) == ("T-0001", "Tell the provider of the decision")
    assert task.rule == "5 working days after the decision, clause 19.1"
    assert (task.pack, task.edition, task.clause) == ("shire", "1", "19/1")
    assert (task.due_on, task.counts_from) == (date(2026, 11, 30), date(2026, 11, 23))
    assert (task.owner, task.pool, task.state) == (deeds.who("QO"), "", "running")
    assert deeds.events(task) == ["task.started"]


def test_without_words_of_the_event_the_rule_says_the_policys(deeds):
    assert deeds.start(event="").rule == "5 working days after restriction decided, clause 19.1"
    assert deeds.start("six-months", event="").title == "Six months"


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-12-18T12:00:00+00:00", date(2026, 12, 29)),
        ("2026-12-23T12:00:00+00:00", date(2027, 1, 4)),
        ("2026-12-24T23:59:00+00:00", date(2027, 1, 5)),
        ("2026-12-31T09:00:00+00:00", date(2027, 1, 8)),
    ],
)
def test_working_days_over_christmas_2026(deeds, at, due):
    task = deeds.start(at=moment(at))
    assert task.due_on == due
    assert "2026-12-28 Boxing Day" in task.skipped or due > date(2027, 1, 5)


@pytest.mark.parametrize(
    ("at", "counts_from", "due"),
    [
        ("2026-10-24T22:59:00+00:00", date(2026, 10, 24), date(2026, 11, 3)),
        ("2026-10-24T23:30:00+00:00", date(2026, 10, 25), date(2026, 11, 4)),
        ("2026-10-25T23:30:00+00:00", date(2026, 10, 25), date(2026, 11, 4)),
        ("2026-07-15T23:30:00+00:00", date(2026, 7, 16), date(2026, 7, 26)),
    ],
)
def test_the_day_of_the_event_is_londons_when_the_clocks_change(deeds, at, counts_from, due):
    task = deeds.start("record-sent", at=moment(at))
    assert (task.counts_from, task.due_on) == (counts_from, due)


@pytest.mark.parametrize(
    ("start", "done", "state"),
    [
        ("2026-10-15T12:00:00+00:00", "2026-10-25T00:30:00+00:00", "met"),
        ("2026-10-15T12:00:00+00:00", "2026-10-25T23:59:59+00:00", "met"),
        ("2026-10-15T12:00:00+00:00", "2026-10-26T00:00:00+00:00", "met_late"),
        ("2026-06-20T12:00:00+00:00", "2026-06-30T22:59:59+00:00", "met"),
        ("2026-06-20T12:00:00+00:00", "2026-06-30T23:00:00+00:00", "met_late"),
    ],
)
def test_a_day_ends_at_midnight_in_london_on_days_the_clocks_change_too(deeds, start, done, state):
    task = deeds.start("record-sent", at=moment(start))
    assert deeds.do(actions.complete, task, at=moment(done)).state == state


def test_months_and_a_clock_that_counts_back(deeds):
    assert deeds.start("six-months", starts=date(2026, 8, 31)).due_on == date(2027, 2, 28)
    assert deeds.start("papers", starts=date(2027, 1, 7)).due_on == date(2026, 12, 30)


def test_a_clock_cannot_start_under_a_policy_that_is_not_in_force(deeds, others):
    with pytest.raises(Refused, match="is not in force on 23 November 2026"):
        others.start()
    with pytest.raises(BadInput, match="not a clock of shire/1"):
        deeds.start("notfy")
    with deeds.inside():
        assert not Task.objects.exists()


def test_the_owner_must_work_here_and_the_pool_must_be_one(deeds, others):
    for given, said in (
        ({"owner": "PU"}, "does work here"),
        ({"owner": "SA"}, "does work here"),
        ({"pool": "AU"}, "Select a pool"),
        ({"pool": "XX"}, "Select a pool"),
    ):
        with pytest.raises(Refused, match=said):
            deeds.start(**given)
    with pytest.raises(Refused, match="one person or one pool"), deeds.inside():
        actions.start_clock(
            clock="notify", pack="shire", about="S-1", about_name="", about_url="", by=deeds.by("QM"),
            at=deeds.now,
        )  # fmt: skip
    with pytest.raises(Refused, match="does work here"), deeds.inside():
        actions.add(
            title="X", due_on=date(2026, 12, 1), owner=others.who("QO"), by=deeds.by("QM"), at=deeds.now
        )
    with deeds.inside():
        assert not Task.objects.exists()


def test_a_task_never_leads_to_another_site(deeds):
    for url in ("https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example"):
        with pytest.raises(ValueError, match="page of this service"):
            deeds.start(about_url=url)


@pytest.mark.parametrize(
    "wrong",
    [
        {"pool": "QM"},
        {"owner": None},
        {"due_on": None},
        {"state": "asleep"},
        {"state": "met"},
        {"ended_by": "00000000-0000-0000-0000-000000000000"},
        {"rule": ""},
        {"clock": ""},
        {"counts_from": None},
    ],
)
def test_the_database_keeps_one_owner_one_date_and_a_whole_clock(deeds, wrong):
    task = deeds.start()
    with deeds.inside(), pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**wrong)


def test_the_database_keeps_references_apart_and_one_pause_open(deeds):
    task, other = deeds.start("answer-request"), deeds.start()
    with deeds.inside():
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.filter(pk=other.pk).update(reference=task.reference)
        row = {"authority_id": task.authority_id, "task": task, "reason": "fee-notice", "why": "A fee"}
        TaskPause.objects.create(begins_on=date(2026, 11, 24), **row)
        with pytest.raises(IntegrityError), transaction.atomic():
            TaskPause.objects.create(begins_on=date(2026, 11, 25), **row)
        with pytest.raises(IntegrityError), transaction.atomic():
            TaskPause.objects.create(begins_on=date(2026, 11, 25), runs_on=date(2026, 11, 24), **row)


def test_a_capability_ends_the_clock_that_waited_for_its_deed(deeds):
    told, appeal, elsewhere = deeds.start(), deeds.start("appeal-decided"), deeds.start(about="S-0999")
    with deeds.inside():
        ended = actions.end_clock(clock="notify", about="S-0123", by=deeds.by("QO"), at=deeds.now)
        assert [each.reference for each in ended] == [told.reference]
        gone = actions.cancel_clocks(
            about="S-0123", reason="The restriction was withdrawn", by=deeds.by("QO"), at=deeds.now
        )
        assert [each.reference for each in gone] == [appeal.reference]
        assert [each.reference for each in queries.of(deeds.by("QO"), "S-0123")] == []
        assert [each.state for each in queries.ended_of(deeds.by("QO"), "S-0123")] == ["met", "cancelled"]
    assert deeds.fresh(elsewhere).state == "running"


def test_the_owner_hears_of_a_new_task_unless_they_made_it(deeds):
    deeds.start(owner="QO", role="QM")
    deeds.start(owner="QM", role="QM")
    with deeds.inside():
        assert list(Notification.objects.values_list("person__email", "words", "about")) == [
            ("qo@anyshire.example", "T-0001 is yours: Tell the provider of the decision", "T-0001")
        ]


def test_every_row_is_vouched_for(deeds):
    deeds.start()
    task = deeds.start("answer-request")
    deeds.do(actions.pause, task, reason="fee-notice", why="The fee", at=moment("2026-11-25T10:00+00:00"))
    deeds.do(actions.resume, task, at=moment("2026-11-27T10:00+00:00"))
    deeds.do(actions.reassign, task, role="QM", pool="QM", reason="Somebody else")
    deeds.do(actions.take, task, role="QM")
    deeds.do(actions.complete, task, role="QM")
    with deeds.inside():
        assert list(faults(deeds.council.system)) == []
        Task.objects.filter(pk=task.pk).update(due_on=date(2027, 12, 1))
        assert any("changed behind the service" in each for each in faults(deeds.council.system))
