"""What the pack of the quality assurance framework says, by requirement. Every service here is invented."""

from __future__ import annotations

import re
from datetime import date

import pytest

from oversight.engine.clocks.deadlines import deadline
from oversight.engine.clocks.moments import parse_start
from oversight.engine.facts.reading import read_facts
from oversight.engine.model import BadInput
from oversight.engine.outcomes.explaining import explain
from oversight.engine.packs.pack import policy_of
from oversight.engine.packs.proving import due_by, failures
from oversight.engine.questions.scoring import score
from oversight.engine.routes.machine import parse_events, run
from oversight.engine.routes.progress import standing
from oversight.engine.words import Role

DAY = date(2026, 11, 22)
CARE_HOMES = ("nursing_home", "residential_home", "specialist_residential")
EVERY_SERVICE = {
    "provider-feedback-review": ("every_months", 1),
    "risk-identification": ("every_days", 1),
    "information-sharing-group": ("every_months", 1),
    "market-oversight": ("to_be_named", "market-oversight-frequency"),
    "continuity-plan-check": ("every_months", 12),
}
CARE_HOME = {
    **EVERY_SERVICE,
    "safe-and-well-visit": ("every_months", 12),
    "keeping-in-touch": ("every_months", 1),
    "quality-dashboard": ("every_months", 1),
}
SUPPORTED_LIVING = {
    **EVERY_SERVICE,
    "quarterly-contract-review": ("every_months", 3),
    "property-safe-and-well-visit": ("every_months", 3),
    "quality-dashboard": ("every_months", 1),
}
HOME_CARE = {
    **EVERY_SERVICE,
    "quarterly-contract-review": ("every_months", 3),
    "call-monitoring": ("every_weeks", 4),
    "call-monitoring-deep-dive": ("every_weeks", 4),
}
ELEVEN = {
    "share-ownership-change": {"provider.ownership_changed": True},
    "share-withdrawal": {"provider.withdrew": True},
    "share-contract-ended": {"contract.ended": True},
    "share-default-notice": {"notices.default_in_force": True},
    "share-proposal-to-cancel": {"regulator.proposal_to_cancel": True},
    "share-proposal-withdrawn": {"regulator.proposal_withdrawn": True},
    "share-inadequate-rating": {"regulator.overall": "inadequate"},
    "share-suspension": {"restriction.position": "embargo"},
    "share-suspension-removed": {"restriction.removed": True},
    "share-administration": {"provider.in_administration": True},
    "share-closure": {"service.closed": True},
}


@pytest.fixture(scope="module")
def pack(library):
    return library.load("halton/2024-10")


@pytest.fixture(scope="module")
def policy(pack):
    return policy_of([pack], DAY)


@pytest.fixture(scope="module")
def assessment(pack):
    return pack.find("question_sets", "care-home-assessment")


def outcomes(policy, kind, **facts):
    """The outcomes of a kind for these facts (``contract__commissioned=True``), by their own word."""
    given = {name.replace("__", "."): value for name, value in facts.items()}
    found = explain(policy, read_facts(given), suggest=False).outcomes
    return {each.value: each for each in found if each.kind == kind}


def frequencies(policy, **facts):
    """The activities for these facts, each with its one frequency."""
    found = outcomes(policy, "activity", **facts)
    return {name: next(iter(each.carries.items())) for name, each in found.items()}


def due(pack, clock, start):
    clock = pack.find("clocks", clock)
    return deadline(clock, pack.calendar_of(clock), parse_start(start)).due_on


def event(at, role, answer, by=None, **carries):
    return {"at": at, "by": by or f"The {role}", "role": role, "answer": answer, "carries": carries}


def travel(pack, route, *events, named=None, as_at=None):
    return run(pack.find("routes", route), parse_events(events), due_by(pack), named, as_at)


def answered(question_set, word, **but):
    return {**{each.id: word for each in question_set.questions()}, **but}


