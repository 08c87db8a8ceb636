"""What restrictions hear and offer: a decision that sets a position takes it; sentences for the audit."""

from __future__ import annotations

from datetime import datetime

from oversight.capabilities.decisions.events import AnswerGiven
from oversight.capabilities.decisions.models import Case
from oversight.capabilities.restrictions import actions
from oversight.foundation.audit.sentences import say
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.happenings import subscribe

SENTENCES = {"restriction.taken": "The position of {title} is {position} by {case}, clause {clause}"}


@subscribe(AnswerGiven)
def answer_given(event: AnswerGiven, by: Actor, at: datetime) -> None:
    """An answer was accepted: the position it sets stands from now on, in the same transaction."""
    case = Case.objects.visible_to(by).get(pk=event.case_id)
    actions.take(case=case, number=event.number, by=by, at=at)


def offer() -> None:
    """Register everything, once, at start-up."""
    for name, sentence in SENTENCES.items():
        say(name, sentence)
