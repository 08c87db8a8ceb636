"""What the county's contract, quality and risk policy asks, shown on the real pack through the engine."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from oversight.engine.clocks.deadlines import deadline
from oversight.engine.facts.catalogue import KEY_QUESTIONS
from oversight.engine.facts.reading import read_facts
from oversight.engine.meetings.membership import attendance, chair_body, vice_chair_body
from oversight.engine.meetings.present import parse_present
from oversight.engine.meetings.quorum import quorum, who_may_decide
from oversight.engine.outcomes.explaining import explain
from oversight.engine.outcomes.explanation import Explanation
from oversight.engine.outcomes.policy import Policy
from oversight.engine.packs.library import Library
from oversight.engine.packs.pack import Pack, policy_of
from oversight.engine.packs.proving import due_by, failures
from oversight.engine.routes.machine import Standing, parse_events, run
from oversight.engine.routes.progress import StepState, standing
from oversight.engine.words import Role

TODAY = date(2026, 11, 22)
FIVE = tuple(f"regulator.{question}" for question in KEY_QUESTIONS)
GOOD = dict.fromkeys(("regulator.overall", *FIVE), "good")
BOARD = "commissioning-and-quality-board"
MEMO = "managed-placements-memo"


@pytest.fixture(scope="module")
def pack(library: Library) -> Pack:
    return library.load("somerset")


@pytest.fixture(scope="module")
def policy(pack: Pack) -> Policy:
    return policy_of([pack], TODAY)


def told(policy: Policy, given: dict[str, Any]) -> Explanation:
    return explain(policy, read_facts(given), suggest=False)


def following(policy: Policy, given: dict[str, Any], kind: str) -> dict[str, str]:
    """The outcomes of a kind: each value with its strength."""
    return {each.value: each.strength.value for each in told(policy, given).outcomes if each.kind == kind}


def task(policy: Policy, given: dict[str, Any], name: str) -> tuple[str, str] | None:
    """The clause and role of a prompt; ``None`` where it does not follow."""
    found = [each for each in told(policy, given).outcomes if (each.kind, each.value) == ("prompt", name)]
    return (found[0].clause, found[0].carries["role"].value) if found else None


def visits(policy: Policy, given: dict[str, Any], activity: str = "contract-visit") -> list[int]:
    """Every so many months, for each outcome of the activity that stands."""
    found = told(policy, given).outcomes
    return [
        each.carries["every_months"] for each in found if (each.kind, each.value) == ("activity", activity)
    ]


def due(pack: Pack, clock: str, start: date) -> date | None:
    found = pack.find("clocks", clock)
    return deadline(found, pack.calendar_of(found), start).due_on


def replay(pack: Pack, route: str, *events: tuple[str, str, str, dict[str, Any]]) -> Standing:
    """A case after events of (day, role, answer, what it carries); each role is another person."""
    listed = [
        {"at": day, "by": f"A {role}", "role": role, "answer": answer, "carries": carries}
        for day, role, answer, carries in events
    ]
    return run(pack.find("routes", route), parse_events(listed), due_by(pack))


def roles_for(found: Standing, answer: str) -> set[str]:
    return {move.role.value for move in found.moves if move.answer == answer}


def held(pack: Pack, *present: str) -> Any:
    return quorum(pack.find("meetings", BOARD), parse_present(present))


def test_every_example_holds(pack: Pack) -> None:
    assert failures(pack) == []
    assert len(pack.examples) >= 60


# ------------------------------------------------------------------------------------------------- ratings


@pytest.mark.requirement("SOM-1.4")
@pytest.mark.parametrize("below", ["requires_improvement", "inadequate"])
@pytest.mark.parametrize("question", FIVE)
def test_good_with_one_area_below_is_a_task_to_contact_the_provider(
    policy: Policy, question: str, below: str
) -> None:
    known_alone = {"regulator.overall": "good", question: below}
    expected = ("1.4", "contract_compliance_officer")
    assert task(policy, known_alone, "discuss-areas-below-good") == expected
    assert task(policy, {**GOOD, question: below}, "discuss-areas-below-good") == expected


@pytest.mark.requirement("SOM-1.4")
@pytest.mark.parametrize(
    "given", [GOOD, {"regulator.overall": "requires_improvement", FIVE[0]: "inadequate"}]
)
def test_no_such_task_where_all_is_good_or_the_overall_is_below(
    policy: Policy, given: dict[str, Any]
) -> None:
    assert task(policy, given, "discuss-areas-below-good") is None


@pytest.mark.requirement("SOM-2.3")
@pytest.mark.parametrize("missed", ["regulator.overall", *FIVE])
@pytest.mark.parametrize("rating", ["requires_improvement", "inadequate"])
def test_the_minimum_standard_is_good_overall_and_in_all_five(
    policy: Policy, missed: str, rating: str
) -> None:
    assert task(policy, {**GOOD, missed: rating}, "call-before-invoking") is not None
    assert task(policy, {missed: rating}, "call-before-invoking") == ("2.3", "contract_compliance_officer")


@pytest.mark.requirement("SOM-2.3")
def test_good_or_outstanding_meets_it_and_an_unknown_question_leaves_it_open(policy: Policy) -> None:
    outstanding = dict.fromkeys(GOOD, "outstanding")
    assert task(policy, GOOD, "call-before-invoking") is None
    assert task(policy, outstanding, "call-before-invoking") is None
    four_known = {name: rating for name, rating in GOOD.items() if name != "regulator.caring"}
    undecided = {each.rule: each.needs for each in told(policy, four_known).undecided}
    assert undecided["notices/minimum-standard-missed"] == ("regulator.caring",)


# ------------------------------------------------------------------------------------------------- colours


@pytest.mark.requirement("SOM-1.5")
def test_isolated_feedback_leaves_the_colour_and_many_items_or_a_pattern_lower_it(policy: Policy) -> None:
    def colour(**found: Any) -> str:
        feedback = {f"intelligence.{name}": value for name, value in found.items()}
        risk = told(policy, {**GOOD, **feedback}).risk
        assert risk is not None
        return risk.band.value

    assert colour(adverse_90d=0, pattern_found=False) == "green"
    assert colour(adverse_90d=2, pattern_found=False) == "green"
    assert colour(adverse_90d=5, pattern_found=False) == "amber"
    assert colour(adverse_90d=2, pattern_found=True) == "amber"


@pytest.mark.requirement("SOM-1.5")
def test_the_clause_on_feedback_is_what_lowers_the_colour(policy: Policy) -> None:
    risk = told(policy, {**GOOD, "intelligence.pattern_found": True}).risk
    assert risk is not None
    assert [(floor.rule, floor.clause) for floor in risk.floors] == [("risk/floor-feedback", "1.5")]


@pytest.mark.requirement("SOM-1.7")
@pytest.mark.parametrize("risk", ["medium", "high"])
def test_medium_or_high_financial_risk_starts_a_talk_with_procurement(policy: Policy, risk: str) -> None:
    given = {"finance.risk": risk}
    assert task(policy, given, "discuss-finances") == ("1.7", "supplier_relationship_manager")
    assert following(policy, given, "prompt")["discuss-finances"] == "may"


@pytest.mark.requirement("SOM-1.7")
def test_low_financial_risk_starts_none_and_a_market_risk_hands_in_accounts_yearly(policy: Policy) -> None:
    assert task(policy, {"finance.risk": "low"}, "discuss-finances") is None
    assert visits(policy, {"market.large_setting": True}, "audited-accounts") == [12]
    assert visits(policy, {"finance.risk": "low"}, "audited-accounts") == []


@pytest.mark.requirement("SOM-1.10")
def test_green_asks_for_nothing(policy: Policy) -> None:
    found = told(policy, {"risk.band": "green"})
    assert [each.value for each in found.outcomes if each.kind in ("prompt", "process", "activity")] == []


@pytest.mark.requirement("SOM-1.10")
def test_amber_is_a_choice_of_more_visits_or_quality_improvement(policy: Policy) -> None:
    given = {"risk.band": "amber", "regulator.overall": "good"}
    assert task(policy, given, "decide-on-amber") == ("1.10", "quality_manager")
    assert following(policy, given, "process") == {"quality-improvement": "may"}
    asked = {
        each.strength.value: each.carries
        for each in told(policy, given).outcomes
        if each.value == "contract-visit"
    }
    assert asked == {"usually": {"every_months": 24}, "may": {"every_months": 12}}, (
        "a choice beside the usual 24"
    )


@pytest.mark.requirement("SOM-1.10")
def test_significant_market_risk_is_amber_whatever_the_quality(policy: Policy) -> None:
    risk = told(policy, {**GOOD, "market.critical": True}).risk
    assert risk is not None
    assert (risk.band.value, risk.score) == ("amber", 0)


@pytest.mark.requirement("SOM-1.10")
def test_red_leads_to_quality_improvement_or_safeguarding(policy: Policy) -> None:
    given = {"risk.band": "red"}
    assert task(policy, given, "decide-on-red") == ("1.10", "quality_manager")
    assert following(policy, given, "process") == {"quality-improvement": "may"}
    assert task(policy, given, "decide-on-amber") is None


# ------------------------------------------------------------------------------------------ contract visits

POSITIVE = {"regulator.overall": "good", "intelligence.positive_12m": 2, "intelligence.adverse_90d": 0}


@pytest.mark.requirement("SOM-1.13")
@pytest.mark.parametrize("overall", ["good", "outstanding"])
def test_within_24_months_where_good_or_better_with_positive_feedback(policy: Policy, overall: str) -> None:
    assert visits(policy, {**POSITIVE, "regulator.overall": overall}) == [24]


@pytest.mark.requirement("SOM-1.13")
@pytest.mark.parametrize(
    "more",
    [
        {"market.only_provider_of_type": True},
        {"market.block_or_specialist": True},
        {"market.large_setting": True},
        {"market.critical": True},
        {"contract.health_funded": True},
        {"intelligence.pattern_found": True},
        {"intelligence.adverse_90d": 3},
    ],
)
def test_yearly_for_market_risk_for_health_and_where_needed(policy: Policy, more: dict[str, Any]) -> None:
    assert visits(policy, {**POSITIVE, **more}) == [12]
    aside = told(policy, {**POSITIVE, **more}).set_aside
    assert {each.outcome.carries["every_months"] for each in aside} <= {12, 24}


@pytest.mark.requirement("SOM-1.13")
def test_visits_stop_during_quality_improvement_and_start_again_after_it(policy: Policy) -> None:
    given = {**POSITIVE, "market.critical": True, "contract.health_funded": True}
    running = {**given, "notices.quality_improvement_open": True}
    assert visits(policy, running) == []
    assert visits(policy, running, "health-contract-review") == [12]
    reasons = {each.by for each in told(policy, running).set_aside if each.outcome.value == "contract-visit"}
    assert reasons == {"monitoring/no-visits-in-quality-improvement"}
    assert visits(policy, {**given, "notices.quality_improvement_open": False}) == [12]


@pytest.mark.requirement("SOM-1.13")
def test_the_frequency_changes_with_the_colour(policy: Policy) -> None:
    assert visits(policy, {**POSITIVE, "risk.band": "green"}) == [24]
    assert visits(policy, {**POSITIVE, "risk.band": "amber"}) == [24, 12], "yearly visits become a choice"


@pytest.mark.requirement("SOM-1.13")
def test_below_good_there_is_no_visit_to_expect_but_quality_improvement(policy: Policy) -> None:
    given = {**POSITIVE, "regulator.overall": "requires_improvement"}
    assert visits(policy, given) == []
    assert following(policy, given, "process") == {"quality-improvement": "usually"}


@pytest.mark.requirement("SOM-1.13")
def test_the_clocks_of_visits(pack: Pack) -> None:
    assert due(pack, "contract-visit", date(2024, 2, 29)) == date(2026, 2, 28)
    assert due(pack, "contract-visit-annual", date(2027, 2, 28)) == date(2028, 2, 28)


@pytest.mark.requirement("SOM-1.18")
def test_outside_the_county_checks_take_the_place_of_visits(policy: Policy) -> None:
    given = {**POSITIVE, "service.in_area": False}
    assert visits(policy, given) == []
    assert "out-of-county-checks" in following(policy, given, "activity")
    restricted = {"service.in_area": False, "host.position": "embargo"}
    assert task(policy, restricted, "look-at-host-concern") == ("1.18", "strategic_commissioner")


# ------------------------------------------------------------------------------------------------- notices


@pytest.mark.requirement("SOM-2.4")
@pytest.mark.parametrize("missed", ["regulator.overall", *FIVE])
def test_the_council_and_health_each_issue_their_notice(policy: Policy, missed: str) -> None:
    given = {**GOOD, missed: "requires_improvement", "contract.health_funded": True}
    notices = following(policy, given, "notice")
    assert (notices["quality_improvement"], notices["contract_performance"]) == ("usually", "usually")
    own_only = following(policy, {**given, "contract.health_funded": False}, "notice")
    assert "quality_improvement" in own_only
    assert "contract_performance" not in own_only


@pytest.mark.requirement("SOM-2.4")
def test_no_notice_where_the_standard_is_met_and_a_stop_is_only_ever_a_choice(policy: Policy) -> None:
    assert following(policy, {**GOOD, "contract.health_funded": True}, "notice") == {}
    found = told(policy, {"regulator.overall": "inadequate", "notices.quality_improvement_open": True})
    positions = {(each.value, each.strength.value) for each in found.outcomes if each.kind == "position"}
    assert positions == {("embargo", "may"), ("caution", "may")}
    assert found.recommended == "none"


@pytest.mark.requirement("SOM-B-default")
@pytest.mark.parametrize(
    "given",
    [
        {"regulator.overall": "requires_improvement"},
        {"regulator.overall": "inadequate"},
        {"regulator.overall": "outstanding", "safeguarding.whole_service_concern": True},
    ],
)
def test_below_good_or_a_whole_service_concern_is_a_default_of_itself(
    policy: Policy, given: dict[str, Any]
) -> None:
    assert following(policy, given, "notice")["service_provider_default"] == "automatic"


@pytest.mark.requirement("SOM-B-default")
def test_a_key_question_below_good_is_no_default(policy: Policy) -> None:
    given = {**GOOD, "regulator.safe": "inadequate", "safeguarding.whole_service_concern": False}
    assert "service_provider_default" not in following(policy, given, "notice")


@pytest.mark.requirement("SOM-2.5s")
def test_after_ratings_that_go_up_and_down_suspension_may_last_six_months_more(
    pack: Pack, policy: Policy
) -> None:
    given = {"regulator.ratings_fluctuating": True}
    found = [each for each in told(policy, given).outcomes if each.rule == "restrictions/fluctuating"]
    assert [(each.value, each.strength.value, each.carries) for each in found] == [
        ("embargo", "may", {"within": "suspension-after-compliance"})
    ]
    assert due(pack, "suspension-after-compliance", date(2026, 3, 31)) == date(2026, 9, 30)


# ------------------------------------------------------------------------------------ quality improvement


def made(pack: Pack, *steps: str) -> list[str]:
    """Everything that the gates of these steps of the process ask for."""
    process = pack.find("processes", "quality-improvement")
    return [product for step in process.steps if step.id in steps for product in step.gate]


@pytest.mark.requirement("SOM-P-informal")
def test_the_informal_stage_ends_in_writing_with_nothing_more_or_the_formal_stage(pack: Pack) -> None:
    process = pack.find("processes", "quality-improvement")
    begun = standing(process, [])
    assert (begun.open_step, begun.may_close) == ("informal-stage", False)
    assert [each.product for each in begun.missing["informal-stage"]] == ["outcome-confirmed-in-writing"]
    confirmed = standing(process, made(pack, "informal-stage"))
    assert (confirmed.open_step, confirmed.outcome) == ("formal-stage", "No further action")


@pytest.mark.requirement("SOM-P-formal")
def test_the_formal_stage_asks_for_notice_suspended_visits_and_the_position(pack: Pack) -> None:
    found = standing(pack.find("processes", "quality-improvement"), made(pack, "informal-stage"))
    assert {each.product for each in found.missing["formal-stage"]} == {
        "quality-improvement-notice",
        "contract-visits-suspended",
        "commissioning-position-considered",
        "other-lead-named",
    }


@pytest.mark.requirement("SOM-P-formal")
def test_the_meeting_has_an_invitation_an_agenda_of_twelve_and_notes(pack: Pack) -> None:
    process = pack.find("processes", "quality-improvement")
    meeting = next(step for step in process.steps if step.id == "quality-improvement-meeting")
    assert meeting.meets is not None
    assert len(meeting.agenda) == 12
    assert [place for place, item in enumerate(meeting.agenda, start=1) if "not used" in item] == [3]
    assert "memo" in meeting.agenda[8 - 1]
    assert {"invitation", "notes-and-actions", "improvement-plan"} <= set(meeting.gate)
    assert {"meeting-invitation", "meeting-notes"} <= set(meeting.letters)


@pytest.mark.requirement("SOM-P-formal")
def test_follow_up_meetings_come_after_the_meeting_and_may_end_it(pack: Pack) -> None:
    process = pack.find("processes", "quality-improvement")
    before = made(pack, "informal-stage", "formal-stage", "quality-improvement-meeting")
    assert standing(process, before).open_step == "follow-up"
    after = standing(process, [*before, *made(pack, "follow-up")])
    assert (after.open_step, after.may_close) == ("board-referral", True)


def test_rectification_may_be_skipped_on_the_way_to_a_final_warning_with_a_reason(pack: Pack) -> None:
    process = pack.find("processes", "quality-improvement")
    steps = ("informal-stage", "formal-stage", "quality-improvement-meeting", "follow-up", "board-referral")
    found = standing(process, made(pack, *steps), {"rectification": "The board went straight to it"})
    assert found.open_step == "final-warning"
    assert {each.state for each in found.steps if each.step == "rectification"} == {StepState.SKIPPED}


# --------------------------------------------------------------------------------------------- the board

PACK = dict.fromkeys(
    (
        "rating_history",
        "safeguarding_and_meeting_history",
        "commissioning_status",
        "headline_concerns",
        "recommendations",
        "lessons",
        "spend_and_finances",
        "market_risk",
        "nature_and_volume",
    ),
    "Attached",
)
REFERRED = (
    ("2026-01-05", "quality_manager", "refer", {"reasons": "No lasting improvement", "record": PACK}),
    ("2026-01-08", "business_support", "papers_issued", {"documents": ["Evidence pack"]}),
)


def decided(day: str, answer: str, *record: str, quorate: bool = True, **more: Any) -> tuple[Any, ...]:
    """What the board's chair records of a decision."""
    independent = {"record": dict.fromkeys((*record, "members_with_no_part_in_the_case"), "As minuted")}
    carries = {"reasons": "As minuted", "meeting": {"on": day, "quorate": quorate}, **more}
    return day, "board_chair", answer, {**carries, **(independent if record else {})}