def test_every_example_of_the_pack_comes_out_as_it_says(pack):
    assert failures(pack) == []
    assert len(pack.examples) >= 60


def test_every_role_the_pack_names_has_a_title_and_no_clause_is_left_over(pack):
    numbers = set(pack.clauses)
    assert {f"3.{n}" for n in range(1, 108)} - numbers == {"3.3"}
    assert {"3.3/methods", "3.3/frequency"} <= numbers
    assert {f"4.{n}" for n in range(1, 34)} - numbers == {"4.25", "4.26", "4.29", "4.31"}
    assert {f"1.{n}" for n in range(1, 4)} | {f"2.{n}" for n in range(1, 15)} <= numbers


# ------------------------------------------------------------------------------------------- the methods


@pytest.mark.requirement("HAL-3.3")
def test_there_are_fourteen_methods_each_with_purpose_and_who_it_applies_to(pack):
    activities = pack.vocabulary.activities.values()
    codes = {code for each in activities for code in re.findall(r"QM\d+", each.code)}
    assert codes == {f"QM{number}" for number in range(1, 15)}
    assert all(each.purpose and each.applies_to for each in activities)
    listed = [method.split()[0] for method in pack.vocabulary.choices["monitoring-methods"]]
    assert listed == [f"QM{number}" for number in range(1, 15)]


@pytest.mark.requirement("HAL-3.3")
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        *((kind, CARE_HOME) for kind in CARE_HOMES),
        ("supported_living", SUPPORTED_LIVING),
        ("home_care", HOME_CARE),
        ("extra_care", EVERY_SERVICE),
    ],
)
def test_each_kind_of_service_has_its_methods_with_their_frequencies(policy, kind, expected):
    assert frequencies(policy, contract__commissioned=True, service__type=kind) == expected
    assert frequencies(policy, contract__commissioned=False, service__type=kind) == {}


@pytest.mark.requirement("HAL-3.3")
@pytest.mark.parametrize(
    ("facts", "activity", "frequency"),
    [
        ({"assessment__rating": "good"}, "self-assessment", ("every_months", 12)),
        ({"assessment__rating": "poor"}, "follow-up-assessment", ("within_months", 6)),
        ({"intelligence__adverse_90d": 1}, "focused-visit", ("when_required", True)),
        ({"contract__core_grant": True}, "core-grant-check", ("every_months", 12)),
        ({"service__in_area": False}, "out-of-borough-validation", ("when_required", True)),
        ({"contract__direct_payment_people": 1}, "direct-payment-check", ("when_required", True)),
    ],
)
def test_rating_risk_and_the_way_it_is_bought_bring_the_other_methods(policy, facts, activity, frequency):
    assert frequencies(policy, **facts) == {activity: frequency}


@pytest.mark.requirement("HAL-3.3")
@pytest.mark.parametrize(
    ("clock", "due_on"),
    [
        ("quality-and-contract-visit", date(2027, 8, 31)),
        ("self-assessment", date(2027, 8, 31)),
        ("follow-up-assessment", date(2027, 2, 28)),
        ("safe-and-well-visit", date(2027, 8, 31)),
        ("keeping-in-touch", date(2026, 9, 30)),
        ("quarterly-contract-review", date(2026, 11, 30)),
        ("call-monitoring-data", date(2026, 9, 28)),
        ("provider-feedback-review", date(2026, 9, 30)),
        ("information-sharing-group", date(2026, 9, 30)),
        ("core-grant-check", date(2027, 8, 31)),
        ("continuity-plan-check", date(2027, 8, 31)),
        ("quality-dashboard", date(2026, 9, 30)),
    ],
)
def test_the_next_due_date_of_each_regular_method_follows_from_the_last(pack, clock, due_on):
    assert due(pack, clock, "2026-08-31") == due_on


