"""From answers to ratings, for each question, standard, section and the whole."""

from __future__ import annotations

from typing import Any

from oversight.engine.questions.answers import Answer, read_answers
from oversight.engine.questions.follow_up import Settled, settle
from oversight.engine.questions.levels import Group, rate
from oversight.engine.questions.models import Question, QuestionSet, Section, Standard
from oversight.engine.questions.results import LevelScore, QuestionScore, Score
from oversight.engine.questions.scale import worse_than


def score(
    question_set: QuestionSet,
    answers: Any,
    previous: Any = None,
    service_type: str | None = None,
) -> Score:
    """What ``answers`` come to; with ``previous`` (the earlier assessment's answers), as a follow-up.

    Questions that are not for ``service_type`` are not asked; where it is not given, all are. Nothing but
    answers is taken in, so a finished action plan cannot change a rating: only a new answer can.
    Raises ``BadInput`` for an unknown question, answer word or service type, or answers of another shape.
    """
    question_set.check_service_type(service_type)
    now = read_answers(question_set, answers)
    before = None if previous is None else read_answers(question_set, previous, "previous answers")
    asked = tuple(question for question in question_set.questions() if question.is_for(service_type))
    settled = settle(question_set, asked, now, before)
    return _summed(question_set, settled, {each.id: _question(question_set, each, settled) for each in asked})


def _question(question_set: QuestionSet, question: Question, settled: Settled) -> QuestionScore:
    given = settled.answers.get(question.id, Answer())
    chosen = question_set.answer(given.word)
    return QuestionScore(
        id=question.id,
        ask=question.ask,
        answer=given.word,
        rating=chosen.rating if chosen else None,
        weight=question.weight,
        critical=question.critical,
        comment=given.comment,
        evidence=given.evidence,
        carried=question.id in settled.carried,
        sign=chosen.sign if chosen else None,
    )


def _summed(question_set: QuestionSet, settled: Settled, rows: dict[str, QuestionScore]) -> Score:
    standards = {each.id: rate(question_set, _standard(each, rows)) for each in question_set.standards()}
    sections = [rate(question_set, _section(each, rows, standards)) for each in question_set.sections]
    parts = tuple(rows.values()), tuple(standards.values()), tuple(sections)
    whole = rate(question_set, Group("overall", question_set.id, question_set.title, *parts))
    limit = question_set.reopens_below
    return Score(
        question_set=question_set.id,
        kind=question_set.kind,
        whole=whole,
        sections=parts[2],
        standards=parts[1],
        questions=parts[0],
        reopened=settled.reopened,
        carried=settled.carried,
        refused=settled.refused,
        follow_up_needed=bool(limit and whole.rating and worse_than(whole.rating, limit)),
    )


def _standard(standard: Standard, rows: dict[str, QuestionScore]) -> Group:
    questions = tuple(rows[question.id] for question in standard.questions if question.id in rows)
    return Group("standard", standard.id, standard.title, questions)


def _section(section: Section, rows: dict[str, QuestionScore], standards: dict[str, LevelScore]) -> Group:
    questions = tuple(row for standard in section.standards for row in _standard(standard, rows).questions)
    rated = tuple(standards[standard.id] for standard in section.standards)
    return Group("section", section.id, section.title, questions, rated)
