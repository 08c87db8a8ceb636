"""Declaring one's own interest in a provider, and ending it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from oversight.capabilities.decisions import actions, forms, queries
from oversight.capabilities.register import queries as register
from oversight.capabilities.register.views.staff.services import frame
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import edited
from oversight.foundation.accounts.gate import StaffRequest, needs


@needs(Can.DECISIONS_ACT, "POST")
def declare(request: StaffRequest, reference: str) -> HttpResponse:
    """Declare an interest in the provider of a service."""
    row = register.service(request.actor, reference)
    home = f"/services/{row.reference}/decisions/"

    def save(form: Any) -> tuple[str, str]:
        actions.declare_interest(
            provider=row.provider, by=request.actor, at=timezone.now(), **form.cleaned_data
        )
        return f"Your interest in {row.provider.name} is declared. You answer in none of its cases.", home

    context = frame(request, row, "Decisions", "Declare an interest") | {
        "button": "Declare it", "cancel": home,
        "lead": f"It is about {row.provider.name} and all its services. What you answered before stays as it is.",
    }  # fmt: skip
    return edited(
        request, forms.InterestForm, template="register/staff/form_of.html", context=context, save=save
    )


@needs(Can.DECISIONS_ACT, "POST")
def end(request: StaffRequest, reference: str) -> HttpResponse:
    """Say that one's own interest has ended; who declared none is led back."""
    row = register.service(request.actor, reference)
    found = queries.interest_of(request.actor, row.provider_id)
    home = f"/services/{row.reference}/decisions/"
    if found is None:
        return redirect(home)

    def save(form: Any) -> tuple[str, str]:
        actions.end_interest(interest=found, by=request.actor, at=timezone.now(), **form.cleaned_data)
        return "Your interest has ended. It stays in the record.", home

    context = frame(request, row, "Decisions", "End your interest") | {
        "button": "End it", "cancel": home, "lead": f"{row.provider.name}: “{found.what}”",
    }  # fmt: skip
    return edited(
        request, forms.EndInterestForm, template="register/staff/form_of.html", context=context, save=save
    )
