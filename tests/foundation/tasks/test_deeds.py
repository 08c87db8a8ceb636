"""Completing, giving, taking, pausing and cancelling: who may, in what state, and that a refusal writes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from oversight.foundation.audit.corrections import Stale
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.messages.models import Notification
from oversight.foundation.tasks import actions, bulk, queries
from oversight.foundation.tasks.models import Task, TaskPause


def moment(day, hour=10):
    return (
        datetime(2026, 11, day, hour, tzinfo=UTC)
        if day <= 30
        else datetime(2026, 12, day - 30, hour, tzinfo=UTC)
    )


@pytest.fixture
def unchanged(deeds):
    """Nothing at all is written about a task by a deed that is refused."""

    def check(task, error, said, action, /, **given):
        before, events = deeds.fresh(task).values(), deeds.events()
        with pytest.raises(error, match=said):
            deeds.do(action, task, **given)
        assert deeds.fresh(task).values() == before
        assert deeds.events() == events

    return check


def test_its_owner_completes_a_task_and_it_says_who_when_and_how(deeds):
    task = deeds.start()
    done = deeds.do(actions.complete, task, note="  Told by telephone and letter ")
    assert (done.state, done.ended_at, done.ended_by) == ("met", deeds.now, deeds.who("QO").pk)
    assert done.ended_why == "Told by telephone and letter"
    assert deeds.events(task) == ["task.started", "task.completed"]


def test_a_task_done_after_its_day_is_met_late(deeds):
    task = deeds.start()
    assert deeds.do(actions.complete, task, at=moment(31)).state == "met_late"
    assert deeds.events(task)[-1] == "task.completed_late"


def test_who_may_complete_cancel_and_give(deeds, unchanged):
    task = deeds.start(owner="QO")
    for action, given in (
        (actions.complete, {}),
        (actions.cancel, {"reason": "Not needed"}),
        (actions.reassign, {"pool": "QM", "reason": "Away"}),
        (actions.pause, {"reason": "fee-notice", "why": "A fee"}),
    ):
        for role in ("SRM", "PL", "AU", "PU"):
            unchanged(task, NotHere, "T-0001", action, role=role, **given)
    unchanged(task, NotHere, "T-0001", actions.cancel, role="QO", reason="I would rather not")
    assert deeds.do(actions.cancel, task, role="QM", reason="The decision was withdrawn").state == "cancelled"


def test_one_may_cancel_what_one_put_on_oneself(deeds, unchanged):
    own = deeds.add(owner="QO", role="QO")
    given = deeds.add(owner="QO", role="QM")
    unchanged(own, Refused, "Enter why you are cancelling", actions.cancel, reason=" ")
    assert deeds.do(actions.cancel, own, reason="Done by somebody else").ended_why == "Done by somebody else"
    unchanged(given, NotHere, "T-0002", actions.cancel, reason="No")


def test_what_has_ended_is_not_changed(deeds, unchanged):
    task = deeds.start("answer-request")
    deeds.do(actions.complete, task)
    said = "T-0001 was completed on 23 November 2026"
    unchanged(task, Refused, said, actions.complete)
    unchanged(task, Refused, said, actions.cancel, role="QM", reason="No")
    unchanged(task, Refused, said, actions.reassign, role="QM", reason="No", pool="QM")
    unchanged(task, Refused, said, actions.take, role="QM")
    unchanged(task, Refused, said, actions.pause, reason="fee-notice", why="A fee")


def test_two_people_at_one_task_do_not_overwrite_one_another(deeds, unchanged):
    task = deeds.start()
    deeds.do(actions.reassign, task, role="QM", owner=deeds.who("SRM"), reason="On leave")
    unchanged(task, Stale, "Somebody else saved", actions.complete, role="QM", version=1)
    unchanged(task, Stale, "Somebody else saved", actions.cancel, role="QM", reason="No", version=1)
    unchanged(
        task, Stale, "Somebody else saved", actions.reassign, role="QM", reason="No", pool="QM", version=1
    )


def test_a_task_is_given_with_a_reason_and_the_new_owner_is_told(deeds, unchanged):
    task = deeds.start(owner="QM", role="QM")
    unchanged(task, Refused, "Enter why", actions.reassign, role="QM", owner=deeds.who("QO"), reason="  ")
    unchanged(
        task,
        Refused,
        "already with Quality manager",
        actions.reassign,
        role="QM",
        owner=deeds.who("QM"),
        reason="X",
    )
    unchanged(task, Refused, "one person or one pool", actions.reassign, role="QM", reason="X")
    unchanged(
        task,
        Refused,
        "one person or one pool",
        actions.reassign,
        role="QM",
        owner=deeds.who("QO"),
        pool="QO",
        reason="X",
    )
    unchanged(task, Refused, "does work here", actions.reassign, role="QM", owner=deeds.who("PU"), reason="X")
    given = deeds.do(actions.reassign, task, role="QM", owner=deeds.who("QO"), reason="Knows the home")
    assert (given.owner, given.pool, given.version) == (deeds.who("QO"), "", 2)
    assert deeds.open_of("QO") == ["T-0001"]
    assert deeds.open_of("QM") == []
    with deeds.inside():
        assert Notification.objects.get().words == "T-0001 is now yours: Tell the provider of the decision"
        assert [each.owner_id for each in given.history.order_by("version")] == [
            deeds.who("QM").pk,
            deeds.who("QO").pk,
        ]


def test_an_owner_may_only_put_a_task_back_into_a_pool_of_their_own(deeds, unchanged):
    task = deeds.start(owner="QO")
    unchanged(
        task, Refused, "back into your own pool", actions.reassign, owner=deeds.who("SRM"), reason="Busy"
    )
    unchanged(task, Refused, "back into your own pool", actions.reassign, pool="QM", reason="Busy")
    back = deeds.do(actions.reassign, task, pool="QO", reason="Off sick")
    assert (back.owner, back.pool) == (None, "QO")


def test_somebody_of_the_role_takes_a_task_out_of_the_pool_and_only_the_first(deeds, unchanged):
    task = deeds.start(pool="QO")
    unchanged(task, NotHere, "T-0001", actions.take, role="SRM")
    taken = deeds.do(actions.take, task, role="QO")
    assert (taken.owner, taken.pool) == (deeds.who("QO"), "")
    assert deeds.events(task) == ["task.started", "task.taken"]
    unchanged(task, Refused, "already yours", actions.take, role="QO")
    unchanged(task, Refused, "Quality officer of Anyshire took T-0001 before you", actions.take, role="QM")


def test_adding_for_oneself_ones_pool_and_as_a_lead_for_anybody(deeds):
    with pytest.raises(Refused, match="for yourself and for your own pool"):
        deeds.add(owner="SRM", role="QO")
    with pytest.raises(Refused, match="for yourself and for your own pool"):
        deeds.add(pool="QM", role="QO")
    with pytest.raises(Refused, match="today or in the future"):
        deeds.add(due_on=date(2026, 11, 22))
    with pytest.raises(Refused, match="Enter what to do"):
        deeds.add(title=" ")
    with pytest.raises(NotHere):
        deeds.add(owner="AU", role="AU")
    with deeds.inside():
        assert not Task.objects.exists()
    assert deeds.add().due_on == date(2026, 11, 25)
    assert deeds.add(pool="QO").pool == "QO"
    assert deeds.add(owner="SRM", role="QM").owner == deeds.who("SRM")


def test_a_clock_stands_still_only_for_a_reason_its_policy_knows(deeds, unchanged):
    plain, firm, task = deeds.add(), deeds.start(), deeds.start("answer-request")
    pause = {"reason": "fee-notice", "why": "The fee"}
    unchanged(plain, Refused, "a date of its own", actions.pause, **pause)
    unchanged(
        firm, Refused, "does not let this time limit stand still .5 working days", actions.pause, **pause
    )
    unchanged(
        task, Refused, "Select why the clock stands still", actions.pause, **pause | {"reason": "holiday"}
    )
    unchanged(task, Refused, "Enter what it waits for", actions.pause, **pause | {"why": " "})
    unchanged(
        task, Refused, "must be today or in the past", actions.pause, **pause, begins_on=date(2026, 11, 24)
    )
    unchanged(task, Refused, "must be after 23 November 2026 when the clock started", actions.pause, **pause)
    with deeds.inside():
        assert not TaskPause.objects.exists()


def test_a_pause_moves_the_date_by_the_working_days_it_stood(deeds, unchanged):
    task = deeds.start("answer-request")
    assert task.due_on == date(2026, 12, 21)
    made = deeds.do(actions.pause, task, reason="fee-notice", why="The fee is not paid", at=moment(26))
    assert (made.begins_on, made.runs_on, deeds.fresh(task).state) == (date(2026, 11, 26), None, "paused")
    unchanged(task, Refused, "paused already", actions.pause, reason="fee-notice", why="Again", at=moment(27))
    unchanged(
        task,
        Refused,
        "between 26 November 2026 and today",
        actions.resume,
        at=moment(27),
        runs_on=date(2026, 11, 25),
    )
    unchanged(
        task,
        Refused,
        "between 26 November 2026 and today",
        actions.resume,
        at=moment(27),
        runs_on=date(2026, 11, 28),
    )
    runs = deeds.do(actions.resume, task, at=moment(32))
    assert (runs.state, runs.due_on) == (
        "running",
        date(2026, 12, 29),
    )  # four working days: 26, 27 and 30 November, 1 December; Christmas in between
    assert "2026-11-27 paused: fee-notice" in runs.skipped
    assert deeds.events(task)[-3:] == ["task.paused", "pause.ended", "task.resumed"]
    unchanged(task, Refused, "is not paused", actions.resume, at=moment(32))


def test_a_pause_that_ends_on_its_first_day_moves_nothing(deeds):
    task = deeds.start("answer-request")
    deeds.do(actions.pause, task, reason="fee-notice", why="The fee", at=moment(26, 9))
    runs = deeds.do(actions.resume, task, at=moment(26, 16))
    assert (runs.due_on, runs.state) == (date(2026, 12, 21), "running")
    with deeds.inside():
        pause = TaskPause.objects.get()
        assert pause.begins_on == pause.runs_on


def test_pauses_do_not_overlap_and_none_begins_after_the_date(deeds, unchanged):
    task = deeds.start("answer-request")
    deeds.do(actions.pause, task, reason="fee-notice", why="The fee", at=moment(26))
    deeds.do(actions.resume, task, at=moment(30))
    unchanged(task, Refused, "after the last pause", actions.pause, reason="fee-notice", why="Again", at=moment(30),
              begins_on=date(2026, 11, 27))  # fmt: skip
    late = datetime(2027, 1, 11, 10, tzinfo=UTC)
    unchanged(
        task, Refused, "was due on 23 December 2026", actions.pause, reason="fee-notice", why="Late", at=late
    )


def test_while_it_stands_still_a_task_is_not_late_and_completing_ends_the_pause(deeds):
    task = deeds.start("answer-request")
    deeds.do(actions.pause, task, reason="fee-notice", why="The fee", at=moment(26))
    done = deeds.do(actions.complete, task, at=datetime(2027, 2, 1, 9, tzinfo=UTC))
    assert done.state == "met"
    with deeds.inside():
        assert TaskPause.objects.get().runs_on == date(2027, 2, 1)


def test_many_are_assigned_at_once_and_what_is_left_out_says_why(deeds, others):
    first, second, ended = deeds.start(), deeds.add(owner="QO"), deeds.start(owner="QO")
    mine = deeds.start(owner="SRM")
    deeds.do(actions.complete, ended)
    names = [first.reference, second.reference, ended.reference, mine.reference, "T-0999", "nonsense"]
    with deeds.inside():
        plan = bulk.plan(deeds.by("QM"), names)
        assert [each.reference for each in plan.inside] == ["T-0001", "T-0002", "T-0004"]
        assert [(each.reference, each.why) for each in plan.left_out] == [
            ("T-0003", "Met already"), ("T-0999", "There is no such task")
        ]  # fmt: skip
        done = actions.assign_many(
            references=names,
            owner=deeds.who("SRM"),
            reason="Leave",
            by=deeds.by("QM"),
            at=deeds.now,
            seen=plan.mark,
        )
    assert [each.reference for each in done.inside] == ["T-0001", "T-0002"]
    assert [each.reference for each in done.same] == ["T-0004"]
    assert deeds.open_of("SRM") == ["T-0002", "T-0001", "T-0004"]


def test_nothing_is_assigned_where_the_list_is_another_than_was_shown(deeds, now):
    first, second = deeds.start(), deeds.start()
    with deeds.inside():
        plan = bulk.plan(deeds.by("QM"), ["T-0001", "T-0002"])
    deeds.do(actions.complete, second)
    events = deeds.events()
    given = {"owner": deeds.who("SRM"), "reason": "Leave", "at": now, "seen": plan.mark}
    with pytest.raises(Refused, match="Something changed since"), deeds.inside():
        actions.assign_many(references=["T-0001", "T-0002"], by=deeds.by("QM"), **given)
    with pytest.raises(NotHere), deeds.inside():
        actions.assign_many(references=["T-0001"], by=deeds.by("QO"), **given)
    with deeds.inside():
        none = bulk.plan(deeds.by("QM"), ["T-0002"])
    with pytest.raises(Refused, match="have all ended"), deeds.inside():
        actions.assign_many(references=["T-0002"], by=deeds.by("QM"), **given | {"seen": none.mark})
    assert deeds.events() == events
    assert deeds.fresh(first).owner == deeds.who("QO")


def test_an_outsider_sees_counts_and_does_nothing(deeds, others):
    task, pooled = deeds.start(), deeds.start(pool="QM")
    outsider, today = others.by("QM"), date(2026, 11, 23)
    with others.inside():
        for rows in (
            queries.seen_by(outsider), queries.mine(outsider), queries.team(outsider),
            queries.unassigned(outsider, today), queries.of(outsider, "S-0123"), queries.running_clocks(outsider),
        ):  # fmt: skip
            assert list(rows) == []
            assert queries.counts(rows, today).total == 0
        with pytest.raises(NotHere):
            queries.task_seen(outsider, task.reference)
        plan = bulk.plan(outsider, ["T-0001", "T-0002"])
        assert [(each.words, each.why) for each in plan.left_out] == [
            ("T-0001", "There is no such task"), ("T-0002", "There is no such task")
        ]  # fmt: skip
        for action, given in (
            (actions.complete, {"version": 1}),
            (actions.cancel, {"version": 1, "reason": "X"}),
            (actions.reassign, {"version": 1, "reason": "X", "owner": others.who("QM")}),
            (actions.take, {}),
            (actions.pause, {"version": 1, "reason": "fee-notice", "why": "X"}),
            (actions.resume, {"version": 1}),
        ):
            with pytest.raises(NotHere):
                action(task=pooled, by=outsider, at=deeds.now, **given)
        assert actions.end_clock(clock="notify", about="S-0123", by=outsider, at=deeds.now) == []
    assert deeds.fresh(task).version == deeds.fresh(pooled).version == 1
    assert others.add(role="QM", owner="QM").reference == "T-0001"
