"""What is done about a service: visits that are planned, support, and what came of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from oversight.capabilities.register import queries as register
from oversight.capabilities.register.views.staff.services import frame
from oversight.capabilities.risk import actions, forms, queries
from oversight.capabilities.risk.states import RESPONSES
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import edited, sent_version
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.accounts.queries import staff_of
from oversight.foundation.ui.words import day


@needs(Can.RISK_PLAN_RESPONSE, "POST")
def plan(request: StaffRequest, reference: str) -> HttpResponse:
    """Record that a visit is planned, or that the service is supported."""
    row = register.service(request.actor, reference)
    home = f"/services/{row.reference}/risk/"

    def save(form: Any) -> tuple[str, str]:
        kept = actions.plan_response(service=row, by=request.actor, at=timezone.now(), **form.cleaned_data)
        return f"{RESPONSES[kept.kind]} until {day(kept.day)}. {kept.person.name} has a task for it.", home

    context = frame(request, row, "Risk", "Plan a visit or support") | {
        "button": "Save", "cancel": home,
        "lead": "A service that is red or amber is supported or has a visit planned. Those without are listed.",
    }  # fmt: skip
    return edited(
        request, forms.PlanForm, template="register/staff/form_of.html", context=context, save=save,
        initial={"person": request.actor.person_id}, staff=staff_of(request.actor, timezone.localdate()),
    )  # fmt: skip


@needs(Can.RISK_PLAN_RESPONSE, "POST")
def end(request: StaffRequest, reference: str, response_id: UUID) -> HttpResponse:
    """Say what came of a visit or of support."""
    row = register.service(request.actor, reference)
    found = queries.response(request.actor, row.id, response_id)
    home = f"/services/{row.reference}/risk/"

    def save(form: Any) -> tuple[str, str]:
        actions.end_response(
            response=found, version=sent_version(request), by=request.actor, at=timezone.now(),
            **form.cleaned_data,
        )  # fmt: skip
        return "What came of it is recorded.", home

    context = frame(request, row, "Risk", "Say what came of it") | {
        "button": "Save", "cancel": home,
        "lead": f"{RESPONSES[found.kind]}, {found.person.name}, {day(found.day)}: “{found.what}”",
    }  # fmt: skip
    return edited(request, forms.EndForm, template="register/staff/form_of.html", context=context, save=save,
                  version=found.version)  # fmt: skip
