"""Why a service stands where it does (ux.md 1.6), and what officers make of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from oversight.capabilities.register import queries as register
from oversight.capabilities.register.views.staff.days import asked_day
from oversight.capabilities.register.views.staff.services import frame
from oversight.capabilities.risk import actions, forms, queries
from oversight.capabilities.risk.permissions import can_plan_response, can_record_view
from oversight.capabilities.risk.views.staff import explained, planned
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import edited
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.authorities.actor import NotHere
from oversight.foundation.ui.words import day


def _home(row: Any) -> str:
    return f"/services/{row.reference}/risk/"


@needs(Can.RISK_SEE)
def risk(request: StaffRequest, reference: str) -> HttpResponse:
    """The worked-out band with its reasons, the officer's view, what is missing, the history; now or on a day."""
    row = register.service(request.actor, reference)
    actor, today, asked = request.actor, timezone.localdate(), request.GET.get("on", "")
    on, problem = asked_day(asked, row)
    found = queries.result_on(actor, row.id, on) if on else queries.current_of(actor, row.id)
    told: dict[str, Any] = {"on": on, "asked": asked, "problem": problem, "found": found}
    if found is not None:
        read, _ = queries.policy_of(actor, today)
        told |= explained.blocks(actor, row, found, read, now=on is None)
        told |= planned.block(actor, row, found, today)
    told |= {
        "view": queries.view_of(actor, row.id, today), "views": explained.views(queries.views_of(actor, row.id)),
        "may_plan": can_plan_response(actor) and row.standing == "open" and not on,
        "may_record": can_record_view(actor) and row.standing == "open" and not on,
    }  # fmt: skip
    return render(request, "risk/staff/service.html", frame(request, row, "Risk") | told)


@needs(Can.RISK_RECORD_VIEW, "POST")
def record(request: StaffRequest, reference: str) -> HttpResponse:
    """Record what an officer makes of a service; the worked-out band stays as it is."""
    row = register.service(request.actor, reference)

    def save(form: Any) -> tuple[str, str]:
        view = actions.record_view(service=row, by=request.actor, at=timezone.now(), **form.cleaned_data)
        return f"Your view is recorded. It lapses on {day(view.ends_on)}.", _home(row)

    context = frame(request, row, "Risk", "Record an officer view") | {
        "button": "Save", "cancel": _home(row),
        "lead": "It stands beside the worked-out band and never changes it. A view that stands is superseded.",
    }  # fmt: skip
    return edited(request, forms.ViewForm, template="register/staff/form_of.html", context=context, save=save)


@needs(Can.RISK_RECORD_VIEW, "POST")
def withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    """Withdraw the officer's view that stands, with a reason."""
    row = register.service(request.actor, reference)
    view = queries.unended_view(request.actor, row.id)
    if view is None:
        raise NotHere(reference)

    def save(form: Any) -> tuple[str, str]:
        actions.withdraw_view(view=view, why=form.cleaned_data["why"], by=request.actor, at=timezone.now())
        return "The view is withdrawn. It stays in the history.", _home(row)

    context = frame(request, row, "Risk", "Withdraw the officer view") | {
        "button": "Withdraw", "cancel": _home(row), "lead": f"{view.get_band_display()}: “{view.reason}”",
    }  # fmt: skip
    return edited(
        request, forms.WithdrawForm, template="register/staff/form_of.html", context=context, save=save
    )
