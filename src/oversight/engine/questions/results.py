"""What answers come to, as frozen results: for questions, standards, sections and the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oversight.engine.questions.answers import Answer
from oversight.engine.questions.follow_up import Refused
from oversight.engine.questions.models import Kind
from oversight.engine.questions.scale import NOT_APPLICABLE, Rating


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """One question with the answer in force; ``rating`` is ``None`` while unanswered or not applicable.

    ``sign`` is for records: true for a warning sign, false for none, ``None`` where that is not known.
    """

    id: str
    ask: str
    answer: str | None
    rating: Rating | None
    weight: int
    critical: bool
    comment: str = ""
    evidence: tuple[str, ...] = ()
    carried: bool = False
    sign: bool | None = None


@dataclass(frozen=True, slots=True)
class LevelScore:
    """A standard, a section or the whole.

    ``percent`` counts what has been answered, and is provisional until ``complete``; ``rating`` is ``None``
    until then. ``reachable`` is the range in which the percent will lie once everything is answered.
    ``held_by`` names the questions, standards or sections that hold the rating below what the percent
    alone would give. ``counts`` says how often each answer was given.
    """

    id: str
    title: str
    rating: Rating | None
    percent: Fraction | None
    complete: bool
    reachable: tuple[Fraction, Fraction] | None
    held_by: tuple[str, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """What the answers come to, from the questions up to the whole.

    ``follow_up_needed`` is true where the finished overall rating is one that the set follows up.
    """

    question_set: str
    kind: Kind
    whole: LevelScore
    sections: tuple[LevelScore, ...]
    standards: tuple[LevelScore, ...]
    questions: tuple[QuestionScore, ...]
    reopened: tuple[str, ...]
    carried: tuple[str, ...]
    refused: tuple[Refused, ...]
    follow_up_needed: bool

    @property
    def overall(self) -> Rating | None:
        """The overall rating; ``None`` while a question is open, and for a record."""
        return self.whole.rating

    @property
    def percent(self) -> Fraction | None:
        """The overall percent, exact; provisional until ``complete``."""
        return self.whole.percent

    @property
    def complete(self) -> bool:
        """Whether every question that is asked has an answer."""
        return self.whole.complete

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions that wait for an answer."""
        return tuple(question.id for question in self.questions if question.answer is None)

    @property
    def not_applicable(self) -> tuple[str, ...]:
        """The questions that were left out of the sum."""
        return tuple(question.id for question in self.questions if question.answer == NOT_APPLICABLE)

    @property
    def signs(self) -> tuple[str, ...]:
        """The warning signs of a record that were seen or suspected."""
        return tuple(question.id for question in self.questions if question.sign)

    def answers(self) -> dict[str, dict[str, Any]]:
        """The answers in force, in the shape that ``score`` reads: what the next follow-up starts from."""
        return {
            question.id: Answer(question.answer, question.comment, question.evidence).as_given()
            for question in self.questions
        }
