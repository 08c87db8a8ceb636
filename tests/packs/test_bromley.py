"""What the borough's protocol on providers below Good asks, shown on the real pack through the engine."""

from datetime import date
from typing import Any

import pytest

from oversight.engine.clocks.deadlines import deadline
from oversight.engine.facts.catalogue import CATALOGUE
from oversight.engine.facts.reading import read_facts
from oversight.engine.outcomes.explaining import explain
from oversight.engine.outcomes.explanation import Explanation
from oversight.engine.outcomes.policy import Policy
from oversight.engine.packs.library import Library
from oversight.engine.packs.pack import Pack, policy_of
from oversight.engine.packs.proving import due_by, failures
from oversight.engine.routes.machine import Standing, parse_events, run
from oversight.engine.words import Role

TODAY = date(2026, 11, 22)
BELOW = ("requires_improvement", "inadequate")
REQUIRES_IMPROVEMENT = {"regulator.overall": "requires_improvement"}
DIRECTOR = "director_of_adult_services"
LOCAL_CHECKS = {
    "check-health-and-safety",
    "check-shared-house",
    "check-staff",
    "check-references",
    "check-site-visit",
}


@pytest.fixture(scope="module")
def pack(library: Library) -> Pack:
    return library.load("bromley")


@pytest.fixture(scope="module")
def policy(pack: Pack) -> Policy:
    return policy_of([pack], TODAY)


def told(policy: Policy, given: dict[str, Any]) -> Explanation:
    return explain(policy, read_facts(given), suggest=False)


def clauses_of(policy: Policy, given: dict[str, Any], kind: str, value: str) -> set[str]:
    """The clauses on which an outcome stands."""
    return {each.clause for each in told(policy, given).outcomes if (each.kind, each.value) == (kind, value)}


def tasks(policy: Policy, given: dict[str, Any]) -> dict[str, str]:
    """Every prompt with the role it is for."""
    return {
        each.value: each.carries["role"].value
        for each in told(policy, given).outcomes
        if each.kind == "prompt"
    }


Happening = tuple[str, str, str, dict[str, Any]]


def replay(pack: Pack, route: str, *events: Happening, named: dict[str, Role] | None = None) -> Standing:
    """A case after events of (day, role, answer, what it carries); each role is another person."""
    listed = [
        {"at": day, "by": f"A {role}", "role": role, "answer": answer, "carries": carries}
        for day, role, answer, carries in events
    ]
    return run(pack.find("routes", route), parse_events(listed), due_by(pack), named=named)


def movers(found: Standing, answer: str) -> dict[str, bool]:
    """Who may give an answer next, and whether only as a stand-in."""
    return {move.role.value: move.stand_in for move in found.moves if move.answer == answer}


BELOW_GOOD = ("2026-11-02", "placement_officer", "below_good", {"reasons": "Nothing rated Good near"})
ADVISED = (
    "2026-11-03",
    "contract_compliance_officer",
    "advise",
    {"report": "Inspection", "evidence": "Reviews"},
)


def test_every_example_holds(pack: Pack) -> None:
    assert failures(pack) == []
    assert len(pack.examples) >= 30


# ------------------------------------------------------------------------------------- before acceptance


@pytest.mark.requirement("BRO-1")
def test_an_unregulated_service_gets_five_local_checks_and_a_regulated_one_none(policy: Policy) -> None:
    unregulated = tasks(policy, {"service.regulated": False})
    assert set(unregulated) >= LOCAL_CHECKS
    assert unregulated["accept-unregulated"] == "service_manager"
    assert LOCAL_CHECKS.isdisjoint(tasks(policy, {"service.regulated": True}))


