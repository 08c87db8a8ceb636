"""Boards for the tests: one after the published terms of reference of a joint board, one without a quorum."""

from typing import Any

from oversight.engine.meetings.models import Meeting

JOINT: dict[str, Any] = {
    "id": "joint-board",
    "clause": "ToR-5",
    "title": "Joint board",
    "every_months": 3,
    "members": [
        {
            "seat": "health-quality",
            "title": "Deputy director of quality, health",
            "roles": ["health_commissioner", "health_safeguarding_representative"],
            "decides": True,
        },
        {"seat": "commissioning", "roles": ["strategic_commissioner"], "decides": True},
        {
            "seat": "procurement",
            "roles": ["supplier_relationship_manager"],
            "decides": True,
            "note": "when appropriate",
        },
        {"seat": "quality", "roles": ["quality_manager"], "decides": True},
        {"seat": "safeguarding-nurse", "roles": ["safeguarding_lead"], "decides": False},
        {"seat": "quality-service", "roles": ["service_manager"], "decides": False},
        {"seat": "minutes", "roles": ["business_support"], "decides": False},
    ],
    "quorum": {
        "at_least": 3,
        "roles": [
            ["health_safeguarding_representative", "health_commissioner"],
            "quality_manager",
            "strategic_commissioner",
        ],
    },
    "papers": "board-papers",
    "attendance": {"at_least": 3, "of": 4},
    "chair": {"rotates": "yearly", "between": ["The council", "The health body"], "since": 2017},
    "agenda": ["Minutes of the last meeting", "Services of concern"],
    "urgent": "Urgent decisions may be taken by a virtual meeting, by email or by telephone",
    "independent": "Some members must have had no part in the improvement process",
    "terms_reviewed_every_months": 12,
}


def board(**changes: Any) -> Meeting:
    """The joint board, with changes."""
    return Meeting.model_validate({**JOINT, **changes})


def silent() -> Meeting:
    """A board whose policy says neither who sits in it nor what makes a quorum."""
    return Meeting.model_validate(
        {"id": "quality-board", "clause": "10.12", "title": "Quality board", "quorum": "not_stated"}
    )