RECTIFICATION = decided("2026-01-15", "rectification", "actions_and_dates")
FINAL_WARNING = decided("2026-04-16", "final_warning", "what_must_be_shown")
TERMINATION = decided(
    "2026-10-15",
    "terminate",
    "harmful_effects_and_risks",
    "other_services_offered",
    "exceptions",
    breach_of_contract=True,
    evidence="Inspection report",
)


@pytest.mark.requirement("SOM-P-rect")
def test_rectification_then_final_warning_then_breach_each_by_the_board_and_each_a_letter(pack: Pack) -> None:
    found = replay(pack, "board-decision", *REFERRED, RECTIFICATION, FINAL_WARNING, TERMINATION)
    assert (found.step, found.closed, found.refused) == ("terminated", True, ())
    sent = [each.letter for each in found.letters]
    assert [name for name in sent if name in ("rectification-notice", "final-warning-notice")] == [
        "rectification-notice",
        "final-warning-notice",
    ]
    assert sent[-2:] == ["letter-of-termination", "people-termination"]
    notices = ("rectification-notice", "final-warning-notice", "letter-of-termination")
    assert [name for name in notices if not pack.letters[name].copies] == []


@pytest.mark.requirement("SOM-P-rect")
def test_the_final_warning_runs_at_most_six_months(pack: Pack) -> None:
    found = replay(pack, "board-decision", *REFERRED, RECTIFICATION, FINAL_WARNING)
    clocks = {each.clock: each.due_on for each in found.clocks}
    assert clocks["final-warning-improvement"] == date(2026, 10, 16)
    assert due(pack, "final-warning-improvement", date(2026, 8, 31)) == date(2027, 2, 28)


