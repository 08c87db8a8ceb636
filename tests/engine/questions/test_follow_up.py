"""A follow-up asks again what was below Good; the rest stands as it was; only answers move a rating."""

from itertools import product

import pytest

from oversight.engine.model import BadInput
from oversight.engine.questions.scale import Rating
from oversight.engine.questions.scoring import score
from tests.engine.questions.sets import WORDS, record, trial

BEFORE = {
    "meals": {"answer": "good", "comment": "Eaten with people.", "evidence": ["Lunch, 3 November"]},
    "drinks": {"answer": "requires_improvement", "comment": "Out of reach for two people."},
    "doses": {"answer": "poor", "comment": "Six gaps."},
    "storage": "not_applicable",
}


@pytest.mark.requirement("HAL-3.20")
def test_only_what_was_below_good_is_asked_again_and_the_rest_carries_over_with_its_comments():
    done = score(trial(), {"drinks": "good", "doses": {"answer": "good", "comment": "No gaps."}}, BEFORE)
    assert done.reopened == ("drinks", "doses")
    assert done.carried == ("meals", "storage")
    rows = {each.id: each for each in done.questions}
    assert (rows["meals"].answer, rows["meals"].comment) == ("good", "Eaten with people.")
    assert rows["meals"].evidence == ("Lunch, 3 November",)
    assert [each.id for each in done.questions if each.carried] == ["meals", "storage"]
    assert (rows["doses"].comment, rows["drinks"].comment) == ("No gaps.", "")
    assert done.not_applicable == ("storage",)
    assert (done.overall, done.complete, done.refused) == (Rating.GOOD, True, ())


@pytest.mark.requirement("HAL-3.20")
def test_every_rating_is_reopened_or_carried_by_whether_it_was_below_good():
    for before in product((*WORDS, "not_applicable"), repeat=4):
        previous = dict(zip(("meals", "drinks", "doses", "storage"), before, strict=True))
        done = score(trial(), {}, previous)
        below = tuple(name for name, word in previous.items() if word in ("requires_improvement", "poor"))
        assert done.reopened == done.unanswered == below
        assert set(done.carried) == set(previous) - set(below)


@pytest.mark.requirement("HAL-3.20")
def test_an_answer_to_a_question_that_is_not_asked_again_is_refused_and_said_so():
    now = {"drinks": "good", "doses": "good", "meals": "poor", "storage": "excellent"}
    done = score(trial(), now, BEFORE)
    assert [(each.question, each.why) for each in done.refused] == [
        ("meals", "it was rated Good before and is not asked again: that answer stands"),
        ("storage", "it was not applicable before and is not asked again: that answer stands"),
    ]
    assert done.overall == score(trial(), {"drinks": "good", "doses": "good"}, BEFORE).overall == Rating.GOOD


def test_a_comment_without_an_answer_is_refused_too_and_an_empty_one_is_nothing():
    done = score(trial(), {"meals": {"answer": None, "comment": "Worse now."}, "storage": None}, BEFORE)
    assert [each.question for each in done.refused] == ["meals"]
    assert done.questions[0].comment == "Eaten with people."


@pytest.mark.requirement("HAL-3.19")
def test_a_finished_action_plan_changes_nothing_until_the_questions_are_answered_again():
    """Actions all complete, nothing re-assessed: there is no new rating, and no way to hand actions in."""
    first = score(trial(), BEFORE)
    waiting = score(trial(), {}, BEFORE)
    assert (first.overall, first.percent) == (Rating.REQUIRES_IMPROVEMENT, score(trial(), BEFORE).percent)
    assert (waiting.overall, waiting.unanswered) == (None, ("drinks", "doses"))
    for extra in ({"action": "complete"}, {"actions": ["done"]}, {"progress": 100}):
        with pytest.raises(BadInput, match="takes answer, comment, evidence; it has no"):
            score(trial(), {"doses": {"answer": "poor", **extra}}, BEFORE)
    plan_in_words = {
        "doses": {"answer": "poor", "comment": "Action plan complete."},
        "drinks": "requires_improvement",
    }
    again = score(trial(), plan_in_words, BEFORE)
    assert (again.overall, again.percent) == (first.overall, first.percent)


@pytest.mark.requirement("HAL-3.19")
def test_the_follow_up_is_what_changes_the_rating():
    better = score(trial(), {"drinks": "good", "doses": "excellent"}, BEFORE)
    worse = score(trial(), {"drinks": "poor", "doses": "poor"}, BEFORE)
    assert [score(trial(), BEFORE).overall, better.overall, worse.overall] == [
        "requires_improvement",
        "good",
        "poor",
    ]
    assert worse.percent < score(trial(), BEFORE).percent < better.percent


def test_a_question_never_answered_before_is_open_and_neither_reopened_nor_carried():
    done = score(trial(), {"storage": "good"}, {"meals": "good", "doses": "poor", "drinks": None})
    assert (done.reopened, done.carried, done.unanswered) == (("doses",), ("meals",), ("drinks", "doses"))
    assert done.refused == ()


def test_a_reopened_question_may_turn_out_not_to_apply():
    done = score(trial(), {"drinks": "not_applicable", "doses": "good"}, BEFORE)
    assert (done.complete, done.not_applicable) == (True, ("drinks", "storage"))


def test_a_second_follow_up_starts_from_the_answers_in_force():
    once = score(trial(), {"drinks": "good", "doses": "requires_improvement"}, BEFORE)
    twice = score(trial(), {"doses": "good"}, once.answers())
    assert (twice.reopened, twice.overall) == (("doses",), Rating.GOOD)
    assert twice.questions[0].comment == "Eaten with people."


def test_the_reachable_range_of_a_follow_up_keeps_what_is_carried():
    # meals 2x2 stands; drinks and doses may add 0 to 1x3 + 3x3; storage is out: 18 in all
    assert score(trial(), {}, BEFORE).whole.reachable == (pytest.approx(400 / 18), pytest.approx(1600 / 18))


def test_the_rating_below_which_questions_are_reopened_is_the_sets_own():
    stricter = trial(reopens_below="excellent")
    assert score(stricter, {}, BEFORE).reopened == ("meals", "drinks", "doses")
    assert score(stricter, dict.fromkeys(BEFORE, "good")).follow_up_needed


def test_a_set_without_follow_up_refuses_earlier_answers():
    for question_set, before in ((record(), {"odour": "seen"}), (trial(reopens_below=None), BEFORE)):
        with pytest.raises(BadInput, match="'trial' has no follow-up"):
            score(question_set, {}, before)


def test_mistakes_in_the_earlier_answers_are_named_as_such():
    with pytest.raises(
        BadInput, match="previous answers: 'trial' has no question 'meal'; did you mean 'meals'"
    ):
        score(trial(), {}, {"meal": "good"})
