"""A calendar that changes: nothing moves by itself, the difference is shown, a person takes it over."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from oversight.foundation.audit.models import Event
from oversight.foundation.audit.rows import faults
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.messages.models import Notification
from oversight.foundation.tasks import actions, recalculating
from oversight.foundation.tasks.models import Task

DECEMBER = datetime(2026, 12, 18, 10, tzinfo=UTC)
EVE = date(2026, 12, 24)
WORDS = (
    "Due on 30 December 2026 instead of 29 December 2026, 1 day later. "
    "24 December 2026 no longer counts (Council closure: Offices are closed)"
)


def differences(deeds, at=DECEMBER):
    with deeds.inside():
        return recalculating.differences(deeds.by("QM"), at.date())


def take_over(deeds, seen, role="QM", at=DECEMBER):
    with deeds.inside():
        return actions.recalculate(by=deeds.by(role), at=at, seen=seen)


@pytest.fixture
def closed(deeds):
    """The council closes on Christmas Eve after a clock over Christmas was started."""
    task = deeds.start(at=DECEMBER)
    assert differences(deeds).moved == ()
    deeds.close(EVE, at=DECEMBER)
    return task


def test_a_closure_added_later_moves_nothing_by_itself_and_is_shown_in_words(deeds, closed):
    (moved,) = differences(deeds).moved
    assert (moved.task.reference, moved.now, moved.words) == ("T-0001", date(2026, 12, 30), WORDS)
    assert deeds.fresh(closed).due_on == date(2026, 12, 29)


def test_a_clock_started_after_the_closure_counts_with_it_at_once(deeds, closed):
    assert deeds.start(at=DECEMBER).due_on == date(2026, 12, 30)
    assert len(differences(deeds).moved) == 1


def test_it_is_taken_over_by_a_person_told_to_the_owner_and_recorded(deeds, closed):
    found = take_over(deeds, differences(deeds).mark)
    assert [each.task.reference for each in found.moved] == ["T-0001"]
    task = deeds.fresh(closed)
    assert (task.due_on, task.version) == (date(2026, 12, 30), 2)
    assert "2026-12-24 Council closure: Offices are closed" in task.skipped
    assert differences(deeds).moved == ()
    with deeds.inside():
        event = Event.objects.get(name="task.recalculated")
        assert event.event["reason"] == WORDS
        assert event.event["changes"]["due date"] == ["2026-12-29", "2026-12-30"]
        assert Notification.objects.filter(words=f"T-0001 has another date. {WORDS}").count() == 1
        assert list(faults(deeds.council.system)) == []


def test_what_was_not_shown_is_not_taken_over(deeds, closed):
    seen = differences(deeds).mark
    second = deeds.start(at=DECEMBER, starts=date(2026, 12, 21))
    deeds.close(EVE, date(2026, 12, 29), at=DECEMBER)
    events = deeds.events()
    with pytest.raises(Refused, match="changed since you opened this page"):
        take_over(deeds, seen)
    with pytest.raises(NotHere):
        take_over(deeds, differences(deeds).mark, role="QO")
    assert deeds.events() == events
    assert (deeds.fresh(closed).due_on, deeds.fresh(second).due_on) == (
        date(2026, 12, 29),
        date(2026, 12, 31),
    )


def test_with_nothing_to_take_over_nothing_is_done(deeds, others):
    deeds.start(at=DECEMBER)
    with pytest.raises(Refused, match="Nothing has moved"):
        take_over(deeds, differences(deeds).mark)
    with pytest.raises(Refused, match="Nothing has moved"):
        take_over(others, differences(deeds).mark)


def test_calendar_days_ended_and_paused_tasks_do_not_move(deeds):
    days = deeds.start("record-sent", at=DECEMBER)
    ended = deeds.start(at=DECEMBER)
    held = deeds.start("answer-request", at=DECEMBER)
    deeds.do(actions.complete, ended, at=DECEMBER)
    deeds.do(
        actions.pause, held, reason="fee-notice", why="The fee", at=datetime(2026, 12, 21, 9, tzinfo=UTC)
    )
    due = [deeds.fresh(each).due_on for each in (days, ended, held)]
    deeds.close(EVE, at=DECEMBER)
    found = differences(deeds, datetime(2026, 12, 22, 9, tzinfo=UTC))
    assert (found.moved, found.unknown) == ((), ())
    assert [deeds.fresh(each).due_on for each in (days, ended, held)] == due


def test_a_paused_clock_counts_with_the_closure_when_it_runs_on_and_says_so(deeds):
    held = deeds.start("answer-request", at=DECEMBER)
    deeds.do(
        actions.pause, held, reason="fee-notice", why="The fee", at=datetime(2026, 12, 21, 9, tzinfo=UTC)
    )
    deeds.close(EVE, at=DECEMBER)
    runs = deeds.do(actions.resume, held, at=datetime(2026, 12, 22, 9, tzinfo=UTC))
    assert (held.due_on, runs.due_on) == (date(2027, 1, 20), date(2027, 1, 22))
    with deeds.inside():
        said = Event.objects.get(name="task.resumed").event["reason"]
    assert said.startswith("Due on 22 January 2027 instead of 20 January 2027, 2 days later. ")
    assert "24 December 2026 no longer counts (Council closure: Offices are closed)" in said


def test_a_closure_taken_back_is_a_difference_too(deeds, closed):
    take_over(deeds, differences(deeds).mark)
    deeds.close(at=DECEMBER)
    (moved,) = differences(deeds).moved
    assert moved.words == (
        "Due on 29 December 2026 instead of 30 December 2026, 1 day earlier. "
        "24 December 2026 counts again (Council closure: Offices are closed)"
    )


def test_a_changed_length_of_the_clock_never_moves_one_that_runs(deeds):
    task = deeds.start(at=DECEMBER)
    deeds.settle({"clocks": {"shire": {"notify": {"within": 3}}}}, at=DECEMBER)
    assert differences(deeds).moved == ()
    assert deeds.fresh(task).due_on == date(2026, 12, 29)
    newer = deeds.start(at=DECEMBER)
    assert (newer.due_on, newer.rule) == (
        date(2026, 12, 23),
        "3 working days after the decision, clause 19.1",
    )


def test_a_task_whose_policy_cannot_be_read_keeps_its_date_and_is_shown_apart(
    deeds, closed, settings, tmp_path
):
    settings.PACKS_FOLDER = tmp_path / "elsewhere"
    found = differences(deeds)
    assert found.moved == ()
    assert [each.task.reference for each in found.unknown] == ["T-0001"]
    assert "cannot be read" in found.unknown[0].why
    with deeds.inside():
        assert Task.objects.get().due_on == date(2026, 12, 29)
