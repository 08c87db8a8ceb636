"""The private calendar: what it holds, who can read it, and when it stops."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date, datetime

import icalendar
import pytest
from django.test import Client

from oversight.foundation.accounts.models import Membership, User
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.tasks import actions, tokens
from oversight.foundation.tasks.models import CalendarAddress


def address(deeds, role="QO"):
    with deeds.inside():
        return actions.make_address(by=deeds.by(role), at=deeds.now)


def read(secret):
    return Client().get(f"/calendar/{secret}.ics")


def events(secret):
    answer = read(secret)
    assert answer.status_code == 200
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def test_it_holds_days_and_references_and_nothing_else(deeds, settings):
    settings.SERVICE_ADDRESS = "https://care.example"
    task = deeds.start(about_name="Oak House")
    deeds.add("Ring about the safeguarding matter", date(2026, 11, 25))
    deeds.start(about="C-0007", about_name="Provider concerns", starts=date(2026, 11, 24))
    answer = read(address(deeds))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    text = answer.content.decode()
    for word in (
        "Oak",
        "Tell",
        "concerns",
        "safeguarding",
        "Ring",
        "C-0007",
        "Quality",
        "working days",
        "@anyshire",
    ):
        assert word not in text
    found = list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))
    assert [(str(each["summary"]), each.decoded("dtstart"), each.decoded("dtend")) for each in found] == [
        ("Care quality task, T-0002", date(2026, 11, 25), date(2026, 11, 26)),
        ("Care quality task, S-0123", date(2026, 11, 30), date(2026, 12, 1)),
        ("Care quality task, T-0003", date(2026, 12, 1), date(2026, 12, 2)),
    ]
    assert [str(each["url"]) for each in found][1] == f"https://care.example/tasks/{task.reference}/"


def test_it_is_a_calendar_of_london_with_whole_days(deeds):
    deeds.start("record-sent", starts=date(2027, 3, 18))  # due on 28 March 2027, when the clocks go forward
    answer = read(address(deeds))
    calendar = icalendar.Calendar.from_ical(answer.content)
    assert str(calendar["x-wr-timezone"]) == "Europe/London"
    assert (str(calendar["version"]), str(calendar["method"])) == ("2.0", "PUBLISH")
    assert b"DTSTART;VALUE=DATE:20270328\r\n" in answer.content
    assert b"DTEND;VALUE=DATE:20270329\r\n" in answer.content


def test_an_entry_keeps_its_id_when_its_task_changes(deeds):
    task = deeds.start("answer-request")
    secret = address(deeds)
    (before,) = events(secret)
    deeds.do(
        actions.pause,
        task,
        reason="fee-notice",
        why="A fee",
        at=datetime.fromisoformat("2026-11-25T09:00+00:00"),
    )
    assert events(secret) == []
    deeds.do(actions.resume, task, at=datetime.fromisoformat("2026-11-27T09:00+00:00"))
    (after,) = events(secret)
    assert str(after["uid"]) == str(before["uid"]) == f"{task.pk}@oversight"
    assert int(after["sequence"]) > int(before["sequence"])
    assert after.decoded("dtstart") == date(2026, 12, 23)
    deeds.do(actions.complete, task)
    assert events(secret) == []


def test_it_holds_ones_own_tasks_alone(deeds, others):
    deeds.start(owner="QO")
    deeds.start(owner="SRM")
    deeds.start(pool="QO")
    others.add(owner="QO")
    assert len(events(address(deeds, "QO"))) == 1
    assert len(events(address(deeds, "QM"))) == 0
    assert len(events(address(others, "QM"))) == 0


def test_only_a_digest_is_kept_and_every_address_is_another(deeds):
    first, second = address(deeds), address(deeds)
    assert first != second
    assert read(first).status_code == 404
    assert read(second).status_code == 200
    with deeds.inside():
        (row,) = CalendarAddress.objects.all()
        assert second not in str(row.values())
        assert row.digest == tokens.digest(second)
    assert deeds.events()[-2:] == ["calendar.made", "calendar.made_anew"]


def test_a_wrong_address_is_a_plain_page_that_is_not_there(deeds, others):
    secret = address(deeds)
    raw = urlsafe_b64decode(secret)
    moved = urlsafe_b64encode(others.council.authority.pk.bytes + raw[16:]).decode()
    unknown = urlsafe_b64encode(b"\x01" * 48).decode()
    missing = Client().get("/nothing/")
    for wrong in (
        secret[:-1] + ("A" if secret[-1] != "A" else "B"),
        moved,
        unknown,
        "short",
        "x" * 64,
        secret.swapcase(),
    ):
        answer = read(wrong)
        assert answer.status_code == 404
        assert answer.content == missing.content
    assert Client().post(f"/calendar/{secret}.ics").status_code == 405


def test_it_stops_when_the_role_ends_or_the_account_is_closed(deeds):
    deeds.start()
    secret = address(deeds)
    assert read(secret).status_code == 200
    with deeds.inside():
        Membership.objects.filter(person=deeds.who("QO")).update(ends_on=date(2026, 11, 22))
    assert read(secret).status_code == 404
    with deeds.inside():
        Membership.objects.filter(person=deeds.who("QO")).update(ends_on=None)
    User.objects.filter(pk=deeds.who("QO").pk).update(is_active=False)
    assert read(secret).status_code == 404


def test_a_role_at_another_council_does_not_keep_it_alive(deeds, others):
    deeds.start()
    secret = address(deeds)
    person = deeds.who("QO")
    with others.inside():
        Membership.objects.create(
            authority=others.council.authority, person=person, role="QO", starts_on=date(2026, 1, 1),
            granted_by=others.who("SA").pk,
        )  # fmt: skip
    assert read(secret).status_code == 200
    with deeds.inside():
        Membership.objects.filter(authority=deeds.council.authority, person=person).update(
            ends_on=date(2026, 11, 22)
        )
    assert read(secret).status_code == 404


def test_a_role_without_such_work_does_not_keep_it_alive(deeds):
    secret = address(deeds)
    with deeds.inside():
        Membership.objects.filter(person=deeds.who("QO")).update(role="AU")
    assert read(secret).status_code == 404


def test_stopping_and_who_may_have_one(deeds):
    secret = address(deeds)
    with deeds.inside():
        actions.stop_address(by=deeds.by("QO"), at=deeds.now)
    assert read(secret).status_code == 404
    assert deeds.events()[-1] == "calendar.stopped"
    before = deeds.events()
    with pytest.raises(Refused, match="no calendar address to stop"), deeds.inside():
        actions.stop_address(by=deeds.by("QO"), at=deeds.now)
    with pytest.raises(NotHere):
        address(deeds, "AU")
    assert deeds.events() == before
