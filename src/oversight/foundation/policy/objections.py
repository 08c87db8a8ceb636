"""What stands in the way of approving settings: whoever keeps decisions registers what to ask.

Nobody may approve a change that would flip a decision they have open (security.md 2.5, rule 10).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from oversight.engine.outcomes.policy import Policy
from oversight.foundation.authorities.actor import Actor

Objection = Callable[[Actor, Policy, Policy, date], str]
"""Given who approves, the policy before and after and the day: a sentence, or nothing."""
_objections: dict[str, Objection] = {}


def register(name: str, objection: Objection) -> None:
    """Have a question asked before settings are approved."""
    _objections[name] = objection


def objection_to(by: Actor, before: Policy, after: Policy, day: date) -> str:
    """The first sentence that stands in the way; empty where nothing does."""
    said = (each(by, before, after, day) for each in _objections.values())
    return next((sentence for sentence in said if sentence), "")
