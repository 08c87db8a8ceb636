"""What placements bring to the gates of permission (``tests/browser/brought.py`` says how)."""

from __future__ import annotations

from types import SimpleNamespace

from oversight.capabilities.placements import actions
from oversight.capabilities.placements.tests.lists import read, saved

LETTERS = ("PL", "LU")
"""Those of its references."""


def plant(to):
    """A list in each state and a look-up, with the council's mark in every text."""
    by, at, board = to.council.actor("QM"), to.now, to.says("Board")
    row = (to.has.service, "", "Red", "1/11/2026", to.says("Call us"), to.says("Full"),
           to.says("Neighbour"), to.says("suspended"))  # fmt: skip
    kept = saved(row, by=by, at=at)
    waiting = read(row, by=by, at=at, decided_by=board)
    answer = actions.ask(service=to.has.rows[0], by=to.council.actor("PL"), at=at)
    to.has.placing = SimpleNamespace(saved=kept.reference, waiting=waiting.reference, answer=answer.reference)


def _of(kept):
    return lambda planted, role: {"reference": getattr(planted.has.placing, kept)}


EXAMPLES = {
    "placements:check": lambda planted, role: {"reference": planted.has.service},
    "placements:look_up": _of("answer"),
    "placements:undo": _of("saved"),
    **{f"placements:{word}": _of("waiting") for word in ("list", "save", "leave")},
}
"""For each route with something in its address, what stands there."""
