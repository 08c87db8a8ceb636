"""The catalogue of facts: the names that packs, the API and test cases use, with type, unit and source.

A fact that is absent or null is unknown. Names are never renamed; more may be added below.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from oversight.engine.words import Band, Position

RATINGS = ("outstanding", "good", "requires_improvement", "inadequate")
KEY_QUESTIONS = ("safe", "effective", "caring", "responsive", "well_led")
SERVICE_TYPES = (
    "nursing_home", "residential_home", "specialist_residential", "home_care", "supported_living",
    "extra_care", "shared_lives", "day_service", "other",
)  # fmt: skip
CARE_HOME_TYPES = ("nursing_home", "residential_home", "specialist_residential")
PLACING = (Position.NONE.value, Position.CAUTION.value, Position.EMBARGO.value)
LARGEST_COUNT = 30_000
"""The largest whole number a fact may hold: facts of every service are kept as 16-bit columns."""


class FactType(StrEnum):
    """What kind of value a fact holds."""

    CHOICE = "choice"
    FLAG = "flag"
    COUNT = "count"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about a service.

    ``words`` are the values of a choice, best first where they have an order. ``unit`` says what a number
    counts; ``source`` says where it is recorded; ``derived_from`` names the facts it is worked out from.
    """

    name: str
    type: FactType
    says: str
    source: str
    unit: str = ""
    words: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()


def _choice(name: str, words: Iterable[str], says: str, source: str) -> Fact:
    return Fact(name, FactType.CHOICE, says, source, words=tuple(words))


def _flag(name: str, says: str, source: str) -> Fact:
    return Fact(name, FactType.FLAG, says, source)


def _count(name: str, says: str, source: str, unit: str) -> Fact:
    return Fact(name, FactType.COUNT, says, source, unit)


def _number(name: str, says: str, source: str, unit: str) -> Fact:
    return Fact(name, FactType.NUMBER, says, source, unit)


REGULATOR, REGISTER, CONTRACTS = "the regulator's files", "the register", "contract records"
INTELLIGENCE, SAFEGUARDING, PLANS = "the intelligence log", "safeguarding records", "improvement plans"
NOTICES, RESTRICTIONS, REVIEWS = "the notices register", "the restrictions register", "review records"
FINANCE, OTHERS, WORKFORCE = "finance checks", "other authorities' notices", "workforce returns"

_REGULATOR_FACTS = (
    _choice("regulator.overall", RATINGS, "The regulator's overall rating.", REGULATOR),
    *(
        _choice(f"regulator.{question}", RATINGS, f"The regulator's rating for {question.replace('_', '-')}.", REGULATOR)
        for question in KEY_QUESTIONS
    ),
    *(
        Fact(f"regulator.{kind}_count", FactType.COUNT, f"How many of the five key questions are {words}.", REGULATOR,
             "key questions", derived_from=tuple(f"regulator.{question}" for question in KEY_QUESTIONS))
        for kind, words in (("inadequate", "Inadequate"), ("requires_improvement", "Requires improvement"),
                            ("below_good", "below Good"))
    ),
    Fact("regulator.published_on", FactType.DATE, "When the overall rating was published.", REGULATOR),
    _flag("regulator.registered", "Registered with the regulator under this location id.", REGULATOR),
    _flag("regulator.dormant", "Registered but not providing care now.", REGULATOR),
    _flag("regulator.registered_manager_in_post", "A registered manager is in post.", REGULATOR),
    _flag("regulator.enforcement_open", "The regulator has enforcement under way about quality of care.", REGULATOR),
    _flag("regulator.not_rated", "The regulator has published no overall rating.", REGULATOR),
    _flag("regulator.from_groups", "No overall rating: the lowest rating of its service groups stands in.", REGULATOR),
    _flag("regulator.ratings_fluctuating", "Ratings have gone up and down over several inspections.", REGULATOR),
    _flag("regulator.proposal_to_cancel", "The regulator proposes to cancel the registration.", REGULATOR),
    _flag("regulator.proposal_withdrawn", "The regulator withdrew a proposal to cancel the registration.", REGULATOR),
)  # fmt: skip

