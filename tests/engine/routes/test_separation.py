"""Separation of duties is by person: whatever role they then hold, however their name is written."""

from itertools import combinations
from typing import Any

import pytest

from oversight.engine.routes.events import Event
from tests.engine.routes.cases import (
    CHAIN,
    FULL,
    GIVEN_BY,
    ROUTE,
    START,
    WAYS_TO,
    answer_of,
    changed,
    event,
    events,
    refused,
    stand,
)

KEPT_APART = ("agree", "recommend", "impose")
"""The answers at concur, recommend and decide."""

PAIRS = list(combinations(KEPT_APART, 2))
SPELLINGS = ("P. Person", "p. person", "  P.  PERSON ", "P.Person")


def with_person(given: list[Event], answer: str, name: str) -> list[Event]:
    """The events with one answer given by somebody else."""
    return [each if each.answer != answer else event(answer, at=each.at, by=name) for each in given]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_nobody_acts_at_two_of_the_three_steps(first: str, second: str, spelling: str) -> None:
    upto = CHAIN[: CHAIN.index(second) + 1]
    given = with_person(with_person(events(*upto), first, "P. Person"), second, spelling)
    why = refused(given)
    assert "P. Person" in why
    assert f"'{first}'" in why
    assert "clause 18.1" in why


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_without_the_separation_the_same_events_are_accepted(first: str, second: str) -> None:
    open_route = changed(lambda found: found.update(separation=[]))
    upto = CHAIN[: CHAIN.index(second) + 1]
    given = with_person(with_person(events(*upto), first, "P. Person"), second, "P. Person")
    assert stand(given, open_route).refused == ()


def test_whoever_proposed_may_concur_for_the_policy_keeps_only_three_steps_apart() -> None:
    proposer = GIVEN_BY["criteria_met"][0]
    assert stand(with_person(events(*CHAIN[:2]), "agree", proposer)).step == "recommend"


def test_a_stand_in_is_kept_apart_too() -> None:
    carries = {**FULL["impose"], "delegation": "Delegation of 1 November"}
    taking = event("impose", 1, role="head_of_adult_social_care", by=GIVEN_BY["agree"][0], carries=carries)
    assert "clause 18.1" in refused([*events(*CHAIN[:3]), taking])


@pytest.mark.parametrize("decision", ["uphold", "overturn"])
@pytest.mark.parametrize("part", CHAIN[:6])
def test_nobody_who_took_part_decides_the_appeal(part: str, decision: str) -> None:
    name = GIVEN_BY[part][0].upper()
    why = refused([*events(*WAYS_TO["appeal-decision"]), event(decision, 1, by=name)])
    assert "clause 19.2" in why
    assert "nobody who took part" in why


def test_without_the_separation_a_participant_could_decide_the_appeal() -> None:
    open_route = changed(lambda found: found["separation"].pop())
    given = [*events(*WAYS_TO["appeal-decision"]), event("uphold", 1, by=GIVEN_BY["impose"][0])]
    assert stand(given, open_route).step == "upheld"


def test_somebody_who_only_tried_did_not_take_part() -> None:
    tried = event("agree", role="provider_manager", by="F. Director", at=START)
    given = [*events("criteria_met"), tried, *events(*CHAIN[:6])[1:], event("uphold", 1, by="F. Director")]
    found = stand(given)
    assert (found.step, len(found.refused)) == ("upheld", 1)


def test_those_who_may_not_act_next_are_named_with_the_reason() -> None:
    found = stand(events(*WAYS_TO["decide"]))
    assert [(each.by, each.answers) for each in found.barred] == [
        ("B. Supplier", ("impose", "refuse")),
        ("C. Manager", ("impose", "refuse")),
    ]
    assert all("clause 18.1" in each.why for each in found.barred)


def test_everybody_who_took_part_is_barred_from_the_appeal_once() -> None:
    found = stand(events(*WAYS_TO["appeal-decision"]))
    names = ["A. Quality", "B. Supplier", "C. Manager", "D. Head", "E. Provider"]
    assert [each.by for each in found.barred] == names
    assert all("clause 19.2" in each.why for each in found.barred)


def test_nobody_is_barred_from_a_closed_case() -> None:
    assert stand(events(*CHAIN)).barred == ()


def looping(found: dict[str, Any]) -> None:
    """Declining sends the case back to be agreed again."""
    answer_of(found, "recommend", "decline")["to"] = "concur"
    found["steps"] = [step for step in found["steps"] if step["id"] != "not-recommended"]


def test_a_person_may_act_again_at_the_same_step() -> None:
    route = changed(looping)
    given = events("criteria_met", "agree", "decline", "agree", "recommend", "impose")
    assert stand(given, route).step == "notify"
    crossing = event("agree", 1, by="C. Manager")
    assert "C. Manager gave 'decline' at 'recommend'" in refused([*given[:3], crossing], route)


def consulting(found: dict[str, Any]) -> None:
    """The decision carries a consultation, with somebody other than the decider."""
    answer_of(found, "decide", "impose")["carries"].append("consultation")
    found["separation"].append({"kind": "consults_another", "steps": ["decide"], "clause": "17.2"})


CONSULTING = changed(consulting)


@pytest.mark.parametrize(
    ("consultation", "words"),
    [
        ("The head of adult social care agrees", "must name who was consulted"),
        ({"with": "d. HEAD", "says": "Agreed"}, "nobody consults themselves"),
        ({"says": "Agreed"}, "must name who was consulted"),
    ],
)
def test_the_decider_consults_somebody_else(consultation: object, words: str) -> None:
    carries = {**FULL["impose"], "consultation": consultation}
    assert words in refused([*events(*CHAIN[:3]), event("impose", 1, carries=carries)], CONSULTING)


def test_a_stand_in_may_not_be_the_person_consulted() -> None:
    carries = {
        **FULL["impose"],
        "delegation": "Delegation of 1 November",
        "consultation": {"with": "G. Care", "says": "Agreed"},
    }
    way = events(*CHAIN[:3])
    stands_in = event("impose", 1, by="G. Care", role="head_of_adult_social_care", carries=carries)
    assert "nobody consults themselves" in refused([*way, stands_in], CONSULTING)
    other = event("impose", 1, by="D. Head", carries=carries)
    assert stand([*way, other], CONSULTING).step == "notify"


def test_a_consultation_that_is_missing_is_asked_for() -> None:
    given = [*events(*CHAIN[:3]), event("impose", 1)]
    assert "must carry consultation" in refused(given, CONSULTING)


def test_refusing_needs_no_consultation() -> None:
    assert stand([*events(*CHAIN[:3]), event("refuse", 1)], CONSULTING).step == "not-imposed"


def test_the_route_says_who_is_kept_apart() -> None:
    assert [rule.kind.value for rule in ROUTE.separation] == ["no_person_twice", "no_participant_at"]


def test_a_person_is_named_as_they_were_first_written() -> None:
    given = with_person(events(*WAYS_TO["appeal-decision"]), "notified", "a. quality")
    assert stand(given).barred[0].by == "A. Quality"
