"""Scoring, with every figure worked out by hand: weights, not applicable, unanswered, caps, rounding."""

from fractions import Fraction

import pytest

from oversight.engine.model import BadInput
from oversight.engine.questions.levels import shown
from oversight.engine.questions.models import QuestionSet
from oversight.engine.questions.scale import Rating
from oversight.engine.questions.scoring import score
from tests.engine.questions.sets import WORDS, question, record, scale, trial, written

ALL_GOOD = {"meals": "good", "drinks": "good", "doses": "good", "storage": "good"}


def ratings(levels):
    return {level.id: level.rating for level in levels}


@pytest.mark.requirement("HAL-3.15")
def test_answers_with_evidence_become_ratings_by_weight():
    evidence = ["Records of 3 to 9 November", "A round observed"]
    given = {
        "meals": {"answer": "excellent", "comment": "Warm and unhurried."},
        "drinks": "requires_improvement",
        "doses": {"answer": "good", "evidence": evidence},
        "storage": "good",
    }
    done = score(trial(), given)
    # food: (3x2 + 1x1) of 9; medicines: (2x3 + 2x1) of 12; the whole: 15 of 21
    assert [level.percent for level in done.standards] == [Fraction(700, 9), Fraction(800, 12)]
    assert ratings(done.standards) == {"food": Rating.GOOD, "medicines": Rating.GOOD}
    assert ratings(done.sections) == {"care": Rating.GOOD, "safety": Rating.GOOD}
    assert (done.percent, done.overall, done.complete) == (Fraction(1500, 21), Rating.GOOD, True)
    assert [each.rating for each in done.questions] == ["excellent", "requires_improvement", "good", "good"]
    assert done.questions[0].comment == "Warm and unhurried."
    assert done.questions[2].evidence == tuple(evidence)


@pytest.mark.requirement("HAL-3.15")
@pytest.mark.parametrize("word", ["excellent", "good", "requires_improvement", "poor"])
def test_the_same_answer_everywhere_is_that_rating_everywhere(word):
    done = score(trial(), dict.fromkeys(ALL_GOOD, word))
    assert {level.rating for level in (done.whole, *done.sections, *done.standards)} == {word}


@pytest.mark.requirement("HAL-3.15")
def test_weight_makes_the_riskier_question_count_for_more():
    capless = trial(caps=[])
    light = score(capless, {**ALL_GOOD, "storage": "poor"})
    heavy = score(capless, {**ALL_GOOD, "doses": "poor"})
    assert [light.standards[1].percent, heavy.standards[1].percent] == [Fraction(600, 12), Fraction(200, 12)]
    assert light.standards[1].rating == "requires_improvement"
    assert heavy.standards[1].rating == "poor"


def test_not_applicable_leaves_the_sum_and_its_ceiling():
    done = score(trial(), {**ALL_GOOD, "meals": "not_applicable", "drinks": "excellent"})
    assert done.standards[0].percent == 100
    assert done.percent == Fraction(100 * (3 + 6 + 2), 15)
    assert done.not_applicable == ("meals",)
    assert done.complete


def test_a_standard_that_does_not_apply_has_no_rating_and_leaves_the_sum():
    done = score(trial(), {**ALL_GOOD, "meals": "not_applicable", "drinks": "not_applicable"})
    assert (done.standards[0].rating, done.standards[0].percent, done.standards[0].complete) == (
        None,
        None,
        True,
    )
    assert done.sections[0].rating is None
    assert (done.overall, done.percent) == (Rating.GOOD, Fraction(200, 3))


def test_where_nothing_applies_there_is_no_rating():
    done = score(trial(), dict.fromkeys(ALL_GOOD, "not_applicable"))
    assert (done.overall, done.percent, done.complete, done.whole.reachable) == (None, None, True, None)


def test_an_unanswered_question_is_never_scored_and_holds_back_the_rating():
    done = score(trial(), {"meals": "excellent", "doses": "good", "storage": None})
    assert done.unanswered == ("drinks", "storage")
    assert (done.overall, done.complete) == (None, False)
    assert ratings(done.standards) == {"food": None, "medicines": None}
    assert done.percent == Fraction(100 * (6 + 6), 15)
    assert done.standards[0].percent == 100


def test_a_finished_standard_is_rated_while_others_wait():
    done = score(trial(), {"meals": "good", "drinks": "good"})
    assert ratings(done.standards) == {"food": Rating.GOOD, "medicines": None}
    assert ratings(done.sections) == {"care": Rating.GOOD, "safety": None}
    assert done.standards[1].percent is None


