"""The West Berkshire pack: grounds, decision routes, clocks, lifting, default and termination."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from oversight.engine.clocks.deadlines import deadline
from oversight.engine.facts.reading import read_facts
from oversight.engine.outcomes.explaining import explain
from oversight.engine.outcomes.explanation import Explanation
from oversight.engine.outcomes.policy import Policy
from oversight.engine.packs.library import Library
from oversight.engine.packs.pack import Pack, policy_of
from oversight.engine.packs.proving import due_by
from oversight.engine.routes.machine import parse_events, run
from oversight.engine.routes.standing import Standing

DAY = date(2026, 11, 22)
BAD, POOR = "inadequate", "requires_improvement"


@pytest.fixture(scope="module")
def pack(library: Library) -> Pack:
    return library.load("west-berkshire")


@pytest.fixture(scope="module")
def policy(pack: Pack) -> Policy:
    return policy_of([pack], DAY)


def five(**ratings: str) -> dict[str, Any]:
    good = dict.fromkeys(("safe", "effective", "caring", "responsive", "well_led"), "good")
    return {f"regulator.{name}": rating for name, rating in {**good, **ratings}.items()}


def told(policy: Policy, given: dict[str, Any]) -> Explanation:
    return explain(policy, read_facts(given))


def positions(policy: Policy, given: dict[str, Any], clause: str) -> set[tuple[str, str]]:
    """The positions that rules of a clause lead to, with their strength."""
    return {
        (each.value, each.strength.value)
        for each in told(policy, given).outcomes
        if each.kind == "position" and each.clause == clause
    }


@pytest.mark.requirement("WB-16.1")
@pytest.mark.parametrize(
    "given",
    [{"safeguarding.continuing_significant_harm": True}, {"safeguarding.criminal_investigation": True},
     {"situation.other_serious": True}, {"finance.risk": "high"}],
)  # fmt: skip
def test_each_ground_to_consider_a_restriction_is_a_choice_and_never_a_recommendation(policy, given):
    assert positions(policy, given, "16.1")
    assert {strength for _, strength in positions(policy, given, "16.1")} == {"may"}
    nothing = {name: False if value is True else "medium" for name, value in given.items()}
    assert positions(policy, nothing, "16.1") == set()


HOST = {"service.in_area": False, "contract.commissioned": True, "host.reasons_accepted": True}
EMBARGO = {
    "default notice": {"notices.default_in_force": True},
    "Safe inadequate": {"regulator.safe": BAD},
    "three inadequate": five(caring=BAD, effective=BAD, well_led=BAD),
    "three inadequate, counted": {"regulator.inadequate_count": 3},
    "organisational safeguarding suspected": {"safeguarding.organisational": "suspected"},
    "most of the plan unmet at four reviews": {"improvement.reviews_majority_unmet": 4},
    "host embargo accepted": {**HOST, "host.position": "embargo"},
}
NO_EMBARGO = {
    "Safe requires improvement": {"regulator.safe": POOR},
    "two inadequate": five(caring=BAD, effective=BAD),
    "three reviews": {"improvement.reviews_majority_unmet": 3},
    "host embargo not accepted": {**HOST, "host.position": "embargo", "host.reasons_accepted": False},
    "host embargo, not commissioned": {**HOST, "host.position": "embargo", "contract.commissioned": False},
    "host embargo in our own area": {**HOST, "host.position": "embargo", "service.in_area": True},
    "under investigation": {"safeguarding.organisational": "investigating"},
}


@pytest.mark.requirement("WB-16.2")
@pytest.mark.parametrize("name", EMBARGO)
def test_an_embargo_is_usual(policy, name):
    assert ("embargo", "usually") in positions(policy, EMBARGO[name], "16.2")
    assert told(policy, EMBARGO[name]).recommended == "embargo"


@pytest.mark.requirement("WB-16.2")
@pytest.mark.parametrize("name", NO_EMBARGO)
def test_an_embargo_is_not_usual(policy, name):
    assert ("embargo", "usually") not in positions(policy, NO_EMBARGO[name], "16.2")
    assert told(policy, NO_EMBARGO[name]).recommended != "embargo"


@pytest.mark.requirement("WB-16.2")
@pytest.mark.parametrize("band", ["red", "amber"])
def test_the_matrix_may_lead_to_an_embargo_only_with_another_ground(policy, band):
    assert ("embargo", "may") not in positions(policy, {"risk.band": band}, "16.2")
    assert ("embargo", "may") in positions(policy, {"risk.band": band, "regulator.safe": BAD}, "16.2")
    assert ("embargo", "may") not in positions(policy, {"risk.band": "green", "regulator.safe": BAD}, "16.2")


def test_reasons_not_yet_considered_leave_a_host_embargo_undecided(policy):
    given = {"service.in_area": False, "contract.commissioned": True, "host.position": "embargo"}
    undecided = {each.rule: each.needs for each in told(policy, given).undecided if each.clause == "16.2"}
    assert ("host.reasons_accepted",) in undecided.values()


CAUTION = {
    "embargo no longer fits": {"restriction.embargo_no_longer_appropriate": True},
    "three require improvement": five(caring=POOR, effective=POOR, well_led=POOR),
    "one inadequate": five(caring=BAD),
    "inadequate overall": {"regulator.overall": BAD},
    "one inadequate is enough to know": {"regulator.well_led": BAD},
    "red on the matrix": {"risk.band": "red"},
    "host caution accepted": {**HOST, "host.position": "caution"},
    "organisational safeguarding investigated": {"safeguarding.organisational": "investigating"},
    "plan failed": {"improvement.requirements_failed": True},
}


@pytest.mark.requirement("WB-16.3")
@pytest.mark.parametrize("name", CAUTION)
def test_caution_is_usual(policy, name):
    assert ("caution", "usually") in positions(policy, CAUTION[name], "16.3")
    assert told(policy, CAUTION[name]).recommended == "caution"


@pytest.mark.requirement("WB-16.3")
def test_what_falls_short_of_caution(policy):
    for given in (
        five(caring=POOR, effective=POOR),
        {"risk.band": "amber"},
        {**HOST, "host.position": "none"},
    ):
        assert ("caution", "usually") not in positions(policy, given, "16.3")
    both = {"risk.band": "amber", "improvement.requirements_failed": True}
    assert ("caution", "may") in positions(policy, both, "16.3")
    assert ("caution", "may") not in positions(policy, {"risk.band": "amber"}, "16.3")


@pytest.mark.requirement("WB-13.2")
def test_three_positions_and_none_is_no_praise(policy, pack):
    assert policy.label("position", "embargo") == "Embargo"
    assert policy.label("position", "caution") == "Place with Caution"
    assert "no restriction" in policy.label("position", "none").lower()
    assert told(policy, {"regulator.overall": "good"}).recommended == "none"


@pytest.mark.requirement("WB-17")
def test_termination_needs_continuing_harm_and_one_thing_more_and_is_never_recommended(policy):
    harm = {"safeguarding.continuing_significant_harm": True}
    for more in (
        "safeguarding.immediate_unacceptable_risk",
        "situation.other_serious",
        "improvement.requirements_failed",
    ):
        found = told(policy, {**harm, more: True})
        assert "terminate" in {each.value for each in found.outcomes if each.kind == "position"}
        assert found.recommended != "terminate"
        alone = told(policy, {**dict.fromkeys(harm, False), more: True})
        assert "terminate" not in {each.value for each in alone.outcomes}
    assert "terminate" not in {each.value for each in told(policy, harm).outcomes}


def replay(pack: Pack, route: str, *events: tuple[str, str, str, str, dict[str, Any]]) -> Standing:
    names = ("at", "by", "role", "answer", "carries")
    listed = [dict(zip(names, each, strict=True)) for each in events]
    return run(pack.routes[route], parse_events(listed), due_by(pack))


WHY = {"reasons": "Safe is rated Inadequate"}
MET = ("2026-11-02T09:00:00+00:00", "Officer A", "quality_officer", "criteria_met", WHY)
AGREE = ("2026-11-03T09:00:00+00:00", "Manager B", "supplier_relationship_manager", "agree", WHY)
RECOMMEND = ("2026-11-04T09:00:00+00:00", "Manager C", "service_manager", "recommend", WHY)
DECISION = {**WHY, "position": "embargo", "sister_services": []}
IMPOSE = ("2026-11-05T09:00:00+00:00", "Head D", "head_of_commissioning", "impose", DECISION)
NOTIFIED = ("2026-11-06T09:00:00+00:00", "Officer A", "quality_officer", "notified", {})
APPEAL = ("2026-11-13T16:00:00+00:00", "Provider E", "provider_manager", "appeal", WHY)
OVERTURN = ("2026-11-20T09:00:00+00:00", "Director F", "service_director", "overturn", WHY)


@pytest.mark.requirement("WB-18")
def test_the_decision_goes_from_officer_to_manager_to_head_each_with_reasons(pack):
    whole = replay(pack, "restriction", MET, AGREE, RECOMMEND, IMPOSE, NOTIFIED, APPEAL, OVERTURN)
    assert (whole.closed, whole.refused) == (True, ())
    order = [MET, AGREE, RECOMMEND, IMPOSE]
    for place in range(3):
        early = order[:place] + order[place + 1 :]
        assert replay(pack, "restriction", *early).refused, "no step can be left out"
    for place, event in enumerate(order):
        bare = {name: value for name, value in event[4].items() if name != "reasons"}
        assert len(replay(pack, "restriction", *order[:place], (*event[:4], bare)).refused) == 1


@pytest.mark.requirement("WB-18")
@pytest.mark.parametrize(
    ("before", "answer", "role"),
    [((MET,), "disagree", "supplier_relationship_manager"), ((MET, AGREE), "decline", "service_manager")],
)
def test_a_no_carries_stipulations_for_looking_again(pack, before, answer, role):
    no = ("2026-11-05T09:00:00+00:00", "Manager X", role, answer, WHY)
    assert "stipulations" in replay(pack, "restriction", *before, no).refused[0].why
    with_them = (*no[:4], {**WHY, "stipulations": "Look again after the visit in January"})
    assert replay(pack, "restriction", *before, with_them).refused == ()


@pytest.mark.requirement("WB-18.4")
def test_the_decision_says_of_each_sister_service_whether_it_applies(pack):
    without = {name: value for name, value in DECISION.items() if name != "sister_services"}
    found = replay(pack, "restriction", MET, AGREE, RECOMMEND, (*IMPOSE[:4], without))
    assert "sister" in found.refused[0].why
    stated = {
        **DECISION,
        "sister_services": [{"service": "Alder House", "applies": True, "why": "Same manager"}],
    }
    assert replay(pack, "restriction", MET, AGREE, RECOMMEND, (*IMPOSE[:4], stated)).refused == ()


@pytest.mark.requirement("WB-19.1")
def test_the_provider_is_told_within_five_working_days_with_reasons_and_the_right_of_appeal(pack):
    found = replay(pack, "restriction", MET, AGREE, RECOMMEND, IMPOSE)
    clocks = {each.clock: each.due_on for each in found.clocks}
    assert clocks["restriction-notify-provider"] == date(2026, 11, 12), "Saturday and Sunday do not count"
    clock = pack.clocks["restriction-notify-provider"]
    assert deadline(clock, pack.calendar_of(clock), date(2026, 12, 22)).due_on == date(2026, 12, 31)
    letters = {
        each.letter for each in replay(pack, "restriction", MET, AGREE, RECOMMEND, IMPOSE, NOTIFIED).letters
    }
    said = " ".join(part.lower() for name in letters for part in pack.letters[name].must_say)
    assert "reason" in said
    assert "appeal" in said


@pytest.mark.requirement("WB-19.2")
def test_an_appeal_within_five_working_days_decided_by_the_director_within_21_days(pack):
    lodged = replay(pack, "restriction", MET, AGREE, RECOMMEND, IMPOSE, NOTIFIED, APPEAL)
    assert lodged.refused == ()
    assert {each.clock: each.due_on for each in lodged.clocks}["appeal-decided"] == date(2026, 12, 4)
    assert {move.role for move in lodged.moves} == {"service_director"}
    late = ("2026-11-16T09:00:00+00:00", *APPEAL[1:])
    refused = replay(pack, "restriction", MET, AGREE, RECOMMEND, IMPOSE, NOTIFIED, late).refused
    assert len(refused) == 1
    assert "2026-11-13" in refused[0].why or "13 November 2026" in refused[0].why
    same_person = (*OVERTURN[:1], "Head D", *OVERTURN[2:])
    assert (
        len(replay(pack, "restriction", MET, AGREE, RECOMMEND, IMPOSE, NOTIFIED, APPEAL, same_person).refused)
        == 1
    )


@pytest.mark.requirement("WB-21.3")
def test_the_head_of_adult_social_care_decides_in_the_heads_absence_with_a_recorded_delegation(pack):
    stand_in = (IMPOSE[0], "Head G", "head_of_adult_social_care", "impose", DECISION)
    assert len(replay(pack, "restriction", MET, AGREE, RECOMMEND, stand_in).refused) == 1
    delegated = (
        *stand_in[:4],
        {**DECISION, "delegation": "Delegated by e-mail on 1 November 2026 for annual leave"},
    )
    assert replay(pack, "restriction", MET, AGREE, RECOMMEND, delegated).refused == ()


@pytest.mark.parametrize("pair", [(1, 2), (1, 3), (2, 3)])
def test_nobody_concurs_recommends_or_decides_twice(pack, pair):
    events = [MET, AGREE, RECOMMEND, IMPOSE]
    first, second = pair
    events[second] = (events[second][0], events[first][1].upper(), *events[second][2:])
    assert [each.index for each in replay(pack, "restriction", *events[: second + 1]).refused] == [second]


@pytest.mark.requirement("WB-20.2")
def test_an_embargo_of_six_months_raises_the_default_notice(policy, pack):
    held = {"restriction.position": "embargo", "restriction.months_in_force": 6}
    notices = {
        (each.value, each.strength.value) for each in told(policy, held).outcomes if each.kind == "notice"
    }
    assert ("default", "may") in notices
    for less in ({**held, "restriction.months_in_force": 5.9}, {**held, "restriction.position": "caution"}):
        assert "default" not in {each.value for each in told(policy, less).outcomes if each.kind == "notice"}
    clock = pack.clocks["embargo-default-prompt"]
    assert deadline(clock, pack.calendar_of(clock), date(2026, 8, 31)).due_on == date(2027, 2, 28)


@pytest.mark.requirement("WB-20.4")
def test_lifting_goes_through_the_same_chain_and_a_refusal_carries_stipulations(pack):
    route = pack.routes["lift"]
    roles = {role for step in route.steps for answer in step.answers for role in answer.roles}
    assert {
        "quality_officer",
        "supplier_relationship_manager",
        "service_manager",
        "head_of_commissioning",
    } <= roles
    refusing = [a for step in route.steps for a in step.answers if "stipulations" in a.carries]
    assert refusing
    assert any(each.kind == "no_person_twice" for each in route.separation)


@pytest.mark.requirement("WB-21")
def test_the_default_path_from_warning_letter_to_sanctions(pack):
    clock = pack.clocks["default-visit"]
    assert deadline(clock, pack.calendar_of(clock), date(2026, 12, 18)).due_on == date(2027, 1, 1)
    route = pack.routes["default"]
    started = {name for step in route.steps for answer in step.answers for name in answer.starts}
    letters = {name for step in route.steps for answer in step.answers for name in answer.letters}
    assert "default-visit" in started
    assert any("warning" in name for name in letters)
    assert len([step for step in route.steps if not step.ends]) >= 4


FIXED_CLOCKS = {
    "self-certification-return": (14, "working_days"), "review-record-sent": (10, "days"),
    "restriction-notify-provider": (5, "working_days"), "appeal-lodged": (5, "working_days"),
    "appeal-decided": (21, "days"), "embargo-default-prompt": (6, "months"), "default-visit": (14, "days"),
}  # fmt: skip


@pytest.mark.parametrize("name", FIXED_CLOCKS)
def test_every_time_limit_is_as_the_policy_prints_it(pack, name):
    assert (pack.clocks[name].within, pack.clocks[name].unit.value) == FIXED_CLOCKS[name]


def test_the_list_is_disclosable_and_the_routes_are_all_there(pack):
    assert {"restriction", "lift", "termination", "default", "appeal"} <= set(pack.routes)
    assert "disclosable" in {each.visibility for each in pack.vocabulary.lists.values()}
    assert "care-quality-board" in pack.meetings
    assert {"annual-review", "reactive-review"} <= set(pack.vocabulary.activities)


WARNED = ("2026-12-18", "Manager B", "supplier_relationship_manager", "warning_sent", WHY)
VISITED = ("2026-12-30", "Officer A", "quality_officer", "visited", {"report": "Visit form"})
BREACH = {**WHY, "breach_of_contract": True}
NOTICE = ("2027-01-05", "Manager B", "supplier_relationship_manager", "default_notice", BREACH)
PLAN = ("2027-01-15", "Officer A", "quality_officer", "plan_agreed", {"documents": ["Default plan"]})


@pytest.mark.requirement("WB-21")
@pytest.mark.parametrize("word", ["plan_met", "plan_not_met"])
def test_a_default_plan_is_agreed_before_it_is_met_or_not(pack, word):
    outcome = ("2027-03-12", "Officer A", "quality_officer", word, {**WHY, "evidence": "Visit form"})
    early = replay(pack, "default", WARNED, VISITED, NOTICE, outcome)
    assert (early.step, len(early.refused)) == ("in-default", 1)
    assert replay(pack, "default", WARNED, VISITED, NOTICE, PLAN, outcome).refused == ()


def test_after_sanctions_a_plan_is_agreed_anew(pack):
    failed = ("2027-03-12", "Officer A", "quality_officer", "plan_not_met", {**WHY, "evidence": "Visit form"})
    sanctions = ("2027-03-20", "Manager B", "supplier_relationship_manager", "sanctions", WHY)
    found = replay(pack, "default", WARNED, VISITED, NOTICE, PLAN, failed, sanctions)
    assert {move.answer for move in found.moves} == {"plan_agreed", "plan_not_agreed"}


def test_termination_has_a_letter_of_its_own(pack):
    letters = {
        route: set(next(step for step in pack.routes[route].steps if step.id == "notify").answers[0].letters)
        for route in ("restriction", "termination")
    }
    assert letters == {"restriction": {"restriction-notice"}, "termination": {"termination-notice"}}
    said = " ".join(pack.letters["termination-notice"].must_say)
    assert [word for word in ("reasons", "contract", "appeal", "candour") if word not in said] == []


def test_the_provider_forum_is_held_twice_a_year_and_decides_nothing(pack):
    forum = pack.meetings["provider-forum"]
    assert (forum.clause, forum.every_months, forum.quorum) == ("12.1", 6, "not_stated")
    assert forum.members
    assert not any(seat.decides for seat in forum.members)


def fired(policy: Policy, given: dict[str, Any]) -> set[str]:
    return {each.rule for each in told(policy, given).outcomes}


def test_an_overdue_review_without_a_visit_brings_a_self_certification(policy):
    assert "monitoring/self-certification" in fired(policy, {"review.overdue": True})
    assert "monitoring/self-certification" not in fired(policy, {"review.overdue": False})


@pytest.mark.parametrize("kind", ["extra_care", "shared_lives", "supported_living"])
def test_other_registered_offices_in_the_area_are_reviewed_yearly(policy, kind):
    here = {"service.in_area": True, "service.type": kind, "service.regulated": True}
    rule = "monitoring/annual-registered-office"
    assert rule in fired(policy, {**here, "contract.commissioned": False})
    for less in ({"service.in_area": False}, {"service.regulated": False}, {"regulator.registered": False}):
        assert rule not in fired(policy, {**here, **less})


SCOPED = {
    "monitoring/reactive-colour",
    "monitoring/reactive-plan",
    "monitoring/reactive-information",
    "monitoring/support-or-visit",
    "monitoring/tell-healthwatch",
}
GROUNDS = {"risk.band": "red", "improvement.plan_in_place": True, "intelligence.pattern_found": True}


@pytest.mark.parametrize(
    ("whose", "fires", "undecided"),
    [
        ({}, SCOPED, set()),
        ({"service.in_house": False}, SCOPED, set()),
        ({"service.in_area": True, "service.in_house": False}, SCOPED, set()),
        ({"service.in_area": False, "service.in_house": True}, SCOPED, set()),
        ({"service.in_area": False}, set(), SCOPED),
        ({"service.in_area": False, "service.in_house": False}, set(), set()),
    ],
)
def test_only_what_is_known_to_be_out_of_scope_is_left_out(policy, whose, fires, undecided):
    found = told(policy, {**GROUNDS, **whose})
    assert {each.rule for each in found.outcomes} & SCOPED == fires
    assert {each.rule for each in found.undecided} & SCOPED == undecided
