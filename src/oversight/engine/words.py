"""The words that code holds and packs may use: roles, positions, notices, bands, strengths, levels.

A pack chooses among these words and never adds to them; the loader refuses any other and says which
it could have meant. See ``docs/reference/words.md`` (generated).
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum


class Role(StrEnum):
    """Who acts, in code's words; each pack maps its council's job titles to them."""

    QUALITY_OFFICER = "quality_officer"
    QUALITY_MANAGER = "quality_manager"
    CONTRACT_COMPLIANCE_OFFICER = "contract_compliance_officer"
    SUPPLIER_RELATIONSHIP_MANAGER = "supplier_relationship_manager"
    SERVICE_MANAGER = "service_manager"
    HEAD_OF_COMMISSIONING = "head_of_commissioning"
    HEAD_OF_ADULT_SOCIAL_CARE = "head_of_adult_social_care"
    SERVICE_DIRECTOR = "service_director"
    DIRECTOR_OF_ADULT_SERVICES = "director_of_adult_services"
    HEAD_OF_ASSESSMENT = "head_of_assessment"
    STRATEGIC_COMMISSIONER = "strategic_commissioner"
    HEALTH_SAFEGUARDING_REPRESENTATIVE = "health_safeguarding_representative"
    HEALTH_COMMISSIONER = "health_commissioner"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    PLACEMENT_OFFICER = "placement_officer"
    CARE_MANAGER = "care_manager"
    BOARD_CHAIR = "board_chair"
    BOARD_MEMBER = "board_member"
    LEGAL_ADVISER = "legal_adviser"
    BUSINESS_SUPPORT = "business_support"
    INFORMATION_GOVERNANCE = "information_governance"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    PROVIDER_MANAGER = "provider_manager"
    PARTNER = "partner"
    COUNCILLOR = "councillor"


class Position(StrEnum):
    """What the council says about placing with a service, least restrictive first."""

    NONE = "none"
    CAUTION = "caution"
    EMBARGO = "embargo"
    TERMINATE = "terminate"


class Notice(StrEnum):
    """A formal notice to a provider."""

    QUALITY_IMPROVEMENT = "quality_improvement"
    CONTRACT_PERFORMANCE = "contract_performance"
    RECTIFICATION = "rectification"
    FINAL_WARNING = "final_warning"
    TERMINATION = "termination"
    DEFAULT = "default"
    SERVICE_PROVIDER_DEFAULT = "service_provider_default"
    SUSPENSION = "suspension"


class Band(StrEnum):
    """A risk band, best first."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Strength(StrEnum):
    """How firmly the policy speaks: it follows by itself, it usually follows, it may be chosen."""

    AUTOMATIC = "automatic"
    USUALLY = "usually"
    MAY = "may"


class Level(StrEnum):
    """A provider-concerns threshold level, gravest first."""

    MAJOR = "major"
    MODERATE = "moderate"
    MINOR = "minor"


class OutcomeKind(StrEnum):
    """What a rule can lead to."""

    POSITION = "position"
    NOTICE = "notice"
    PROMPT = "prompt"
    FLOOR = "floor"
    ACTIVITY = "activity"
    LEVEL = "level"
    PROCESS = "process"


class Governed(StrEnum):
    """What people write down that a clause can govern; the clause then stands beside the field."""

    SCOPE = "scope"
    LINKED_OFFICER = "linked_officer"
    CONTRACT = "contract"
    FINANCE_RISK = "finance_risk"
    MARKET_RISK = "market_risk"
    ADDRESS = "address"


class Capability(StrEnum):
    """The parts of the service that carry clauses which no rule of the engine can carry."""

    INSIGHT = "insight"
    MEETINGS = "meetings"
    SHARING = "sharing"
    MARKET = "market"
    PROVIDER_CONCERNS = "concerns"
    PLACEMENTS = "placements"
    RESTRICTIONS = "restrictions"
    NOTICES = "notices"
    DECISIONS = "decisions"
    RISK = "risk"
    IMPROVEMENT = "improvement"
    INTELLIGENCE = "intelligence"
    REVIEWS = "reviews"
    REGULATOR = "regulator"
    REGISTER = "register"
    LETTERS = "letters"
    POLICY = "policy"
    AUDIT = "audit"


POSITION_ORDER: dict[str, int] = {position.value: rank for rank, position in enumerate(Position)}
"""Rank of each position; a higher one is more restrictive."""

BAND_ORDER: dict[str, int] = {band.value: rank for rank, band in enumerate(Band)}
"""Rank of each band; a higher one is worse."""

LEVEL_ORDER: dict[str, int] = {level.value: rank for rank, level in enumerate(reversed(Level))}
"""Rank of each threshold level; a higher one is graver."""


def suggestion(word: str, known: Iterable[str]) -> str:
    """The words that ``word`` could have meant, as the end of a sentence; empty when none is near."""
    near = get_close_matches(str(word), sorted(known), n=3, cutoff=0.6)
    if not near:
        return ""
    return "; did you mean " + " or ".join(f"'{other}'" for other in near) + "?"