@pytest.mark.requirement("BRO-1")
@pytest.mark.parametrize(
    "left_out",
    ["health_and_safety", "shared_house_registration", "staff_clearances_and_recruitment", "references", "site_visit"],
)  # fmt: skip
def test_it_is_not_accepted_until_every_check_is_on_record(pack: Pack, left_out: str) -> None:
    begun = ("2026-11-02", "placement_officer", "no_regulator", {})
    fields = ("health_and_safety", "shared_house_registration", "staff_clearances_and_recruitment",
              "references", "site_visit")  # fmt: skip
    record = dict.fromkeys(fields, "Done")
    made = ("2026-11-03", "placement_officer", "checks_made", {"record": record})
    assert replay(pack, "placement-decision", begun, made).step == "acceptance"
    lacking = {name: said for name, said in record.items() if name != left_out}
    found = replay(pack, "placement-decision", begun, (*made[:3], {"record": lacking}))
    assert found.step == "local-checks"
    assert left_out in found.refused[0].why


def test_a_rating_below_good_by_the_childrens_regulator_counts_alike(policy: Policy) -> None:
    given = {"service.type": "other", "contract.type": "spot", "regulator.overall": "inadequate"}
    assert told(policy, given).recommended == "embargo"


@pytest.mark.requirement("BRO-3")
def test_the_three_contract_types_are_known(pack: Pack) -> None:
    types = {each.lower() for each in pack.vocabulary.choices["contract-types"]}
    assert types == {"block", "spot", "framework"}
    assert types < set(CATALOGUE["contract.type"].words)


@pytest.mark.requirement("BRO-3")
@pytest.mark.parametrize("overall", BELOW)
def test_a_block_contract_is_judged_when_it_is_let_and_a_spot_one_when_somebody_is_placed(
    policy: Policy, overall: str
) -> None:
    rating = {"regulator.overall": overall}
    block = tasks(policy, {**rating, "contract.type": "block", "service.new": True})
    assert block["do-not-contract"] == "strategic_commissioner"
    assert "check-at-selection" not in block
    for kind in ("spot", "framework"):
        placed = tasks(policy, {**rating, "contract.type": kind, "service.new": True})
        assert placed["check-at-selection"] == "placement_officer"
        assert "do-not-contract" not in placed


@pytest.mark.requirement("BRO-3")
@pytest.mark.parametrize("kind", ["block", "spot", "framework"])
@pytest.mark.parametrize("overall", ["good", "outstanding"])
def test_good_or_better_meets_the_standard_on_any_contract(policy: Policy, kind: str, overall: str) -> None:
    found = told(policy, {"contract.type": kind, "regulator.overall": overall, "service.new": True})
    assert found.recommended == "none"
    assert [each for each in found.outcomes if each.kind != "floor"] == []


# ------------------------------------------------------------------------------------ the director decides


@pytest.mark.requirement("BRO-4")
@pytest.mark.parametrize("overall", BELOW)
def test_block_below_good_waits_for_the_director_for_new_placements_and_people_there(
    policy: Policy, overall: str
) -> None:
    given = {"contract.type": "block", "regulator.overall": overall}
    assert "3.i.c" in clauses_of(policy, given, "position", "embargo")
    assert told(policy, given).recommended == "embargo"
    assert tasks(policy, given)["decide-on-people-placed"] == DIRECTOR


@pytest.mark.requirement("BRO-4")
def test_only_the_director_decides_on_new_placements_and_on_people_there(pack: Pack) -> None:
    new = replay(pack, "placement-decision", BELOW_GOOD, ADVISED)
    concern = (
        "2026-11-02",
        "quality_manager",
        "report_concern",
        {"report": "Inspection", "evidence": "Reviews"},
    )
    there = replay(pack, "people-placed-decision", concern)
    for found, answers in ((new, ("agree", "refuse")), (there, ("stay", "move"))):
        for answer in answers:
            assert movers(found, answer) == {DIRECTOR: False, "head_of_assessment": True}


def test_spot_and_framework_below_good_wait_for_the_director_too(policy: Policy) -> None:
    for kind in ("spot", "framework"):
        given = {"contract.type": kind, **REQUIRES_IMPROVEMENT}
        assert clauses_of(policy, given, "position", "embargo") == {"Standard", "4.iii"}
        assert told(policy, given).recommended == "embargo"


