"""Illegal moves are refused with a sentence that says why; the case stays exactly where it was."""

from datetime import timedelta
from typing import Any

import pytest

from oversight.engine.words import Role
from tests.engine.routes.cases import (
    CHAIN,
    FULL,
    START,
    WAYS_TO,
    answer_of,
    changed,
    event,
    events,
    refused,
    stand,
)

WAY = events(*CHAIN[:3])


def test_an_unknown_answer_is_refused_with_what_it_could_have_meant() -> None:
    why = refused([*WAY, event("impos", 1, role="head_of_commissioning")])
    assert why == (
        "'impos' is not an answer of this route; the case stands at 'decide', "
        "where the answers are impose, refuse; did you mean 'impose'?"
    )


def test_an_answer_of_another_step_is_refused_with_where_it_belongs() -> None:
    assert refused([*WAY, event("appeal", 1)]) == (
        "'appeal' is an answer at 'appeal'; the case stands at 'decide', where the answers are impose, refuse"
    )


def test_the_wrong_role_is_told_whose_answer_it_is() -> None:
    assert refused([*WAY, event("impose", 1, role="service_director")]) == (
        "'impose' at 'decide' is for the head of commissioning (or, in their absence, the head of adult "
        "social care), not the service director (clause 18.5)"
    )


@pytest.mark.parametrize(
    "step", ["not-put-forward", "not-recommended", "not-imposed", "upheld", "overturned"]
)
def test_a_closed_case_takes_no_answer(step: str) -> None:
    for answer in (*FULL, "reopen"):
        assert refused([*events(*WAYS_TO[step]), event(answer, 1)]).startswith("the case is closed: ")


def test_time_does_not_run_backwards() -> None:
    earlier = event("impose", at=WAY[-1].at - timedelta(seconds=1))
    why = refused([*WAY, earlier])
    assert "2026-11-02T10:01:59+00:00" in why
    assert "'recommend' of 2026-11-02T10:02:00+00:00 already stands before it" in why
    assert stand([*WAY, event("impose", at=WAY[-1].at)]).step == "notify"


def test_a_refused_event_does_not_move_time_on() -> None:
    found = stand([*WAY, event("appeal", 400), event("impose", 1)])
    assert (found.step, len(found.refused)) == ("notify", 1)


def test_all_that_is_missing_is_named_at_once() -> None:
    assert refused([*WAY, event("impose", 1, carries={})]) == (
        "'impose' must carry reasons, position, sister_services (clause 18.5)"
    )
    assert refused([*WAY, event("impose", 1, carries={"reasons": "  ", "position": None})]) == (
        "'impose' must carry reasons, position, sister_services (clause 18.5)"
    )


def test_an_empty_list_of_sister_services_says_there_are_none() -> None:
    assert stand([*WAY, event("impose", 1)]).step == "notify"
    carries = {"reasons": "Risk", "position": "embargo"}
    assert "must carry sister_services" in refused([*WAY, event("impose", 1, carries=carries)])


@pytest.mark.parametrize("position", ["none", "terminate"])
def test_a_position_that_the_answer_does_not_take_is_refused(position: str) -> None:
    why = refused([*WAY, event("impose", 1, carries={**FULL["impose"], "position": position})])
    assert why == f"'impose' takes one of caution, embargo, not '{position}'"


@pytest.mark.parametrize(
    ("word", "value", "says"),
    [
        ("position", "embargoed", "did you mean 'embargo'?"),
        ("position", ["embargo"], "it must be one of"),
        ("reasons", 7, "'reasons' must be said in words"),
        ("sister_services", "none", "'sister_services' must be a list"),
        ("review_on", "2026-11-02", "before the day of the answer (2026-11-03)"),
        ("documents", [], "'documents' must be a list of at least one document"),
    ],
)
def test_a_value_that_will_not_do_is_refused(word: str, value: Any, says: str) -> None:
    assert says in refused([*WAY, event("impose", 1, carries={**FULL["impose"], word: value})])


def test_a_word_that_nothing_can_carry_is_refused_with_what_it_could_have_meant() -> None:
    why = refused([*WAY, event("impose", 1, carries={**FULL["impose"], "sister_service": []})])
    assert why.startswith(
        "'sister_service' is nothing that an answer can carry; did you mean 'sister_services'"
    )
    why = refused([*WAY, event("impose", 1, carries={**FULL["impose"], "xyzzy": 1})])
    assert "'xyzzy' is nothing that an answer can carry: reasons, stipulations" in why


def test_a_known_word_may_come_along_unasked_if_it_is_in_order() -> None:
    carries = {**FULL["impose"], "legal_advice": "None needed", "note": "Told by telephone"}
    assert stand([*WAY, event("impose", 1, carries=carries)]).refused == ()
    assert "'note'" in refused([*WAY, event("impose", 1, carries={**FULL["impose"], "note": 3})])


