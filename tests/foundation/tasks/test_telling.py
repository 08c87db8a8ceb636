"""Nobody's date passes unnoticed: warned, told, told on; and counted in the digest."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from oversight.foundation.accounts.models import Delegation, Membership
from oversight.foundation.messages.models import Notification
from oversight.foundation.messages.registry import lines_for
from oversight.foundation.tasks import actions
from oversight.foundation.tasks.models import Told


def morning(day, month=11):
    return datetime(2026, month, day, 6, 30, tzinfo=UTC)


@pytest.fixture
def told(deeds):
    """Who is told what on a morning."""

    def on(at):
        with deeds.inside():
            Notification.objects.all().delete()
            count = actions.escalate(by=deeds.by(None), at=at)
            rows = list(Notification.objects.order_by("person__email").values_list("person__email", "words"))
            assert count == len(rows)
        return [(email.split("@")[0], words) for email, words in rows]

    return on


def test_the_owner_is_warned_then_told_then_the_manager(deeds, told):
    deeds.start()  # due on Monday 30 November; warns 2 days and 1 day before
    assert told(morning(27)) == []
    assert told(morning(28)) == [("qo", "T-0001 (2 days left): Tell the provider of the decision")]
    assert told(morning(28)) == []
    assert told(morning(29)) == [("qo", "T-0001 (tomorrow): Tell the provider of the decision")]
    assert told(morning(30)) == []
    assert told(morning(1, 12)) == [("qo", "T-0001 (1 day overdue): Tell the provider of the decision")]
    assert told(morning(1, 12)) == []
    assert told(morning(2, 12)) == []
    assert told(morning(3, 12)) == [("qm", "T-0001 (3 days overdue): Tell the provider of the decision")]
    assert told(morning(4, 12)) == []


def test_a_missed_morning_is_made_up_for(deeds, told):
    deeds.start()
    said = "T-0001 (5 days overdue): Tell the provider of the decision"
    assert told(morning(5, 12)) == [("qm", said), ("qo", said)]


def test_the_set_time_and_who_leads_are_the_starters_to_choose(deeds, told):
    deeds.start("record-sent", late_pool="SG", late_after=0)  # due on 3 December
    assert told(morning(3, 12)) == []
    assert [who for who, _ in told(morning(4, 12))] == ["qo", "sg"]


def test_everybody_of_a_pool_is_told_and_where_it_is_empty_whoever_leads(deeds, told):
    deeds.start("record-sent", pool="SRM")
    assert [who for who, _ in told(morning(4, 12))] == ["srm"]
    with deeds.inside():
        Membership.objects.filter(role="SRM").update(ends_on=date(2026, 12, 4))
    deeds.start("record-sent", pool="SRM")
    assert [who for who, _ in told(morning(5, 12))] == ["qm"]


def test_where_nobody_has_it_any_more_the_lead_hears_at_once(deeds, told):
    deeds.start("record-sent", owner="QO")
    with deeds.inside():
        Membership.objects.filter(role="QO").update(ends_on=date(2026, 12, 1))
    assert [who for who, _ in told(morning(4, 12))] == ["qm"]
    with deeds.inside():
        Membership.objects.filter(role="QM").update(ends_on=date(2026, 12, 1))
    assert [who for who, _ in told(morning(6, 12))] == ["bs", "dir", "hoc", "sg"]


def test_whoever_stands_in_is_told_beside_the_owner(deeds, told):
    deeds.start("record-sent")
    with deeds.inside():
        Delegation.objects.create(
            authority=deeds.council.authority, absent=deeds.who("QO"), stand_in=deeds.who("SRM"), post="quality_officer",
            starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 31), reason="Leave", made_by=deeds.who("HOC").pk, made_at=deeds.now,
        )  # fmt: skip
    assert [who for who, _ in told(morning(4, 12))] == ["qo", "srm"]


def test_ended_and_paused_tasks_are_left_alone_and_a_new_date_is_told_anew(deeds, told):
    done, held = deeds.start("record-sent"), deeds.start("answer-request", starts=date(2026, 11, 2))
    deeds.do(actions.complete, done)
    deeds.do(actions.pause, held, reason="fee-notice", why="The fee", at=morning(27))
    assert held.due_on == date(2026, 11, 30)
    assert told(morning(10, 12)) == []
    runs = deeds.do(actions.resume, held, at=morning(10, 12))
    assert runs.due_on == date(2026, 12, 11)
    assert [who for who, _ in told(morning(12, 12))] == ["qo"]


def test_another_council_is_not_told(deeds, others):
    deeds.start()
    with others.inside():
        assert actions.escalate(by=others.by(None), at=morning(10, 12)) == 0
        assert not Told.objects.exists()


def test_the_digest_counts_ones_own_tasks_and_those_of_ones_pool(deeds, others, settings):
    settings.SERVICE_ADDRESS = "https://care.example"
    for days in (20, 13, 11, 10, 8, 2):
        deeds.start("record-sent", starts=date(2026, 11, 23) - timedelta(days=days))
    deeds.start(pool="QO")
    with deeds.inside():
        said = lines_for(deeds.who("QO"), deeds.council.authority, date(2026, 11, 23))
        assert said == [
            "You have 3 overdue tasks: https://care.example/my-work/",
            "You have 2 tasks to do: 1 due today and 1 due this week: https://care.example/my-work/",
            "1 task waits for somebody of your team to take: https://care.example/my-work/unassigned/",
        ]
        assert lines_for(deeds.who("QM"), deeds.council.authority, date(2026, 11, 23)) == []
        Membership.objects.filter(role="QO").update(ends_on=date(2026, 11, 22))
        assert lines_for(deeds.who("QO"), deeds.council.authority, date(2026, 11, 23)) == []
    with others.inside():
        assert lines_for(others.who("QO"), others.council.authority, date(2026, 11, 23)) == []
