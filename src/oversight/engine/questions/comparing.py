"""A record over time: which warning signs are new, which persist, which are gone, which are lost sight of.

Nothing is added up: a sign is a prompt to look at other sources, never a point.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from oversight.engine.model import BadInput
from oversight.engine.questions.answers import Answer, read_answers
from oversight.engine.questions.models import Kind, QuestionSet


@dataclass(frozen=True, slots=True)
class Compared:
    """Two records of the same service, earlier and later; each tuple holds question ids in the set's order.

    ``gone`` was a sign and was looked for in vain; ``lost_sight`` was a sign and is now not known or not
    answered: nobody has said that it has gone.
    """

    appeared: tuple[str, ...]
    persisting: tuple[str, ...]
    gone: tuple[str, ...]
    lost_sight: tuple[str, ...]


def compare(question_set: QuestionSet, earlier: Any, later: Any) -> Compared:
    """How the warning signs of a record changed between two dates.

    Raises ``BadInput`` for answers that cannot be read, or a set that is not a record.
    """
    if question_set.kind is not Kind.RECORD:
        raise BadInput(f"'{question_set.id}' is scored; only a record is compared sign by sign")
    before = read_answers(question_set, earlier, "earlier answers")
    now = read_answers(question_set, later, "later answers")
    changes: dict[str, list[str]] = {"appeared": [], "persisting": [], "gone": [], "lost_sight": []}
    for question in question_set.questions():
        was, now_is = (_sign(question_set, answers.get(question.id)) for answers in (before, now))
        if was or now_is:
            changes[_change(was, now_is)].append(question.id)
    return Compared(**{name: tuple(ids) for name, ids in changes.items()})


def _sign(question_set: QuestionSet, answer: Answer | None) -> bool | None:
    if answer is None or answer.word is None:
        return None
    chosen = question_set.answer(answer.word)
    return chosen.sign if chosen else False


def _change(was: bool | None, now_is: bool | None) -> str:
    if now_is:
        return "persisting" if was else "appeared"
    return "lost_sight" if now_is is None else "gone"
