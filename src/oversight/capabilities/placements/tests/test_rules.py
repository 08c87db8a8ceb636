"""The answer as a table: nothing that is not known is ever a yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from oversight.capabilities.placements.rules import Known, answer, columns_of, lacking, position_of
from oversight.capabilities.placements.rules.nearness import Spot, apart, direction, miles, nearness
from oversight.capabilities.placements.states import GRAVITY

TODAY = date(2026, 11, 23)
CLEAR = Known(open=True, list_dated=TODAY, rating="good", listed=True, registered=True, dormant=False)


@pytest.mark.parametrize(("changed", "expected", "says"), [
    ({}, "yes", None),
    ({"position": "none"}, "yes", None),
    ({"rating": "outstanding"}, "yes", None),
    ({"position": "embargo", "position_words": "Embargo"}, "no", "The list says: Embargo."),
    ({"position": "terminate", "position_words": "Ended"}, "no", "The list says: Ended."),
    ({"position": "caution", "position_words": "Place with Caution"}, "ask", "The list says: Place with Caution."),
    ({"open": False}, "no", "The service is closed."),
    ({"list_dated": None}, "ask", "No list of restrictions has been taken in"),
    ({"list_dated": TODAY - timedelta(days=31)}, "yes", None),
    ({"list_dated": TODAY - timedelta(days=32)}, "ask", "The list of restrictions is 32 days old"),
    ({"opened_on": TODAY}, "yes", None),
    ({"opened_on": TODAY + timedelta(days=1)}, "ask", "after the list of restrictions of"),
    ({"opened_on": TODAY + timedelta(days=1), "position": "none", "position_words": "No restrictions"}, "yes", None),
    ({"registered": False}, "no", "no longer registered"),
    ({"listed": False, "registered": None}, "ask", "no longer lists it"),
    ({"listed": None, "registered": None}, "yes", None),
    ({"dormant": True}, "ask", "dormant"),
    ({"rating": "inadequate"}, "ask", "rates it Inadequate"),
    ({"rating": "requires_improvement"}, "care", "rates it Requires improvement"),
    ({"rating": ""}, "care", "No rating of the regulator is known"),
    ({"rating": "", "regulated": False}, "yes", None),
    ({"other_authority": "Otherborough", "other_position": "suspended"}, "ask", "Otherborough has a restriction: suspended"),
    ({"recommended": "embargo", "recommended_words": "Embargo"}, "ask", "nobody has decided it yet"),
    ({"recommended": "caution", "recommended_words": "Caution"}, "ask", "nobody has decided it yet"),
    ({"band": "red"}, "care", "Its worked-out risk is red"),
    ({"band": "amber"}, "yes", None),
])  # fmt: skip
def test_each_thing_that_is_known_gives_its_answer(changed, expected, says):
    found = answer(replace(CLEAR, **changed), TODAY)
    assert found.answer == expected
    assert (says is None) == (found.reasons == ())
    assert says is None or says in found.reasons[0]


def test_the_gravest_stands_and_its_reason_comes_first():
    known = replace(
        CLEAR, list_dated=None, rating="requires_improvement", position="embargo", position_words="Embargo"
    )
    found = answer(known, TODAY)
    assert (found.answer, found.reasons[0], len(found.reasons)) == ("no", "The list says: Embargo.", 3)


def test_what_is_decided_is_not_said_to_be_undecided():
    known = replace(CLEAR, position="embargo", position_words="Embargo", recommended="embargo")
    assert not any("nobody has decided" in each for each in answer(known, TODAY).reasons)


@pytest.mark.parametrize("worse", [
    {"position": "embargo"}, {"position": "caution"}, {"open": False}, {"list_dated": None}, {"rating": "inadequate"},
    {"dormant": True}, {"other_position": "suspended"}, {"recommended": "embargo"}, {"band": "red"},
])  # fmt: skip
@pytest.mark.parametrize(
    "beside", [{}, {"rating": "requires_improvement"}, {"list_dated": None}, {"band": "red"}]
)
def test_one_thing_more_never_makes_the_answer_better(worse, beside):
    before = answer(replace(CLEAR, **beside), TODAY).answer
    assert GRAVITY[answer(replace(CLEAR, **(beside | worse)), TODAY).answer] >= GRAVITY[before]


def test_positions_are_read_in_the_councils_words_and_in_usual_ones():
    own = {"none": "No Restrictions on Placements", "caution": "Place with Caution", "embargo": "Embargo"}
    said = [
        "no restrictions on placements",
        "PLACE WITH CAUTION.",
        "Red",
        "suspended",
        "Amber",
        "clear",
        "closed on Mondays",
    ]
    assert [position_of(each, own) for each in said] == [
        "none",
        "caution",
        "embargo",
        "embargo",
        "caution",
        "none",
        "",
    ]


def test_headings_are_recognised_and_what_lacks_is_said():
    assert columns_of(["Location ID", "Status", "Date added", "Ring first"]) == {
        "regulator_id": "Location ID", "position": "Status", "since": "Date added", "call_first": "Ring first",
    }  # fmt: skip
    assert "‘Position’" in lacking(columns_of(["Reference", "Colour"]))
    assert "‘Location ID’" in lacking(columns_of(["Position"]))
    assert lacking(columns_of(["Reference", "Position"])) == ""


NEWBURY, READING, HOME = (51.4014, -1.3231), (51.4551, -0.9787), (52.0, -1.0)


def test_miles_are_those_of_a_great_circle():
    assert miles(NEWBURY, READING) == pytest.approx(15.3, abs=0.1)
    assert miles((51.0, 0.0), (52.0, 0.0)) == pytest.approx(69.1, abs=0.1)
    assert miles(HOME, HOME) == 0


@pytest.mark.parametrize(("north", "east", "says"), [
    (0.1, 0.0, "north"), (0.1, 0.16, "north-east"), (0.0, 0.1, "east"), (-0.1, 0.16, "south-east"),
    (-0.1, 0.0, "south"), (-0.1, -0.16, "south-west"), (0.0, -0.1, "west"), (0.1, -0.16, "north-west"),
    (0.1, -0.001, "north"),
])  # fmt: skip
def test_a_direction_is_one_of_eight_as_seen_from_here(north, east, says):
    assert direction(HOME, (HOME[0] + north, HOME[1] + east)) == says


@pytest.mark.parametrize(("far", "says"), [
    (0, "Less than half a mile"), (0.49, "Less than half a mile"), (0.5, "About 1 mile south"),
    (1.49, "About 1 mile south"), (1.5, "About 2 miles south"), (14.2, "About 14 miles south"),
])  # fmt: skip
def test_a_distance_in_words(far, says):
    assert apart(far, "south") == says


@pytest.mark.parametrize(("there", "words", "rank"), [
    (Spot((52.03, -0.95), "ZZ9 9ZZ", ""), "About 3 miles north-east", False),
    (Spot((52.0, -1.0), "ZZ9 9ZZ", "Elmton"), "Less than half a mile. In Elmton", False),
    (Spot(None, "ZZ1 9ZZ", "Elmton"), "In the same postcode district, ZZ1. Distance not known", True),
    (Spot(None, "ZZ9 9ZZ", "OAKTON"), "In OAKTON. Distance not known", True),
    (Spot(None, "ZZ9 9ZZ", "Elmton"), None, None),
    (Spot(None, "", ""), None, None),
])  # fmt: skip
def test_how_near_a_service_is_and_that_it_is_not_known(there, words, rank):
    found = nearness(Spot(HOME, "ZZ1 1AA", "Oakton"), there)
    assert (found and found.words, found and found.rank[0]) == (words, rank)


def test_from_a_service_without_coordinates_no_distance_is_known():
    found = nearness(Spot(None, "", "Oakton"), Spot(HOME, "ZZ1 1AA", "Oakton"))
    assert (found.miles, found.words) == (None, "In Oakton. Distance not known")
    assert nearness(Spot(None, "", ""), Spot(None, "", "")) is None


def test_the_nearest_come_first_and_the_same_district_before_the_same_town():
    here = Spot(HOME, "ZZ1 1AA", "Oakton")
    there = [
        Spot(None, "ZZ9 9ZZ", "Oakton"), Spot(None, "ZZ1 9ZZ", ""), Spot((52.2, -1.0), "", ""), Spot((52.1, -1.0), "", ""),
    ]  # fmt: skip
    ranked = sorted(there, key=lambda each: nearness(here, each).rank)
    assert ranked == there[::-1]
