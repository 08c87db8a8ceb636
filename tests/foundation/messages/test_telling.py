"""Notifications in the pages, e-mails that carry no facts, and digests."""

from __future__ import annotations

from datetime import timedelta

import pytest

from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.actor import Refused
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.jobs import actions as jobs
from oversight.foundation.jobs import registry as kinds
from oversight.foundation.jobs.running import run
from oversight.foundation.messages import actions, queries, registry
from oversight.foundation.messages.digests import digests
from oversight.foundation.messages.models import Notification, Outgoing

FACT = "Acorn Lodge was restricted"


@pytest.fixture(autouse=True)
def _sources(monkeypatch):
    monkeypatch.setattr(registry, "_sources", {})


def told(council, now, to="QO", words=FACT, **values) -> Notification:
    with acting_for(council.authority.id):
        return actions.notify(to=council.people[to], words=words, url="/services/S-0123/", by=council.actor("QM"),
                              at=now, about="S-0123", **values)  # fmt: skip


def mails(council) -> list[Outgoing]:
    with acting_for(council.authority.id):
        return list(Outgoing.objects.filter(authority=council.authority).order_by("written_at"))


def choose(council, role, often, now):
    with acting_for(council.authority.id):
        actions.choose(often, by=council.actor(role), at=now)


def unread(council, role="QO") -> int:
    with acting_for(council.authority.id):
        return queries.unread_count(council.actor(role))


class TestNotifications:
    def test_they_are_ones_own_unread_first(self, house, now):
        first = told(house.anyshire, now)
        second = told(house.anyshire, now + timedelta(minutes=1))
        assert unread(house.anyshire) == 2
        assert unread(house.anyshire, "QM") == 0
        assert unread(house.otherborough) == 0
        qo = house.actor("QO")
        with acting_for(qo.authority_id):
            assert actions.mark_read(by=qo, at=now, which=[second.pk]) == 1
            assert list(queries.notifications_of(qo)) == [first, second]

    def test_nobody_marks_anothers(self, house, now):
        one = told(house.anyshire, now)
        for somebody in (house.actor("QM"), house.outsider):
            with acting_for(somebody.authority_id):
                assert actions.mark_read(by=somebody, at=now, which=[one.pk]) == 0
                assert actions.mark_read(by=somebody, at=now) == 0
        assert unread(house.anyshire) == 1

    @pytest.mark.parametrize(
        "url", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1", "/\\elsewhere"]
    )
    def test_they_lead_nowhere_else(self, house, now, url):
        with acting_for(house.anyshire.authority.id), pytest.raises(ValueError, match="page of this service"):
            actions.notify(to=house.anyshire.people["QO"], words="x", url=url, by=house.actor("QM"), at=now)
        assert unread(house.anyshire) == 0


class TestEmails:
    def test_by_default_none_is_written_at_once(self, house, now):
        told(house.anyshire, now)
        assert mails(house.anyshire) == []

    def test_at_once_says_that_there_is_something_and_its_reference(self, house, now):
        choose(house.anyshire, "QO", "at_once", now)
        told(house.anyshire, now)
        (mail,) = mails(house.anyshire)
        assert mail.address == "qo@anyshire.example"
        assert "S-0123" in mail.body
        assert "/notifications/" in mail.body
        assert "Acorn" not in mail.subject + mail.body
        assert "S-0123" not in mail.subject

    def test_never_is_never(self, house, now):
        choose(house.anyshire, "QO", "never", now)
        told(house.anyshire, now)
        digests(by=house.anyshire.system, at=now)
        assert mails(house.anyshire) == []
        assert unread(house.anyshire) == 1

    def test_a_choice_there_is_not_is_refused(self, house, now):
        with pytest.raises(Refused, match="Select how often"):
            choose(house.anyshire, "QO", "hourly", now)
        assert not Event.objects.filter(name="preference.chosen").exists()

    def test_a_choice_is_an_event_and_stands_for_one_authority(self, house, now):
        choose(house.anyshire, "QO", "weekly", now)
        choose(house.anyshire, "QO", "never", now)
        with acting_for(house.anyshire.authority.id):
            assert Event.objects.filter(name="preference.chosen").count() == 2
        person = house.anyshire.people["QO"].id
        with acting_for(house.otherborough.authority.id):
            assert queries.how_often(house.outsider, person) == "daily"


