"""Standing in for somebody."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from oversight.foundation.accounts import actions, rosters
from oversight.foundation.accounts.models import Delegation
from oversight.foundation.audit import rows
from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for
from tests.foundation.accounts.browsing import day_boxes, fresh, send, text

DAY = date(2026, 11, 23)


@pytest.fixture
def given(house):
    """What a delegation takes, made by the director."""
    people = house.anyshire.people
    by = house.anyshire.actor("DIR")
    with acting_for(by.authority_id, by.person_id):
        yield {
            "by": by, "absent": people["HOC"], "stand_in": people["SG"], "post": "head_of_commissioning",
            "starts_on": DAY, "ends_on": DAY + timedelta(days=13), "reason": "Annual leave",
        }  # fmt: skip


def test_it_is_recorded_told_and_in_force_between_its_days(given, now):
    row = actions.delegate(at=now, **given)
    by = given["by"]
    assert Event.objects.latest("number").name == "delegation.made"
    assert list(rows.faults(by)) == []
    for day, there in ((DAY - timedelta(days=1), False), (DAY, True), (DAY + timedelta(days=13), True),
                       (DAY + timedelta(days=14), False)):  # fmt: skip
        assert rosters.standing_in(by, day, "head_of_commissioning").filter(pk=row.pk).exists() is there
    assert not rosters.standing_in(by, DAY, "service_director").exists()


def test_ended_early_it_is_over_at_once(given, now):
    row = actions.delegate(at=now, **given)
    actions.end_delegation(by=given["by"], at=now, delegation=row.pk, reason="Back early")
    assert not rosters.standing_in(given["by"], DAY).exists()
    assert Event.objects.latest("number").name == "delegation.ended"
    assert list(rows.faults(given["by"])) == []
    with pytest.raises(Refused, match="ended already"):
        actions.end_delegation(by=given["by"], at=now, delegation=row.pk, reason="Again")


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"reason": " "}, "Enter why"),
        ({"post": "king"}, "Select the post"),
        ({"ends_on": DAY - timedelta(days=1)}, "the same as or after the first day"),
        (
            {"starts_on": DAY - timedelta(days=9), "ends_on": DAY - timedelta(days=2)},
            "today or in the future",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(given, now, other, words):
    events = Event.objects.count()
    with pytest.raises(Refused, match=words):
        actions.delegate(at=now, **(given | other))
    assert Delegation.objects.count() == 0
    assert Event.objects.count() == events


def test_nobody_stands_in_for_themself_or_names_themself(given, now, house):
    people = house.anyshire.people
    with pytest.raises(Refused, match="must be somebody else"):
        actions.delegate(at=now, **(given | {"stand_in": people["HOC"]}))
    with pytest.raises(Refused, match="You cannot name yourself"):
        actions.delegate(at=now, **(given | {"stand_in": people["DIR"]}))
    assert Delegation.objects.count() == 0


def test_only_staff_of_this_council_and_only_by_who_may(given, now, house):
    with pytest.raises(NotHere):
        actions.delegate(at=now, **(given | {"stand_in": house.otherborough.people["SG"]}))
    with pytest.raises(NotHere):
        actions.delegate(at=now, **(given | {"by": house.anyshire.actor("QM")}))
    with pytest.raises(NotHere):
        actions.delegate(at=now, **(given | {"by": house.anyshire.actor("QO")}))
    assert Delegation.objects.count() == 0


def test_through_the_pages(house):
    browser, people = fresh(house.anyshire.client("DIR")), house.anyshire.people
    today = timezone.localdate()
    typed = {
        "absent": str(people["HOC"].pk), "stand_in": str(people["SG"].pk), "post": "head_of_commissioning",
        "reason": "Annual leave", **day_boxes("starts_on", today), **day_boxes("ends_on", today),
    }  # fmt: skip
    assert send(browser, "/people/delegations/new/", **typed).headers["Location"] == "/people/delegations/"
    words = text(browser.get("/people/delegations/"))
    assert "Head of commissioning" in words
    assert "In force" in words
    assert "Select who is away" in text(send(browser, "/people/delegations/new/"))
    with acting_for(house.anyshire.authority.id):
        row = Delegation.objects.get()
    assert send(browser, f"/people/delegations/{row.pk}/end/", reason="Back early").status_code == 302
    assert "Ended early" in text(browser.get("/people/delegations/"))