_SERVICE_FACTS = (
    _flag("service.in_area", "The service is in this authority's area.", REGISTER),
    _flag("service.regulated", "The service is of a kind the regulator registers.", REGISTER),
    _flag("service.in_house", "The authority runs the service itself.", REGISTER),
    _flag("service.new", "The authority has not worked with the service before.", REGISTER),
    _flag("service.baseline_assessed", "A first full assessment has been made.", REVIEWS),
    _choice("service.type", SERVICE_TYPES, "What kind of service it is.", REGISTER),
    Fact("service.care_home", FactType.FLAG, "The service is a care home.", REGISTER, derived_from=("service.type",)),
    _count("service.beds", "Registered beds.", REGULATOR, "beds"),
    _flag("service.closed", "The service has closed or stopped trading.", REGISTER),
    _count("provider.services", "Services this provider runs.", REGISTER, "services"),
    _flag("provider.engaging", "The provider works with the authority on improvement.", PLANS),
    _flag("provider.asked_for_support", "The provider asked for a supportive multi-disciplinary meeting.", INTELLIGENCE),
    _flag("provider.action_sufficient", "The authority judges the provider's remedial action sufficient.", PLANS),
    _flag("provider.ownership_changed", "Ownership changed in a way that affects the contracting party.", REGISTER),
    _flag("provider.withdrew", "The provider is withdrawing from its contract by choice.", CONTRACTS),
    _flag("provider.in_administration", "The provider is in administration.", FINANCE),
    _flag("provider.failing", "The provider can no longer continue a service.", FINANCE),
)  # fmt: skip

_CONTRACT_FACTS = (
    _choice("contract.type", ("block", "spot", "framework", "none"), "How the service is bought.", CONTRACTS),
    _flag("contract.commissioned", "This authority commissions care from the service.", CONTRACTS),
    _flag("contract.health_funded", "Health pays for care here (continuing health care).", CONTRACTS),
    _flag("contract.breach", "A breach of contract has been found.", CONTRACTS),
    _flag("contract.ended", "The commissioner ended the contract for good.", CONTRACTS),
    _flag("contract.core_grant", "The service is paid for by a core grant.", CONTRACTS),
    _number("contract.annual_spend", "What the authority spends with the service.", CONTRACTS, "GBP a year"),
    _number("contract.hours_per_week", "Care hours commissioned.", CONTRACTS, "hours a week"),
    _number("contract.people_placed", "People this authority has placed.", CONTRACTS, "people"),
    _number("contract.self_funders", "People known to pay for themselves.", CONTRACTS, "people"),
    _number("contract.direct_payment_people", "People who buy the service with a direct payment.", CONTRACTS, "people"),
    _flag("market.only_provider_of_type", "The only provider of this kind in its area.", CONTRACTS),
    _flag("market.block_or_specialist", "A block contract or a specialist service.", CONTRACTS),
    _flag("market.large_setting", "Many people in one setting.", CONTRACTS),
    _flag("market.critical", "The market would not hold without it.", CONTRACTS),
    _flag("market.occupancy_falling", "Occupancy has been falling.", "the capacity tracker"),
    _flag("market.capacity_tracker_missed", "The last monthly capacity return was missed.", "the capacity tracker"),
    _choice("finance.risk", ("low", "medium", "high"), "Risk found in the accounts.", FINANCE),
    _flag("workforce.rates_poor", "Turnover or vacancies well above the sector's.", WORKFORCE),
    _flag("workforce.high_agency_use", "Agency staff are relied on, with poor induction or training.", WORKFORCE),
)  # fmt: skip

_INTELLIGENCE_FACTS = (
    _count("intelligence.safeguarding_concerns_12m", "Safeguarding concerns raised.", INTELLIGENCE, "in 12 months"),
    _count("intelligence.section_42_enquiries_12m", "Section 42 enquiries opened.", INTELLIGENCE, "in 12 months"),
    _count("intelligence.whistleblowing_12m", "Whistleblowing reports.", INTELLIGENCE, "in 12 months"),
    _count("intelligence.complaints_12m", "Complaints.", INTELLIGENCE, "in 12 months"),
    _count("intelligence.complaints_upheld_12m", "Complaints upheld.", INTELLIGENCE, "in 12 months"),
    _count("intelligence.concern_reports_12m", "Concern reports by professionals or the public.", INTELLIGENCE, "in 12 months"),
    _count("intelligence.adverse_90d", "Adverse items of intelligence.", INTELLIGENCE, "in 90 days"),
    _count("intelligence.positive_12m", "Positive items of intelligence.", INTELLIGENCE, "in 12 months"),
    _flag("intelligence.pattern_found", "Items of intelligence form a pattern.", INTELLIGENCE),
    _flag("intelligence.manager_linked", "Information links concerns about the manager or responsible person.", INTELLIGENCE),
    _flag("intelligence.many_low_level", "Disproportionately many low-level concerns.", INTELLIGENCE),
    _choice("safeguarding.organisational", ("none", "suspected", "investigating", "substantiated"),
            "How far organisational safeguarding has gone.", SAFEGUARDING),
    _flag("safeguarding.whole_service_concern", "The whole service is under a safeguarding concern.", SAFEGUARDING),
    _flag("safeguarding.criminal_investigation", "A criminal investigation is under way.", SAFEGUARDING),
    _flag("safeguarding.continuing_significant_harm", "Strong signs of a continuing risk of significant harm to others.", SAFEGUARDING),
    _flag("safeguarding.immediate_unacceptable_risk", "The risk to people is immediate and cannot be accepted.", SAFEGUARDING),
    _flag("safeguarding.death_related", "A death is linked to a safeguarding concern.", SAFEGUARDING),
    _flag("safeguarding.serious_abuse_or_neglect", "A concern about serious abuse or neglect.", SAFEGUARDING),
)  # fmt: skip

