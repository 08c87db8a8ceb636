"""How a council finds a service: quiet, watched or troubled, and what is then likely to be on its file.

All figures are ours, none is measured: they are chosen so that most services are unremarkable, some have one
or two concerns, and a few have several together. No value belongs to a real service.
"""

from __future__ import annotations

from enum import IntEnum
from random import Random

from oversight.sample.dealing import Deck


class Standing(IntEnum):
    """The place of a service in the tables below."""

    QUIET = 0
    WATCHED = 1
    TROUBLED = 2


_BY_RATING = {
    "Outstanding": (97, 3, 0),
    "Good": (90, 8, 2),
    "Requires improvement": (40, 46, 14),
    "Inadequate": (0, 0, 100),
    "Not Rated": (60, 30, 10),
    "": (88, 10, 2),
}
"""In a hundred services of each overall rating: how many are quiet, watched, troubled."""

COUNTS: dict[str, tuple[float, float, float]] = {
    "intelligence.safeguarding_concerns_12m": (0.9, 3.5, 8.0),
    "intelligence.whistleblowing_12m": (0.03, 0.4, 1.6),
    "intelligence.complaints_12m": (0.5, 2.0, 4.5),
    "intelligence.concern_reports_12m": (0.4, 2.5, 7.0),
    "intelligence.adverse_90d": (0.15, 1.3, 4.5),
    "intelligence.positive_12m": (3.0, 1.8, 0.7),
    "improvement.actions_overdue": (0.05, 1.2, 4.5),
}
"""The mean of each count, by standing."""

PARTS: dict[str, tuple[str, tuple[float, float, float]]] = {
    "intelligence.section_42_enquiries_12m": (
        "intelligence.safeguarding_concerns_12m",
        (0.1, 0.25, 0.45),
    ),
    "intelligence.complaints_upheld_12m": ("intelligence.complaints_12m", (0.2, 0.35, 0.55)),
}
"""Counts that are a part of another: of which, and how likely each one counts, by standing."""

FLAGS: dict[str, tuple[float, float, float]] = {
    "regulator.enforcement_open": (0, 0.02, 0.35),
    "contract.breach": (0, 0.08, 0.4),
    "intelligence.pattern_found": (0, 0.15, 0.6),
    "safeguarding.whole_service_concern": (0, 0.02, 0.3),
    "safeguarding.criminal_investigation": (0, 0, 0.08),
    "safeguarding.continuing_significant_harm": (0, 0.01, 0.15),
    "safeguarding.immediate_unacceptable_risk": (0, 0, 0.1),
    "safeguarding.death_related": (0, 0.01, 0.06),
    "safeguarding.serious_abuse_or_neglect": (0, 0.02, 0.15),
    "situation.other_serious": (0, 0.01, 0.08),
    "market.occupancy_falling": (0.05, 0.15, 0.45),
    "market.capacity_tracker_missed": (0.04, 0.1, 0.2),
    "workforce.rates_poor": (0.1, 0.25, 0.5),
    "workforce.high_agency_use": (0.05, 0.2, 0.5),
    "improvement.plan_in_place": (0.04, 0.6, 0.9),
    "notices.default_in_force": (0, 0.02, 0.25),
    "notices.quality_improvement_open": (0, 0.12, 0.5),
    "notices.rectification_in_force": (0, 0.02, 0.2),
    "notices.final_warning_in_force": (0, 0, 0.08),
}
"""How likely each flag is to be true, by standing."""

CHOICES: dict[str, tuple[dict[str, float], dict[str, float], dict[str, float]]] = {
    "finance.risk": (
        {"low": 80, "medium": 17, "high": 3},
        {"low": 62, "medium": 30, "high": 8},
        {"low": 35, "medium": 40, "high": 25},
    ),
    "safeguarding.organisational": (
        {"none": 1},
        {"none": 92, "suspected": 8},
        {"none": 45, "suspected": 20, "investigating": 25, "substantiated": 10},
    ),
    "restriction.position": (
        {"none": 1},
        {"none": 88, "caution": 12},
        {"none": 45, "caution": 25, "embargo": 30},
    ),
    "assessment.rating": (
        {"excellent": 8, "good": 84, "requires_improvement": 8},
        {"good": 50, "requires_improvement": 45, "poor": 5},
        {"good": 10, "requires_improvement": 55, "poor": 35},
    ),
    "self_assessment.rag": (
        {"green": 88, "amber": 12},
        {"green": 55, "amber": 40, "red": 5},
        {"green": 25, "amber": 50, "red": 25},
    ),
}
"""The weights of each choice, by standing."""


class Standings:
    """Deals the standing of one service after another."""

    def __init__(self, chance: Random):
        self._decks = {
            rating: Deck(chance, dict(zip(Standing, weights, strict=True)), size=50)
            for rating, weights in _BY_RATING.items()
        }

    def deal(self, rating: str) -> Standing:
        """The standing of a service with this overall rating ("" where it was never rated)."""
        return self._decks[rating].deal()


def chosen(chance: Random, weights: dict[str, float]) -> str:
    """One of the words, as likely as it weighs."""
    return chance.choices(list(weights), list(weights.values()))[0]