@pytest.mark.requirement("HAL-3.3")
def test_a_clock_and_the_rule_of_its_activity_give_the_same_interval(pack):
    named = {"call-monitoring": "call-monitoring-data"}
    timed = set()
    for then in (rule.then for rule in pack.rules if rule.then.activity):
        clock = pack.clocks.get(named.get(then.activity, then.activity))
        months, weeks = then.every_months or then.within_months, then.every_weeks
        if clock is None or clock.direction == "before" or not (months or weeks):
            continue
        unit = "months" if months else "weeks"
        assert (clock.within, clock.unit) == (months or weeks, unit), then.activity
        timed.add(clock.id)
    assert len(timed) == 12


@pytest.mark.requirement("HAL-3.3")
def test_the_method_without_a_frequency_is_left_to_the_authority_and_said(pack, policy):
    found = outcomes(policy, "activity", contract__commissioned=True)["market-oversight"]
    assert found.carries == {"to_be_named": "market-oversight-frequency"}
    gap = next(each for each in pack.about.to_fill_in if each.id == "market-oversight-frequency")
    assert (gap.kind, "QM14" in gap.says) == ("frequency", True)
    assert gap.says in policy.to_fill_in
    filled = policy_of([pack], DAY, {"market-oversight-frequency": "every 12 months"})
    assert gap.says not in filled.to_fill_in


def test_the_exchanged_codes_and_the_two_intervals_of_call_monitoring_are_told(pack):
    call, review = (
        pack.vocabulary.activities[name] for name in ("call-monitoring", "quarterly-contract-review")
    )
    assert (call.code, review.code) == ("QM7", "QM6 and QM8")
    assert "QM8" in call.note
    assert "QM7" in review.note
    assert "onthly" in call.note
    assert "monthly" in pack.clauses["3.50"].note
    assert "QM7" in pack.clauses["3.3/methods"].note
    assert "QM14" in pack.clauses["3.3/frequency"].note


# --------------------------------------------------------------------------- assessment, report, follow-up


@pytest.mark.requirement("HAL-3.6")
def test_a_contracted_service_has_a_baseline_and_then_what_its_rating_and_risk_ask_for(policy):
    contracted = {"contract__commissioned": True}
    first = frequencies(policy, **contracted, service__baseline_assessed=False)
    assert first["baseline-assessment"] == ("when_required", True)
    assert "quality-and-contract-visit" not in first
    later = {**contracted, "service__baseline_assessed": True}
    assert frequencies(policy, **later)["quality-and-contract-visit"] == ("every_months", 12)
    assert "baseline-assessment" not in frequencies(policy, **later)
    for rating, within in (("requires_improvement", True), ("poor", True), ("good", False)):
        found = frequencies(policy, **later, assessment__rating=rating)
        assert (found.get("follow-up-assessment") == ("within_months", 6)) is within
    for band, asked in (("red", True), ("amber", True), ("green", False)):
        prompts = outcomes(policy, "prompt", **later, risk__band=band)
        assert ("decide-next-visit" in prompts) is asked


@pytest.mark.requirement("HAL-3.15")
def test_a_rating_is_worked_out_from_the_answers_and_risk_weighs(assessment):
    for word in ("excellent", "good", "requires_improvement", "poor"):
        assert score(assessment, answered(assessment, word)).overall == word
    critical = next(each for each in assessment.questions() if each.critical)
    plain = next(each for each in assessment.questions() if each.weight == 1)
    assert (
        score(assessment, answered(assessment, "good", **{critical.id: "poor"})).overall
        == "requires_improvement"
    )
    assert score(assessment, answered(assessment, "good", **{plain.id: "poor"})).overall == "good"
    heavier, lighter = (
        score(assessment, answered(assessment, "good", **{each.id: "requires_improvement"})).percent
        for each in (critical, plain)
    )
    assert heavier < lighter


SHARED = event("2026-11-02T10:00+00:00", "quality_officer", "share_draft", report="Draft for Larch House")