def test_the_reachable_range_closes_as_answers_come():
    nothing = score(trial(), {})
    some = score(trial(), {"meals": "good", "doses": "poor"})
    assert nothing.whole.reachable == (0, 100)
    assert nothing.percent is None
    # 2x2 + 0x3 earned for certain; drinks and storage may add nothing or 3 + 3, of 21
    assert some.whole.reachable == (Fraction(400, 21), Fraction(1000, 21))
    assert score(trial(), ALL_GOOD).whole.reachable == (Fraction(200, 3), Fraction(200, 3))


def test_a_scale_that_does_not_begin_at_nought_still_runs_from_nought_to_a_hundred():
    lifted = trial(scale=scale((13, 12, 11, 10)), caps=[])
    assert score(lifted, dict.fromkeys(ALL_GOOD, "poor")).percent == 0
    assert score(lifted, ALL_GOOD).percent == score(trial(), ALL_GOOD).percent


def test_a_poor_critical_question_caps_its_standard_and_the_whole():
    medicines = [question("doses", critical=True), question("storage", weight=5)]
    sections = {"safety": {"medicines": medicines}, "care": {"food": [question("meals", weight=9)]}}
    question_set = QuestionSet.model_validate(written(sections))
    done = score(question_set, {"doses": "poor", "storage": "excellent", "meals": "excellent"})
    standard, section = done.standards[0], done.sections[0]
    assert (standard.percent, standard.rating) == (Fraction(1500, 18), Rating.POOR)
    assert standard.held_by == ("doses",)
    assert (section.rating, section.held_by) == (Rating.REQUIRES_IMPROVEMENT, ("medicines",))
    assert done.percent == Fraction(100 * 42, 45)
    assert (done.overall, done.whole.held_by) == (Rating.REQUIRES_IMPROVEMENT, ("doses", "medicines"))


def test_a_critical_question_below_good_keeps_its_standard_below_good_only():
    light = {"safety": {"medicines": [question("doses", critical=True), question("storage", weight=5)]}}
    done = score(
        QuestionSet.model_validate(written(light)), {"doses": "requires_improvement", "storage": "excellent"}
    )
    assert (done.standards[0].rating, done.standards[0].held_by) == (Rating.REQUIRES_IMPROVEMENT, ("doses",))
    assert (done.overall, done.whole.held_by) == (Rating.EXCELLENT, ())


def test_a_cap_may_need_several_causes():
    many = {"care": {f"standard-{n}": [question(f"q-{n}")] for n in range(8)}}
    question_set = QuestionSet.model_validate(written(many))
    excellent = {f"q-{n}": "excellent" for n in range(8)}
    one, two = ({**excellent, **{f"q-{n}": "poor" for n in range(poor)}} for poor in (1, 2))
    assert score(question_set, one).overall == "requires_improvement"
    done = score(question_set, two)
    assert (done.percent, done.overall) == (75, Rating.POOR)
    assert done.whole.held_by == ("standard-0", "standard-1")


def test_caps_are_read_from_the_set_and_not_from_code():
    given = {**ALL_GOOD, "doses": "poor"}
    kinder = trial(caps=[{"of": "critical_question", "rated": "poor", "overall": "good"}])
    strict = trial(caps=[{"of": "critical_question", "rated": "poor", "overall": "poor"}])
    done = [score(question_set, given) for question_set in (kinder, strict)]
    assert [each.percent for each in done] == [Fraction(800, 21)] * 2
    assert [each.overall for each in done] == ["requires_improvement", "poor"]
    assert [each.whole.held_by for each in done] == [(), ("doses",)]


def test_a_critical_question_that_does_not_apply_caps_nothing():
    done = score(trial(), {**ALL_GOOD, "doses": "not_applicable", "storage": "excellent"})
    assert done.standards[1].rating == "excellent"


@pytest.mark.parametrize(
    ("weights", "exact", "rating", "page"),
    [
        ((400, 100), Fraction(60), "good", 60.0),
        ((399, 100), Fraction(89_800, 1497), "requires_improvement", 59.9),
    ],
)
def test_a_percent_never_rounds_up_to_a_band(weights, exact, rating, page):
    """Good begins at 60: 59.99 is neither rated nor shown as though it had reached it."""
    questions = [question(name, weight=weight) for name, weight in zip("ab", weights, strict=True)]
    plain = QuestionSet.model_validate(written({"care": {"food": questions}}, caps=[]))
    done = score(plain, {"a": "good", "b": "requires_improvement"})
    assert (done.percent, done.overall, shown(done.percent)) == (exact, rating, page)