@pytest.mark.requirement("BRO-deleg")
def test_in_the_directors_absence_the_head_of_assessment_decides_on_a_recorded_delegation(pack: Pack) -> None:
    def agreed(day: str, **delegation: Any) -> Standing:
        carries = {"reasons": "Plan nearly complete", **delegation}
        return replay(
            pack, "placement-decision", BELOW_GOOD, ADVISED, (day, "head_of_assessment", "agree", carries)
        )

    away = {"delegation": {"from": "2026-11-04", "to": "2026-11-08"}}
    assert agreed("2026-11-04", **away).step == "agreed"
    assert agreed("2026-11-08", **away).step == "agreed"
    assert agreed("2026-11-09", **away).step == "decision"
    unrecorded = agreed("2026-11-04")
    assert unrecorded.step == "decision"
    assert "recorded delegation (clause 3.ii/decision)" in unrecorded.refused[0].why


@pytest.mark.requirement("BRO-deleg")
def test_every_answer_of_the_director_has_that_stand_in_and_no_other(pack: Pack) -> None:
    answers = [answer for route in pack.routes.values() for answer in route.answers()]
    directors = [answer for answer in answers if DIRECTOR in answer.roles]
    assert len(directors) == 6
    assert {answer.stand_in.role for answer in directors if answer.stand_in} == {Role.HEAD_OF_ASSESSMENT}
    assert all(answer.stand_in for answer in directors)


# --------------------------------------------------------------------------------------------- six months


@pytest.mark.requirement("BRO-4v")
def test_requires_improvement_on_spot_is_watched_for_six_months(pack: Pack, policy: Policy) -> None:
    given = {"contract.type": "spot", **REQUIRES_IMPROVEMENT}
    found = {each.value: each for each in told(policy, given).outcomes if each.clause == "4.v"}
    assert found["monitor-for-six-months"].carries["within"] == "requires-improvement-monitoring"
    assert found["monitoring-and-support"].carries == {"within_months": 6}
    clock = pack.find("clocks", "requires-improvement-monitoring")
    assert deadline(clock, pack.calendar_of(clock), date(2026, 5, 22)).due_on == TODAY
    assert "monitor-for-six-months" not in tasks(policy, {**given, "regulator.overall": "inadequate"})
    assert "monitor-for-six-months" not in tasks(policy, {**given, "contract.type": "block"})


@pytest.mark.requirement("BRO-4v")
@pytest.mark.parametrize(
    "concern",
    [
        {"intelligence.safeguarding_concerns_12m": 1},
        {"intelligence.section_42_enquiries_12m": 1},
        {"intelligence.concern_reports_12m": 1},
        {"intelligence.adverse_90d": 1},
        {"safeguarding.organisational": "suspected"},
    ],
)
def test_a_further_concern_brings_a_review_at_once_and_the_director_is_advised(
    policy: Policy, concern: dict[str, Any]
) -> None:
    found = tasks(policy, {"contract.type": "spot", **REQUIRES_IMPROVEMENT, **concern})
    assert found["review-at-once"] == "care_manager"
    assert found["advise-director"] == "contract_compliance_officer"
    without = tasks(policy, {"contract.type": "spot", **REQUIRES_IMPROVEMENT})
    assert {"review-at-once", "advise-director"}.isdisjoint(without)


@pytest.mark.requirement("BRO-4v")
def test_nobody_decides_on_moving_people_before_the_monitoring_ends_or_a_concern_comes(pack: Pack) -> None:
    watched = ("2026-05-22", "contract_compliance_officer", "requires_improvement", {"report": "Inspection"})
    move = ("2026-06-15", DIRECTOR, "move", {"reasons": "Falls not prevented"})
    early = replay(pack, "people-placed-decision", watched, move)
    assert (early.step, len(early.refused)) == ("monitoring", 1)
    assert [(each.clock, each.due_on) for each in early.clocks] == [
        ("requires-improvement-monitoring", TODAY)
    ]
    concern = ("2026-06-12", "care_manager", "further_concern", {"report": "Review of people"})
    assert replay(pack, "people-placed-decision", watched, concern, move).step == "moving"


