"""The council's list taken in and undone; ‘Can we place?’ asked, answered, kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from oversight.capabilities.placements import actions, queries
from oversight.capabilities.placements.models import LookUp, Position, PositionList
from oversight.capabilities.placements.tests.lists import read, saved, table
from oversight.capabilities.register.tests.places import a_service
from oversight.capabilities.regulator.tests.files import LARCH, ROWAN, a_file, services, taken
from oversight.foundation.audit.queries import about
from oversight.foundation.audit.sentences import sentence
from oversight.foundation.audit.verifying import verify
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for


@pytest.fixture(autouse=True)
def _inside(house):
    with acting_for(house.anyshire.authority.id):
        yield


@pytest.fixture
def by(house):
    return house.actor("QM")


@pytest.fixture
def broker(house):
    return house.actor("PL")


@pytest.fixture
def two(house, by, now, tmp_path):
    """Two care homes in one place that the regulator rates Good."""
    one = a_service(house.anyshire, now, name="Larch House", regulator_id=LARCH, town="Oakton")
    other = a_service(
        house.anyshire, now, one.provider, name="Rowan House", regulator_id=ROWAN, town="Oakton"
    )
    taken(a_file(tmp_path, *services(LARCH, ROWAN)), by=by, at=now)
    return one, other


def positions(by):
    return {each.service.reference: each.position for each in queries.positions(by)}


def test_a_list_changes_nothing_until_it_is_saved_and_undo_restores_what_stood(by, now, two):
    row = read(("S-0001", "", "Embargo", "1/11/2026", "The duty officer"), by=by, at=now)
    assert (row.state, positions(by)) == ("checked", {})
    actions.save_list(row=row, free_missing=None, by=by, at=now)
    assert positions(by) == {"S-0001": "embargo"}
    second = saved(("S-0001", "", "Amber"), ("S-0002", "", "Red"), by=by, at=now)
    assert positions(by) == {"S-0001": "caution", "S-0002": "embargo"}
    actions.undo_list(row=second, by=by, at=now)
    assert positions(by) == {"S-0001": "embargo"}
    assert verify(by).faults == []


def test_rows_with_a_problem_say_where_and_what_to_do(by, now, two):
    row = read(
        ("S-0001", "", "Purple"), ("S-0099", "", "Red"), ("", "", "Red"), ("S-0002", "", "Red", "31/12/2030"),
        ("S-0002", "", "Red"), ("", "Rowan House", "Red"), by=by, at=now,
    )  # fmt: skip
    assert [each["service"] for each in row.rows] == ["S-0002"]
    assert [(at, heading) for at, heading, _, _ in row.problems] == [
        (2, "Position"), (3, "Reference"), (4, "Reference"), (5, "Since"), (7, "Reference"),
    ]  # fmt: skip
    says = [each[3] for each in row.problems]
    assert says[0].startswith("Say one of: ‘No restriction’")
    assert says[1] == "No open service on the register has this. Mend it, or add the service first"
    assert says[3] == "Give a real date in the past, such as 24/11/2026"
    assert says[4] == "This service is in row 6 too. Keep one of them"


def test_a_name_that_two_services_have_is_asked_about(house, by, now, two):
    a_service(house.anyshire, now, two[0].provider, name="Larch House", postcode="ZZ9 9ZZ")
    row = read(("", "Larch House", "Red"), by=by, at=now)
    assert row.problems[0][3] == "2 services are called this. Give the reference, as S-0001"


def test_a_restricted_service_that_is_not_on_the_next_list_is_never_freed_silently(by, now, two):
    saved(("S-0001", "", "Embargo"), by=by, at=now)
    row = read(("S-0002", "", "Amber"), by=by, at=now)
    assert row.missing == ["S-0001"]
    with pytest.raises(Refused, match="Select what happens to the services that are restricted now"):
        actions.save_list(row=row, free_missing=None, by=by, at=now)
    assert (row.state, positions(by)) == ("checked", {"S-0001": "embargo"})
    actions.save_list(row=row, free_missing=False, by=by, at=now)
    assert positions(by) == {"S-0001": "embargo", "S-0002": "caution"}
    saved(("S-0002", "", "Amber"), by=by, at=now, free=True)
    assert positions(by) == {"S-0002": "caution"}


@pytest.mark.parametrize(("days", "says"), [
    (1, "Date of the list must be today or in the past"),
    (-9, "An older list is not taken in over it"),
])  # fmt: skip
def test_a_list_that_cannot_stand_is_refused_and_nothing_is_kept(by, now, two, days, says):
    saved(("S-0001", "", "Amber"), by=by, at=now)
    given = table(("S-0001", "", "Red"))
    with pytest.raises(Refused, match=says):
        actions.read_list(
            table=given, dated=now.date() + timedelta(days=days), decided_by="Board", by=by, at=now
        )
    assert PositionList.objects.count() == 1


@pytest.mark.requirement("BRO-3p")
def test_the_answer_is_kept_with_its_reasons_contacts_and_receipt(by, broker, now, two):
    saved(("S-0001", "", "Embargo", "1/11/2026", "The duty officer", "No new people"), by=by, at=now)
    row = actions.ask(service=two[0], by=broker, at=now)
    assert (row.answer, row.reference, row.asked_by) == ("no", "LU-0001", broker.person_id)
    shown = row.shown
    assert (shown["since"], shown["call"], shown["note"]) == (
        "1 November 2026",
        ["The duty officer"],
        "No new people",
    )
    assert shown["rating"] == "Good overall, published 22 May 2019."
    assert shown["list"] == "List PL-0001 of 23 November 2026, decided by Head of commissioning"
    assert [(name, answer) for _, name, answer, _ in shown["near"]] == [("Rowan House", "yes")]
    assert sentence(about(by, "S-0001", 1)[0]) == (
        "Placement officer of Anyshire asked whether a person can be placed with Larch House: No. Receipt LU-0001"
    )
    saved(("S-0001", "", "none"), by=by, at=now)
    assert actions.ask(service=two[0], by=broker, at=now).answer == "yes"
    row.refresh_from_db()
    assert (row.answer, row.shown) == ("no", shown), "what was answered stays as it was"


def test_without_a_list_and_with_an_old_one_the_answer_fails_closed(by, broker, now, two):
    assert actions.ask(service=two[0], by=broker, at=now).answer == "ask"
    saved(("S-0001", "", "none"), by=by, at=now)
    assert actions.ask(service=two[1], by=broker, at=now).answer == "yes"
    late = actions.ask(service=two[1], by=broker, at=now + timedelta(days=32))
    assert late.answer == "ask"
    assert "32 days old" in late.shown["reasons"][0]
    assert late.shown["near"] == [], "an old list frees nobody nearby either"


def test_a_service_that_no_file_told_of_is_not_said_to_be_gone_and_one_that_left_is(
    house, by, now, two, tmp_path
):
    saved(("S-0001", "", "none"), by=by, at=now)
    new = a_service(house.anyshire, now, two[0].provider, name="New House", regulator_id="1-9900000077")
    assert actions.ask(service=new, by=by, at=now).shown["reasons"] == [
        "No rating of the regulator is known."
    ]
    taken(a_file(tmp_path, *services(LARCH), name="latest_ratings_01_November_2026.csv"), by=by, at=now)
    assert "The regulator no longer lists it." in actions.ask(service=two[1], by=by, at=now).shown["reasons"]


@pytest.mark.parametrize(("typed", "found"), [
    ("S-0001", ["Larch House"]), ("s-0002", ["Rowan House"]), (LARCH, ["Larch House"]), ("larch", ["Larch House"]),
    ("house", ["Larch House", "Rowan House"]), ("zz11aa", ["Larch House", "Rowan House"]),
    ("oakton rowan", ["Rowan House"]), ("nowhere", []), ("", []),
])  # fmt: skip
def test_what_was_typed_finds_services(by, two, typed, found):
    assert [each.name for each in queries.matches(by, typed)] in (found, found[::-1])


def test_one_sees_their_own_look_ups_and_a_manager_everybodys(house, by, broker, now, two):
    actions.ask(service=two[0], by=broker, at=now)
    assert queries.look_ups(broker).count() == queries.look_ups(by).count() == 1
    assert queries.look_ups(house.actor("QO")).count() == 0
    with pytest.raises(NotHere):
        queries.look_up(house.actor("QO"), "LU-0001")


def test_who_may_not_cannot_and_the_other_council_sees_nothing(house, by, broker, now, two):
    with pytest.raises(NotHere):
        read(("S-0001", "", "Red"), by=broker, at=now)
    with pytest.raises(NotHere):
        actions.ask(service=two[0], by=house.actor("AU"), at=now)
    assert not PositionList.objects.exists()
    assert not LookUp.objects.exists()
    saved(("S-0001", "", "Red"), by=by, at=now)
    with acting_for(house.otherborough.authority.id):
        assert not queries.positions(house.outsider).exists()
        assert queries.matches(house.outsider, "Larch House") == []
    assert Position.objects.visible_to(by).count() == 1


def test_one_search_gives_the_answer_on_its_page(house, by, now, two):
    saved(("S-0001", "", "Amber", "", "The duty officer"), by=by, at=now)
    client = house.anyshire.client("PL")
    sent = {"service": "larch house", "form_token": "6c1f2d0e-0d0c-4f4e-9f6e-2a8b1c3d4e5f"}
    page = client.post("/placements/", sent, follow=True)
    assert page.redirect_chain[-1][0] == "/placements/look-ups/LU-0001/"
    text = page.content.decode()
    for words in ("Ask first", "The duty officer", "Receipt LU-0001", "Rowan House", "Good overall"):
        assert words in text, words
    again = client.post("/placements/", sent, follow=True)
    assert again.redirect_chain[-1][0] == "/placements/look-ups/LU-0001/", "sent twice, it is asked once"
    assert LookUp.objects.count() == 1
    nothing = client.post(
        "/placements/",
        sent | {"service": "nowhere", "form_token": "7c1f2d0e-0d0c-4f4e-9f6e-2a8b1c3d4e5f"},
        follow=True,
    )
    assert "We do not hold this service. Ask for an out-of-area check." in nothing.content.decode()


def test_a_placement_officer_lands_on_the_box(house, now):
    assert house.anyshire.client("PL").get("/").headers["Location"] == "/placements/"
    assert house.anyshire.client("QM").get("/").headers["Location"] == "/my-work/"
