"""What risk brings to the gates of permission (``tests/browser/brought.py`` says how)."""

from __future__ import annotations

from datetime import timedelta

from oversight.capabilities.risk import actions, queries
from oversight.capabilities.risk.models import Current

LETTERS = ("RS",)
"""Those of its references."""


def plant(to):
    """A service worked out, with an officer's view and in a frozen matrix; council's mark in every text."""
    service = to.has.rows[0]
    actions.work_out(cause=to.says("A test"), by=to.system, at=to.now)
    actions.record_view(
        service=service, band="amber", reason=to.says("We worry"), ends_on=to.now.date() + timedelta(days=9),
        by=to.council.actor("QO"), at=to.now,
    )  # fmt: skip
    to.has.response = actions.plan_response(
        service=service, kind="visit", what=to.says("The rota"), day=to.now.date() + timedelta(days=9),
        person=to.council.people["QO"], by=to.council.actor("QO"), at=to.now,
    ).pk  # fmt: skip
    Current.objects.visible_to(to.system).update(top_reason=to.says("Its ratings"))
    _moved(to)
    to.has.frozen = actions.freeze(name=to.says("Board"), by=to.council.actor("QM"), at=to.now).reference


def _moved(to):
    """A result with another band than the one before, so that the list of changes has a row."""
    kept = queries.current_of(to.system, to.has.rows[0].id)
    kept.result = {}
    kept.band, kept.rank = "red" if kept.band != "red" else "green", 3
    kept.save()
    actions.work_out(cause=to.says("A test again"), by=to.system, at=to.now)


def _frozen(planted, role):
    return {"reference": planted.has.frozen}


def _service(planted, role):
    return {"reference": planted.has.service}


def _planned(planted, role):
    return {"reference": planted.has.service, "response_id": planted.has.response}


EXAMPLES = {
    "risk:end_plan": _planned,
    "risk:snapshot": _frozen,
    "portal:service": _service,
    **{f"risk:{word}": _service for word in ("service", "record_view", "withdraw_view", "plan")},
}
"""For each route with something in its address, what stands there."""
