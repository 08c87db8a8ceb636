"""A score as plain data: the shape that the command line and the API promise."""

from __future__ import annotations

from typing import Any

from oversight.engine.questions.levels import shown
from oversight.engine.questions.results import LevelScore, QuestionScore, Score
from oversight.engine.questions.scale import Rating


def as_json(score: Score) -> dict[str, Any]:
    """The score as JSON-ready data; percents have one decimal place, rounded down, or are ``None``."""
    whole = _level(score.whole)
    return {
        "question_set": score.question_set,
        "kind": score.kind.value,
        "overall": whole["rating"],
        **{key: whole[key] for key in ("percent", "complete", "reachable", "held_by", "counts")},
        "follow_up_needed": score.follow_up_needed,
        "standards": [_level(standard) for standard in score.standards],
        "sections": [_level(section) for section in score.sections],
        "questions": [_question(question) for question in score.questions],
        "reopened": list(score.reopened),
        "carried": list(score.carried),
        "unanswered": list(score.unanswered),
        "not_applicable": list(score.not_applicable),
        "signs": list(score.signs),
        "refused": [{"question": refused.question, "why": refused.why} for refused in score.refused],
    }


def _level(level: LevelScore) -> dict[str, Any]:
    return {
        "id": level.id,
        "title": level.title,
        "rating": _word(level.rating),
        "percent": shown(level.percent),
        "complete": level.complete,
        "reachable": level.reachable and [shown(end) for end in level.reachable],
        "held_by": list(level.held_by),
        "counts": dict(level.counts),
    }


def _question(question: QuestionScore) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": question.id,
        "answer": question.answer,
        "rating": _word(question.rating),
        "weight": question.weight,
        "critical": question.critical,
    }
    if question.comment:
        row["comment"] = question.comment
    if question.evidence:
        row["evidence"] = list(question.evidence)
    if question.carried:
        row["carried"] = True
    return row


def _word(rating: Rating | None) -> str | None:
    return None if rating is None else rating.value
