"""What is done about red and amber services: planned visits, support, what came of them, and who is left alone."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from oversight.capabilities.register.actions import settle_scope
from oversight.capabilities.risk import actions, queries
from oversight.capabilities.risk.models import Response
from oversight.foundation.audit.corrections import Stale
from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.tasks.models import Task
from tests.capabilities.test_risk_pages import page, two

__all__ = ["two"]


@pytest.fixture(autouse=True)
def _inside(house):
    with acting_for(house.anyshire.authority.id):
        yield


@pytest.fixture
def by(house):
    return house.actor("QM")


def plan(house, service, now, **changes):
    given = {"kind": "visit", "what": "The rota of the nights", "day": now.date() + timedelta(days=10),
             "person": house.anyshire.people["QO"], "by": house.actor("QO"), "at": now}  # fmt: skip
    return actions.plan_response(service=service, **(given | changes))


def alone(by, day):
    return [each.service.name for each in queries.left_alone(by, day)]


@pytest.mark.requirement("WB-11.1c")
@pytest.mark.parametrize("kind", ["visit", "support"])
def test_red_and_amber_services_without_support_or_a_planned_visit_are_listed(house, two, now, kind):
    worst, best = two
    council = house.anyshire
    shown = page(council, "QM", "/risk/")
    assert "1 red or amber service has neither support nor a planned visit" in shown
    listed = page(council, "QM", "/risk/?doing=none")
    assert worst.name in listed
    assert best.name not in listed, "a green service need not be visited"
    assert "It is red and has neither support nor a planned visit." in page(
        council, "QO", f"/services/{worst.reference}/risk/"
    )
    plan(house, worst, now, kind=kind)
    assert alone(house.actor("QM"), now.date()) == []
    assert "neither support nor a planned visit" not in page(council, "QM", "/risk/")
    assert worst.name in page(council, "QM", f"/risk/?doing={kind}")
    assert worst.name not in page(council, "QM", "/risk/?doing=none")


def test_a_day_that_passed_no_longer_counts_and_is_said(house, two, now, by):
    worst, _ = two
    row = plan(house, worst, now)
    assert alone(by, row.day) == []
    assert alone(by, row.day + timedelta(days=1)) == [worst.name]
    Response.objects.visible_to(by).update(day=now.date() - timedelta(days=1))
    shown = page(house.anyshire, "QO", f"/services/{worst.reference}/risk/")
    assert "The day has passed, so it no longer counts" in shown
    assert "has neither support nor a planned visit" in shown


def test_what_is_not_overseen_is_not_listed(house, two, now, by):
    worst, _ = two
    settle_scope(
        service=worst, scope="not_overseen", asked_by="", why="Another council does", version=1, by=by, at=now
    )
    assert alone(by, now.date()) == []
    assert "neither support" not in page(house.anyshire, "QO", f"/services/{worst.reference}/risk/")


def test_whoever_goes_has_a_task_that_ends_with_what_came_of_it(house, two, now, by):
    worst, _ = two
    row = plan(house, worst, now)
    task = Task.objects.visible_to(by).get(reference=row.task_reference)
    assert (task.title, task.due_on) == ("Visit Alder House and record what came of it", row.day)
    assert task.owner_id == house.anyshire.people["QO"].pk
    actions.end_response(
        response=row, ended_as="done", why="Two nurses on each night now", version=1, by=by, at=now
    )
    task.refresh_from_db()
    assert (task.state, task.ended_why) == ("met", "Two nurses on each night now")
    shown = page(house.anyshire, "QO", f"/services/{worst.reference}/risk/")
    assert "It was done" in shown
    assert "Two nurses on each night now" in shown
    assert alone(by, now.date()) == [worst.name], "what is over no longer counts"
    told = Event.objects.filter(subject=worst.reference, name__startswith="response.")
    assert {each.name for each in told} == {"response.planned", "response.ended"}


def test_what_is_called_off_cancels_the_task_unless_it_ended_before(house, two, now, by):
    row = plan(house, two[0], now)
    actions.end_response(
        response=row, ended_as="called_off", why="Flu in the house", version=1, by=by, at=now
    )
    assert Task.objects.visible_to(by).get(reference=row.task_reference).state == "cancelled"
    row.refresh_from_db()
    with pytest.raises(Refused, match="ended already"):
        actions.end_response(response=row, ended_as="done", why="After all", version=2, by=by, at=now)


@pytest.mark.parametrize(("changes", "says"), [
    ({"kind": "letter"}, "a visit or support"),
    ({"what": " "}, "what it is for"),
    ({"days": -1}, "today or later"),
    ({"days": 300}, "within six months"),
    ({"role": "QM"}, "your own pool"),
])  # fmt: skip
def test_a_plan_without_purpose_or_day_is_refused_and_nothing_is_kept(house, two, now, changes, says):
    if "days" in changes:
        changes = {"day": now.date() + timedelta(days=changes["days"])}
    if "role" in changes:
        changes = {"person": house.anyshire.people[changes["role"]]}
    with pytest.raises(Refused, match=says):
        plan(house, two[0], now, **changes)
    assert not Response.objects.exists()
    assert not Task.objects.filter(title__startswith="Visit ").exists()


def test_nobody_of_another_council_can_be_sent(house, two, now):
    with pytest.raises(Refused, match="works here"):
        plan(house, two[0], now, person=house.otherborough.people["QO"])


def test_an_end_says_how_and_what_and_two_at_once_see_both(house, two, now, by):
    row = plan(house, two[0], now)
    for ended_as, why, says in (("", "Well", "done or called off"), ("done", " ", "what came of it")):
        with pytest.raises(Refused, match=says):
            actions.end_response(response=row, ended_as=ended_as, why=why, version=1, by=by, at=now)
    with pytest.raises(Stale):
        actions.end_response(response=row, ended_as="done", why="Well", version=7, by=by, at=now)
    with pytest.raises(NotHere):
        actions.end_response(
            response=row, ended_as="done", why="Well", version=1, by=house.actor("PL"), at=now
        )


def test_through_the_pages(house, two, now, by):
    worst, _ = two
    client = house.anyshire.client("QM")
    home = f"/services/{worst.reference}/risk/"
    sent = {"kind": "visit", "what": "Medicines", "day": f"{now + timedelta(days=8):%d/%m/%Y}",
            "person": house.anyshire.people["QO"].pk}  # fmt: skip
    answer = client.post(f"{home}plan/", sent | {"form_token": str(uuid4())})
    assert (answer.status_code, answer["Location"]) == (302, home)
    row = Response.objects.visible_to(by).get()
    ended = {"ended_as": "done", "why": "All is well", "version": "1", "form_token": str(uuid4())}
    assert client.post(f"{home}plan/{row.pk}/", ended).status_code == 302
    assert "All is well" in page(house.anyshire, "QO", home)
    assert client.get(f"{home}plan/{uuid4()}/").status_code == 404
    assert house.otherborough.client("QM").get(f"{home}plan/{row.pk}/").status_code == 404