@pytest.mark.requirement("HAL-3.17")
def test_without_comments_the_report_is_published_by_itself_after_fourteen_days(pack):
    open_still = travel(pack, "assessment-report", SHARED, as_at=date(2026, 11, 16))
    assert (open_still.step, open_still.closed) == ("with-provider", False)
    assert {(each.clock, each.due_on) for each in open_still.clocks} == {
        ("factual-accuracy", date(2026, 11, 16))
    }
    assert [each.letter for each in open_still.letters] == ["draft-report"]
    over = travel(pack, "assessment-report", SHARED, as_at=date(2026, 11, 17))
    assert (over.step, over.closed) == ("published", True)
    assert "rating" in over.outcome


@pytest.mark.requirement("HAL-3.17")
def test_comments_in_time_are_answered_by_the_officer_before_publication(pack):
    comment = event(
        "2026-11-16T20:00+00:00", "provider_manager", "comment", note="The number of beds is wrong."
    )
    waiting = travel(pack, "assessment-report", SHARED, comment, as_at=date(2026, 12, 24))
    assert (waiting.step, waiting.closed, waiting.refused) == ("comments", False, ())
    assert {(each.answer, each.role) for each in waiting.moves} == {("answer_comments", Role.QUALITY_OFFICER)}
    answer = event(
        "2026-11-20T10:00+00:00", "quality_officer", "answer_comments", reasons="Put right.", report="Report"
    )
    done = travel(pack, "assessment-report", SHARED, comment, answer)
    assert (done.step, [each.letter for each in done.letters]) == (
        "published",
        ["draft-report", "final-report"],
    )


@pytest.mark.requirement("HAL-3.17")
def test_a_comment_on_the_fifteenth_day_is_recorded_and_refused(pack):
    late = event("2026-11-17T00:30+00:00", "provider_manager", "comment", note="The number of beds is wrong.")
    found = travel(pack, "assessment-report", SHARED, late)
    assert [each.event.answer for each in found.refused] == ["comment"]
    assert "2026-11-16" in found.refused[0].why
    assert "too late" in found.refused[0].why
    draft = pack.letters["draft-report"]
    assert any("fourteen days" in words for words in draft.must_say)


@pytest.mark.requirement("HAL-3.19")
def test_a_finished_plan_leaves_the_rating_and_only_a_follow_up_changes_it(policy, assessment):
    facts = {"assessment__rating": "requires_improvement", "improvement__council_plan_complete": True}
    assert frequencies(policy, **facts) == {"follow-up-assessment": ("within_months", 6)}
    prompt = outcomes(policy, "prompt", **facts)["arrange-follow-up-visit"]
    assert (prompt.clause, prompt.carries["within"]) == ("3.19", "follow-up-assessment")
    before = answered(assessment, "requires_improvement")
    assert score(assessment, before).overall == "requires_improvement"
    assert score(assessment, answered(assessment, "good"), previous=before).overall == "good"


@pytest.mark.requirement("HAL-3.20")
@pytest.mark.parametrize("rating", ["requires_improvement", "poor"])
def test_a_follow_up_is_due_within_six_months_of_a_rating_below_good(policy, pack, rating):
    assert frequencies(policy, assessment__rating=rating)["follow-up-assessment"] == ("within_months", 6)
    assert due(pack, "follow-up-assessment", "2026-11-22") == date(2027, 5, 22)
    for other in ("good", "excellent"):
        assert "follow-up-assessment" not in frequencies(policy, assessment__rating=other)


@pytest.mark.requirement("HAL-3.20")
def test_a_follow_up_asks_again_only_what_was_below_good_and_keeps_the_rest_with_its_comments(assessment):
    first, second, *_ = (each.id for each in assessment.questions())
    before = answered(assessment, "good")
    before |= {
        first: {"answer": "requires_improvement", "comment": "Not on every shift."},
        second: {"answer": "excellent", "comment": "Worth showing to others."},
    }
    found = score(assessment, {first: "good", second: "poor"}, previous=before)
    assert found.reopened == (first,)
    kept = {each.id: each for each in found.questions}
    assert (kept[first].rating, kept[first].carried) == ("good", False)
    assert (kept[second].rating, kept[second].comment) == ("excellent", "Worth showing to others.")
    assert [each.question for each in found.refused] == [second]


