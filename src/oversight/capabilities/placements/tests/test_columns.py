"""A council's list under its own headings: likely columns are offered, a person chooses, nothing is half-saved."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest

from oversight.capabilities.placements import actions, queries
from oversight.capabilities.placements.tests.lists import HEADINGS, read, saved, uploaded
from oversight.capabilities.register.tests.places import a_service
from oversight.foundation.audit.models import Event
from oversight.foundation.audit.queries import about
from oversight.foundation.audit.sentences import sentence
from oversight.foundation.audit.verifying import verify
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for

OWN = ("Our code", "Home", "May we?", "Since", "Remark")
CHOSEN = {"service": "Our code", "position": "May we?", "since": "Since", "note": "Remark"}


@pytest.fixture(autouse=True)
def _inside(house):
    with acting_for(house.anyshire.authority.id):
        yield


@pytest.fixture
def by(house):
    return house.actor("QM")


@pytest.fixture
def two(house, now):
    one = a_service(house.anyshire, now, name="Larch House")
    return one, a_service(house.anyshire, now, one.provider, name="Rowan House", postcode="ZZ1 1AB")


@pytest.fixture
def new(by, now, two):
    """A list with headings of the council's own: a good row, and one with an unknown position."""
    rows = (("S-0001", "Larch", "Red", "1/11/2026", "Call us"), ("S-0002", "Rowan", "Purple"))
    return uploaded(*rows, by=by, at=now, headings=OWN)


def test_headings_that_are_known_are_offered_and_nothing_stands_before_a_person_chose(by, new):
    assert (new.state, new.chosen) == ("read", {"name": "Home", "since": "Since"})
    assert (new.rows, new.problems, queries.positions(by).count()) == ([], [], 0)
    with pytest.raises(Refused, match="This list is at ‘Choose columns’"):
        actions.save_list(row=new, free_missing=None, by=by, at=new.read_at)
    assert queries.samples(new)["May we?"] == "Red; Purple"


def test_the_columns_that_were_chosen_are_read_and_a_problem_names_row_and_column(by, now, new):
    actions.choose_columns(row=new, chosen=CHOSEN, by=by, at=now)
    assert [(each["service"], each["position"], each["note"]) for each in new.rows] == [
        ("S-0001", "embargo", "Call us")
    ]
    assert [(row, heading, value) for row, heading, value, _ in new.problems] == [(3, "May we?", "Purple")]
    assert sentence(about(by, new.reference, 1)[0]).endswith(
        "read list PL-0001 of positions: 1 good rows, 1 with a problem"
    )
    actions.save_list(row=new, free_missing=None, by=by, at=now)
    assert [each.service.reference for each in queries.positions(by)] == ["S-0001"]
    assert verify(by).faults == []


@pytest.mark.parametrize(("chosen", "says"), [
    ({}, "Select a column that says which service: ‘Reference’, ‘Location ID’ or ‘Service’"),
    ({"service": "Our code"}, "Select the column for ‘Position’"),
    ({"service": "Our code", "position": "No such heading"}, "Select the column for ‘Position’"),
    ({"position": "May we?"}, "Select a column that says which service"),
    (CHOSEN | {"note": "Since"}, "‘Since’ is selected for ‘Since’ too. Select it for one of them"),
])  # fmt: skip
def test_a_choice_that_lacks_something_is_refused_and_nothing_changes(by, now, new, chosen, says):
    with pytest.raises(Refused, match=says):
        actions.choose_columns(row=new, chosen=chosen, by=by, at=now)
    new.refresh_from_db()
    assert (new.state, new.rows) == ("read", [])


def test_other_columns_can_be_chosen_until_it_is_saved_and_its_rows_are_not_kept_longer(by, now, new):
    actions.choose_columns(row=new, chosen=CHOSEN, by=by, at=now)
    actions.choose_columns(row=new, chosen=CHOSEN | {"service": "", "name": "Home"}, by=by, at=now)
    assert (new.rows, len(new.problems)) == ([], 2), "no service is called so"
    actions.choose_columns(row=new, chosen=CHOSEN, by=by, at=now)
    actions.save_list(row=new, free_missing=None, by=by, at=now)
    assert new.cells == []
    with pytest.raises(Refused, match="This list is at ‘Saved’"):
        actions.choose_columns(row=new, chosen=CHOSEN, by=by, at=now)


