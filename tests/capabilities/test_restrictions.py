"""The position of a service follows from decisions alone, and ‘Can we place?’ answers by it at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from oversight.capabilities.decisions.actions import answer, begin
from oversight.capabilities.decisions.actions.giving import Said
from oversight.capabilities.placements import queries as placements
from oversight.capabilities.placements import rules
from oversight.capabilities.placements.actions import ask
from oversight.capabilities.register.tests.places import a_service
from oversight.capabilities.restrictions import queries
from oversight.capabilities.restrictions.models import Taken
from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.tenancy import acting_for
from tests.capabilities.deciding import CHAIN, PACK, adopted, give, walked


@pytest.fixture(autouse=True)
def _inside(house):
    with acting_for(house.anyshire.authority.id):
        yield


@pytest.fixture
def service(house, now):
    return adopted(house, now)


def position(house, service):
    found = queries.standing_for(house.actor("QO"), [service.pk]).get(service.pk)
    return found.position if found else None


def lifted(house, service, at, last, **carries):
    """A case that lifts or eases, by the same chain as one that restricts."""
    said = {"improved": Said("improved", {"reasons": "The rating rose"})}
    case = begin(service=service, pack=PACK, route="lift", said=said["improved"], by=house.actor("QO"), at=at)
    steps = (
        ("agree", "SRM", {}),
        ("recommend", "QM", {"position": carries.get("position", "none")}),
        (last, "HOC", carries),
        ("notified", "QO", {}),
    )
    for hour, (word, role, more) in enumerate(steps, start=1):
        given = Said(word, {} if word == "notified" else {"reasons": "It held for two months", **more})
        answer(case=case, said=given, version=None, by=house.actor(role), at=at + timedelta(hours=hour))


def test_nothing_stands_until_it_is_decided(house, now, service):
    walked(house, service, now, *CHAIN[:3])
    assert position(house, service) is None
    assert not Taken.objects.exists()


def test_a_decision_takes_the_position_in_the_councils_words_until_another_lifts_it(house, now, service):
    case = walked(house, service, now, *CHAIN[:4])
    row = queries.standing_for(house.actor("QO"), [service.pk])[service.pk]
    assert (row.position, row.said, row.before, row.case) == ("embargo", "Embargo", "none", case)
    assert row.given.by_name == "Head of commissioning of Anyshire"
    lifted(house, service, now + timedelta(days=60), "downgrade", position="caution")
    row = queries.standing_for(house.actor("QO"), [service.pk])[service.pk]
    assert (row.position, row.said, row.before) == ("caution", "Place with Caution", "embargo")
    lifted(house, service, now + timedelta(days=120), "lift")
    assert position(house, service) == "none"
    assert [each.position for each in queries.history(house.actor("QO"), service.pk)] == [
        "none",
        "caution",
        "embargo",
    ]
    assert Event.objects.filter(name="restriction.taken", subject=service.reference).count() == 3


def test_an_appeal_that_overturns_brings_back_what_stood_before(house, now, service):
    case = walked(house, service, now, *CHAIN[:6])
    assert position(house, service) == "embargo", "an appeal by itself changes nothing"
    give(house, case, "overturn", now + timedelta(hours=9))
    assert position(house, service) == "none"


@pytest.mark.requirement("WB-18.4")
def test_a_decision_says_for_each_sister_service_whether_it_covers_it(house, now, service):
    covered = a_service(house.anyshire, now, service.provider, name="Birch House", regulator_id="1-222")
    spared = a_service(house.anyshire, now, service.provider, name="Cedar House", regulator_id="1-333")
    case = walked(house, service, now, *CHAIN[:3])
    said = {covered.reference: True, spared.reference: False}
    given = give(house, case, "impose", now + timedelta(hours=4), sister_services=said)
    assert given.carries["sister_services"] == said
    assert [position(house, each) for each in (service, covered, spared)] == ["embargo", "embargo", None]
    give(house, case, "notified", now + timedelta(hours=5))
    give(house, case, "appeal", now + timedelta(hours=6))
    give(house, case, "overturn", now + timedelta(hours=7))
    assert [position(house, each) for each in (service, covered, spared)] == ["none", "none", None]


def test_a_position_is_never_edited_or_deleted(house, now, service):
    walked(house, service, now, *CHAIN[:4])
    for deed in (lambda: Taken.objects.update(position="none"), lambda: Taken.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


def test_can_we_place_answers_by_the_decision_at_once(house, now, service):
    by = house.actor("PL")
    before = ask(service=service, by=by, at=now)
    assert before.answer != "no"
    walked(house, service, now, *CHAIN[:4])
    after = ask(service=service, by=by, at=now + timedelta(hours=5))
    assert after.answer == "no"
    assert after.shown["reasons"][0] == "Decided on 23 November 2026, D-0001: Embargo."
    assert after.shown["status"] == "Embargo"
    assert (after.shown["since"], after.shown["decided_by"]) == (
        "23 November 2026", "Head of commissioning of Anyshire, Head of Commissioning",
    )  # fmt: skip
    page = house.anyshire.client("PL").get("/restrictions/").content.decode()
    assert "Alder House" in page
    assert "Embargo" in page


@pytest.mark.parametrize(("decided", "dated", "listed", "answer"), [
    ("none", -3, "embargo", "yes"),
    ("none", 3, "embargo", "no"),
    ("embargo", 3, "none", "no"),
    ("caution", -3, "embargo", "ask"),
])  # fmt: skip
def test_of_a_list_and_a_decision_the_newer_counts_and_an_older_decision_never_frees(
    now, decided, dated, listed, answer
):
    day = now.date()
    known = rules.Known(
        open=True, list_dated=day + timedelta(days=dated), position=listed, position_words=listed, decided=decided,
        decided_words=decided, decided_on=day, decided_in="D-0001", rating="good", listed=True,
    )  # fmt: skip
    assert rules.answer(known, day + timedelta(days=4)).answer == answer


def test_another_council_sees_nothing_of_it(house, now, service):
    walked(house, service, now, *CHAIN[:4])
    assert "Alder House" not in house.otherborough.client("QM").get("/restrictions/").content.decode()
    with acting_for(house.otherborough.authority.id):
        assert not queries.restricted(house.outsider).exists()
    assert placements.known_of(house.actor("PL"), [service], now.date())[service.pk].decided == "embargo"
