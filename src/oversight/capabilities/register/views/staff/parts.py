"""Adding, correcting and ending what is recorded beside a service."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from oversight.capabilities.register import actions, forms, queries
from oversight.capabilities.register.permissions import hidden_columns
from oversight.capabilities.register.views.staff import shown
from oversight.capabilities.register.views.staff.services import frame
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import edited, sent_version
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.accounts.queries import staff_of, user_of

NAMES = {
    "contacts": "contact", "contracts": "contract", "commissioners": "other commissioner", "officers": "officer",
    "market-risks": "market risk", "warnings": "warning", "checks": "local check",
}  # fmt: skip


def _options(request: StaffRequest, word: str) -> dict[str, Any]:
    """What a form of this kind needs beside what is typed."""
    if word == "officers":
        return {"staff": staff_of(request.actor, timezone.localdate())}
    return {"hidden": hidden_columns(request.actor)} if word == "contracts" else {}


def _values(request: StaffRequest, word: str, form: Any) -> dict[str, Any]:
    """What is saved: a warning also says who set it and when."""
    values: dict[str, Any] = form.values()
    if word == "warnings" and "set_by" not in values:
        values |= {"set_by": user_of(request.actor), "set_on": timezone.localdate()}
    return values


@needs(Can.REGISTER_CORRECT, "POST")
def add(request: StaffRequest, reference: str, word: str) -> HttpResponse:
    """Record something beside a service."""
    row = queries.service(request.actor, reference)
    queries.part_kind(word)

    def save(form: Any) -> tuple[str, str]:
        values = _values(request, word, form)
        actions.add_part(service=row, word=word, values=values, by=request.actor, at=timezone.now())
        return f"The {NAMES[word]} was added to {row.name}.", f"{shown.home(row)}details/#{word}"

    context = frame(request, row, "Details", shown.ADDING.get(word, "Record a local check")) | {
        "button": "Save", "clauses": shown.clauses(request.actor, forms.PART_FORMS[word]),
    }  # fmt: skip
    given = {"since": timezone.localdate()} if word in ("officers", "market-risks") else {}
    return edited(request, forms.PART_FORMS[word], template="register/staff/form_of.html", context=context, save=save,
                  initial=given, **_options(request, word))  # fmt: skip


@needs(Can.REGISTER_CORRECT, "POST")
def correct(request: StaffRequest, reference: str, word: str, part_id: UUID) -> HttpResponse:
    """Correct what is recorded beside a service, with a reason."""
    row = queries.service(request.actor, reference)
    part = queries.part(request.actor, row, word, part_id)

    def save(form: Any) -> tuple[str, str]:
        actions.correct_part(
            part=part, word=word, values=form.values(), reason=form.cleaned_data["reason"],
            version=sent_version(request), by=request.actor, at=timezone.now(),
        )  # fmt: skip
        return f"The {NAMES[word]} was corrected.", f"{shown.home(row)}details/#{word}"

    context = frame(request, row, "Details", f"Correct this {NAMES[word]}") | {
        "button": "Save correction", "clauses": shown.clauses(request.actor, forms.PART_FORMS[word]),
    }  # fmt: skip
    given = part.values() | ({"person": getattr(part, "person_id", None)} if word == "officers" else {})
    return edited(
        request, forms.correcting(forms.PART_FORMS[word]), template="register/staff/form_of.html", context=context,
        save=save, initial=given, version=part.version, **_options(request, word),
    )  # fmt: skip


@needs(Can.REGISTER_CORRECT, "POST")
def end(request: StaffRequest, reference: str, word: str, part_id: UUID) -> HttpResponse:
    """End what is recorded beside a service, from a day on."""
    row = queries.service(request.actor, reference)
    part = queries.part(request.actor, row, word, part_id)

    def save(form: Any) -> tuple[str, str]:
        actions.end_part(
            part=part,
            word=word,
            version=sent_version(request),
            by=request.actor,
            at=timezone.now(),
            **form.cleaned_data,
        )
        return f"The {NAMES[word]} ended.", f"{shown.home(row)}details/#{word}"

    lead = "It stays on record with the dates between which it held."
    context = frame(request, row, "Details", f"End this {NAMES[word]}") | {"button": "End it", "lead": lead}
    return edited(
        request,
        forms.EndForm,
        template="register/staff/form_of.html",
        context=context,
        save=save,
        version=part.version,
    )