_CONTROL_FACTS = (
    _flag("improvement.plan_in_place", "An agreed improvement plan is in place.", PLANS),
    _flag("improvement.requirements_failed", "The provider failed to meet requirements of its plan.", PLANS),
    _flag("improvement.sustained", "Improvement has been sustained.", PLANS),
    _flag("improvement.regulator_plan_complete", "The regulator's action plan is complete.", PLANS),
    _flag("improvement.council_plan_complete", "The authority's own action plan is complete.", PLANS),
    _flag("improvement.significant_progress", "Evidence shows significant progress against the plan.", PLANS),
    _count("improvement.reviews_total", "Reviews of the plan held.", PLANS, "reviews"),
    _count("improvement.reviews_majority_unmet", "Reviews at which most requirements were unmet.", PLANS, "reviews"),
    _count("improvement.actions_overdue", "Actions past their date.", PLANS, "actions"),
    _flag("notices.default_in_force", "A default notice is in force.", NOTICES),
    _flag("notices.default_warning_sent", "The letter that warns of a default has been sent.", NOTICES),
    _flag("notices.quality_improvement_open", "Formal quality improvement is running.", NOTICES),
    _flag("notices.rectification_in_force", "A rectification notice is in force.", NOTICES),
    _flag("notices.final_warning_in_force", "A final warning is in force.", NOTICES),
    _number("notices.months_since_final_warning", "Since the final warning was given.", NOTICES, "months"),
    _number("notices.months_since_leaving_final_warning", "Since a final warning ended with improvement.", NOTICES, "months"),
    _choice("restriction.position", PLACING, "This authority's restriction now.", RESTRICTIONS),
    _number("restriction.months_in_force", "How long the restriction has stood.", RESTRICTIONS, "months"),
    _flag("restriction.embargo_no_longer_appropriate", "Improvement is such that an embargo no longer fits.", RESTRICTIONS),
    _flag("restriction.removed", "A restriction has just been removed.", RESTRICTIONS),
    _choice("host.position", PLACING, "The restriction of the authority where the service is.", OTHERS),
    _flag("host.reasons_accepted", "This authority has looked at the host's reasons and accepts them.", OTHERS),
    _choice("assessment.rating", ("excellent", "good", "requires_improvement", "poor"),
            "The rating of this authority's own assessment.", REVIEWS),
    _choice("self_assessment.rag", tuple(Band), "The colour of the provider's self-assessment.", REVIEWS),
    _count("review.days_since_last", "Since the last review or visit.", REVIEWS, "days"),
    _flag("review.overdue", "A review or visit is overdue.", REVIEWS),
    _flag("placement.family_choice", "The person or family asks for this service knowing its rating.", "placement requests"),
    _flag("placement.package_increase", "More care is needed for someone already supported here.", "placement requests"),
    _flag("situation.other_serious", "Another serious situation, with reasons recorded.", "the officer"),
    _choice("risk.band", tuple(Band), "The risk band; if given, an officer's override.", "the pack's risk rules"),
)  # fmt: skip

CATALOGUE: dict[str, Fact] = {
    fact.name: fact
    for fact in (*_REGULATOR_FACTS, *_SERVICE_FACTS, *_CONTRACT_FACTS, *_INTELLIGENCE_FACTS, *_CONTROL_FACTS)
}
"""Every fact by name, in the order in which they are shown."""

ORDER: dict[str, int] = {name: place for place, name in enumerate(CATALOGUE)}
"""The place of each fact in the catalogue, for sorting."""