class TestDigests:
    def test_one_gathers_many_and_holds_no_fact(self, house, now):
        for minutes in range(4):
            told(house.anyshire, now + timedelta(minutes=minutes))
        registry.digest_source("tasks")(
            lambda person, authority, day: ["3 actions are overdue"] if person.email.startswith("qo@") else []
        )
        assert digests(by=house.anyshire.system, at=now) == 1
        (mail,) = mails(house.anyshire)
        assert "4 new notifications: http" in mail.body
        assert "3 actions are overdue" in mail.body
        assert "Acorn" not in mail.subject + mail.body

    def test_twice_on_a_day_is_once(self, house, now):
        told(house.anyshire, now)
        registry.digest_source("tasks")(lambda *_: ["1 action is due today"])
        digests(by=house.anyshire.system, at=now)
        digests(by=house.anyshire.system, at=now + timedelta(hours=1))
        to = [each.address for each in mails(house.anyshire)]
        assert len(to) == len(set(to)) == len(house.anyshire.people)

    def test_what_was_told_is_not_told_again(self, house, now):
        told(house.anyshire, now)
        assert digests(by=house.anyshire.system, at=now) == 1
        assert digests(by=house.anyshire.system, at=now + timedelta(days=1)) == 0

    def test_weekly_is_on_monday(self, house, now):
        choose(house.anyshire, "QO", "weekly", now)
        told(house.anyshire, now)
        assert digests(by=house.anyshire.system, at=now + timedelta(days=1)) == 0
        assert digests(by=house.anyshire.system, at=now + timedelta(days=7)) == 1

    def test_with_nothing_to_say_nothing_is_written(self, house, now):
        assert digests(by=house.anyshire.system, at=now) == 0
        assert mails(house.anyshire) == []

    def test_sources_are_asked_for_each_person_of_this_authority_on_the_day(self, house, now):
        asked = []
        registry.digest_source("tasks")(
            lambda person, authority, day: asked.append((person.email, authority, day)) or []
        )
        digests(by=house.anyshire.system, at=now)
        assert {each[0].partition("@")[2] for each in asked} == {"anyshire.example"}
        assert {each[1:] for each in asked} == {(house.anyshire.authority, now.date())}

    def test_those_who_left_get_none(self, house, now):
        told(house.anyshire, now)
        person = house.anyshire.people["QO"]
        person.is_active = False
        person.save()
        assert digests(by=house.anyshire.system, at=now) == 0

    def test_the_scheduled_job_writes_them(self, house, now):
        told(house.anyshire, now)
        by = house.anyshire.system
        with acting_for(by.authority_id):
            job = jobs.start("messages.digests", by=by, at=now)
        run(by.authority_id, job.pk, clock=lambda: now)
        assert len(mails(house.anyshire)) == 1


@pytest.mark.parametrize(("fails", "words"), [(False, "Count is done."), (True, "Count did not finish.")])
def test_whoever_started_a_job_is_told_when_it_ends(house, now, monkeypatch, fails, words):
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    kinds.job_kind("test.job", title="Count")(lambda job: 1 / 0 if fails else {})
    by = house.actor("QM")
    with acting_for(by.authority_id):
        job = jobs.start("test.job", by=by, at=now)
    run(by.authority_id, job.pk, clock=lambda: now)
    with acting_for(by.authority_id):
        (one,) = queries.notifications_of(by)
    assert (one.words, one.url) == (words, "/jobs/J-0001/")
