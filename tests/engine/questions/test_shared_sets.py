"""The question sets that all packs share: their size, their shape, and what they come to."""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from oversight.engine.facts.catalogue import CARE_HOME_TYPES
from oversight.engine.model import BadInput
from oversight.engine.questions.mirroring import mirror_problems
from oversight.engine.questions.models import Kind, QuestionSet
from oversight.engine.questions.scale import LEVELS, Rating
from oversight.engine.questions.scoring import score

FOLDER = Path(__file__).resolve().parents[3] / "content/packs/common/1/questions"
NAMES = ("care-home-assessment", "provider-self-assessment", "early-indicators")
SCORED = NAMES[:2]


@cache
def shared(name):
    return QuestionSet.model_validate(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))


def all_answered(question_set, word, **but):
    return {**{each.id: word for each in question_set.questions()}, **but}


def sizes(question_set):
    return [
        len(list(part))
        for part in (question_set.sections, question_set.standards(), question_set.questions())
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_named_after_the_set(name):
    assert shared(name).id == name
    assert shared(name).clause == {"care-home": "Q1", "provider-": "Q2", "early-ind": "Q3"}[name[:9]]


def test_the_assessment_has_five_domains_sixteen_standards_and_eighty_questions():
    assessment = shared("care-home-assessment")
    assert (assessment.kind, sizes(assessment)) == (Kind.ASSESSMENT, [5, 16, 80])
    assert assessment.applies_to == CARE_HOME_TYPES
    assert all(standard.says for standard in assessment.standards())


@pytest.mark.parametrize("name", SCORED)
def test_every_question_has_guidance_and_evidence_to_look_for(name):
    for question in shared(name).questions():
        assert question.ask.endswith("?"), question.id
        assert len(question.guidance.split()) >= 15, question.id
        assert question.evidence, question.id
        assert question.weight <= 3, question.id


@pytest.mark.parametrize("name", SCORED)
def test_what_is_critical_weighs_most_and_is_a_small_part(name):
    critical = [question for question in shared(name).questions() if question.critical]
    assert {question.weight for question in critical} == {3}
    assert 8 <= len(critical) <= 16


@pytest.mark.parametrize("name", NAMES)
def test_no_two_questions_ask_the_same(name):
    asked = [question.ask.casefold() for question in shared(name).questions()]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("name", NAMES)
def test_no_council_and_no_regulators_product_is_named(name):
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    assert not re.search(r"west berkshire|somerset|bromley|halton|pamms|\bhull\b", text, re.IGNORECASE)


@pytest.mark.parametrize("name", SCORED)
def test_it_says_that_its_numbers_are_local_defaults(name):
    assert "local defaults" in shared(name).note
    assert all(cap.note for cap in shared(name).caps)


@pytest.mark.requirement("HAL-3.15")
@pytest.mark.parametrize("name", SCORED)
@pytest.mark.parametrize("word", list(Rating))
def test_one_answer_throughout_is_that_rating_throughout(name, word):
    done = score(shared(name), all_answered(shared(name), word))
    assert {level.rating for level in (done.whole, *done.sections, *done.standards)} == {word}


@pytest.mark.requirement("HAL-3.15")
@pytest.mark.parametrize("name", SCORED)
def test_any_critical_question_poor_keeps_a_fine_home_below_good(name):
    question_set = shared(name)
    for question in question_set.questions():
        done = score(question_set, all_answered(question_set, "excellent", **{question.id: "poor"}))
        assert done.overall == ("requires_improvement" if question.critical else "excellent"), question.id
        assert (question.id in done.whole.held_by) == question.critical


@pytest.mark.parametrize("name", SCORED)
def test_any_critical_question_below_good_keeps_its_standard_below_good(name):
    question_set = shared(name)
    for standard in question_set.standards():
        for question in (each for each in standard.questions if each.critical):
            answers = all_answered(question_set, "excellent", **{question.id: "requires_improvement"})
            rated = {level.id: level.rating for level in score(question_set, answers).standards}
            assert rated.pop(standard.id) == "requires_improvement"
            assert set(rated.values()) == {"excellent"}


@pytest.mark.parametrize(("poor", "overall"), [(0, "excellent"), (1, "requires_improvement"), (4, "poor")])
def test_poor_standards_hold_down_the_whole(poor, overall):
    question_set = shared("care-home-assessment")
    plain = [s for s in question_set.standards() if not any(q.critical for q in s.questions)][:poor]
    but = {question.id: "poor" for standard in plain for question in standard.questions}
    assert score(question_set, all_answered(question_set, "excellent", **but)).overall == overall


def test_the_nursing_question_is_asked_of_nursing_homes_only():
    assessment = shared("care-home-assessment")
    counts = {home: len(score(assessment, {}, service_type=home).unanswered) for home in CARE_HOME_TYPES}
    assert counts == {"nursing_home": 80, "residential_home": 79, "specialist_residential": 79}
    with pytest.raises(BadInput, match="not for 'home_care'"):
        score(assessment, {}, service_type="home_care")


@pytest.mark.requirement("HAL-3.20")
def test_the_assessment_is_followed_up_below_good():
    assessment = shared("care-home-assessment")
    before = all_answered(
        assessment, "good", **{"medicines-covert-and-self": "requires_improvement", "premises-fire": "poor"}
    )
    assert score(assessment, before).follow_up_needed
    assert score(assessment, {}, before).reopened == ("medicines-covert-and-self", "premises-fire")
    done = score(assessment, {"medicines-covert-and-self": "good", "premises-fire": "good"}, before)
    assert (done.overall, len(done.carried), done.follow_up_needed) == (Rating.GOOD, 78, False)


@pytest.mark.requirement("HAL-3.27")
def test_the_self_assessment_mirrors_the_standards_in_order():
    """The mirror; who may be asked, and the visit that follows, are rules of the council's pack."""
    mirror, mirrored = shared("provider-self-assessment"), shared("care-home-assessment")
    assert (mirror.kind, mirror.mirrors) == (Kind.SELF_ASSESSMENT, mirrored.id)
    assert mirror_problems(mirror, mirrored) == ()
    assert [each.id for each in mirror.standards()] == [each.id for each in mirrored.standards()]
    assert sizes(mirror) == [5, 16, 48]
    assert [each.id for each in mirror.scale] == [each.id for each in mirrored.scale]


def test_both_sides_are_rated_by_the_same_bands_and_caps():
    mirror, mirrored = shared("provider-self-assessment"), shared("care-home-assessment")
    assert mirror.bands == mirrored.bands
    assert [[cap.at_most(level) for level in LEVELS] for cap in mirror.caps] == [
        [cap.at_most(level) for level in LEVELS] for cap in mirrored.caps
    ]


@pytest.mark.requirement("PB-5.7i")
def test_early_indicators_are_recorded_in_the_six_groups_and_never_scored():
    indicators = shared("early-indicators")
    assert [section.id for section in indicators.sections] == [
        "management-and-leadership",
        "staff-skills-and-practice",
        "behaviour-and-wellbeing",
        "resisting-outsiders",
        "planning-and-delivery",
        "basic-care-and-environment",
    ]
    assert (indicators.kind, sizes(indicators)) == (Kind.RECORD, [6, 12, 60])
    done = score(
        indicators,
        all_answered(indicators, "not_known", **{"manager-absent": "seen", "hazards": "suspected"}),
    )
    assert (done.signs, done.overall, done.percent) == (("manager-absent", "hazards"), None, None)
    assert [section.counts["seen"] + section.counts["suspected"] for section in done.sections] == [
        1,
        0,
        0,
        0,
        0,
        1,
    ]


def test_an_indicator_is_answered_in_four_words():
    words = {answer.id: answer.sign for answer in shared("early-indicators").scale}
    assert words == {"seen": True, "suspected": True, "not_seen": False, "not_known": None}


def test_every_group_of_indicators_has_as_many():
    groups = [sum(len(each.questions) for each in s.standards) for s in shared("early-indicators").sections]
    assert groups == [10] * 6
