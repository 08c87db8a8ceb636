"""Standing in for an absent decider: only under a recorded delegation that covers the day."""

import pytest

from oversight.engine.routes.standing import Move
from oversight.engine.words import Role
from tests.engine.routes.cases import CHAIN, FULL, answer_of, changed, event, events, refused, stand

WAY = events(*CHAIN[:3])
STAND_IN = {"role": "head_of_adult_social_care", "by": "G. Care"}


def standing_in(answer: str, delegation: object, day: int = 1) -> list:
    carries = {**FULL[answer], "delegation": delegation}
    return [*WAY, event(answer, day, carries=carries, **STAND_IN)]


@pytest.mark.parametrize(("answer", "to"), [("impose", "notify"), ("refuse", "not-imposed")])
@pytest.mark.parametrize(
    "delegation",
    [
        {"from": "2026-11-01", "to": "2026-11-30"},
        {"from": "2026-11-03", "to": "2026-11-03"},
        {"from": "2026-11-03", "until": "2026-11-04", "reason": "leave"},
        "Delegation D-17 of 1 November 2026",
    ],
)
def test_a_delegation_lets_the_stand_in_decide(answer: str, to: str, delegation: object) -> None:
    found = stand(standing_in(answer, delegation))
    assert (found.step, found.refused) == (to, ())
    assert found.history[-1].event.role is Role.HEAD_OF_ADULT_SOCIAL_CARE


@pytest.mark.parametrize("answer", ["impose", "refuse"])
def test_without_a_delegation_the_stand_in_is_refused(answer: str) -> None:
    why = refused([*WAY, event(answer, 1, **STAND_IN)])
    assert "only in the absence of the head of commissioning" in why
    assert "delegation" in why
    assert "clause 21.3" in why


def test_what_else_is_missing_is_named_with_the_delegation() -> None:
    why = refused([*WAY, event("impose", 1, carries={"reasons": "Risk"}, **STAND_IN)])
    assert why.endswith("missing: position, sister_services, delegation")


@pytest.mark.parametrize(
    ("delegation", "words"),
    [
        ({"from": "2026-10-01", "to": "2026-11-02"}, "does not cover 2026-11-03"),
        ({"from": "2026-11-04", "to": "2026-11-30"}, "does not cover 2026-11-03"),
        ({"from": "2026-11-30", "to": "2026-11-01"}, "does not cover 2026-11-03"),
        ({"from": "2026-11-01"}, "must give the days it runs"),
        ({"from": "soon", "to": "later"}, "must give the days it runs"),
        ({"by": "D. Head"}, "must give the days it runs"),
        (True, "must name the recorded delegation"),
        ([], "must name the recorded delegation"),
    ],
)
def test_a_delegation_must_cover_the_day(delegation: object, words: str) -> None:
    assert words in refused(standing_in("impose", delegation))


@pytest.mark.parametrize("blank", ["", "  ", None])
def test_a_blank_delegation_is_none(blank: object) -> None:
    assert "missing: delegation" in refused(standing_in("impose", blank))


def test_the_day_is_counted_in_london() -> None:
    delegation = {"from": "2027-06-02", "to": "2027-06-02"}
    carries = {**FULL["impose"], "delegation": delegation}
    late_evening = event("impose", carries=carries, **STAND_IN)
    moved = type(late_evening)(
        late_evening.at.replace(year=2027, month=6, day=1, hour=23, minute=30),
        late_evening.by,
        late_evening.role,
        late_evening.answer,
        carries,
    )
    assert stand([*WAY, moved]).step == "notify"


def test_the_decider_needs_no_delegation_but_a_wrong_one_is_refused() -> None:
    assert stand([*WAY, event("impose", 1)]).step == "notify"
    carries = {**FULL["impose"], "delegation": {"from": "2026-01-01", "to": "2026-01-02"}}
    assert "does not cover" in refused([*WAY, event("impose", 1, carries=carries)])


def test_the_move_of_a_stand_in_says_so() -> None:
    moves = {(move.answer, move.role.value): move for move in stand(WAY).moves}
    assert moves["impose", "head_of_adult_social_care"] == Move(
        answer="impose",
        role=Role.HEAD_OF_ADULT_SOCIAL_CARE,
        requires=("reasons", "position", "sister_services", "delegation"),
        clause="21.3",
        to="notify",
        stand_in=True,
    )
    assert not moves["impose", "head_of_commissioning"].stand_in
    assert moves["impose", "head_of_commissioning"].clause == "18.5"


def test_nobody_stands_in_where_the_route_names_nobody() -> None:
    route = changed(lambda found: answer_of(found, "decide", "impose").pop("stand_in"))
    why = refused(standing_in("impose", "Delegation D-17"), route)
    assert "is for the head of commissioning, not the head of adult social care" in why


def test_a_stand_in_may_have_to_carry_more_than_the_delegation() -> None:
    def reporting(found: dict) -> None:
        answer_of(found, "decide", "impose")["stand_in"]["carries"] = ["delegation", "report"]

    why = refused(standing_in("impose", "Delegation D-17"), changed(reporting))
    assert why == "'impose' must carry report (clause 18.5)"