@pytest.mark.requirement("SOM-P-rect")
def test_the_ladder_in_facts_each_rung_a_choice(policy: Policy) -> None:
    failed = {"improvement.requirements_failed": True}
    ladder = {
        "notices.quality_improvement_open": "rectification",
        "notices.rectification_in_force": "final_warning",
        "notices.final_warning_in_force": "termination",
    }
    for fact, notice in ladder.items():
        assert following(policy, {**failed, fact: True}, "notice") == {notice: "may"}
    assert following(policy, {**failed, **dict.fromkeys(ladder, False)}, "notice") == {}


@pytest.mark.requirement("SOM-P-rect")
@pytest.mark.parametrize("answer", ["rectification", "final_warning", "no_notice"])
def test_nobody_but_the_board_decides_on_a_notice(pack: Pack, answer: str) -> None:
    assert roles_for(replay(pack, "board-decision", *REFERRED), answer) == {"board_chair"}


@pytest.mark.requirement("SOM-B-evidence")
@pytest.mark.parametrize("left_out", list(PACK))
def test_a_case_comes_with_its_whole_evidence_pack(pack: Pack, left_out: str) -> None:
    record = {name: value for name, value in PACK.items() if name != left_out}
    carries = {"reasons": "No lasting improvement", "record": record}
    found = replay(pack, "board-decision", ("2026-01-05", "quality_manager", "refer", carries))
    assert found.step == "referral"
    assert left_out in found.refused[0].why


