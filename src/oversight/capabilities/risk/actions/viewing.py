"""An officer's view of a service: recorded beside the worked-out band, superseded or withdrawn, never edited."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from oversight.capabilities.risk import queries
from oversight.capabilities.risk.models import OfficerView
from oversight.capabilities.risk.states import BANDS
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.ui.words import day

LONGEST_DAYS = 183
"""How long a view may stand before somebody looks again: six months, our own limit."""


def record_view(
    *, service: Any, band: str, reason: str, ends_on: date, by: Actor, at: datetime
) -> OfficerView:
    """Record what an officer makes of a service (WB 11.1); one that stands is superseded.

    Raises ``Refused`` without a reason, or without a day within six months on which it lapses.
    """
    by.check(Can.RISK_RECORD_VIEW)
    today = localdate(at)
    if service.standing != "open":
        raise Refused(f"{service.name} is closed, so no view of it is recorded")
    if band not in BANDS or not band:
        raise Refused("Select red, amber or green")
    if not reason.strip():
        raise Refused("Enter why")
    if not today <= ends_on <= today + timedelta(days=LONGEST_DAYS):
        raise Refused("Look again by must be a day from today on and within six months")
    if before := queries.unended_view(by, service.id):
        _end(before, "A newer view was recorded", by, at)
    row = OfficerView.objects.create(
        authority_id=by.authority_id, service=service, band=band, reason=reason.strip()[:1000],
        person_id=by.person_id, recorded_at=at, ends_on=ends_on,
    )  # fmt: skip
    told = {"Why": row.reason, "Look again by": day(ends_on)}
    details = {"title": service.name, "view": BANDS[band].lower(), "after": told}
    record("officer_view.recorded", by=by, at=at, subject=service.reference, changed=[row], details=details)
    return row


def withdraw_view(*, view: OfficerView, why: str, by: Actor, at: datetime) -> None:
    """Take a view back with a reason; it stays in the history."""
    by.check(Can.RISK_RECORD_VIEW)
    if view.ended_at is not None:
        raise Refused("This view has ended already")
    if not why.strip():
        raise Refused("Enter why you are withdrawing it")
    _end(view, why.strip()[:500], by, at)


def _end(view: OfficerView, why: str, by: Actor, at: datetime) -> None:
    view.ended_at, view.ended_why, view.version = at, why, view.version + 1
    view.save()
    details = {"title": view.service.name, "reason": why}
    record(
        "officer_view.ended", by=by, at=at, subject=view.service.reference, changed=[view], details=details
    )