def test_the_follow_up_process_lists_in_its_summary_what_was_asked_again(pack):
    process = pack.processes["follow-up-assessment"]
    assert {"reopened-questions", "carried-over"} == set(process.steps[0].gate)
    assert "summary" in process.steps[-1].gate
    assert process.steps[-1].clocks == ("factual-accuracy",)


@pytest.mark.requirement("HAL-3.27")
def test_a_self_assessment_mirrors_the_standards_for_the_good_and_is_verified_by_a_visit(
    policy, pack, assessment
):
    own = pack.find("question_sets", "provider-self-assessment")
    assert own.mirrors == assessment.id
    assert [each.id for each in own.standards()] == [each.id for each in assessment.standards()]
    for rating, asked in (
        ("excellent", True),
        ("good", True),
        ("requires_improvement", False),
        ("poor", False),
    ):
        assert ("self-assessment" in frequencies(policy, assessment__rating=rating)) is asked
    received = frequencies(policy, assessment__rating="good", self_assessment__rag="green")
    assert received["verification-visit"] == ("when_required", True)
    assert "verification-visit" not in frequencies(policy, assessment__rating="good")


# ------------------------------------------------------------------------------- visits, meetings, calls


@pytest.mark.requirement("HAL-3.33")
@pytest.mark.parametrize("kind", CARE_HOMES)
def test_every_commissioned_care_home_has_a_yearly_unannounced_visit_of_two_hours_at_most(policy, pack, kind):
    found = frequencies(policy, contract__commissioned=True, service__type=kind)
    assert found["safe-and-well-visit"] == ("every_months", 12)
    visit = pack.vocabulary.activities["safe-and-well-visit"]
    assert (visit.most_hours, visit.announced, visit.code) == (2, False, "QM4")
    assert "utside core" in visit.note


@pytest.mark.requirement("HAL-3.33")
@pytest.mark.parametrize(
    ("visit", "call"),
    [
        ("2026-11-18T22:00+00:00", date(2026, 11, 19)),
        ("2026-11-20T22:00+00:00", date(2026, 11, 23)),
        ("2026-11-22", date(2026, 11, 23)),
        ("2026-12-31T20:00+00:00", date(2027, 1, 4)),
    ],
)
def test_the_manager_hears_on_the_next_working_day(pack, visit, call):
    assert due(pack, "safe-and-well-manager-call", visit) == call


@pytest.mark.requirement("HAL-3.36")
def test_care_homes_are_met_monthly_and_the_last_actions_come_first(policy, pack):
    for kind in CARE_HOMES:
        found = frequencies(policy, contract__commissioned=True, service__type=kind)
        assert found["keeping-in-touch"] == ("every_months", 1)
    assert due(pack, "keeping-in-touch", "2026-11-22") == date(2026, 12, 22)
    meeting = pack.meetings["keeping-in-touch"]
    assert (meeting.every_months, "last meeting" in meeting.agenda[0]) == (1, True)
    assert any("last meeting" in words for words in pack.letters["keeping-in-touch-notes"].must_say)


def test_home_care_sends_its_calls_every_four_weeks_and_five_people_and_three_staff_are_drawn(policy, pack):
    found = frequencies(policy, contract__commissioned=True, service__type="home_care")
    assert found["call-monitoring"] == found["call-monitoring-deep-dive"] == ("every_weeks", 4)
    assert due(pack, "call-monitoring-data", "2026-11-23") == date(2026, 12, 21)
    sample = [words.split()[0] for words in pack.vocabulary.choices["deep-dive-sample"]]
    assert sample == ["5", "3"]
    assert "random" in pack.vocabulary.activities["call-monitoring-deep-dive"].applies_to


