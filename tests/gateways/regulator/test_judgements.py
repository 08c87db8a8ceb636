"""The regulator's words for ratings."""

import pytest

from oversight.gateways.regulator.judgements import Judged, lowest, question_of


@pytest.mark.parametrize(
    ("said", "rating"),
    [
        ("Outstanding", "outstanding"),
        ("Good", "good"),
        ("Requires improvement", "requires_improvement"),
        ("Requires Improvement", "requires_improvement"),
        ("REQUIRES  IMPROVEMENT", "requires_improvement"),
        ("Inadequate", "inadequate"),
    ],
)
def test_only_four_words_are_ratings_whatever_their_case(said, rating):
    word = Judged(said)
    assert (word.rating, word.known, word.dated) == (rating, True, True)


@pytest.mark.parametrize(
    ("said", "dated"),
    [
        ("Not Rated", False),
        ("", False),
        ("No published rating", False),
        ("Do not include in report", False),
        ("No Approved Rating", False),
        ("Evidence requirements not yet scored", False),
        ("Inspected but not rated", True),
        ("Insufficient evidence to rate", True),
        ("Regulations met", True),
        ("Not applicable", True),
    ],
)
def test_every_other_known_word_is_unrated_and_dated_only_after_an_inspection(said, dated):
    word = Judged(said)
    assert (word.rating, word.known, word.dated) == (None, True, dated)


@pytest.mark.parametrize("said", ["Excellent", "Goodish", "4", "good."])
def test_a_word_nobody_knows_is_neither_rating_nor_known(said):
    word = Judged(said)
    assert (word.rating, word.known, word.dated) == (None, False, False)


def test_questions_are_known_by_name():
    assert [question_of(name) for name in ("Overall", "Well-led", "WELL LED", "Safe ", "Kind")] == [
        "overall", "well_led", "well_led", "safe", None,
    ]  # fmt: skip


def test_the_lowest_rating_is_the_worst():
    assert lowest(["good", "inadequate", "outstanding"]) == "inadequate"
    assert lowest(["good", "requires_improvement"]) == "requires_improvement"
