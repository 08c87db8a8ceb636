"""What a case does to the position: imposed, eased, taken off, or as before."""

import pytest
from pydantic import ValidationError

from oversight.engine.routes.effects import Effect, effects, position_after
from oversight.engine.words import Position
from tests.engine.routes.cases import CHAIN, ROUTE, answer_of, changed, event, events, stand


def done(*answers, route=ROUTE):
    return effects(route, stand(events(*answers), route))


def test_nothing_stands_before_the_decision():
    assert done(*CHAIN[:3]) == ()
    assert position_after(Position.CAUTION, ()) is Position.CAUTION


def test_the_position_that_is_imposed_stands_until_an_appeal_takes_it_back():
    assert done(*CHAIN[:4]) == (Effect(3, Position.EMBARGO),)
    assert position_after(Position.NONE, done(*CHAIN[:6])) is Position.EMBARGO
    assert done(*CHAIN) == (Effect(3, Position.EMBARGO), Effect(6, None))
    assert position_after(Position.CAUTION, done(*CHAIN)) is Position.CAUTION, (
        "what stood before stands again"
    )
    assert position_after(Position.NONE, done(*CHAIN[:6], "uphold")) is Position.EMBARGO


def test_a_refused_answer_does_nothing():
    given = [*events(*CHAIN[:3]), event("impose", day=1, by="C. Manager")]
    found = stand(given)
    assert found.refused
    assert effects(ROUTE, found) == ()


@pytest.mark.parametrize(("sets", "position"), [("none", Position.NONE), ("terminate", Position.TERMINATE)])
def test_an_answer_can_set_a_position_of_its_own(sets, position):
    route = changed(lambda it: answer_of(it, "decide", "refuse").update(sets=sets))
    assert done(*CHAIN[:3], "refuse", route=route) == (Effect(3, position),)


def test_a_position_that_may_be_carried_is_taken_where_it_is():
    def optional(it):
        impose = answer_of(it, "decide", "impose")
        impose["carries"].remove("position")
        impose["may_carry"].append("position")

    route = changed(optional)
    assert done(*CHAIN[:4], route=route) == (Effect(3, Position.EMBARGO),)
    bare = [*events(*CHAIN[:3]), event("impose", day=1, carries={"reasons": "Risk", "sister_services": []})]
    assert effects(route, stand(bare, route)) == ()


@pytest.mark.parametrize(("step", "answer", "sets", "says"), [
    ("decide", "impose", None, "must carry a position, so it takes it; add 'sets: carried'"),
    ("decide", "impose", "none", "must carry a position, so it takes it; add 'sets: carried'"),
    ("decide", "refuse", "carried", "sets the position it carries; add 'position' to its carries"),
])  # fmt: skip
def test_what_an_answer_sets_fits_what_it_carries(step, answer, sets, says):
    with pytest.raises(ValidationError, match=says):
        changed(lambda it: answer_of(it, step, answer).update(sets=sets))