def test_the_standing_meetings_of_the_framework_are_there(pack):
    months = {name: meeting.every_months for name, meeting in pack.meetings.items()}
    assert months["information-sharing-group"] == months["healthwatch"] == 1
    assert months["quarterly-contract-review"] == months["provider-forum"] == 3
    assert due(pack, "safeguarding-exchange", "2026-11-20") == date(2026, 11, 27)
    assert len(pack.meetings["regulator-engagement"].agenda) == 5
    assert len(pack.meetings["quarterly-contract-review"].agenda) == 8
    assert {meeting.quorum for meeting in pack.meetings.values()} == {"not_stated"}


# ------------------------------------------------------------------------ risk, suspension, provider failure


def test_an_amber_or_red_service_is_told_its_rating_and_what_it_means(policy, pack):
    for band, told in (("green", False), ("amber", True), ("red", True)):
        assert ("tell-provider-its-rating" in outcomes(policy, "prompt", risk__band=band)) is told
    assert {"what the rating is", "what it means"} == set(pack.letters["risk-rating"].must_say)


@pytest.mark.requirement("HAL-3.62")
@pytest.mark.parametrize(
    ("facts", "strength"),
    [
        ({"provider__asked_for_support": True}, "usually"),
        ({"contract__breach": True}, "may"),
        ({"regulator__overall": "requires_improvement"}, "may"),
        ({"regulator__overall": "good", "regulator__caring": "inadequate"}, "may"),
    ],
)
def test_a_multi_disciplinary_meeting_follows_a_request_of_provider_or_council(policy, facts, strength):
    assert outcomes(policy, "process", **facts)["multi-disciplinary-team"].strength == strength


@pytest.mark.requirement("HAL-3.62")
def test_a_head_of_service_chairs_and_the_minutes_are_shared_before_it_is_done(pack):
    process = pack.processes["multi-disciplinary-team"]
    chairs = [action.role for action in process.actions() if action.id == "chair-meeting"]
    assert chairs == [Role.HEAD_OF_COMMISSIONING]
    assert pack.about.roles[Role.HEAD_OF_COMMISSIONING] == "Head of Service"
    held = ["request-recorded", "need-settled", "meeting-held", "next-steps", "minutes"]
    unshared = standing(process, held)
    assert unshared.open_step == "minutes"
    assert [each.product for each in unshared.missing["minutes"]] == ["minutes-shared"]
    assert standing(process, [*held, "minutes-shared"]).open_step is None
    assert standing(process, ["request-recorded", "need-settled"]).outcome


REPORT = event(
    "2026-11-02T10:00+00:00",
    "quality_officer",
    "submit_report",
    reasons="Under investigation",
    report="Report",
)
APPROVAL = event(
    "2026-11-03T10:00+00:00", "service_director", "approve", reasons="Agreed", position="embargo"
)


@pytest.mark.requirement("HAL-3.69")
def test_nobody_can_suspend_until_the_authority_has_said_who_decides(pack):
    waiting = travel(pack, "suspension", REPORT, APPROVAL)
    assert (waiting.step, waiting.moves) == ("approval", ())
    assert len(waiting.blocked) == 1
    assert waiting.blocked[0].startswith("Name the role that approves")
    assert [each.why for each in waiting.refused] == list(waiting.blocked)
    gap = next(each for each in pack.about.to_fill_in if each.id == "suspension-decider")
    assert (gap.kind, gap.clause) == ("role", "3.69")
    assert gap.says in pack.gap_sentences()


