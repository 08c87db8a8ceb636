"""What placements offers: sentences for the audit, the placing part of the strip on a service's page."""

from __future__ import annotations

from datetime import date
from typing import Any

from oversight.capabilities.placements import queries, rules
from oversight.capabilities.placements.permissions import can_check
from oversight.capabilities.placements.states import ANSWERS, TONE
from oversight.foundation.audit.sentences import say
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.ui.openings import fills
from oversight.foundation.ui.pages import Mark, Status
from oversight.foundation.ui.words import day as in_words

SENTENCES = {
    "service.placing_checked": "{by} asked whether a person can be placed with {title}: {answer}. Receipt {receipt}",
    "positions.uploaded": "{by} uploaded {file} as list {subject} of positions: {count} rows",
    "positions.read": "{by} read list {subject} of positions: {count} good rows, {wrong} with a problem",
    "positions.saved": "{by} saved list {subject}: {count} positions, {freed} services freed",
    "positions.left": "{by} saved nothing of list {subject}",
    "positions.undone": "{by} undid list {subject}",
}


@fills("service.placing")
def strip(actor: Actor, row: Any, day: date) -> Status | None:
    """The placing part of the strip: the answer as it would be given, and its first reason."""
    if not can_check(actor):
        return None
    known = queries.known_of(actor, [row], day)[row.id]
    found = rules.answer(known, day)
    position = queries.position_of(actor, row.id)
    lines = list(found.reasons[:1])
    if position and position.position != "none" and not known.decided_since_the_list:
        lines.append(
            f"Since {in_words(position.since)}." if position.since else "Since when is not recorded."
        )
        lines += [f"Call first: {position.call_first}."] if position.call_first else []
    mark = Mark("rag", TONE[found.answer], ANSWERS[found.answer])
    address = f"/placements/?q={row.reference}"
    return Status(
        "Can we place?", address, "Ask and keep a receipt", heading="Placing", mark=mark, lines=tuple(lines)
    )


def offer() -> None:
    """Register everything, once, at start-up."""
    for name, sentence in SENTENCES.items():
        say(name, sentence)
