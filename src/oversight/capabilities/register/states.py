"""The words of the register: kinds of service, of contract, of risk. Pure."""

from __future__ import annotations

from enum import StrEnum

KINDS: dict[str, str] = {
    "nursing_home": "Care home with nursing",
    "residential_home": "Care home without nursing",
    "specialist_residential": "Specialist residential care",
    "home_care": "Home care agency",
    "supported_living": "Supported living",
    "extra_care": "Extra care housing",
    "shared_lives": "Shared lives",
    "day_service": "Day opportunities",
    "direct_payment_support": "Direct payment support",
    "voluntary": "Voluntary agency",
    "hospital": "Private hospital",
    "nhs": "NHS service",
    "rehabilitation": "Substance misuse rehabilitation",
    "respite": "Respite care",
    "hospice": "Hospice",
    "children": "Children's home or placement",
    "other": "Other",
}
"""What a service is (engine.md, and the kinds of PB-5.1)."""

CARE_HOMES = frozenset({"nursing_home", "residential_home", "specialist_residential"})
IN_A_HOME = frozenset({"supported_living", "shared_lives"})
"""Kinds given where people live: only the office has an address here (WB 7.2)."""

REGULATORS: dict[str, str] = {
    "cqc": "Care Quality Commission",
    "ofsted": "Ofsted",
    "none": "Not registered with a regulator",
    "unknown": "Not known",
}

OFSTED_RATINGS: dict[str, str] = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement",
    "inadequate": "Inadequate",
    "not_rated": "Not rated",
}

SCOPE: dict[str, str] = {
    "by_policy": "Overseen under the policy",
    "on_request": "Overseen because somebody asked",
    "not_overseen": "Not overseen",
    "undecided": "Not decided",
}
"""Whether the council oversees the service, and on what ground (WB 7.1)."""

MAY_ASK: dict[str, str] = {
    "head_of_commissioning": "Head of commissioning",
    "head_of_adult_social_care": "Head of adult social care",
    "safeguarding_lead": "Safeguarding, with an improvement plan",
}
"""Who may ask that a service be overseen (WB 7.1)."""

CONTRACTS: dict[str, str] = {
    "block": "Block",
    "spot": "Spot",
    "framework": "Framework",
    "grant": "Core grant",
    "direct_payment": "Direct payments only",
}

FINANCE_RISKS: dict[str, str] = {"low": "Low", "medium": "Medium", "high": "High", "unknown": "Not known"}

NEEDS: dict[str, str] = {"low": "Low", "medium": "Medium", "high": "High", "unknown": "Not known"}
"""How complex the needs of the people there are (SOM 1.2)."""

CONTACT_JOBS: dict[str, str] = {
    "registered_manager": "Registered manager",
    "nominated_individual": "Nominated individual",
    "owner": "Owner or director",
    "deputy": "Deputy manager",
    "contracts": "Contracts and finance",
    "safeguarding": "Safeguarding lead",
    "out_of_hours": "Out of hours",
    "other": "Other",
}

OFFICER_DUTIES: dict[str, str] = {
    "linked_officer": "Linked quality officer",
    "contract_manager": "Contract manager",
    "call_first": "Call before placing",
}
"""What one of our people does for a service (HAL 2.2)."""

MARKET_RISKS: dict[str, str] = {
    "only_provider_of_type": "The only provider of its kind in the area",
    "block_or_specialist": "A block contract or a specialist service",
    "large_setting": "Many people in one setting",
    "critical": "The market would not hold without it",
}
"""Why the market depends on a service (SOM 1.8)."""

LOCAL_CHECKS: dict[str, str] = {
    "health_and_safety": "Health and safety",
    "hmo_registration": "Registration as a house in multiple occupation",
    "staff_dbs": "Staff checks and safe recruitment",
    "references": "References",
    "site_visit": "Site visit",
}
"""What an unregistered service is checked for before it is used (BRO 1)."""

CHECK_OUTCOMES: dict[str, str] = {"met": "Met", "not_met": "Not met", "not_done": "Not done yet"}


class Standing(StrEnum):
    """Whether a record is in use."""

    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
