"""Changing who runs a service, and merging or reopening providers."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from oversight.capabilities.register import actions, forms, queries
from oversight.capabilities.register.views.staff import shown
from oversight.capabilities.register.views.staff.services import frame
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import edited, sent_version
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.ui.pages import Link
from oversight.foundation.ui.words import plural


@needs(Can.REGISTER_CORRECT, "POST")
def change_provider(request: StaffRequest, reference: str) -> HttpResponse:
    """Record that another provider runs a service now."""
    row = queries.service(request.actor, reference)

    def save(form: Any) -> tuple[str, str]:
        to = queries.provider_named(request.actor, form.cleaned_data["provider"])
        actions.move_service(service=row, to=to, reason=form.cleaned_data["reason"], version=sent_version(request),
                             by=request.actor, at=timezone.now())  # fmt: skip
        return f"{to.name} runs {row.name} now.", shown.home(row)

    lead = f"{row.provider.name} runs it now. Everything recorded stays with the service."
    context = frame(request, row, "Details", "Change who runs it") | {"button": "Save", "lead": lead}
    return edited(request, forms.ChangeProviderForm, template="register/staff/form_of.html", context=context,
                  save=save, version=row.version)  # fmt: skip


@needs(Can.REGISTER_MERGE, "POST")
def merge_provider(request: StaffRequest, reference: str) -> HttpResponse:
    """Merge a provider that is on the register twice into the record that stays."""
    row = queries.provider(request.actor, reference)

    def save(form: Any) -> tuple[str, str]:
        into = queries.provider_named(request.actor, form.cleaned_data["into"])
        moved = actions.merge_providers(provider=row, into=into, reason=form.cleaned_data["reason"],
                                        version=sent_version(request), by=request.actor, at=timezone.now())  # fmt: skip
        return f"{row.name} is now part of {into.name}. {plural(moved, 'service')} went over.", _home(into)

    context = _frame(row, f"Merge {row.name} into another provider") | {
        "button": "Merge", "lead": "Its services go over to the other provider, and this address leads there.",
    }  # fmt: skip
    return edited(request, forms.MergeProviderForm, template="register/staff/form.html", context=context, save=save,
                  version=row.version)  # fmt: skip


@needs(Can.REGISTER_MERGE, "POST")
def reopen_provider(request: StaffRequest, reference: str) -> HttpResponse:
    """Reopen a provider that was closed."""
    row = queries.provider(request.actor, reference)

    def save(form: Any) -> tuple[str, str]:
        actions.reopen_provider(provider=row, reason=form.cleaned_data["reason"], version=sent_version(request),
                                by=request.actor, at=timezone.now())  # fmt: skip
        return f"{row.name} is open again.", _home(row)

    context = _frame(row, f"Reopen {row.name}") | {"button": "Reopen provider"}
    return edited(request, forms.ReopenForm, template="register/staff/form.html", context=context, save=save,
                  version=row.version)  # fmt: skip


def _home(row: Any) -> str:
    return f"/providers/{row.reference}/"


def _frame(row: Any, title: str) -> dict[str, Any]:
    return {"title": title, "back_link": Link(row.name, _home(row))}