@pytest.mark.requirement("HAL-3.69")
def test_a_suspension_goes_from_report_to_letter_to_notification_to_removal(pack):
    events = [
        REPORT,
        APPROVAL,
        event("2026-11-04T10:00+00:00", "quality_officer", "letter_sent", letter="Letter to Larch House"),
        event("2026-11-04T11:00+00:00", "quality_officer", "shared"),
        event(
            "2027-02-01T10:00+00:00", "quality_officer", "propose_removal", reasons="Better", evidence="Visit"
        ),
        event("2027-02-02T10:00+00:00", "service_director", "remove", reasons="Agreed"),
        event("2027-02-02T11:00+00:00", "quality_officer", "removal_shared"),
    ]
    steps = [
        travel(pack, "suspension", *events[:number], named={"suspension-decider": Role.SERVICE_DIRECTOR}).step
        for number in range(1, len(events) + 1)
    ]
    assert steps == ["approval", "letter", "sharing", "suspended", "removal", "sharing-removal", "removed"]
    done = travel(pack, "suspension", *events, named={"suspension-decider": Role.SERVICE_DIRECTOR})
    letters = ["suspension-letter", "information-sharing-notice", "information-sharing-removal"]
    assert (done.closed, [each.letter for each in done.letters], done.refused) == (True, letters, ())


@pytest.mark.requirement("HAL-3.69")
def test_a_suspension_is_never_recommended_only_offered(policy):
    for facts in ({"safeguarding.organisational": "investigating"}, {"regulator.overall": "inadequate"}):
        found = explain(policy, read_facts(facts), suggest=False)
        positions = [each for each in found.outcomes if each.kind == "position"]
        assert [(each.value, each.strength) for each in positions] == [("embargo", "may")]
        assert found.recommended == "none"


@pytest.mark.parametrize("kind", ["home_care", "supported_living", *CARE_HOMES])
def test_failure_starts_the_protocol_and_a_care_home_goes_another_way(policy, kind):
    facts = {"provider__failing": True, "service__type": kind}
    home = kind in CARE_HOMES
    assert ("provider-failure" in outcomes(policy, "process", **facts)) is not home
    assert ("use-care-home-closure-policy" in outcomes(policy, "prompt", **facts)) is home


def test_the_failure_process_comes_to_people_before_letters_and_ends_with_lessons(pack):
    process = pack.processes["provider-failure"]
    assert [step.id for step in process.steps] == ["activate", "people", "communicate", "lessons"]
    part = standing(process, ["protocol-activated", "risk-of-each-person", "alternative-providers"])
    assert [each.product for each in part.missing["people"]] == ["critical-needs"]
    assert process.steps[2].letters == ("provider-failure-letter",)
    assert not part.may_close


@pytest.mark.requirement("HAL-3.79")
def test_a_core_grant_is_checked_once_a_year_against_what_it_was_given_for(policy, pack):
    assert frequencies(policy, contract__core_grant=True) == {"core-grant-check": ("every_months", 12)}
    assert frequencies(policy, contract__core_grant=False) == {}
    assert due(pack, "core-grant-check", "2026-11-22") == date(2027, 11, 22)
    assert "specification" in pack.clauses["3.79"].says


def test_the_continuity_plan_is_checked_once_a_year(policy, pack):
    assert frequencies(policy, contract__commissioned=True)["continuity-plan-check"] == ("every_months", 12)
    assert due(pack, "continuity-plan-check", "2026-11-22") == date(2027, 11, 22)


# ----------------------------------------------------------------------------- outside the borough, sharing


@pytest.mark.requirement("HAL-3.80")
def test_a_service_outside_the_borough_is_validated_and_one_inside_is_not(policy):
    assert "out-of-borough-validation" in outcomes(policy, "process", service__in_area=False)
    assert frequencies(policy, service__in_area=False) == {
        "out-of-borough-validation": ("when_required", True)
    }
    assert outcomes(policy, "process", service__in_area=True) == {}


