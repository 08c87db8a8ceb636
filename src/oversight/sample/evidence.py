"""The council's own evidence about each service, invented: a table of engine facts by location id.

Blank is unknown. A service elsewhere is on the list only where the council commissions from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random

from oversight.sample.dealing import Deck, count, part_of
from oversight.sample.invented import Authority
from oversight.sample.register import Service
from oversight.sample.standing import CHOICES, COUNTS, FLAGS, PARTS, Standing, Standings, chosen

Value = str | int | bool | None
Facts = dict[str, Value]

ID_COLUMN = "Location ID"

COLUMNS = (
    "service.in_area", "service.regulated", "service.in_house", "service.new", "service.baseline_assessed",
    "contract.type", "contract.commissioned", "contract.health_funded", "contract.breach",
    "contract.annual_spend", "contract.hours_per_week", "contract.people_placed", "contract.self_funders",
    "market.only_provider_of_type", "market.block_or_specialist", "market.large_setting", "market.critical",
    "market.occupancy_falling", "market.capacity_tracker_missed", "finance.risk", "workforce.rates_poor",
    "workforce.high_agency_use", "regulator.enforcement_open", "intelligence.safeguarding_concerns_12m",
    "intelligence.section_42_enquiries_12m", "intelligence.whistleblowing_12m", "intelligence.complaints_12m",
    "intelligence.complaints_upheld_12m", "intelligence.concern_reports_12m", "intelligence.adverse_90d",
    "intelligence.positive_12m", "intelligence.pattern_found", "safeguarding.organisational",
    "safeguarding.whole_service_concern", "safeguarding.criminal_investigation",
    "safeguarding.continuing_significant_harm", "safeguarding.immediate_unacceptable_risk",
    "safeguarding.death_related", "safeguarding.serious_abuse_or_neglect", "improvement.plan_in_place",
    "improvement.requirements_failed", "improvement.sustained", "improvement.reviews_total",
    "improvement.reviews_majority_unmet", "improvement.actions_overdue", "notices.default_in_force",
    "notices.quality_improvement_open", "notices.rectification_in_force", "notices.final_warning_in_force",
    "notices.months_since_leaving_final_warning", "restriction.position", "restriction.months_in_force",
    "restriction.embargo_no_longer_appropriate", "host.position", "host.reasons_accepted",
    "assessment.rating", "self_assessment.rag", "review.days_since_last", "review.overdue",
    "situation.other_serious",
)  # fmt: skip
"""The facts of the evidence file, after ``Location ID``."""

GAPS = {
    "contract.self_funders": 0.5, "finance.risk": 0.2, "self_assessment.rag": 0.3, "assessment.rating": 0.15,
    "market.occupancy_falling": 0.15, "workforce.rates_poor": 0.3, "workforce.high_agency_use": 0.25,
    "review.days_since_last": 0.05, "market.critical": 0.05, "contract.health_funded": 0.1,
    "intelligence.positive_12m": 0.2, "intelligence.whistleblowing_12m": 0.03, "contract.annual_spend": 0.03,
    "improvement.reviews_majority_unmet": 0.03, "regulator.enforcement_open": 0.03,
}  # fmt: skip
"""How often a council does not know each of these (ours)."""

_WEEKLY_FEE, _HOURLY_FEE = 950, 24
_COMMISSIONED = {True: 7, False: 3}
_COMMISSIONED_ELSEWHERE = {True: 1, False: 3}
_NEED_A_CONTRACT = (
    "contract.breach", "notices.default_in_force", "notices.quality_improvement_open",
    "notices.rectification_in_force", "notices.final_warning_in_force",
)  # fmt: skip
_OUTLIVED = {True: 1, False: 2}
_HOSTS = {"none": 9, "caution": 2, "embargo": 1}
_CONTRACTS = {"framework": 50.0, "spot": 38.0, "block": 12.0}


class Council:
    """What one council knows of the services it oversees."""

    def __init__(self, authority: Authority, seed: int, as_at: date):
        self._authority, self._as_at = authority, as_at
        self._chance = Random(f"{seed}/evidence")
        self._standings = Standings(self._chance)
        self._commissioned = Deck(self._chance, _COMMISSIONED, size=20)
        self._elsewhere = Deck(self._chance, _COMMISSIONED_ELSEWHERE, size=12)
        self._outlived = Deck(self._chance, _OUTLIVED, size=3)
        self._hosts = Deck(self._chance, _HOSTS, size=12)

    def table(self, services: Iterable[Service]) -> Iterator[list[str]]:
        """The rows of the evidence file: the location id, then each fact of ``COLUMNS`` as text."""
        for service in services:
            facts = self.about(service)
            if facts is not None:
                yield [service.id, *(as_text(facts.get(column)) for column in COLUMNS)]

    def about(self, service: Service) -> Facts | None:
        """The facts known of a service; ``None`` where the council has nothing to do with it."""
        here = service.authority == self._authority
        commissioned = (self._commissioned if here else self._elsewhere).deal()
        if not here and not commissioned:
            return None
        standing = self._standings.deal(service.rating)
        facts: Facts = {"service.in_area": here, "service.regulated": True}
        facts |= self._drawn(standing)
        facts |= self._contract(service, commissioned)
        if not facts["contract.commissioned"]:
            facts |= dict.fromkeys(_NEED_A_CONTRACT, False)
        facts |= self._market(service, facts)
        facts |= self._improvement(standing, facts)
        facts |= self._restriction(standing, facts, here)
        facts |= self._reviews(service, facts)
        return self._with_gaps(facts)

    def _drawn(self, standing: Standing) -> Facts:
        """The facts that depend on the standing alone."""
        chance = self._chance
        facts: Facts = {name: count(chance, means[standing]) for name, means in COUNTS.items()}
        for name, (whole, shares) in PARTS.items():
            facts[name] = part_of(chance, _number(facts, whole), shares[standing])
        facts |= {name: chance.random() < likely[standing] for name, likely in FLAGS.items()}
        facts |= {name: chosen(chance, weights[standing]) for name, weights in CHOICES.items()}
        return facts

    def _contract(self, service: Service, commissioned: bool) -> Facts:
        in_house = service.provider.in_house and service.authority == self._authority
        commissioned = commissioned or in_house
        placed, hours = self._bought(service) if commissioned else (0, 0)
        spend = placed * _WEEKLY_FEE * 52 if service.beds else hours * _HOURLY_FEE * 52
        free = max(0, service.beds - placed)
        return {
            "service.in_house": in_house,
            "contract.type": chosen(self._chance, _CONTRACTS) if commissioned and not in_house else "none",
            "contract.commissioned": commissioned,
            "contract.health_funded": commissioned and self._chance.random() < 0.15,
            "contract.annual_spend": spend,
            "contract.hours_per_week": hours,
            "contract.people_placed": placed,
            "contract.self_funders": part_of(self._chance, free, 0.6),
        }

    def _bought(self, service: Service) -> tuple[int, int]:
        """People placed and hours a week that the council buys; a dormant service gives no care."""
        if service.profile.dormant:
            return 0, 0
        if service.beds:
            return max(1, part_of(self._chance, service.beds, 0.45)), 0
        people = 1 + count(self._chance, 14)
        return people, people * self._chance.randint(8, 22)

    def _market(self, service: Service, facts: Facts) -> Facts:
        block = facts["contract.type"] == "block"
        large = service.beds >= 60 or _number(facts, "contract.hours_per_week") >= 350
        return {
            "market.only_provider_of_type": self._chance.random() < 0.03,
            "market.block_or_specialist": block or self._chance.random() < 0.06,
            "market.large_setting": large,
            "market.critical": (block and large) or self._chance.random() < 0.02,
        }

    def _improvement(self, standing: Standing, facts: Facts) -> Facts:
        """A plan's reviews; without a plan there is nothing to fail or sustain."""
        if not facts["improvement.plan_in_place"]:
            return {
                "improvement.requirements_failed": False, "improvement.sustained": None,
                "improvement.reviews_total": 0, "improvement.reviews_majority_unmet": 0,
                "improvement.actions_overdue": 0,
            }  # fmt: skip
        chance, reviews = self._chance, count(self._chance, 1.6)
        unmet = part_of(chance, reviews, (0.05, 0.2, 0.6)[standing])
        return {
            "improvement.requirements_failed": unmet > 1 or chance.random() < (0, 0.05, 0.2)[standing],
            "improvement.sustained": unmet == 0 and reviews > 1 and chance.random() < 0.5,
            "improvement.reviews_total": reviews,
            "improvement.reviews_majority_unmet": unmet,
        }

    def _restriction(self, standing: Standing, facts: Facts, here: bool) -> Facts:
        chance, position = self._chance, facts["restriction.position"]
        left_warning = standing is Standing.WATCHED and chance.random() < 0.05
        host = "none" if here else self._hosts.deal()
        return {
            "notices.months_since_leaving_final_warning": chance.randint(1, 11) if left_warning else None,
            "restriction.months_in_force": 0 if position == "none" else chance.randint(1, 9),
            "restriction.embargo_no_longer_appropriate": position == "embargo" and self._outlived.deal(),
            "host.position": host,
            "host.reasons_accepted": None if host == "none" else chance.choice((True, None)),
        }

    def _reviews(self, service: Service, facts: Facts) -> Facts:
        """When the service was last seen; a service registered within the year is new and may be unseen."""
        age = (self._as_at - service.registered_on).days
        new = age < 365
        assessed = not new or self._chance.random() < 0.3
        days = min(self._chance.randint(14, 480), max(0, age))
        return {
            "service.new": new,
            "service.baseline_assessed": assessed,
            "review.days_since_last": days if assessed else None,
            "review.overdue": assessed and days > 365,
            "assessment.rating": facts["assessment.rating"] if assessed else None,
        }

    def _with_gaps(self, facts: Facts) -> Facts:
        return {
            name: None if self._chance.random() < GAPS.get(name, 0.0) else value
            for name, value in facts.items()
        }


def _number(facts: Facts, name: str) -> int:
    value = facts[name]
    assert isinstance(value, int)
    return value


def as_text(value: Value) -> str:
    """A fact's value as the evidence file holds it: blank for unknown, ``true`` and ``false`` for flags."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
