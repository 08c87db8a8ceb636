"""The words of decisions: which of the policy's roles are jobs that many have, and who speaks for whom."""

from __future__ import annotations

from oversight.engine.words import Role

JOBS: dict[Role, str] = {
    Role.QUALITY_OFFICER: "QO",
    Role.PLACEMENT_OFFICER: "PL",
    Role.CARE_MANAGER: "CW",
    Role.BUSINESS_SUPPORT: "BS",
}
"""Roles of a policy that are jobs: whoever works as one may answer. Every other role is a post with a named holder."""

RECORDED_FOR = frozenset({Role.PROVIDER_MANAGER})
"""Roles of people who do not sign in here: an officer records what they sent in writing."""

TASK_DAYS = 5
"""Days in which whoever is next is asked to answer where the policy sets no clock: our own choice."""
