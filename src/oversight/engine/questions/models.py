"""A question set as a pack writes it: sections of standards of questions, with its scale, bands and caps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from oversight.engine.facts.catalogue import SERVICE_TYPES
from oversight.engine.model import BadInput, Cited, Identifier, PackModel, Sentence
from oversight.engine.questions.scale import (
    NOT_APPLICABLE,
    Cap,
    Rating,
    RatingBand,
    ScaleAnswer,
    check_record,
    check_scored,
)
from oversight.engine.words import suggestion


def _service_type(word: str) -> str:
    if word not in SERVICE_TYPES:
        raise ValueError(f"'{word}' is not a service type{suggestion(word, SERVICE_TYPES)}")
    return word


ServiceType = Annotated[
    str, AfterValidator(_service_type), WithJsonSchema({"type": "string", "enum": list(SERVICE_TYPES)})
]
"""One of the catalogue's values of ``service.type``."""


class Kind(StrEnum):
    """What a set is for: the council's assessment, the provider's own, or a record that is never scored."""

    ASSESSMENT = "assessment"
    SELF_ASSESSMENT = "self_assessment"
    RECORD = "record"


class Question(PackModel):
    """One question. ``weight`` multiplies both its answer and what it could have reached."""

    id: Identifier
    ask: Sentence
    guidance: Sentence = Field(description="what good looks like, and what should worry")
    evidence: tuple[Sentence, ...] = Field(default=(), description="where to look, whom to ask")
    weight: int = Field(default=1, ge=1, strict=True)
    critical: bool = Field(default=False, strict=True)
    applies_to: tuple[ServiceType, ...] | None = Field(default=None, min_length=1)

    def is_for(self, service_type: str | None) -> bool:
        """Whether it is asked of such a service; where the type is not known every question is asked."""
        return service_type is None or self.applies_to is None or service_type in self.applies_to


class Standard(PackModel):
    """What people should be able to expect, and the questions that show whether they can."""

    id: Identifier
    title: Sentence
    says: Sentence | None = Field(default=None, description="the standard in one sentence")
    questions: tuple[Question, ...] = Field(min_length=1)


class Section(PackModel):
    """A domain of standards, or a group of indicators."""

    id: Identifier
    title: Sentence
    standards: tuple[Standard, ...] = Field(min_length=1)


class QuestionSet(Cited):
    """A question set: who answers what, on which scale, and how answers become ratings.

    ``applies_to`` names the service types it is meant for; ``mirrors`` the assessment whose standards a
    self-assessment follows; ``reopens_below`` the rating below which a follow-up asks a question again.
    """

    title: Sentence
    kind: Kind
    note: Sentence | None = None
    applies_to: tuple[ServiceType, ...] | None = Field(default=None, min_length=1)
    mirrors: Identifier | None = None
    reopens_below: Rating | None = None
    scale: tuple[ScaleAnswer, ...] = Field(min_length=2)
    bands: tuple[RatingBand, ...] = ()
    caps: tuple[Cap, ...] = ()
    sections: tuple[Section, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> QuestionSet:
        self._check_ids()
        self._check_service_types()
        self._check_kind()
        if self.kind is Kind.RECORD:
            check_record(self.scale)
        else:
            check_scored(self.scale, self.bands)
            self._check_caps()
        return self

    def _check_ids(self) -> None:
        words = [answer.id for answer in self.scale]
        if NOT_APPLICABLE in words:
            raise ValueError(f"'{NOT_APPLICABLE}' is allowed everywhere and is not listed in the scale")
        for what, ids in (
            ("answer", words),
            ("section", [section.id for section in self.sections]),
            ("standard", [standard.id for standard in self.standards()]),
            ("question", [question.id for question in self.questions()]),
        ):
            twice = [name for name, times in Counter(ids).items() if times > 1]
            if twice:
                raise ValueError(f"the {what} '{twice[0]}' is there twice; ids are unique within a set")

    def _check_service_types(self) -> None:
        for question in self.questions():
            outside = set(question.applies_to or ()) - set(self.applies_to or SERVICE_TYPES)
            if outside:
                raise ValueError(
                    f"the question '{question.id}' is for '{min(outside)}', which the set itself is not for"
                )

    def _check_kind(self) -> None:
        if (self.mirrors is not None) != (self.kind is Kind.SELF_ASSESSMENT):
            raise ValueError(
                "'mirrors' names the assessment that a self_assessment follows; no other set has it"
            )
        if self.kind is not Kind.RECORD:
            return
        if self.bands or self.caps or self.reopens_below:
            raise ValueError("a record is never scored: it has no bands, no caps and no 'reopens_below'")
        scored = [question.id for question in self.questions() if question.weight > 1 or question.critical]
        if scored:
            raise ValueError(f"the question '{scored[0]}' of a record has no weight and is not critical")

    def _check_caps(self) -> None:
        reached = {band.rating for band in self.bands}
        for cap in self.caps:
            for rating in (cap.rated, cap.standard, cap.section, cap.overall):
                if rating is not None and rating not in reached:
                    raise ValueError(f"a cap speaks of '{rating}', which no band of this set gives")

    def standards(self) -> Iterator[Standard]:
        """Every standard, in order."""
        return (standard for section in self.sections for standard in section.standards)

    def questions(self) -> Iterator[Question]:
        """Every question, in order."""
        return (question for standard in self.standards() for question in standard.questions)

    def answer(self, word: str | None) -> ScaleAnswer | None:
        """The scale's answer of that word; ``None`` for ``not_applicable`` or a word it does not hold."""
        return next((answer for answer in self.scale if answer.id == word), None)

    def check_service_type(self, service_type: str | None) -> None:
        """Raise ``BadInput`` where ``service_type`` is no such type, or one that this set is not for."""
        if service_type is None:
            return
        if service_type not in SERVICE_TYPES:
            raise BadInput(f"'{service_type}' is not a service type{suggestion(service_type, SERVICE_TYPES)}")
        if self.applies_to is not None and service_type not in self.applies_to:
            raise BadInput(f"'{self.id}' is for {', '.join(self.applies_to)}, not for '{service_type}'")