@pytest.mark.requirement("SOM-B-6m")
def test_six_months_after_leaving_the_final_warning_a_review_is_due_of_itself(
    pack: Pack, policy: Policy
) -> None:
    six = {"notices.months_since_leaving_final_warning": 6}
    assert following(policy, six, "prompt")["review-after-final-warning"] == "automatic"
    assert task(policy, six, "review-after-final-warning") == ("B/review-after", "quality_manager")
    almost = {"notices.months_since_leaving_final_warning": 5.9}
    assert task(policy, almost, "review-after-final-warning") is None
    assert due(pack, "after-final-warning-review", date(2026, 5, 22)) == TODAY


@pytest.mark.requirement("SOM-B-6m")
def test_leaving_the_final_warning_starts_the_clock_and_keeps_the_case_open(pack: Pack) -> None:
    improved = decided("2026-07-16", "improved", evidence="Inspection report")
    found = replay(pack, "board-decision", *REFERRED, RECTIFICATION, FINAL_WARNING, improved)
    assert (found.step, found.closed) == ("watched", False)
    assert {each.clock: each.due_on for each in found.clocks}["after-final-warning-review"] == date(
        2027, 1, 16
    )


@pytest.mark.requirement("SOM-B-quorum")
@pytest.mark.parametrize("health", ["health_commissioner", "health_safeguarding_representative"])
def test_three_with_health_quality_and_commissioning_are_a_quorum(pack: Pack, health: str) -> None:
    found = held(pack, health, "quality_manager", "strategic_commissioner")
    assert (found.quorate, found.required, found.record, found.may_decide) == (True, 3, "minutes", True)


