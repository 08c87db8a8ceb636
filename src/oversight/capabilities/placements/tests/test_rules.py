"""The answer as a table: nothing that is not known is ever a yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from oversight.capabilities.placements.rules import Known, answer, columns_of, lacking, position_of
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
