"""Given facts: names, types, ranges, and what follows from them."""

import pytest
from hypothesis import given

from oversight.engine.facts.catalogue import CATALOGUE, LARGEST_COUNT
from oversight.engine.facts.reading import read_facts, read_text
from oversight.engine.model import BadInput
from tests.engine.strategies import facts

FIXED = """regulator.overall regulator.safe regulator.effective regulator.caring regulator.responsive
regulator.well_led regulator.inadequate_count regulator.requires_improvement_count regulator.below_good_count
regulator.published_on regulator.registered regulator.dormant regulator.registered_manager_in_post
regulator.enforcement_open service.in_area service.regulated service.in_house service.new
service.baseline_assessed service.type contract.type contract.commissioned contract.health_funded contract.breach
contract.annual_spend contract.hours_per_week contract.people_placed contract.self_funders
market.only_provider_of_type market.block_or_specialist market.large_setting market.critical finance.risk
intelligence.safeguarding_concerns_12m intelligence.section_42_enquiries_12m intelligence.whistleblowing_12m
intelligence.complaints_12m intelligence.complaints_upheld_12m intelligence.concern_reports_12m
intelligence.adverse_90d intelligence.positive_12m intelligence.pattern_found safeguarding.organisational
safeguarding.whole_service_concern safeguarding.criminal_investigation safeguarding.continuing_significant_harm
safeguarding.immediate_unacceptable_risk safeguarding.death_related safeguarding.serious_abuse_or_neglect
improvement.plan_in_place improvement.requirements_failed improvement.sustained improvement.reviews_total
improvement.reviews_majority_unmet improvement.actions_overdue notices.default_in_force
notices.quality_improvement_open notices.rectification_in_force notices.final_warning_in_force
notices.months_since_leaving_final_warning restriction.position restriction.months_in_force
restriction.embargo_no_longer_appropriate host.position host.reasons_accepted assessment.rating
self_assessment.rag review.days_since_last review.overdue situation.other_serious risk.band""".split()

FIVE = {f"regulator.{name}": "good" for name in ("safe", "effective", "caring", "responsive", "well_led")}


def test_every_name_that_was_fixed_is_in_the_catalogue():
    assert [name for name in FIXED if name not in CATALOGUE] == []


def test_counts_follow_from_the_five_ratings_only_when_all_are_known():
    five = {**FIVE, "regulator.safe": "inadequate", "regulator.caring": "requires_improvement"}
    found = read_facts(five)
    assert found["regulator.inadequate_count"] == 1
    assert found["regulator.requires_improvement_count"] == 1
    assert found["regulator.below_good_count"] == 2
    del five["regulator.well_led"]
    assert "regulator.inadequate_count" not in read_facts(five)


def test_below_good_follows_from_the_two_counts():
    found = read_facts({"regulator.inadequate_count": 1, "regulator.requires_improvement_count": 2})
    assert found["regulator.below_good_count"] == 3


@pytest.mark.parametrize(("kind", "home"), [("nursing_home", True), ("home_care", False)])
def test_a_care_home_is_known_by_its_type(kind, home):
    assert read_facts({"service.type": kind})["service.care_home"] is home


def test_null_is_unknown_and_nesting_is_allowed():
    assert read_facts({"regulator": {"safe": "good", "caring": None}}) == {"regulator.safe": "good"}


REFUSED = {
    "unknown name": (
        {"regulator.saef": "good"},
        "'regulator.saef' is not a fact; did you mean 'regulator.safe'",
    ),
    "unknown value": ({"regulator.safe": "Inadequate"}, "did you mean 'inadequate'?"),
    "text for a flag": (
        {"service.new": "true"},
        "'service.new' is true or false (without quotes), not 'true'",
    ),
    "flag for a count": ({"intelligence.adverse_90d": True}, "whole number"),
    "fraction of a count": ({"intelligence.adverse_90d": 1.5}, "whole number"),
    "negative count": ({"intelligence.adverse_90d": -1}, "from 0 to 30000, not -1"),
    "count too large": ({"review.days_since_last": LARGEST_COUNT + 1}, "from 0 to 30000"),
    "negative number": ({"contract.annual_spend": -5}, "zero or more, not -5"),
    "not a number": ({"contract.annual_spend": float("nan")}, "zero or more"),
    "not a day": ({"regulator.published_on": "22/11/2026"}, "a date such as 2026-11-22, not '22/11/2026'"),
    "contradiction": ({**FIVE, "regulator.inadequate_count": 2}, "is given as 2 but the other facts give 0"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_told(name):
    given_facts, words = REFUSED[name]
    with pytest.raises(BadInput) as told:
        read_facts(given_facts)
    assert words in str(told.value)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("service.new", " Yes ", True),
        ("service.new", "no", False),
        ("service.new", "", None),
        ("intelligence.adverse_90d", "3", 3),
        ("contract.annual_spend", "12,500.50", 12500.5),
        ("regulator.safe", "good", "good"),
    ],
)
def test_a_cell_of_a_table_is_read_by_type(name, text, value):
    assert read_text(CATALOGUE[name], text) == value


@pytest.mark.parametrize(("name", "text"), [("service.new", "maybe"), ("intelligence.adverse_90d", "three")])
def test_a_cell_that_cannot_be_read_is_told(name, text):
    with pytest.raises(BadInput, match=text):
        read_text(CATALOGUE[name], text)


@given(facts())
def test_reading_twice_changes_nothing(row):
    assert read_facts(read_facts(row)) == read_facts(row)
