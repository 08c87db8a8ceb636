"""A question set that contradicts itself is refused, in words a policy officer can act on."""

import pytest
from pydantic import ValidationError

from oversight.engine.facts.catalogue import CATALOGUE, SERVICE_TYPES
from oversight.engine.model import BadInput
from oversight.engine.questions.mirroring import mirror_problems
from oversight.engine.questions.models import QuestionSet
from oversight.engine.questions.scale import LEVELS, Cap, Rating
from tests.engine.questions.sets import RECORD_SCALE, TWO_STANDARDS, question, record, scale, trial, written

RECORD = {"kind": "record", "scale": RECORD_SCALE, "bands": [], "caps": [], "reopens_below": None}


def bands(*pairs):
    return [{"rating": rating, "from_percent": percent} for rating, percent in pairs]


def one_standard(*questions):
    return {"care": {"food": list(questions)}}


BROKEN = {
    "question twice": (
        one_standard(question("meals"), question("meals")), {},
        "the question 'meals' is there twice",
    ),
    "standard twice": (
        {"care": {"food": [question("a")]}, "safety": {"food": [question("b")]}}, {},
        "the standard 'food' is there twice",
    ),
    "answer twice": (
        TWO_STANDARDS, {"scale": [*scale(), scale()[0]]}, "the answer 'excellent' is there twice",
    ),
    "not applicable listed": (
        TWO_STANDARDS,
        {"scale": [*RECORD_SCALE, {"id": "not_applicable", "title": "None", "says": "Not counted."}]},
        "'not_applicable' is allowed everywhere",
    ),
    "bands do not reach nought": (
        TWO_STANDARDS, {"bands": bands(("excellent", 85), ("good", 60), ("poor", 10))},
        "the bands reach down to 0",
    ),
    "no bands": (TWO_STANDARDS, {"bands": []}, "the bands reach down to 0"),
    "bands climb": (
        TWO_STANDARDS, {"bands": bands(("excellent", 60), ("good", 85), ("poor", 0))},
        "'good' must begin below 60",
    ),
    "bands level": (
        TWO_STANDARDS, {"bands": bands(("excellent", 60), ("good", 60), ("poor", 0))},
        "'good' must begin below 60",
    ),
    "bands out of order": (
        TWO_STANDARDS, {"bands": bands(("good", 85), ("excellent", 60), ("poor", 0))},
        "'excellent' follows 'good'",
    ),
    "all good is not good": (
        TWO_STANDARDS,
        {"bands": bands(("excellent", 85), ("good", 70), ("requires_improvement", 25), ("poor", 0))},
        "'good' the percent is 66.67, which the bands call 'requires_improvement', not 'good'",
    ),
    "points level": (TWO_STANDARDS, {"scale": scale((3, 2, 2, 0))}, "best first, each with fewer points"),
    "no points": (
        TWO_STANDARDS,
        {"scale": [*scale()[:3], {"id": "bad", "title": "Bad", "says": "It is bad.", "rating": "poor"}]},
        "the answer 'bad' needs 'points' and a 'rating'",
    ),
    "sign in a scored set": (
        TWO_STANDARDS, {"scale": [{**scale()[0], "sign": True}, *scale()[1:]]},
        "the answer 'excellent' has 'sign', which belongs to a record",
    ),
    "cap on a rating no band gives": (
        TWO_STANDARDS,
        {
            "scale": [scale()[0], {**scale()[3], "points": 0}],
            "bands": bands(("excellent", 50), ("poor", 0)),
            "caps": [{"of": "standard", "rated": "poor", "overall": "good"}],
        },
        "a cap speaks of 'good', which no band of this set gives",
    ),
    "cap that always holds": (
        TWO_STANDARDS, {"caps": [{"of": "standard", "rated": "excellent", "overall": "good"}]},
        "a cap on 'excellent' or worse would always hold",
    ),
    "cap that limits nothing": (
        TWO_STANDARDS, {"caps": [{"of": "standard", "rated": "poor"}]}, "a cap names what it limits",
    ),
    "cap that limits its own level": (
        TWO_STANDARDS, {"caps": [{"of": "standard", "rated": "poor", "standard": "poor"}]},
        "a cap of a standard cannot limit a standard",
    ),
    "cap that limits what is below": (
        TWO_STANDARDS, {"caps": [{"of": "section", "rated": "poor", "section": "poor"}]},
        "a cap of a section cannot limit a section",
    ),
    "self-assessment of nothing": (
        TWO_STANDARDS, {"kind": "self_assessment"}, "'mirrors' names the assessment",
    ),
    "assessment that mirrors": (TWO_STANDARDS, {"mirrors": "other"}, "no other set has it"),
    "record with bands": (
        one_standard(question("a")), {**RECORD, "bands": bands(("good", 0))}, "a record is never scored",
    ),
    "record with points": (
        one_standard(question("a")), {**RECORD, "scale": scale()},
        "the answer 'excellent' of a record has no points and no rating",
    ),
    "record with a weight": (
        one_standard(question("a", weight=2)), RECORD, "the question 'a' of a record has no weight",
    ),
    "record with a critical question": (
        one_standard(question("a", critical=True)), RECORD,
        "the question 'a' of a record has no weight and is not critical",
    ),
    "record without a sign": (
        one_standard(question("a")), {**RECORD, "scale": RECORD_SCALE[2:]}, "'sign: true'",
    ),
    "unknown service type": (
        one_standard(question("a", applies_to=["nursing_hom"])), {},
        "'nursing_hom' is not a service type; did you mean 'nursing_home'",
    ),
    "question for a service the set is not for": (
        one_standard(question("a", applies_to=["home_care"])), {"applies_to": ["nursing_home"]},
        "the question 'a' is for 'home_care', which the set itself is not for",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sections", "more", "words"), BROKEN.values(), ids=BROKEN)
def test_a_set_that_contradicts_itself_is_refused(sections, more, words):
    with pytest.raises(ValidationError) as refused:
        QuestionSet.model_validate(written(sections, **more))
    assert words in str(refused.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"weight": 0},
        {"weight": -1},
        {"weight": 1.5},
        {"weight": "2"},
        {"weight": True},
        {"critical": "very"},
        {"applies_to": []},
        {"colour": "red"},
    ],
)
def test_a_question_with_a_wrong_part_is_refused(wrong):
    with pytest.raises(ValidationError) as refused:
        QuestionSet.model_validate(written(one_standard(question("meals", **wrong))))
    assert next(iter(wrong)) in str(refused.value)


