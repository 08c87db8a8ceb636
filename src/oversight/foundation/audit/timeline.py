"""What was done to a record, for its own page."""

from __future__ import annotations

from oversight.foundation.audit import sentences
from oversight.foundation.audit.models import Event
from oversight.foundation.audit.queries import about
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.ui import pages


def timeline(actor: Actor, subject: str, most: int = 50) -> list[pages.Event]:
    """The newest events about a record: each as a sentence, with what it changed and why.

    For whoever may see the whole record; where columns are hidden from some, their page leaves them out.
    """
    return [
        pages.Event(sentences.sentence(each), each.at, body=_body(each))
        for each in about(actor, subject, most)
    ]


def _body(event: Event) -> str:
    """What was changed from what to what, then the reason; what a new record held stands on its page."""
    corrected = sentences.changes(event) if "changes" in event.event else []
    told = [f"{each.words}: {each.before} → {each.after}" for each in corrected]
    why = sentences.reason(event)
    return ". ".join([*told, *([f"Reason: {why}"] if why else [])])
