"""What must hold of every question set and every way to answer it."""

from hypothesis import given
from hypothesis import strategies as st

from oversight.engine.questions.scale import RATING_ORDER, rating_at
from oversight.engine.questions.scoring import score
from tests.engine.questions.sets import WORDS, answered, answers_to, ids, sets

MAYBE = (*WORDS, "not_applicable", None)


def levels(done):
    return (done.whole, *done.sections, *done.standards)


def outcome(done):
    return [(level.id, level.rating, level.percent, level.held_by) for level in levels(done)]


@given(st.data())
def test_percents_lie_between_nought_and_a_hundred(data):
    question_set = data.draw(sets())
    done = score(question_set, data.draw(answers_to(question_set, MAYBE)))
    for level in levels(done):
        assert level.percent is None or 0 <= level.percent <= 100
        assert level.complete or level.rating is None


@given(st.data())
def test_not_applicable_changes_nothing_but_what_it_is_part_of(data):
    question_set, answers = data.draw(answered(capped=False))
    chosen = data.draw(st.sampled_from(ids(question_set)))
    before = score(question_set, answers)
    after = score(question_set, {**answers, chosen: "not_applicable"})
    home = next(s.id for s in question_set.standards() if chosen in [q.id for q in s.questions])
    assert [q for q in before.questions if q.id != chosen] == [q for q in after.questions if q.id != chosen]
    assert [s for s in before.standards if s.id != home] == [s for s in after.standards if s.id != home]


@given(st.data())
def test_not_applicable_is_the_same_as_not_being_there(data):
    question_set, answers = data.draw(answered())
    applicable = [word for word in answers.values() if word != "not_applicable"]
    done = score(question_set, answers)
    assert (done.percent is None) == (not applicable)
    weights = {q.id: q.weight for q in question_set.questions()}
    points = {a.id: a.points for a in question_set.scale}
    top, bottom = max(points.values()), min(points.values())
    earned = ceiling = 0
    for name, word in answers.items():
        if word != "not_applicable":
            earned += weights[name] * (points[word] - bottom)
            ceiling += weights[name] * (top - bottom)
    assert done.percent is None or done.percent * ceiling == 100 * earned


@given(answered(), st.integers(2, 7))
def test_multiplying_every_weight_changes_nothing(drawn, factor):
    question_set, answers = drawn
    heavier = question_set.model_dump(mode="json", by_alias=True)
    for section in heavier["sections"]:
        for standard in section["standards"]:
            for question in standard["questions"]:
                question["weight"] *= factor
    assert outcome(score(type(question_set).model_validate(heavier), answers)) == outcome(
        score(question_set, answers)
    )


@given(st.data())
def test_a_better_answer_never_lowers_a_percent_or_a_rating(data):
    question_set, answers = data.draw(answered())
    chosen = data.draw(st.sampled_from(ids(question_set)))
    worse, better = sorted(data.draw(st.tuples(*[st.sampled_from(WORDS)] * 2)), key=WORDS.index, reverse=True)
    before = score(question_set, {**answers, chosen: worse})
    after = score(question_set, {**answers, chosen: better})
    for low, high in zip(levels(before), levels(after), strict=True):
        assert (low.percent is None) == (high.percent is None)
        assert low.percent is None or low.percent <= high.percent
        assert low.rating is None or RATING_ORDER[low.rating] >= RATING_ORDER[high.rating]


@given(st.data())
def test_the_best_answers_make_a_hundred_whatever_does_not_apply(data):
    question_set = data.draw(sets())
    answers = data.draw(answers_to(question_set, ("excellent", "not_applicable")))
    done = score(question_set, answers)
    for level in levels(done):
        assert (level.percent, level.rating) in ((100, "excellent"), (None, None))
    assert done.percent == (100 if "excellent" in answers.values() else None)


@given(answered(capped=False))
def test_without_caps_the_rating_is_the_band_of_the_percent(drawn):
    question_set, answers = drawn
    for level in levels(score(question_set, answers)):
        assert level.percent is None or level.rating == rating_at(question_set.bands, level.percent)
        assert level.held_by == ()


@given(answered())
def test_a_cap_only_ever_lowers_and_says_who_holds(drawn):
    question_set, answers = drawn
    for level in levels(score(question_set, answers)):
        if level.percent is not None:
            band = rating_at(question_set.bands, level.percent)
            assert RATING_ORDER[level.rating] >= RATING_ORDER[band]
            assert bool(level.held_by) == (level.rating != band)


@given(st.data())
def test_the_finished_percent_lies_in_the_range_that_was_reachable(data):
    question_set, answers = data.draw(answered())
    rated = {name: word if word != "not_applicable" else "good" for name, word in answers.items()}
    some = {name: word for name, word in rated.items() if data.draw(st.booleans())}
    low, high = score(question_set, some).whole.reachable
    assert low <= score(question_set, rated).percent <= high


@given(st.data())
def test_a_follow_up_with_nothing_reopened_is_the_earlier_result(data):
    question_set = data.draw(sets())
    previous = data.draw(answers_to(question_set, ("excellent", "good", "not_applicable")))
    now = data.draw(answers_to(question_set))
    done = score(question_set, now, previous)
    assert done.reopened == ()
    assert outcome(done) == outcome(score(question_set, previous))
    assert {each.question for each in done.refused} == set(ids(question_set))


@given(st.data())
def test_a_follow_up_rates_as_though_its_answers_in_force_were_given_afresh(data):
    question_set, previous = data.draw(answered())
    now = data.draw(answers_to(question_set, MAYBE))
    done = score(question_set, now, previous)
    assert outcome(done) == outcome(score(question_set, done.answers()))
    for name, word in previous.items():
        expected = now[name] if word in ("requires_improvement", "poor") else word
        assert done.answers()[name]["answer"] == expected


@given(answered())
def test_the_order_of_the_answers_does_not_matter(drawn):
    question_set, answers = drawn
    assert score(question_set, dict(reversed(answers.items()))) == score(question_set, answers)
