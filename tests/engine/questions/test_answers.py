"""Answers are read strictly: each refusal names the question, what is wrong, and what is allowed."""

import pytest

from oversight.engine.model import BadInput
from oversight.engine.questions.answers import Answer, read_answers
from tests.engine.questions.sets import record, trial


def test_an_answer_is_a_word_or_a_word_with_comment_and_evidence():
    full = {"answer": "poor", "comment": "Two gaps.", "evidence": ["Records, 3 to 9 November"]}
    read = read_answers(
        trial(), {"meals": "good", "doses": full, "drinks": "not_applicable", "storage": None}
    )
    assert read == {
        "meals": Answer("good"),
        "doses": Answer("poor", "Two gaps.", ("Records, 3 to 9 November",)),
        "drinks": Answer("not_applicable"),
        "storage": Answer(None),
    }
    assert read["doses"].as_given() == full
    assert read["meals"].as_given() == {"answer": "good"}


def test_a_comment_may_wait_for_its_answer():
    assert read_answers(trial(), {"meals": {"answer": None, "comment": "Rota asked for."}}) == {
        "meals": Answer(None, "Rota asked for.")
    }


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["good"], "the answers are a mapping from question id to answer, not a list"),
        ("good", "the answers are a mapping from question id to answer, not text"),
        (None, "the answers are a mapping from question id to answer, not nothing"),
        ({"meal": "good"}, "'trial' has no question 'meal'; did you mean 'meals'?"),
        ({3: "good"}, "'trial' has no question '3'"),
        (
            {"meals": "goood"},
            "'meals' is answered with one of excellent, good, requires_improvement, poor, not_applicable, "
            "not 'goood'; did you mean 'good'?",
        ),
        (
            {"meals": "Requires Improvement"},
            "not 'Requires Improvement'; did you mean 'requires_improvement'?",
        ),
        ({"meals": "seen"}, "'meals' is answered with one of excellent, good"),
        ({"meals": True}, "not true or false"),
        ({"meals": 2}, "not a number"),
        ({"meals": ["good"]}, "not a list"),
        ({"meals": {}}, "'meals' has no 'answer'; write null there while it is not answered"),
        ({"meals": {"answer": "good", "comments": "Warm."}}, "it has no 'comments'; did you mean 'comment'?"),
        (
            {"meals": {"answer": "good", "comment": 4}},
            "the comment of answers: 'meals' is text, not a number",
        ),
        ({"meals": {"answer": "good", "evidence": "rota"}}, "is a list of texts, not text"),
        ({"meals": {"answer": "good", "evidence": [1]}}, "is a list of texts, not a list"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_is_right(given, words):
    with pytest.raises(BadInput) as refused:
        read_answers(trial(), given)
    assert words in str(refused.value)


def test_a_record_has_words_of_its_own():
    assert read_answers(record(), {"odour": "suspected"}) == {"odour": Answer("suspected")}
    with pytest.raises(
        BadInput, match="one of seen, suspected, not_seen, not_known, not_applicable, not 'good'"
    ):
        read_answers(record(), {"odour": "good"})
