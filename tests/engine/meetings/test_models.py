"""What a meeting may say in a pack, and that its JSON Schema takes the same."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from oversight.engine.meetings.models import Meeting, QuorumRule
from oversight.engine.words import Role
from tests.engine.meetings.boards import JOINT, board, silent

SEAT = {"seat": "quality", "roles": ["quality_manager"], "decides": True}


def test_a_role_or_a_list_of_alternatives() -> None:
    asked = board().quorum
    assert isinstance(asked, QuorumRule)
    assert asked.roles == (
        (Role.HEALTH_SAFEGUARDING_REPRESENTATIVE, Role.HEALTH_COMMISSIONER),
        (Role.QUALITY_MANAGER,),
        (Role.STRATEGIC_COMMISSIONER,),
    )


def test_deciders_and_advisers_are_distinct() -> None:
    assert set(board().roles_that(decide=False)) == {
        Role.SAFEGUARDING_LEAD,
        Role.SERVICE_MANAGER,
        Role.BUSINESS_SUPPORT,
    }
    assert not set(board().roles_that(decide=True)) & set(board().roles_that(decide=False))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"members": [SEAT, {**SEAT, "seat": "advice", "decides": False}], "quorum": "not_stated"},
            "'quality_manager' sits in a seat that decides and in one that advises; take it out of one",
        ),
        (
            {"members": [SEAT, SEAT], "quorum": "not_stated"},
            "the seat 'quality' is there twice; give each seat its own name",
        ),
        (
            {
                "members": [
                    {"seat": "minutes", "roles": ["business_support"], "decides": False, "counts": True}
                ],
                "quorum": "not_stated",
            },
            "business_support never counts towards a quorum; take 'counts' out",
        ),
        (
            {"quorum": {"at_least": 3, "roles": ["business_support"]}},
            "business_support never counts towards a quorum; take it out of the roles",
        ),
        (
            {"quorum": {"at_least": 1, "roles": ["quality_manager", "strategic_commissioner"]}},
            "asks for 2 roles of at_least 1; one person fills one seat, so make at_least 2 or more",
        ),
        (
            {"quorum": {"at_least": 1, "roles": ["quality_officer"]}},
            "the quorum asks for 'quality_officer', which has no seat among the members",
        ),
        ({"members": [], "quorum": {"at_least": 2}}, "a meeting with a quorum lists its members; add them"),
        ({"quorum": "not stated"}, "Input should be 'not_stated'"),
        ({"quorum": {"at_least": 0}}, "greater than or equal to 1"),
        ({"quorum": {"at_leest": 3}}, "Extra inputs are not permitted"),
        ({"attendance": {"at_least": 5, "of": 4}}, "nobody can attend 5 of 4 meetings"),
        ({"chair": {"rotates": "yearly", "between": ["The council"]}}, "at least 2 items"),
        (
            {"chair": {"rotates": "monthly", "between": ["The council", "The health body"]}},
            "should be 'yearly'",
        ),
        ({"members": [{"seat": "quality", "roles": ["quality_manager"]}]}, "Field required"),
    ],
)
def test_a_meeting_refuses(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        board(**changes)
    assert says in str(refused.value)


def test_a_quorum_must_be_stated_or_said_not_to_be() -> None:
    with pytest.raises(ValidationError, match="Field required"):
        Meeting.model_validate({name: value for name, value in JOINT.items() if name != "quorum"})
    assert silent().quorum == "not_stated"


@pytest.mark.parametrize(
    ("quorum", "valid"),
    [
        (JOINT["quorum"], True),
        ("not_stated", True),
        ({"at_least": 2}, True),
        ("unknown", False),
        ({"at_least": 3, "roles": ["cook"]}, False),
        ({"roles": ["quality_manager"]}, False),
    ],
)
def test_the_json_schema_takes_what_the_model_takes(quorum: object, valid: bool) -> None:
    schema = Draft202012Validator(Meeting.model_json_schema())
    assert schema.is_valid({**JOINT, "quorum": quorum}) is valid
