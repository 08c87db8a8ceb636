"""What decisions bring to the gates of permission (``tests/browser/brought.py`` says how)."""

from __future__ import annotations

from tests.ways import WAYS

from oversight.capabilities.decisions import actions
from oversight.capabilities.decisions.actions.giving import Said
from oversight.capabilities.decisions.permissions import can_act
from oversight.capabilities.register import actions as register
from oversight.foundation.policy import queries as policy

LETTERS = ("D",)
"""Those of its references."""


def plant(to):
    """A case that was begun, with council's mark in its reasons, and an interest."""
    service = to.has.rows[0]
    pack = next(each.pack for each in policy.adoptions(to.system, to.now.date()) if each.pack in WAYS)
    route, steps = WAYS[pack]
    said = Said(steps[0][1], {"reasons": to.says("It is unsafe")})
    case = actions.begin(
        service=service, pack=pack, route=route, said=said, by=to.council.actor("QO"), at=to.now
    )
    to.has.case, to.has.begin = case.reference, {"pack": pack, "route": route, "answer": steps[0][1]}
    to.has.answer = steps[1][1]
    _interests(to)


def _interests(to):
    """An interest of everybody who answers in cases, in a provider of their own."""
    provider = register.add_provider(values={"name": to.says("Yew Care")}, by=to.system, at=to.now)
    values = {"name": to.says("Yew House"), "kind": "day_service", "regulator": "none"}
    to.has.close_to_us = register.add_service(
        provider=provider, values=values, by=to.system, at=to.now
    ).reference
    for role in to.council.people:
        if can_act(by := to.council.actor(role)):
            actions.declare_interest(provider=provider, what=to.says("A cousin"), by=by, at=to.now)


def _service(planted, role):
    return {"reference": planted.has.service}


def _case(planted, role):
    return {"reference": planted.has.case}


def _answer(planted, role):
    return {"reference": planted.has.case, "answer": planted.has.answer}


def _begin(planted, role):
    return {"reference": planted.has.rows[1].reference, **planted.has.begin}


def _close_to_us(planted, role):
    return {"reference": planted.has.close_to_us}


EXAMPLES = {
    "decisions:end_interest": _close_to_us,
    "decisions:case": _case, "decisions:answer": _answer, "decisions:begin": _begin,
    **{f"decisions:{word}": _service for word in ("of_service", "declare_interest")},
}  # fmt: skip
"""For each route with something in its address, what stands there."""
