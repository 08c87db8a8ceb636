"""The Pan-Berkshire provider-concerns pack: thresholds, the six steps and what gates them, roles and duties."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from oversight.engine.facts.reading import read_facts
from oversight.engine.outcomes.explaining import explain
from oversight.engine.outcomes.policy import Policy
from oversight.engine.packs.library import Library
from oversight.engine.packs.pack import Pack, policy_of
from oversight.engine.routes.processes import Process
from oversight.engine.routes.progress import standing
from oversight.engine.words import Level, Role

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def pack(library: Library) -> Pack:
    return library.load("pan-berkshire")


@pytest.fixture(scope="module")
def policy(pack: Pack) -> Policy:
    return policy_of([pack], DAY)


@pytest.fixture(scope="module")
def process(pack: Pack) -> Process:
    return pack.processes["provider-concerns"]


def told(policy: Policy, **given: Any):
    return explain(policy, read_facts({name.replace("__", "."): value for name, value in given.items()}))


TRIGGERS = {
    "safeguarding__death_related": "major",
    "safeguarding__serious_abuse_or_neglect": "major",
    "regulator__enforcement_open": "major",
    "safeguarding__criminal_investigation": "major",
    "intelligence__manager_linked": "moderate",
    "workforce__high_agency_use": "moderate",
    "intelligence__pattern_found": "moderate",
    "intelligence__many_low_level": "minor",
}


@pytest.mark.requirement("PB-5.7t")
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_each_trigger_of_the_table_gives_its_level_with_impact_actions_and_lead(pack, policy, trigger):
    assert told(policy, **{trigger: True}).level == TRIGGERS[trigger]
    assert told(policy, **{trigger: False}).level is None
    level = pack.vocabulary.levels[Level(TRIGGERS[trigger])]
    assert level.impact
    assert level.actions
    assert level.lead


@pytest.mark.requirement("PB-5.7t")
def test_the_gravest_level_counts_and_placing_stays_a_choice(policy):
    found = told(policy, intelligence__many_low_level=True, safeguarding__death_related=True)
    assert found.level == "major"
    positions = {(each.value, each.strength.value) for each in found.outcomes if each.kind == "position"}
    assert positions == {("embargo", "may")}
    assert found.recommended == "none"
    moderate = told(policy, workforce__high_agency_use=True)
    assert {each.value for each in moderate.outcomes if each.kind == "position"} == {"embargo", "caution"}


def test_the_process_may_start_on_a_pattern_or_a_major_trigger(policy):
    for trigger in ("intelligence__pattern_found", "safeguarding__death_related"):
        starts = [each for each in told(policy, **{trigger: True}).outcomes if each.kind == "process"]
        assert {each.value for each in starts} == {"provider-concerns"}
    assert not [
        each for each in told(policy, intelligence__pattern_found=False).outcomes if each.kind == "process"
    ]


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_the_police_are_consulted_at_moderate_level(policy, trigger):
    asked = {each.rule for each in told(policy, **{trigger: True}).outcomes}
    assert ("monitoring/consult-police" in asked) is (TRIGGERS[trigger] == "moderate")


def test_step_1_is_held_until_somebody_is_named_who_decides_to_start(pack, process):
    gap = next(each for each in pack.about.to_fill_in if each.id == "who-starts-provider-concerns")
    assert gap.kind == "role"
    assert standing(process, set()).blocked == (gap.says,)
    named = standing(process, set(), named={gap.id: Role.SAFEGUARDING_LEAD})
    assert (named.blocked, named.open_step) == ((), "decision-to-initiate")


STEPS = (
    "decision-to-initiate",
    "initial-meeting",
    "findings-meeting",
    "update-meeting",
    "quality-assurance",
    "closing",
)


def gated(process: Process, step: str) -> set[str]:
    return set(next(each for each in process.steps if each.id == step).gate)


def produced_by(process: Process, step: str) -> set[str]:
    return {
        action.produces
        for action in next(s for s in process.steps if s.id == step).actions
        if action.produces
    }


def test_six_steps_in_their_order_and_only_the_fourth_may_be_left_out(process):
    assert [step.id for step in process.steps] == list(STEPS)
    assert [step.id for step in process.steps if step.optional] == ["update-meeting"]


NEEDED = {
    "PB-step1": ("decision-to-initiate", {
        "start-decided", "welfare-checked", "police-consulted", "placing-authorities-contacted", "chair-and-lead-agreed",
        "coordinator-appointed", "initial-meeting-called", "provider-meeting-set", "risk-management-plan",
        "commissioning-considered"}),
    "PB-step2": ("initial-meeting", {
        "concerns-listed", "communication-strategy", "advocacy-arranged", "provider-heard", "enquiries-planned",
        "risk-plan-after-initial-meeting", "findings-meeting-set"}),
    "PB-step3": ("findings-meeting", {
        "findings-agreed", "improvement-issues", "risk-plan-after-findings", "monitoring-and-triggers-agreed",
        "commissioning-after-findings", "evidence-kept"}),
    "PB-step5": ("quality-assurance", {"improvement-tested", "feedback-of-people", "assurance-agreed"}),
    "PB-step6": ("closing", {"improvement-evidenced", "close-told-in-writing", "feedback-collated"}),
}  # fmt: skip


def step_cannot_be_left_without(process: Process, step: str, product: str) -> bool:
    """With everything of the process produced but this, the process still stands at the step."""
    everything = {p for each in STEPS for p in produced_by(process, each)}
    return standing(process, everything - {product}).open_step == step


@pytest.mark.requirement("PB-step1")
@pytest.mark.parametrize("product", sorted(NEEDED["PB-step1"][1]))
def test_step_1_decision_welfare_police_placing_authorities_chair_coordinator_meetings_risk_commissioning(
    process, product
):
    assert step_cannot_be_left_without(process, "decision-to-initiate", product)


@pytest.mark.requirement("PB-step2")
@pytest.mark.parametrize("product", sorted(NEEDED["PB-step2"][1]))
def test_step_2_concerns_communication_advocacy_provider_enquiries_risk_findings_day(process, product):
    assert step_cannot_be_left_without(process, "initial-meeting", product)


@pytest.mark.requirement("PB-step3")
@pytest.mark.parametrize("product", sorted(NEEDED["PB-step3"][1]))
def test_step_3_findings_improvement_issues_risk_monitoring_commissioning_evidence(process, product):
    assert step_cannot_be_left_without(process, "findings-meeting", product)


@pytest.mark.requirement("PB-step4")
def test_step_4_is_held_as_needed_and_has_a_contingency_meeting(process):
    before = {p for each in STEPS[:3] for p in produced_by(process, each)}
    assert standing(process, before).open_step == "update-meeting"
    skipped = standing(process, before, {"update-meeting": "Improvements are on time"})
    assert skipped.open_step == "quality-assurance"
    assert "contingency-meeting-held" in produced_by(process, "update-meeting")
    assert "contingency-meeting-held" not in gated(process, "update-meeting"), (
        "only where alternatives are likely"
    )


@pytest.mark.requirement("PB-step5")
@pytest.mark.parametrize("product", sorted(NEEDED["PB-step5"][1]))
def test_step_5_tests_improvement_with_people_and_agencies(pack, process, product):
    assert step_cannot_be_left_without(process, "quality-assurance", product)
    assert {"announced-visit", "unannounced-visit"} <= set(pack.vocabulary.activities)
    assert "feedback-of-agencies" in produced_by(process, "quality-assurance")


@pytest.mark.requirement("PB-step6")
@pytest.mark.parametrize("product", sorted(NEEDED["PB-step6"][1]))
def test_step_6_closes_on_evidence_in_writing_with_lessons_and_a_report(pack, process, product):
    assert step_cannot_be_left_without(process, "closing", product)
    assert {"lessons-learnt", "summary-report"} <= produced_by(process, "closing")
    everything = {p for each in STEPS for p in produced_by(process, each)}
    assert standing(process, everything).may_close


@pytest.mark.requirement("PB-roles")
def test_every_role_has_its_duties_and_every_profession_its_suggested_tasks(process):
    duties = {each.role_title: each.duties for each in process.roles}
    assert {"Host authority", "Placing authority", "Lead agency", "Chair", "Co-ordinator", "Police"} <= set(
        duties
    )
    assert any("regulator" in title.lower() or "quality commission" in title.lower() for title in duties)
    assert all(len(each) >= 1 for each in duties.values())
    assert len(duties["Host authority"]) >= 5
    assert len(duties["Placing authority"]) >= 6
    tasks = {each.profession: each.tasks for each in process.suggested_tasks}
    assert len(tasks) >= 6
    assert all(tasks.values())


def test_a_meeting_of_the_process_never_replaces_the_decision_of_people(process, policy):
    """Nothing in this procedure imposes a restriction by itself."""
    everything = dict.fromkeys(TRIGGERS, True)
    assert told(policy, **everything).recommended == "none"