@pytest.mark.requirement("SOM-B-quorum")
@pytest.mark.parametrize(
    ("present", "missing"),
    [
        (["quality_manager", "strategic_commissioner", "supplier_relationship_manager"], "health_safeguarding_representative"),
        (["health_commissioner", "strategic_commissioner", "supplier_relationship_manager"], "quality_manager"),
        (["health_commissioner", "quality_manager", "service_manager"], "strategic_commissioner"),
        (["health_commissioner", "quality_manager=A", "strategic_commissioner=A"], "strategic_commissioner"),
    ],
)  # fmt: skip
def test_without_a_seat_filled_the_record_is_notes_and_nothing_is_decided(
    pack: Pack, present: Sequence[str], missing: str
) -> None:
    found = held(pack, *present)
    assert (found.quorate, found.missing) == (False, (missing,))
    assert (found.record, found.may_decide) == ("notes", False)


@pytest.mark.requirement("SOM-B-quorum")
def test_a_decision_of_a_meeting_without_a_quorum_is_refused(pack: Pack) -> None:
    inquorate = decided("2026-01-15", "rectification", "actions_and_dates", quorate=False)
    found = replay(pack, "board-decision", *REFERRED, inquorate)
    assert (found.step, found.letters[-1].letter) == ("decision", "board-papers")
    assert "not quorate" in found.refused[0].why


