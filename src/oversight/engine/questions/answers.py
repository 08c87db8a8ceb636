"""Reading the answers a person gave: every refusal says which question, what is wrong and what is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oversight.engine.model import BadInput
from oversight.engine.questions.models import QuestionSet
from oversight.engine.questions.scale import NOT_APPLICABLE
from oversight.engine.words import suggestion

PARTS = ("answer", "comment", "evidence")


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question; ``word`` is ``None`` while it is not answered."""

    word: str | None = None
    comment: str = ""
    evidence: tuple[str, ...] = ()

    def as_given(self) -> dict[str, Any]:
        """The answer in the shape in which it is read."""
        given: dict[str, Any] = {"answer": self.word}
        if self.comment:
            given["comment"] = self.comment
        if self.evidence:
            given["evidence"] = list(self.evidence)
        return given


def read_answers(question_set: QuestionSet, given: Any, called: str = "answers") -> dict[str, Answer]:
    """The answers by question id, checked against the set; ``called`` names them in a refusal.

    Each is a word (``"good"``) or ``{"answer": "good", "comment": "...", "evidence": ["..."]}``.
    Raises ``BadInput`` for a question or a word the set does not have, or another shape.
    """
    if not isinstance(given, Mapping):
        raise BadInput(f"the {called} are a mapping from question id to answer, not {_kind(given)}")
    questions = {question.id for question in question_set.questions()}
    for name in given:
        if name not in questions:
            raise BadInput(
                f"{called}: '{question_set.id}' has no question '{name}'{suggestion(name, questions)}"
            )
    return {name: _answer(question_set, f"{called}: '{name}'", value) for name, value in given.items()}


def _answer(question_set: QuestionSet, where: str, value: Any) -> Answer:
    if not isinstance(value, Mapping):
        return Answer(_word(question_set, where, value))
    for key in value:
        if key not in PARTS:
            raise BadInput(f"{where} takes {', '.join(PARTS)}; it has no '{key}'{suggestion(key, PARTS)}")
    if "answer" not in value:
        raise BadInput(f"{where} has no 'answer'; write null there while it is not answered")
    word = _word(question_set, where, value["answer"])
    return Answer(word, _comment(where, value.get("comment")), _evidence(where, value.get("evidence")))


def _word(question_set: QuestionSet, where: str, value: Any) -> str | None:
    allowed = (*(answer.id for answer in question_set.scale), NOT_APPLICABLE)
    if value is None or (isinstance(value, str) and value in allowed):
        return value
    shown = f"'{value}'" if isinstance(value, str) else _kind(value)
    near = suggestion(value.strip().lower().replace(" ", "_"), allowed) if isinstance(value, str) else ""
    raise BadInput(f"{where} is answered with one of {', '.join(allowed)}, not {shown}{near}")


def _comment(where: str, value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    raise BadInput(f"the comment of {where} is text, not {_kind(value)}")


def _evidence(where: str, value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise BadInput(f"the evidence of {where} is a list of texts, not {_kind(value)}")


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    names = {list: "a list", dict: "a mapping", str: "text", int: "a number", float: "a number"}
    return "nothing" if value is None else names.get(type(value), type(value).__name__)
