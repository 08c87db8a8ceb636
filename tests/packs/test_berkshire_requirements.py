"""Parts of the Berkshire requirements that a pack could stop saying unnoticed. Services are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from oversight.engine.facts.reading import read_facts
from oversight.engine.outcomes.explaining import explain
from oversight.engine.packs.library import Library
from oversight.engine.packs.pack import Pack, policy_of
from oversight.engine.packs.proving import due_by
from oversight.engine.routes.machine import Standing, parse_events, run
from oversight.engine.routes.models import Answer
from oversight.engine.words import Level

DAY = date(2026, 11, 22)
WHY = {"reasons": "Harm goes on at Larch House"}
CHAIN = (
    ("2026-11-02", "Officer A", "quality_officer", "criteria_met", WHY),
    ("2026-11-03", "Manager B", "supplier_relationship_manager", "agree", WHY),
    ("2026-11-04", "Manager C", "service_manager", "recommend", WHY),
)
ADVISED: dict[str, Any] = {
    **WHY,
    "sister_services": [],
    "legal_advice": "Advice of 4 November",
    "consultation": {"with": "Head E", "says": "Agreed"},
}
STANDING_IN = {"delegation": {"from": "2026-11-01", "to": "2026-11-30"}}


@pytest.fixture(scope="module")
def pack(library: Library) -> Pack:
    return library.load("west-berkshire")


def replay(pack: Pack, route: str, *events: tuple[str, str, str, str, dict[str, Any]]) -> Standing:
    names = ("at", "by", "role", "answer", "carries")
    listed = [dict(zip(names, each, strict=True)) for each in events]
    return run(pack.routes[route], parse_events(listed), due_by(pack))


def answer(pack: Pack, route: str, step: str, word: str) -> Answer:
    found = pack.routes[route].step(step).answer(word)
    assert found is not None
    return found


def deciding(role: str, by: str, carries: dict[str, Any]) -> tuple[str, str, str, str, dict[str, Any]]:
    return ("2026-11-05", by, role, "terminate", carries)


@pytest.mark.requirement("WB-17")
@pytest.mark.parametrize("left_out", ["legal_advice", "consultation", "sister_services"])
def test_termination_is_not_decided_without_legal_advice_and_a_consultation(
    pack: Pack, left_out: str
) -> None:
    whole = replay(pack, "termination", *CHAIN, deciding("head_of_commissioning", "Head D", ADVISED))
    assert (whole.step, whole.refused) == ("notify", ())
    short = {name: value for name, value in ADVISED.items() if name != left_out}
    found = replay(pack, "termination", *CHAIN, deciding("head_of_commissioning", "Head D", short))
    assert found.step == "decide"
    assert left_out in found.refused[0].why


@pytest.mark.requirement("WB-17")
def test_the_facts_that_may_end_commissioning_ask_for_legal_advice_first(pack: Pack) -> None:
    facts = {
        "safeguarding.continuing_significant_harm": True,
        "safeguarding.immediate_unacceptable_risk": True,
    }
    found = explain(policy_of([pack], DAY), read_facts(facts), suggest=False)
    asked = {each.value: (each.strength.value, each.carries["role"].value) for each in found.outcomes
             if each.kind == "prompt"}  # fmt: skip
    assert asked["seek-legal-advice"] == ("automatic", "head_of_commissioning")


@pytest.mark.requirement("WB-21.3")
def test_whoever_stands_in_on_termination_has_a_delegation_and_consults_somebody_else(pack: Pack) -> None:
    role, by = "head_of_adult_social_care", "Head E"
    undelegated = replay(pack, "termination", *CHAIN, deciding(role, by, ADVISED))
    assert "recorded delegation" in undelegated.refused[0].why
    alone = replay(pack, "termination", *CHAIN, deciding(role, by, {**ADVISED, **STANDING_IN}))
    assert "nobody consults themselves" in alone.refused[0].why
    other = {**ADVISED, **STANDING_IN, "consultation": {"with": "Director F", "says": "Agreed"}}
    assert replay(pack, "termination", *CHAIN, deciding(role, by, other)).step == "notify"


@pytest.mark.requirement("WB-21.3")
@pytest.mark.parametrize(
    ("route", "words"),
    [
        ("restriction", ("impose", "refuse")),
        ("lift", ("lift", "downgrade", "refuse")),
        ("termination", ("terminate", "refuse")),
    ],
)
def test_every_decision_of_the_head_has_the_same_stand_in(
    pack: Pack, route: str, words: tuple[str, ...]
) -> None:
    for word in words:
        stand_in = answer(pack, route, "decide", word).stand_in
        assert stand_in is not None
        assert (stand_in.role, stand_in.clause) == ("head_of_adult_social_care", "21.3")


@pytest.mark.requirement("WB-18")
@pytest.mark.parametrize("route", ["restriction", "termination"])
def test_both_noes_can_set_a_day_and_both_recommendations_look_for_a_breach(pack: Pack, route: str) -> None:
    assert "review_on" in answer(pack, route, "concur", "disagree").may_carry
    decline = answer(pack, route, "recommend", "decline")
    assert {"review_on", "breach_of_contract"} <= set(decline.may_carry)
    assert "breach_of_contract" in answer(pack, route, "recommend", "recommend").may_carry


@pytest.mark.requirement("WB-18")
@pytest.mark.parametrize(
    ("step", "word", "letter"),
    [
        ("propose", "criteria_met", "criteria-met-advice"),
        ("concur", "agree", "submission-to-service-manager"),
        ("recommend", "recommend", "recommendation"),
        ("decide", "impose", "decision-confirmation"),
        ("decide", "refuse", "decision-confirmation"),
    ],
)
def test_each_step_of_the_chain_is_put_in_writing(pack: Pack, step: str, word: str, letter: str) -> None:
    assert letter in answer(pack, "restriction", step, word).letters


@pytest.mark.requirement("WB-19.2")
@pytest.mark.parametrize("word", ["uphold", "overturn"])
def test_the_outcome_of_an_appeal_goes_to_the_provider_the_head_and_the_team(pack: Pack, word: str) -> None:
    assert "appeal-outcome" in answer(pack, "restriction", "appeal-decision", word).letters
    told = " ".join((*pack.letters["appeal-outcome"].to, *pack.letters["appeal-outcome"].copies)).lower()
    assert all(who in told for who in ("provider", "head of commissioning", "team"))


@pytest.mark.requirement("WB-20.2")
@pytest.mark.parametrize(("months", "asked"), [(5.9, False), (6, True), (18, True)])
def test_six_months_of_embargo_are_a_task(pack: Pack, months: float, asked: bool) -> None:
    facts = {"restriction.position": "embargo", "restriction.months_in_force": months}
    found = explain(policy_of([pack], DAY), read_facts(facts), suggest=False)
    assert ("consider-default-notice" in {each.value for each in found.outcomes}) is asked


@pytest.mark.requirement("WB-20.4")
@pytest.mark.parametrize(("step", "word"), [("concur", "disagree"), ("recommend", "decline")])
def test_a_no_to_lifting_says_what_must_hold_first(pack: Pack, step: str, word: str) -> None:
    assert {"reasons", "stipulations"} <= set(answer(pack, "lift", step, word).carries)


@pytest.mark.requirement("WB-20.4")
def test_lifting_goes_through_the_same_four_in_the_same_order(pack: Pack) -> None:
    def chain(route: str) -> list[tuple[str, set[str]]]:
        steps = [pack.routes[route].step(name) for name in ("propose", "concur", "recommend", "decide")]
        return [(step.id, {role.value for each in step.answers for role in each.roles}) for step in steps]

    assert chain("lift") == chain("restriction")


WARNED = ("2026-12-18", "Manager B", "supplier_relationship_manager", "warning_sent", WHY)
VISITED = ("2026-12-30", "Officer A", "quality_officer", "visited", {"report": "Visit form"})
IN_DEFAULT = (
    "2027-01-05",
    "Manager B",
    "supplier_relationship_manager",
    "default_notice",
    {**WHY, "breach_of_contract": True},
)
AGREED = (
    "2027-01-15",
    "Officer A",
    "quality_officer",
    "plan_agreed",
    {"documents": ["Default improvement plan"]},
)
PLAN_MET = ("2027-03-12", "Officer A", "quality_officer", "plan_met", {"evidence": "Visit form"})
REMOVE = ("2027-05-12", "Manager C", "service_manager", "remove", {**WHY, "evidence": "Two reviews"})


@pytest.mark.requirement("WB-21")
def test_significant_progress_after_the_warning_goes_back_to_the_restriction(pack: Pack) -> None:
    role, carries = "supplier_relationship_manager", {**WHY, "evidence": "Visit form"}
    progress = ("2026-12-31", "Manager B", role, "significant_progress", carries)
    found = replay(pack, "default", WARNED, VISITED, progress)
    assert (found.closed, found.refused) == (True, ())
    assert "restriction is reviewed" in (found.outcome or "")


@pytest.mark.requirement("WB-21")
def test_a_met_plan_leaves_the_notice_in_force_until_the_service_manager_has_evidence(pack: Pack) -> None:
    met = replay(pack, "default", WARNED, VISITED, IN_DEFAULT, AGREED, PLAN_MET)
    assert (met.closed, met.refused) == (False, ())
    assert len(replay(pack, "default", WARNED, VISITED, IN_DEFAULT, PLAN_MET).refused) == 1
    bare = (*REMOVE[:4], WHY)
    assert (
        "evidence"
        in replay(pack, "default", WARNED, VISITED, IN_DEFAULT, AGREED, PLAN_MET, bare).refused[0].why
    )
    officer = (*REMOVE[:1], "Officer A", "quality_officer", *REMOVE[3:])
    assert len(replay(pack, "default", WARNED, VISITED, IN_DEFAULT, AGREED, PLAN_MET, officer).refused) == 1
    assert replay(pack, "default", WARNED, VISITED, IN_DEFAULT, AGREED, PLAN_MET, REMOVE).closed


@pytest.mark.requirement("WB-13.2")
def test_none_is_said_not_to_mean_that_the_council_is_satisfied(pack: Pack) -> None:
    assert "not that the council is satisfied" in pack.clauses["13.2"].says


@pytest.mark.requirement("PB-5.7t")
@pytest.mark.parametrize(
    ("level", "actions", "lead"),
    [
        ("major", ("new placements at once", "police", "review", "monitor"), ("commissioning", "police")),
        ("moderate", ("meet", "caution", "police", "monitor"), ("safeguarding", "commissioning")),
        ("minor", ("meet", "visit"), ("commissioning", "contracts")),
    ],
)
def test_each_level_has_the_actions_and_the_lead_of_the_table(
    library: Library, level: str, actions: tuple[str, ...], lead: tuple[str, ...]
) -> None:
    found = library.load("pan-berkshire").vocabulary.levels[Level(level)]
    assert [word for word in actions if word not in " ".join(found.actions).lower()] == []
    assert [word for word in lead if word not in found.lead.lower()] == []