@pytest.mark.requirement("SOM-B-papers")
def test_papers_are_out_a_week_before(pack: Pack) -> None:
    meeting = pack.find("meetings", BOARD)
    assert (meeting.papers, meeting.every_months) == ("board-papers", 3)
    assert due(pack, "board-papers", date(2027, 1, 7)) == date(2026, 12, 31)


@pytest.mark.requirement("SOM-B-papers")
def test_attendance_of_three_in_four_is_watched_and_the_chair_passes_each_year(pack: Pack) -> None:
    meeting = pack.find("meetings", BOARD)
    history = {"Member A": [True, False, True, True], "Member B": [True, False, False, True]}
    assert [each.below for each in attendance(meeting, history)] == [False, True]
    council, health = (chair_body(meeting, year, since=2026) for year in (2026, 2027))
    assert {council, health} == {"The council", "The health commissioner"}
    assert vice_chair_body(meeting, 2026, since=2026) == health
    assert chair_body(meeting, 2028, since=2026) == council


@pytest.mark.requirement("SOM-B-papers")
def test_urgent_decisions_the_review_of_terms_and_who_only_advises(pack: Pack) -> None:
    meeting = pack.find("meetings", BOARD)
    assert meeting.urgent is not None
    assert "virtual" in meeting.urgent
    assert meeting.terms_reviewed_every_months == 12
    assert set(meeting.roles_that(decide=True)) == {
        Role.HEALTH_COMMISSIONER,
        Role.STRATEGIC_COMMISSIONER,
        Role.SUPPLIER_RELATIONSHIP_MANAGER,
        Role.QUALITY_MANAGER,
    }
    everyone = parse_present([seat.roles[0].value for seat in meeting.members])
    deciders = {role for person in who_may_decide(meeting, everyone) for role in person.roles}
    assert deciders.isdisjoint(
        {Role.HEALTH_SAFEGUARDING_REPRESENTATIVE, Role.SERVICE_MANAGER, Role.BUSINESS_SUPPORT}
    )