def test_a_list_whose_columns_are_not_chosen_can_be_left(by, now, new):
    actions.leave_list(row=new, by=by, at=now)
    assert (new.state, new.cells) == ("nothing", [])


def test_the_next_list_with_the_same_headings_is_offered_what_was_chosen_before(by, now, new):
    actions.choose_columns(row=new, chosen=CHOSEN, by=by, at=now)
    assert uploaded(("S-0001",), by=by, at=now, headings=OWN).chosen == CHOSEN
    assert uploaded(("S-0001",), by=by, at=now).chosen["position"] == "Position"


def test_a_newer_list_that_was_saved_meanwhile_is_not_replaced(by, now, new):
    saved(("S-0002", "", "Amber"), by=by, at=now + timedelta(days=1), dated=now.date() + timedelta(days=1))
    with pytest.raises(Refused, match="An older list is not taken in over it"):
        actions.choose_columns(row=new, chosen=CHOSEN, by=by, at=now + timedelta(days=1))


def test_who_may_not_and_the_other_council_choose_nothing(house, by, now, new):
    with pytest.raises(NotHere):
        actions.choose_columns(row=new, chosen=CHOSEN, by=house.actor("PL"), at=now)
    assert house.anyshire.client("PL").get(f"/placements/lists/{new.reference}/columns/").status_code in (
        403,
        404,
    )
    assert (
        house.otherborough.client("QM").get(f"/placements/lists/{new.reference}/columns/").status_code == 404
    )
    new.refresh_from_db()
    assert new.state == "read"


def test_the_pages_from_the_file_to_what_it_would_change(house, now, two, tmp_path):
    client, path = house.anyshire.client("QM"), tmp_path / "restrictions.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [OWN, ("S-0001", "Larch", "Red", "", ""), ("S-0009", "Elm", "Red", "", "")]
        )
    day = {"dated_day": now.day, "dated_month": now.month, "dated_year": now.year}
    with path.open("rb") as file:
        page = client.post(
            "/placements/lists/new/",
            {"file": file, "decided_by": "Board", **day, "form_token": TOKEN % 1},
            follow=True,
        )
    assert page.redirect_chain[-1][0] == "/placements/lists/PL-0001/columns/"
    text = page.content.decode()
    assert '<option value="Home" selected>Home (Larch; Elm)</option>' in text
    assert "Columns not chosen yet" in client.get("/placements/lists/PL-0001/").content.decode()
    wrong = client.post("/placements/lists/PL-0001/columns/", {"name": "Home", "form_token": TOKEN % 2})
    assert 'href="#id_position"' in wrong.content.decode()
    sent = {**CHOSEN, "form_token": TOKEN % 3}
    text = client.post("/placements/lists/PL-0001/columns/", sent, follow=True).content.decode()
    for words in ("Rows with a problem in restrictions.csv", "Row 3", "Our code", "1 service would have a position",
                  "Choose other columns", "Position is ‘May we?’"):  # fmt: skip
        assert words in text, words
    client.post("/placements/lists/PL-0001/columns/", sent, follow=True)
    assert Event.objects.filter(name="positions.read").count() == 1, "sent twice, it is done once"


TOKEN = "6c1f2d0e-0d0c-4f4e-9f6e-2a8b1c3d4e5%d"


def test_with_headings_as_they_usually_are_everything_is_offered(by, now, two):
    assert list(read(("S-0001", "", "Red"), by=by, at=now).chosen.values()) == [
        "Reference", "Service", "Position", "Since", "Call first", "Note", "Other authority", "Other authority's position",
    ]  # fmt: skip
    assert len(HEADINGS) == 8
