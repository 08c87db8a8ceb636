"""What decisions offer: sentences for the audit."""

from __future__ import annotations

from oversight.foundation.audit.sentences import say

SENTENCES = {
    "decision.answered": "{by} answered in {case} about {title}: {answer}. {stead}",
    "decision.refused": "{by} recorded an answer that came too late in {case} about {title}: {answer}. {refused}",
    "decision.window_ended": "The time to answer ran out in {case} about {title}: {outcome}",
    "interest.declared": "{by} declared an interest in {title}",
    "interest.ended": "{by} ended a declared interest in {title}",
}


def offer() -> None:
    """Register everything, once, at start-up."""
    for name, sentence in SENTENCES.items():
        say(name, sentence)