def test_a_loaded_set_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        trial().bands = ()


def test_the_ratings_are_those_of_the_catalogue():
    assert tuple(Rating) == CATALOGUE["assessment.rating"].words


def test_a_cap_tells_what_it_leaves_to_each_level():
    cap = Cap(of="critical_question", rated=Rating.POOR, standard=Rating.POOR, overall=Rating.GOOD)
    assert [cap.at_most(level) for level in LEVELS] == [Rating.POOR, None, Rating.GOOD]


def test_a_set_for_some_services_refuses_the_others():
    homes = trial(applies_to=["nursing_home", "residential_home"])
    with pytest.raises(BadInput, match="'trial' is for nursing_home, residential_home, not for 'home_care'"):
        homes.check_service_type("home_care")
    homes.check_service_type("nursing_home")
    homes.check_service_type(None)


def test_a_set_for_every_service_refuses_only_words_that_are_no_service():
    for word in SERVICE_TYPES:
        trial().check_service_type(word)
    with pytest.raises(BadInput, match="'nursing' is not a service type; did you mean 'nursing_home'"):
        trial().check_service_type("nursing")


def test_a_mirror_is_compared_standard_by_standard():
    own = {"care": {"food": [question("own-food")], "rest": [question("own-rest")]}}
    mirror = trial(kind="self_assessment", mirrors="trial")
    other = QuestionSet.model_validate(written(own, id="own", kind="self_assessment", mirrors="trial"))
    assert mirror_problems(mirror, trial()) == ()
    assert mirror_problems(other, trial()) == (
        "'own' lacks the standard 'medicines' of the section 'safety'",
        "'trial' has no standard 'rest' in its section 'care'",
    )


def test_a_mirror_with_another_title_is_told():
    renamed = written(TWO_STANDARDS, id="own", kind="self_assessment", mirrors="trial")
    renamed["sections"][0]["standards"][0]["title"] = "Meals"
    mirror = QuestionSet.model_validate(renamed)
    assert mirror_problems(mirror, trial()) == (
        "the standard 'food' is called 'Meals' in 'own' and 'Food' in 'trial'",
    )


def test_a_record_is_a_set_like_any_other_but_for_points():
    assert [answer.sign for answer in record().scale] == [True, True, False, None]
    assert [each.weight for each in record().questions()] == [1, 1, 1, 1]
