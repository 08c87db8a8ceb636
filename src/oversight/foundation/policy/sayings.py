"""The events of policies as sentences of the audit trail."""

from __future__ import annotations

from oversight.foundation.audit.sentences import say

SAYINGS = {
    "policy.adopted": "{by} adopted ‘{title}’, edition {edition}, from {starts}",
    "policy.ended": "{by} ended the adoption of {subject}: {reason}",
    "policy.acknowledged": "{by} acknowledged having read ‘{title}’, edition {edition}",
    "post.named": "{by} named {person} as {post} from {starts}",
    "post.ended": "{by} ended {person} as {post}: {reason}",
    "settings.drafted": "{by} drafted settings {number} to begin on {starts}: {reason}",
    "settings.changed": "{by} changed the draft of settings {number}: {reason}",
    "settings.approved": "{by} approved settings {number} to begin on {starts}",
    "settings.withdrawn": "{by} withdrew the draft of settings {number}: {reason}",
}


def say_all() -> None:
    """Give each event its sentence."""
    for name, sentence in SAYINGS.items():
        say(name, sentence)