# ------------------------------------------------------------------------------------------ special cases


@pytest.mark.requirement("BRO-5")
def test_a_family_that_chooses_below_good_is_told_in_writing_and_the_director_asked(
    pack: Pack, policy: Policy
) -> None:
    given = {"placement.family_choice": True, **REQUIRES_IMPROVEMENT}
    found = tasks(policy, given)
    assert found["tell-family-in-writing"] == "placement_officer"
    assert found["agree-to-family-choice"] == DIRECTOR
    letter = " ".join(pack.letters["family-rating"].must_say)
    assert all(words in letter for words in ("the rating", "the reasons", "cannot recommend"))
    assert "tell-family-in-writing" not in tasks(policy, {**given, "regulator.overall": "good"})
    assert "tell-family-in-writing" not in tasks(policy, {**given, "placement.family_choice": False})


@pytest.mark.requirement("BRO-5")
def test_letter_request_and_agreement_are_each_kept(pack: Pack) -> None:
    choice = ("2026-11-02", "placement_officer", "family_choice", {"reasons": "Near a daughter"})
    letter = ("2026-11-03", "placement_officer", "told_in_writing", {"letter": "Rating and reasons"})
    request = ("2026-11-06", "placement_officer", "still_asks", {"request": "The family's letter"})
    agree = ("2026-11-09", DIRECTOR, "agree", {"reasons": "An informed wish"})
    advised = ("2026-11-07", *ADVISED[1:])
    found = replay(pack, "placement-decision", choice, letter, request, advised, agree)
    assert (found.step, found.closed) == ("agreed", True)
    sent = [each.letter for each in found.letters]
    assert sent[0] == "family-rating"
    assert "director-agreement" in sent
    for kept in (letter, request):
        bare = [
            (*each[:3], {}) if each is kept else each for each in (choice, letter, request, advised, agree)
        ]
        assert replay(pack, "placement-decision", *bare).closed is False


@pytest.mark.requirement("BRO-6")
def test_a_critical_provider_is_decided_person_by_person_or_referrals_are_agreed(policy: Policy) -> None:
    critical = {"market.critical": True, **REQUIRES_IMPROVEMENT}
    too_little = {**critical, "provider.action_sufficient": False}
    assert tasks(policy, too_little)["decide-for-each-person"] == DIRECTOR
    assert clauses_of(policy, too_little, "position", "caution") == set()
    enough = {**critical, "provider.action_sufficient": True}
    assert clauses_of(policy, enough, "position", "caution") == {"6.ii"}
    assert "decide-for-each-person" not in tasks(policy, enough)
    assert told(policy, enough).recommended == "embargo"


@pytest.mark.requirement("BRO-6")
@pytest.mark.parametrize("change", [{"market.critical": False}, {"regulator.overall": "good"}])
def test_section_six_is_for_critical_providers_that_require_improvement(
    policy: Policy, change: dict[str, Any]
) -> None:
    for sufficient in (True, False):
        given = {"market.critical": True, **REQUIRES_IMPROVEMENT, "provider.action_sufficient": sufficient}
        assert "decide-for-each-person" not in tasks(policy, {**given, **change})
        assert clauses_of(policy, {**given, **change}, "position", "caution") == set()


@pytest.mark.requirement("BRO-7")
@pytest.mark.parametrize("suspended", [REQUIRES_IMPROVEMENT, {"restriction.position": "embargo"}])
def test_who_wants_to_stay_with_a_home_care_agency_may_be_offered_direct_payments(
    policy: Policy, suspended: dict[str, Any]
) -> None:
    offer = [
        (each.strength.value, each.clause)
        for each in told(policy, {"service.type": "home_care", **suspended}).outcomes
        if each.value == "offer-direct-payments"
    ]
    assert offer == [("may", "7.i")]
    home = {"service.type": "residential_home", **suspended}
    assert "offer-direct-payments" not in tasks(policy, home)