# ---------------------------------------------------------------------------------------------- the memo

EXCEPTIONAL = ("2026-11-02", "quality_officer", "exceptional", {"reasons": "Urgent"})
RESTRICTED = ("2026-11-03", "quality_manager", "restrict", {"reasons": "Urgent", "position": "embargo"})
RELEASED = ("2027-03-01", "quality_manager", "release", {"reasons": "Resolved"})
NEXT_ISSUE = ("2027-03-15", "business_support", "next_issue", {})


@pytest.mark.requirement("SOM-2.6")
def test_the_memo_is_confidential_in_three_colours_by_district_and_code(pack: Pack) -> None:
    words = pack.vocabulary
    assert words.lists[MEMO].visibility == "confidential"
    for position, colour in (("embargo", "Red"), ("caution", "Amber")):
        assert words.words[f"position.{position}"].startswith(colour)
    assert [each.split(":")[0] for each in words.choices["memo-sections"]] == ["Red", "Amber", "Green"]
    assert [each.split()[0] for each in words.choices["service-type-codes"]] == [
        "RC",
        "NC",
        "SRC",
        "DCA",
        "SL",
    ]
    assert len(words.choices["districts"]) == 4
    columns = " ".join(words.choices["memo-columns"])
    assert all(word in columns for word in ("Contact", "Date added", "health commissioner"))


@pytest.mark.requirement("SOM-2.6")
def test_only_designated_managers_change_the_position_each_for_their_own_body(pack: Pack) -> None:
    council = replay(pack, "commissioning-status", EXCEPTIONAL)
    assert roles_for(council, "restrict") == {"quality_manager", "strategic_commissioner"}
    health = replay(pack, "health-commissioning-status")
    assert roles_for(health, "restrict") == {"health_commissioner"}
    strayed = replay(pack, "health-commissioning-status", RESTRICTED)
    assert (strayed.step, len(strayed.refused)) == ("authority", 1)


@pytest.mark.requirement("SOM-2.6")
def test_the_memo_is_issued_again_at_every_change_and_green_lasts_one_issue(pack: Pack) -> None:
    released = replay(pack, "commissioning-status", EXCEPTIONAL, RESTRICTED, RELEASED)
    assert released.step == "green-section"
    assert [each.letter for each in released.letters] == [MEMO, MEMO]
    gone = replay(pack, "commissioning-status", EXCEPTIONAL, RESTRICTED, RELEASED, NEXT_ISSUE)
    assert (gone.step, gone.closed, len(gone.letters)) == ("released", True, 3)