def recording(found: dict[str, Any]) -> None:
    """The decision carries a record with fields of its own."""
    answer = answer_of(found, "decide", "impose")
    answer["carries"].append("record")
    answer["record"] = ["CQC report date", "Plan completed"]


def test_a_record_must_fill_in_every_field_of_its_form() -> None:
    route = changed(recording)

    def filled(record: Any) -> list[Any]:
        return [*WAY, event("impose", 1, carries={**FULL["impose"], "record": record})]

    assert stand(filled({"CQC report date": "2026-10-01", "Plan completed": False}), route).step == "notify"
    why = refused(filled({"CQC report date": " ", "Other": "x"}), route)
    assert why == "the record of 'impose' leaves blank: CQC report date, Plan completed"
    assert "must be a mapping" in refused(filled("signed"), route)


def test_an_optional_record_left_blank_is_no_record() -> None:
    def optional(found: dict[str, Any]) -> None:
        recording(found)
        answer = answer_of(found, "decide", "impose")
        answer["carries"].remove("record")
        answer["may_carry"] = ["record"]

    route = changed(optional)
    for carries in (FULL["impose"], {**FULL["impose"], "record": ""}):
        assert stand([*WAY, event("impose", 1, carries=carries)], route).step == "notify"


def test_refusals_come_with_the_place_of_their_event_and_leave_the_rest() -> None:
    given = [event("agree"), *events(*CHAIN[:2]), event("agree", 1), event("recommend", 1)]
    found = stand(given)
    assert [each.index for each in found.refused] == [0, 3]
    assert [entry.index for entry in found.history] == [1, 2, 4]
    assert [each.because_of for each in found.letters] == [1, 2, 4]
    assert found.step == "decide"


NOBODY = {
    "to_be_named": "decider-of-restriction",
    "sentence": "The policy does not say who decides on a restriction; name the role",
}


def unnamed(found: dict[str, Any]) -> None:
    """Nobody is named to decide."""
    for word in ("impose", "refuse"):
        answer = answer_of(found, "decide", word)
        answer.pop("roles")
        answer["role"] = NOBODY


class TestUnfilledRole:
    route = changed(unnamed)

    def test_it_blocks_the_case_with_what_must_be_filled_in(self) -> None:
        found = stand(WAY, self.route)
        assert (found.step, found.moves) == ("decide", ())
        assert found.blocked == (NOBODY["sentence"],)

    @pytest.mark.parametrize("role", list(Role))
    def test_nobody_may_answer_meanwhile_not_even_a_stand_in(self, role: Role) -> None:
        carries = {**FULL["impose"], "delegation": "Delegation D-17"}
        why = refused([*WAY, event("impose", 1, role=role, carries=carries)], self.route)
        assert why == NOBODY["sentence"]

    def test_it_does_not_block_the_steps_before(self) -> None:
        assert stand(WAY[:2], self.route).blocked == ()

    def test_the_role_that_the_authority_names_may_answer(self) -> None:
        named = {"decider-of-restriction": Role.DIRECTOR_OF_ADULT_SERVICES}
        found = stand(WAY, self.route, named=named)
        assert found.blocked == ()
        assert {(move.answer, move.role.value, move.stand_in) for move in found.moves} == {
            ("impose", "director_of_adult_services", False),
            ("refuse", "director_of_adult_services", False),
            ("impose", "head_of_adult_social_care", True),
            ("refuse", "head_of_adult_social_care", True),
        }
        decided = [*WAY, event("impose", 1, role="director_of_adult_services")]
        assert stand(decided, self.route, named=named).step == "notify"
        other = stand([*WAY, event("impose", 1)], self.route, named=named)
        assert "is for the director of adult services" in other.refused[0].why

    def test_a_stand_in_who_is_named_decides_in_their_own_right(self) -> None:
        named = {"decider-of-restriction": Role.HEAD_OF_ADULT_SOCIAL_CARE}
        found = stand(WAY, self.route, named=named)
        assert [(move.role.value, move.stand_in) for move in found.moves] == [
            ("head_of_adult_social_care", False)
        ] * 2
        decided = [*WAY, event("impose", 1, role="head_of_adult_social_care")]
        assert stand(decided, self.route, named=named).step == "notify"

    def test_another_gap_filled_in_does_not_help(self) -> None:
        found = stand(WAY, self.route, named={"appeal-officer": Role.SERVICE_DIRECTOR})
        assert found.blocked == (NOBODY["sentence"],)


def test_the_start_is_a_weekday_in_winter() -> None:
    assert (START.strftime("%A"), START.utcoffset()) == ("Monday", timedelta(0))
