"""What placements bring to the gates of permission (``tests/browser/brought.py`` says how)."""

from __future__ import annotations

from types import SimpleNamespace

from oversight.capabilities.placements import actions
from oversight.capabilities.placements.permissions import can_check
from oversight.capabilities.placements.tests.lists import HEADINGS, read, saved, uploaded

LETTERS = ("PL", "LU")
"""Those of its references."""


def plant(to):
    """A list in each state and a look-up, with the council's mark in every text."""
    by, at, board = to.council.actor("QM"), to.now, to.says("Board")
    row = (to.has.service, "", "Red", "1/11/2026", to.says("Call us"), to.says("Full"),
           to.says("Neighbour"), to.says("suspended"))  # fmt: skip
    kept = saved(row, by=by, at=at)
    waiting = read(row, by=by, at=at, decided_by=board)
    new = uploaded(row, by=by, at=at, headings=[to.says(each) for each in HEADINGS])
    to.has.placing = SimpleNamespace(saved=kept.reference, waiting=waiting.reference, new=new.reference)
    askers = [role for role in to.council.people if can_check(to.council.actor(role))]
    to.has.asked = {
        role: actions.ask(service=to.has.rows[0], by=to.council.actor(role), at=at).reference
        for role in askers
    }


def _own(planted, role):
    """One's own look-up; for who may not ask, a placement officer's."""
    return {"reference": planted.has.asked.get(role, planted.has.asked["PL"])}


def _of(kept):
    return lambda planted, role: {"reference": getattr(planted.has.placing, kept)}


EXAMPLES = {
    "placements:check": lambda planted, role: {"reference": planted.has.service},
    "placements:look_up": _own,
    "placements:undo": _of("saved"),
    "placements:columns": _of("new"),
    **{f"placements:{word}": _of("waiting") for word in ("list", "save", "leave")},
}
"""For each route with something in its address, what stands there."""