@pytest.mark.requirement("HAL-3.80")
def test_nobody_is_placed_before_report_references_and_the_letter_to_the_host(pack):
    process = pack.processes["out-of-borough-validation"]
    check = next(step for step in process.steps if step.id == "check")
    assert {"regulators-report", "quality-references"} <= set(check.gate)
    report = next(action.do for action in process.actions() if action.produces == "regulators-report")
    for regulator in pack.vocabulary.choices["regulators"]:
        assert regulator.partition(" (")[0] in report
    made = ["validation-request", "regulators-report", "quality-references", "validation-result"]
    assert standing(process, made[:3]).open_step == "check"
    untold = standing(process, [*made, "spot-purchase-agreement"])
    assert untold.open_step == "tell-host"
    told = standing(process, [*made, "spot-purchase-agreement", "host-told-in-writing"])
    assert told.open_step == "placement"


@pytest.mark.requirement("HAL-3.80")
def test_the_host_is_told_again_when_the_person_leaves(pack):
    steps = {step.id: step for step in pack.processes["out-of-borough-validation"].steps}
    assert steps["tell-host"].letters == ("host-notification",)
    assert steps["leaving"].letters == ("host-notification-end",)
    assert list(steps).index("tell-host") < list(steps).index("placement") < list(steps).index("leaving")
    assert pack.letters["host-notification"].to == ("the host authority",)
    assert any("contact" in words for words in pack.letters["host-notification"].must_say)


@pytest.mark.requirement("HAL-3.91")
@pytest.mark.parametrize("prompt", ELEVEN)
def test_each_of_the_eleven_reasons_asks_for_a_notice_to_other_authorities(policy, prompt):
    facts = {name.replace(".", "__"): value for name, value in ELEVEN[prompt].items()}
    found = outcomes(policy, "prompt", service__in_area=True, **facts)
    shared = [name for name in found if name.startswith("share-")]
    assert shared == [prompt]
    assert (found[prompt].clause, found[prompt].carries["role"]) == ("3.91", "quality_officer")
    elsewhere = outcomes(policy, "prompt", service__in_area=False, **facts)
    assert not [name for name in elsewhere if name.startswith("share-")]


@pytest.mark.requirement("HAL-3.91")
def test_there_are_eleven_reasons_and_a_notice_that_names_one(pack):
    assert len(pack.vocabulary.choices["information-sharing-reasons"]) == len(ELEVEN) == 11
    rules = {rule.then.prompt for rule in pack.rules if (rule.then.prompt or "").startswith("share-")}
    assert rules == set(ELEVEN)
    assert any("eleven reasons" in words for words in pack.letters["information-sharing-notice"].must_say)


def test_a_notice_received_is_checked_told_and_logged(policy, pack):
    assert "look-for-people-placed" in outcomes(policy, "prompt", host__position="embargo")
    process = pack.processes["information-sharing-received"]
    nobody = standing(process, ["people-placed-checked", "validation-checked"])
    assert nobody.outcome == "Nobody is placed there."
    rest = ["people-placed-checked", "validation-checked", "care-team-told", "host-asked"]
    assert standing(process, rest).open_step == "log"


def test_the_direct_payments_team_hears_of_ratings_below_good_and_of_notices(policy, pack):
    buyer = {"contract__direct_payment_people": 1}
    for rating, told in (("inadequate", True), ("requires_improvement", True), ("good", False)):
        prompts = outcomes(policy, "prompt", **buyer, regulator__overall=rating)
        assert ("tell-direct-payments-team-of-rating" in prompts) is told
    assert "tell-direct-payments-team-of-notice" in outcomes(
        policy, "prompt", **buyer, host__position="caution"
    )
    assert pack.vocabulary.lists["direct-payment-list"].visibility == "disclosable"
    assert due(pack, "direct-payment-list", "2026-11-22") == date(2027, 11, 22)


def test_what_the_pack_does_not_have_is_refused_with_what_it_could_mean(pack):
    with pytest.raises(BadInput, match="factual-accuracy"):
        pack.find("clocks", "factual-acuracy")
