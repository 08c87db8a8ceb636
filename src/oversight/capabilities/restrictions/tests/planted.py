"""What restrictions bring to the gates of permission (``tests/browser/brought.py`` says how)."""

from __future__ import annotations

from tests.ways import POSTS, WAYS

from oversight.capabilities.decisions import actions
from oversight.capabilities.decisions.actions.giving import Said
from oversight.foundation.policy import actions as policy
from oversight.foundation.policy import queries

LETTERS = ()
"""Those of its references: it has none of its own."""


def plant(to):
    """A restriction that was decided, with council's mark in every reason."""
    found = next(each for each in queries.packs_in_force(to.system, to.now.date()) if each.pack.id in WAYS)
    for role, code in POSTS.items():
        held = {each.pk for each in queries.holders_of(to.system, role, to.now.date(), found.pack.id)}
        if role in found.pack.about.roles and to.council.people[code].pk not in held:
            policy.name_holder(
                by=to.system, at=to.now, pack=found.pack.id, role=role, person=to.council.people[code],
                starts_on=to.now.date(), beside=True,
            )  # fmt: skip
    route, steps = WAYS[found.pack.id]
    first, *rest = [
        (role, Said(answer, {"reasons": to.says("It is unsafe"), **more})) for role, answer, more in steps
    ]
    case = actions.begin(service=to.has.rows[2], pack=found.pack.id, route=route, said=first[1],
                         by=to.council.actor(first[0]), at=to.now)  # fmt: skip
    for role, said in rest:
        actions.answer(case=case, said=said, version=None, by=to.council.actor(role), at=to.now)


EXAMPLES = {}
"""For each route with something in its address, what stands there."""
