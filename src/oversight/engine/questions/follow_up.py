"""A follow-up: what was rated too low is asked again; everything else stands as it was, comments included.

Nothing but answers is taken in, so a finished action plan cannot change a rating: only a new answer can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oversight.engine.model import BadInput
from oversight.engine.questions.answers import Answer
from oversight.engine.questions.models import Question, QuestionSet
from oversight.engine.questions.scale import worse_than


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that was given and not used, and why."""

    question: str
    why: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The answers in force, and where each came from. A question may be in ``reopened`` or in ``carried``,
    not in both; one that has never been answered is in neither.
    """

    answers: Mapping[str, Answer]
    reopened: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()


def settle(
    question_set: QuestionSet,
    asked: tuple[Question, ...],
    now: Mapping[str, Answer],
    before: Mapping[str, Answer] | None,
) -> Settled:
    """The answers in force for the questions that are ``asked`` of this service.

    ``before`` holds the answers of the assessment that is followed up, or ``None``. Raises ``BadInput``
    where the set has no follow-up.
    """
    ids = tuple(question.id for question in asked)
    not_asked = _not_asked(ids, now, before or {})
    if before is None:
        return Settled({name: now[name] for name in ids if name in now}, refused=not_asked)
    if question_set.reopens_below is None:
        raise BadInput(f"'{question_set.id}' has no follow-up, so earlier answers cannot be used with it")
    carried = tuple(name for name in ids if _stands(question_set, before.get(name)))
    not_reopened = tuple(
        Refused(name, f"it was {_was(question_set, before[name])} and is not asked again: that answer stands")
        for name in carried
        if now.get(name, Answer()) != Answer()
    )
    return Settled(
        answers={name: before[name] if name in carried else now.get(name, Answer()) for name in ids},
        reopened=tuple(name for name in ids if name not in carried and before.get(name, Answer()).word),
        carried=carried,
        refused=(*not_reopened, *not_asked),
    )


def _not_asked(
    ids: tuple[str, ...], now: Mapping[str, Answer], before: Mapping[str, Answer]
) -> tuple[Refused, ...]:
    why = "it is not asked of this type of service"
    given = {name for each in (now, before) for name, answer in each.items() if answer != Answer()}
    return tuple(Refused(name, why) for name in sorted(given.difference(ids)))


def _stands(question_set: QuestionSet, earlier: Answer | None) -> bool:
    if earlier is None or earlier.word is None:
        return False
    answer, limit = question_set.answer(earlier.word), question_set.reopens_below
    rating = answer.rating if answer else None
    return rating is None or limit is None or not worse_than(rating, limit)


def _was(question_set: QuestionSet, earlier: Answer) -> str:
    answer = question_set.answer(earlier.word)
    return f"rated {answer.title} before" if answer else "not applicable before"
