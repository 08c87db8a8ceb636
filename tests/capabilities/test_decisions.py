"""A route of a policy from its first answer to its last: who may, in whose stead, on what, and what is kept."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from oversight.capabilities.decisions import actions, queries
from oversight.capabilities.decisions.models import Case, Given
from oversight.foundation.accounts import actions as accounts
from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.jobs.actions import start
from oversight.foundation.jobs.running import run
from oversight.foundation.messages.models import Notification
from oversight.foundation.policy import actions as policy
from oversight.foundation.policy.models import PostHolder
from oversight.foundation.tasks.models import Task
from tests.capabilities.deciding import CHAIN, PACK, adopted, begun, give, said, stands, walked


@pytest.fixture(autouse=True)
def _inside(house):
    with acting_for(house.anyshire.authority.id):
        yield


@pytest.fixture
def service(house, now):
    return adopted(house, now)


def later(now, **more):
    return now + timedelta(**more)


def test_a_case_goes_from_the_proposal_to_the_appeal_by_different_people(house, now, service):
    case = walked(house, service, now, *CHAIN)
    assert (case.step, case.outcome) == ("upheld", "The restriction stands after an appeal")
    assert case.closed_at == later(now, hours=6)
    given = queries.given_in(house.actor("QM"), case)
    assert [each.number for each in given] == [1, 2, 3, 4, 5, 6, 7]
    assert [each.by_name for each in given][5] == "Blythe Example"
    assert given[5].person is None
    assert given[5].recorded_by == house.anyshire.people["QO"]
    assert [each.role for each in given][:4] == [
        "quality_officer", "supplier_relationship_manager", "service_manager", "head_of_commissioning",
    ]  # fmt: skip
    told = Event.objects.filter(subject=service.reference, name="decision.answered")
    assert told.count() == 7


def test_a_case_keeps_the_edition_and_what_was_known(house, now, service):
    case = begun(house, service, now)
    assert (case.reference, case.pack, case.edition, case.step) == ("D-0001", PACK, "1", "concur")
    assert case.waits_for == "Supplier Relationship Manager, Contracts Management"
    (given,) = queries.given_in(house.actor("QM"), case)
    assert given.frozen["facts"]["service.in_area"] is True
    assert given.carries == {"reasons": "Safe is rated inadequate"}
    assert (given.clause, given.says) == ("18.1", "The criteria for a restriction are met")


@pytest.mark.parametrize(("answer", "role", "says"), [
    ("agree", "QM", "is for the Supplier Relationship Manager"),
    ("agree", "QO", "is for the Supplier Relationship Manager"),
    ("impose", "HOC", "where this is no answer"),
])  # fmt: skip
def test_who_does_not_hold_the_post_or_comes_too_soon_is_told_so(house, now, service, answer, role, says):
    case = begun(house, service, now)
    with pytest.raises(Refused, match=says):
        give(house, case, answer, later(now, hours=1), role=role)
    assert Given.objects.count() == 1


def test_what_must_be_carried_is_asked_for_by_name(house, now, service):
    case = walked(house, service, now, *CHAIN[:3])
    with pytest.raises(Refused, match="must carry position"):
        give(house, case, "impose", later(now, hours=4), position="")
    with pytest.raises(Refused, match="takes one of caution, embargo"):
        give(house, case, "impose", later(now, hours=4), position="terminate")
    assert Given.objects.count() == 3


def test_nothing_is_kept_where_the_first_answer_is_refused(house, now, service):
    with pytest.raises(Refused, match="must carry reasons"), transaction.atomic():
        begun(house, service, now, reasons="")
    assert not Case.objects.exists()


def test_nobody_acts_at_two_of_agreeing_recommending_and_deciding(house, now, service):
    """One officer may hold two posts; people are kept apart by person (WB 18.1)."""
    policy.name_holder(
        by=house.anyshire.system, at=now, pack=PACK, role="service_manager", person=house.anyshire.people["SRM"],
        starts_on=now.date(), beside=True,
    )  # fmt: skip
    case = walked(house, service, now, *CHAIN[:2])
    with pytest.raises(Refused, match="nobody may act at both") as why:
        give(house, case, "recommend", later(now, hours=2), role="SRM")
    assert (
        "Contract manager of Anyshire gave ‘The criteria are met; put to the service manager in writing’"
        in str(why.value)
    )
    assert str(house.anyshire.people["SRM"].pk) not in str(why.value), "names, never ids"
    give(house, case, "recommend", later(now, hours=3))


def test_nobody_who_took_part_decides_the_appeal(house, now, service):
    policy.name_holder(
        by=house.anyshire.system, at=now, pack=PACK, role="service_director", person=house.anyshire.people["HOC"],
        starts_on=now.date(), beside=True,
    )  # fmt: skip
    case = walked(house, service, now, *CHAIN[:6])
    with pytest.raises(Refused, match="nobody who took part may decide"):
        give(house, case, "uphold", later(now, hours=7), role="HOC")
    give(house, case, "overturn", later(now, hours=8))
    case.refresh_from_db()
    assert case.step == "overturned"


@pytest.mark.requirement("WB-21.3")
def test_who_stands_in_decides_only_under_a_recorded_delegation(house, now, service):
    case = walked(house, service, now, *CHAIN[:3])
    at = later(now, hours=4)
    with pytest.raises(Refused, match="once a delegation with its days is recorded"):
        give(house, case, "impose", at, role="SG")
    people = house.anyshire.people
    accounts.delegate(
        by=house.actor("DIR"), at=now, absent=people["HOC"], stand_in=people["SG"], post="head_of_commissioning",
        starts_on=now.date(), ends_on=now.date() + timedelta(days=4), reason="Annual leave",
    )  # fmt: skip
    row = give(house, case, "impose", at, role="SG")
    assert row.role == "head_of_adult_social_care"
    assert row.delegation is not None
    assert row.in_stead_of == (
        "In the stead of Head of commissioning of Anyshire, delegated from 23 November 2026 to 27 November 2026: "
        "Annual leave"
    )
    assert row.carries["delegation"] == {"from": "2026-11-23", "to": "2026-11-27"}


def test_an_interest_bars_from_every_case_of_the_provider(house, now, service):
    case = begun(house, service, now)
    by = house.actor("SRM")
    row = actions.declare_interest(provider=service.provider, what="My sister works there", by=by, at=now)
    with pytest.raises(Refused, match="declared an interest"):
        give(house, case, "agree", later(now, hours=1))
    with pytest.raises(Refused, match="already"):
        actions.declare_interest(provider=service.provider, what="Again", by=by, at=now)
    with pytest.raises(Refused, match="Only the person"):
        actions.end_interest(interest=row, why="She left", by=house.actor("QM"), at=now)
    actions.end_interest(interest=row, why="She left", by=by, at=later(now, hours=1))
    give(house, case, "agree", later(now, hours=2))


def test_a_vacant_post_is_named(house, now, service):
    by = house.actor("QM")
    PostHolder.objects.visible_to(by).filter(role="service_manager").delete()
    case = walked(house, service, now, *CHAIN[:2])
    works = queries.works_of(by, case)
    found = stands(house, case, now.date())
    assert [queries.role_title(works, each) for each in queries.vacant(by, works, found, now.date())] == [
        "Service Manager"
    ]
    page = house.anyshire.client("QM").get(f"/decisions/{case.reference}/").content.decode()
    assert "Nobody holds the post of Service Manager, so the case cannot go on." in page


def test_of_two_who_answer_at_once_one_is_heard_and_the_other_told(house, now, service):
    case = walked(house, service, now, *CHAIN[:3])
    give(house, case, "impose", later(now, hours=4), version=3)
    with pytest.raises(
        Refused, match="Head of commissioning of Anyshire answered ‘The restriction is imposed’ on 23"
    ):
        give(house, case, "refuse", later(now, hours=4), version=3)
    assert Given.objects.filter(case=case).count() == 4


def test_a_second_case_of_a_route_waits_until_the_first_is_closed(house, now, service):
    case = begun(house, service, now)
    with pytest.raises(Refused, match="D-0001 runs already"):
        begun(house, service, later(now, hours=1))
    give(house, case, "disagree", later(now, hours=2))
    assert begun(house, service, later(now, hours=3)).reference == "D-0002"


def test_an_appeal_in_time_is_heard_and_a_late_one_recorded_and_refused(house, now, service):
    """Five working days from being told on Monday 23 November end on Monday 30 (WB 19.2)."""
    case = walked(house, service, now, *CHAIN[:5])
    (window,) = [each for each in stands(house, case, now.date()).clocks if each.clock == "appeal-lodged"]
    assert window.due_on == date(2026, 11, 30)
    late = give(house, case, "appeal", later(now, days=8))
    assert "too late; the last day was 30 November 2026" in late.refused
    case.refresh_from_db()
    assert case.closed_at is None or case.step == "in-force"
    assert Event.objects.filter(name="decision.refused").count() == 1
    other = walked(house, adopted_again(house, now), now, *CHAIN[:5])
    assert give(house, other, "appeal", later(now, days=7)).refused == ""


def adopted_again(house, now):
    from oversight.capabilities.register.tests.places import a_service

    return a_service(house.anyshire, now, name="Birch House")


def test_a_case_nobody_appeals_against_is_closed_when_the_window_ends(house, now, service):
    case = walked(house, service, now, *CHAIN[:5])
    system = house.anyshire.system
    assert not actions.close_lapsed(case=case, by=system, at=later(now, days=7))
    assert actions.close_lapsed(case=case, by=system, at=later(now, days=8))
    assert (case.step, case.outcome) == ("in-force", "The restriction stands; nobody appealed in time")
    assert actions.close_lapsed(case=case, by=system, at=later(now, days=9)), "once is enough"


def test_the_night_closes_what_only_a_window_kept_open(house, now, service):
    case = walked(house, service, now, *CHAIN[:5])
    at = later(now, days=8)
    job = start("decisions.nightly", by=house.anyshire.system, at=at)
    run(job.authority_id, job.pk, clock=lambda: at)
    case.refresh_from_db()
    assert (case.step, case.closed_at) == ("in-force", at)
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"cases": 1})


def test_telling_the_provider_has_five_working_days_and_ends_with_it(house, now, service):
    case = walked(house, service, now, *CHAIN[:4])
    task = Task.objects.get(about=case.reference)
    assert (task.clock, task.due_on, task.state) == (
        "restriction-notify-provider",
        date(2026, 11, 30),
        "running",
    )
    give(house, case, "notified", later(now, days=2))
    task.refresh_from_db()
    assert task.state == "met"


def test_whoever_is_next_hears_of_it(house, now, service):
    begun(house, service, now)
    told = Notification.objects.get(person=house.anyshire.people["SRM"])
    assert told.words.startswith("D-0001 waits for your answer: Alder House")
    assert told.url == "/decisions/D-0001/"


def test_answers_are_never_changed_or_deleted(house, now, service):
    begun(house, service, now)
    for deed in (lambda: Given.objects.update(says="Another"), lambda: Given.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


def test_another_council_and_who_may_not_see_find_nothing(house, now, service):
    case = begun(house, service, now)
    for client in (house.otherborough.client("QM"), house.anyshire.client("PA"), house.anyshire.client("PU")):
        assert client.get(f"/decisions/{case.reference}/").status_code == 404
    with pytest.raises(NotHere):
        queries.case_named(house.actor("PA"), case.reference)
    with pytest.raises(NotHere):
        actions.answer(case=case, said=said("agree"), version=None, by=house.outsider, at=now)


def test_a_redacted_view_shows_who_decided_what_and_no_reason(house, now, service):
    case = begun(house, service, now)
    shown = {
        role: house.anyshire.client(role).get(f"/decisions/{case.reference}/").content.decode()
        for role in ("PL", "QO")
    }
    for page in shown.values():
        assert "The criteria for a restriction are met" in page
        assert "Quality officer of Anyshire" in page
    assert "Safe is rated inadequate" in shown["QO"]
    assert "Safe is rated inadequate" not in shown["PL"]


def test_through_the_pages(house, now, service):
    officer, manager = house.anyshire.client("QO"), house.anyshire.client("SRM")
    home = f"/services/{service.reference}/decisions/"
    shown = officer.get(home).content.decode()
    assert "Restriction on commissioning" in shown
    begin = f"{home}begin/{PACK}/restriction/criteria_met/"
    assert begin in shown
    empty = officer.post(begin, {"reasons": "", "form_token": str(uuid4())})
    assert "Enter your reasons" in empty.content.decode()
    sent = officer.post(begin, {"reasons": "Safe is rated inadequate", "form_token": str(uuid4())})
    assert (sent.status_code, sent["Location"]) == (302, "/decisions/D-0001/")
    page = officer.get("/decisions/D-0001/").content.decode()
    assert "Safe is rated inadequate" in page
    assert "You can answer" not in page
    page = manager.get("/decisions/D-0001/").content.decode()
    assert "As Supplier Relationship Manager, Contracts Management" in page
    sent = {"reasons": "It is so", "version": "1", "form_token": str(uuid4())}
    assert manager.post("/decisions/D-0001/answer/agree/", sent)["Location"] == "/decisions/D-0001/"
    again = {"reasons": "It is so", "version": "1", "form_token": str(uuid4())}
    assert (
        "after you opened this page"
        in manager.post("/decisions/D-0001/answer/agree/", again).content.decode()
    )
    assert "1 case" in officer.get("/decisions/").content.decode()
    declare = f"{home}interest/"
    assert manager.post(declare, {"what": "A friend", "form_token": str(uuid4())})["Location"] == home
    assert "You declared an interest" in manager.get(home).content.decode()
