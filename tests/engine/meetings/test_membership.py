"""Attendance over a run of meetings, and the chair that passes each year."""

import pytest

from oversight.engine.meetings.membership import attendance, chair_body, vice_chair_body
from oversight.engine.model import BadInput
from tests.engine.meetings.boards import board, silent


@pytest.mark.parametrize(
    ("came", "attended", "held", "below"),
    [
        ([], 0, 0, False),
        ([False], 0, 1, False),  # three of four can still be reached
        ([False, False], 0, 2, True),  # it cannot
        ([True, False, True], 2, 3, False),
        ([True, False, False], 1, 3, True),
        ([True, True, True, False], 3, 4, False),
        ([True, True, False, False], 2, 4, True),
        ([False, False, True, True, True, True], 4, 4, False),  # only the last four count
        ([True, True, True, True, False, False], 2, 4, True),
    ],
)
def test_attendance_of_three_in_four(came: list[bool], attended: int, held: int, below: bool) -> None:
    (found,) = attendance(board(), {"A. Person": came})
    assert (found.person, found.attended, found.held, found.below) == ("A. Person", attended, held, below)


def test_attendance_in_words_for_everyone_in_order() -> None:
    found = attendance(board(), {"B. Person": [True] * 4, "A. Person": [True, False, False, True]})
    assert [(each.person, each.below) for each in found] == [("B. Person", False), ("A. Person", True)]
    assert found[1].says == "attended 2 of the last 4; 3 of 4 are expected"


def test_nothing_is_watched_where_nothing_is_expected() -> None:
    assert attendance(silent(), {"A. Person": [False] * 4}) == ()


@pytest.mark.parametrize(
    ("year", "chair", "vice"),
    [
        (2017, "The council", "The health body"),
        (2018, "The health body", "The council"),
        (2026, "The health body", "The council"),
        (2027, "The council", "The health body"),
    ],
)
def test_the_chair_passes_each_year(year: int, chair: str, vice: str) -> None:
    assert (chair_body(board(), year), vice_chair_body(board(), year)) == (chair, vice)


def test_three_bodies_take_turns() -> None:
    three = board(
        chair={"rotates": "yearly", "between": ["One body", "Two body", "Three body"], "since": 2024}
    )
    assert [chair_body(three, year) for year in range(2024, 2028)] == [
        "One body",
        "Two body",
        "Three body",
        "One body",
    ]
    assert vice_chair_body(three, 2026) == "One body"


def test_the_authority_s_own_first_year_goes_before_the_pack_s() -> None:
    assert chair_body(board(), 2026, since=2026) == "The council"


@pytest.mark.parametrize(
    ("chair", "year", "says"),
    [
        (None, 2026, "the policy does not say that the chair of the Joint board rotates"),
        (
            {"rotates": "yearly", "between": ["The council", "The health body"]},
            2026,
            "the policy does not say in which year The council first chairs the Joint board (clause ToR-5); "
            "the authority must fill it in",
        ),
        (
            {"rotates": "yearly", "between": ["The council", "The health body"], "since": 2027},
            2026,
            "the chair of the Joint board rotates from 2027; 2026 is before that, check the year",
        ),
    ],
)
def test_a_chair_that_cannot_be_told_is_refused(chair: object, year: int, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        chair_body(board(chair=chair), year)
    assert str(refused.value) == says