# ----------------------------------------------------------------------------------------------- resuming

RECORD = dict.fromkeys(
    (
        "regulator_report_date",
        "regulator_ratings_and_enforcement",
        "regulator_action_plan_completed",
        "next_regulator_visit",
        "quality_checker_visit",
        "own_visit_date",
        "own_visit_failing_scores",
        "own_action_plan_completed",
        "outstanding_issues",
        "rag_rating",
        "safeguarding_enquiries",
        "other_considerations",
    ),
    "On the form",
)


def recommended(record: dict[str, str]) -> Happening:
    carries = {"record": record, "consultation": {"with": "Other divisions and health", "says": "Agreed"}}
    return "2026-11-02", "contract_compliance_officer", "recommend", carries


@pytest.mark.requirement("BRO-8")
def test_resuming_is_considered_once_both_plans_are_complete(policy: Policy) -> None:
    plans = ("improvement.regulator_plan_complete", "improvement.council_plan_complete")
    complete = {**REQUIRES_IMPROVEMENT, **dict.fromkeys(plans, True)}
    assert tasks(policy, complete)["consider-resuming"] == "contract_compliance_officer"
    assert told(policy, complete).recommended == "embargo"
    for plan in plans:
        assert "consider-resuming" not in tasks(policy, {**complete, plan: False})


@pytest.mark.requirement("BRO-8")
@pytest.mark.parametrize("left_out", list(RECORD))
def test_the_agreement_record_has_every_field_of_the_form(pack: Pack, left_out: str) -> None:
    assert replay(pack, "resume-placements", recommended(RECORD)).step == "decision"
    lacking = {name: said for name, said in RECORD.items() if name != left_out}
    found = replay(pack, "resume-placements", recommended(lacking))
    assert found.step == "recommendation"
    assert left_out in found.refused[0].why


@pytest.mark.requirement("BRO-8")
def test_the_director_signs_and_may_slow_admissions(pack: Pack) -> None:
    signed = {"record": {"signature": "Signed"}, "stipulations": "One admission a week"}
    found = replay(pack, "resume-placements", recommended(RECORD), ("2026-11-05", DIRECTOR, "resume", signed))
    assert (found.step, found.closed) == ("resumed", True)
    assert "resume-agreement" in [each.letter for each in found.letters]
    unsigned = {"record": {"signature": " "}}
    found = replay(
        pack, "resume-placements", recommended(RECORD), ("2026-11-05", DIRECTOR, "resume", unsigned)
    )
    assert found.step == "decision"
    assert movers(found, "resume") == {DIRECTOR: False, "head_of_assessment": True}


# ------------------------------------------------------------------------------------------------ silence


def test_an_appeal_is_blocked_until_the_authority_names_who_decides_it(pack: Pack) -> None:
    events = (
        BELOW_GOOD,
        ADVISED,
        ("2026-11-04", DIRECTOR, "refuse", {"reasons": "Staffing unsafe"}),
        ("2026-11-05", "provider_manager", "appeal", {"reasons": "Put right"}),
        ("2026-11-06", "service_manager", "overturn", {"reasons": "Put right"}),
    )
    silent = replay(pack, "placement-decision", *events)
    assert (silent.step, silent.moves) == ("appeal", ())
    assert "name the role that decides a provider's appeal" in silent.blocked[0]
    named = replay(pack, "placement-decision", *events, named={"appeal-decider": Role.SERVICE_MANAGER})
    assert (named.step, named.closed) == ("agreed", True)


def test_the_gap_is_told_with_everything_the_policy_says(pack: Pack, policy: Policy) -> None:
    assert [gap.id for gap in pack.about.to_fill_in] == ["appeal-decider"]
    assert "no appeal" in told(policy, {}).to_fill_in[0]
    assert pack.gap_sentences({"appeal-decider": Role.SERVICE_MANAGER}) == ()