def test_no_percent_is_shown_as_none():
    assert shown(None) is None


def by_service():
    only = {"nursing": question("wounds", weight=5, applies_to=["nursing_home"]), "all": question("meals")}
    sections = {"care": {"nursing": [only["nursing"]], "food": [only["all"]]}}
    return QuestionSet.model_validate(written(sections))


def test_a_question_is_asked_only_of_the_services_it_is_for():
    residential = score(by_service(), {"meals": "good"}, service_type="residential_home")
    assert [each.id for each in residential.questions] == ["meals"]
    assert (residential.complete, residential.overall) == (True, Rating.GOOD)
    assert ratings(residential.standards) == {"nursing": None, "food": Rating.GOOD}
    assert score(by_service(), {"meals": "good"}, service_type="nursing_home").unanswered == ("wounds",)


def test_where_the_type_of_service_is_not_known_every_question_is_asked():
    assert score(by_service(), {"meals": "good"}).unanswered == ("wounds",)


def test_an_answer_that_was_not_asked_for_is_listed_as_refused():
    given = {"meals": "good", "wounds": "poor"}
    done = score(by_service(), given, service_type="residential_home")
    assert [(each.question, each.why) for each in done.refused] == [
        ("wounds", "it is not asked of this type of service")
    ]
    assert done.overall == "good"


def test_a_word_that_is_no_service_type_is_refused():
    with pytest.raises(BadInput, match="'nurse_home' is not a service type; did you mean"):
        score(by_service(), {"meals": "good"}, service_type="nurse_home")


def test_a_record_is_never_scored():
    given = {"bruises": "seen", "odour": "suspected", "absence": "not_seen", "fear": "not_known"}
    done = score(record(), given)
    levels = (done.whole, *done.sections, *done.standards)
    assert {(level.rating, level.percent, level.reachable) for level in levels} == {(None, None, None)}
    assert {each.rating for each in done.questions} == {None}
    assert (done.complete, done.signs, done.follow_up_needed) == (True, ("bruises", "odour"), False)
    assert done.whole.counts == {
        "seen": 1,
        "suspected": 1,
        "not_seen": 1,
        "not_known": 1,
        "not_applicable": 0,
    }


@pytest.mark.requirement("HAL-3.20")
@pytest.mark.parametrize(
    ("word", "needed"),
    [("excellent", False), ("good", False), ("requires_improvement", True), ("poor", True)],
)
def test_a_follow_up_is_needed_where_the_outcome_is_below_good(word, needed):
    """The part of the requirement that starts the clock; the six months themselves are a clock's."""
    assert score(trial(), dict.fromkeys(ALL_GOOD, word)).follow_up_needed is needed


def test_a_cap_holds_for_its_rating_and_for_any_worse_one():
    below_good = trial(caps=[{"of": "critical_question", "rated": "requires_improvement", "overall": "poor"}])
    excellent = dict.fromkeys(ALL_GOOD, "excellent")
    held = {word: score(below_good, {**excellent, "doses": word}).overall for word in ("good", *WORDS[2:])}
    assert held == {"good": "excellent", "requires_improvement": "poor", "poor": "poor"}


@pytest.mark.parametrize("turned", [1, -1])
def test_only_what_holds_a_rating_at_its_lowest_is_named(turned):
    gentle = {"of": "standard", "rated": "requires_improvement", "overall": "good"}
    firm = {"of": "critical_question", "rated": "good", "overall": "requires_improvement"}
    questions = {"food": "meals", "medicines": "doses", "rest": "sleep"}
    more = {"meals": {}, "doses": {"critical": True}, "sleep": {"weight": 20}}
    sections = {"care": {name: [question(each, **more[each])] for name, each in questions.items()}}
    question_set = QuestionSet.model_validate(written(sections, caps=[gentle, firm][::turned]))
    given = {"meals": "requires_improvement", "doses": "excellent", "sleep": "excellent"}
    done = [score(question_set, {**given, "doses": word}).whole for word in ("excellent", "good")]
    assert [each.percent > 85 for each in done] == [True, True]
    assert [each.rating for each in done] == ["good", "requires_improvement"]
    assert [each.held_by for each in done] == [("food",), ("doses",)]
