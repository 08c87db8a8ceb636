"""The pages of a provider: all its services together (PB 5.4.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.capabilities.register import actions, forms, queries
from oversight.capabilities.register.permissions import (
    can_add,
    can_add_files,
    can_close,
    can_correct,
    can_see_files,
    can_see_finance,
    hidden_columns,
)
from oversight.capabilities.register.views.staff import clocks, happened, shown
from oversight.capabilities.register.views.staff.days import asked_day
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import edited, sent_version
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.audit.actions import record_read
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.documents.listing import table_of
from oversight.foundation.ui.pages import Cell, Column, Link, Table


def _home(row: Any) -> str:
    return f"/providers/{row.reference}/"


@needs(Can.REGISTER_SEE)
def provider(request: StaffRequest, reference: str) -> HttpResponseBase:
    """A provider with its services; a look at its finances is itself recorded. A merged one leads on."""
    row = queries.provider(request.actor, reference)
    if row.standing == "merged" and row.merged_into:
        return redirect(_home(row.merged_into))
    if can_see_finance(request.actor) and row.finance_note:
        record_read("finance", by=request.actor, at=timezone.now(), subject=row.reference)
    asked = request.GET.get("on", "")
    on, problem = asked_day(asked, row)
    then = queries.provider_on(request.actor, reference, on) if on else row
    return render(request, "register/staff/provider.html", {
        "title": row.name, "provider": row, "facts": shown.provider_facts(then, request.actor),
        "asked": asked, "on": on, "problem": problem, "acts": tuple(_acts(request.actor, row)),
        "services": _services(request, row), "group": _group(request, row),
        "back_link": Link("Providers", "/providers/"),
        "events": happened.events(request.actor, row.reference, 20), **_beside(request, row),
    })  # fmt: skip


def _acts(actor: Actor, row: Any) -> Iterator[Link]:
    here, is_open = _home(row), row.standing == "open"
    if can_correct(actor) and is_open:
        yield Link("Correct details", f"{here}correct/")
    if can_add(actor) and is_open:
        yield Link("Add a service", f"/services/new/?provider={row.reference}")
    if can_close(actor) and is_open:
        yield Link("Merge into another provider", f"{here}merge/")
        yield Link("Close this provider", f"{here}close/")
    if can_close(actor) and row.standing == "closed":
        yield Link("Reopen this provider", f"{here}reopen/")


def _beside(request: StaffRequest, row: Any) -> dict[str, Any]:
    """What other parts of the house keep with a provider: its files, the tasks about it."""
    actor = request.actor
    adding = f"/documents/add/?about={row.reference}" if can_add_files(actor) else ""
    return {
        "files": table_of(actor, [row.reference], "Files") if can_see_files(actor) else None, "add_file": adding,
        "deadlines": clocks.all_of(actor, [row.reference], timezone.localdate()) if clocks.can_see(actor) else None,
    }  # fmt: skip


def _services(request: StaffRequest, row: Any) -> Table:
    rows = [
        (Cell(each.name, f"/services/{each.reference}/"), each.reference, each.get_kind_display(), each.town,
         each.get_scope_display(), each.get_standing_display())
        for each in queries.services_of(request.actor, row)
    ]  # fmt: skip
    heads = [
        Column(each, each) for each in ("Service", "Reference", "Kind", "Town", "Oversight", "Open or closed")
    ]
    return Table("Services it runs", heads, rows, "It runs no service on the register.")


def _group(request: StaffRequest, row: Any) -> Table | None:
    others: Sequence[Any] = queries.group_of(request.actor, row)
    rows = [(Cell(each.name, _home(each)), each.reference, each.open_services) for each in others]
    heads = [Column("p", "Provider"), Column("r", "Reference"), Column("s", "Open services", numeric=True)]
    return Table(f"Others under the brand {row.brand.name}", heads, rows) if rows else None


@needs(Can.REGISTER_ADD, "POST")
def add(request: StaffRequest) -> HttpResponse:
    """Add a provider."""

    def save(form: Any) -> tuple[str, str]:
        values = form.values()
        row = actions.add_provider(
            brand=values.pop("brand"), values=values, by=request.actor, at=timezone.now()
        )
        return f"{row.name} was added as {row.reference}.", _home(row)

    context = {
        "title": "Add a provider",
        "back_link": Link("Providers", "/providers/"),
        "button": "Add provider",
        "clauses": shown.clauses(request.actor, forms.NewProviderForm),
    }
    return edited(request, forms.NewProviderForm, template="register/staff/form.html", context=context, save=save,
                  initial={"finance_risk": "unknown", "in_administration": None},
                  hidden=hidden_columns(request.actor))  # fmt: skip


@needs(Can.REGISTER_CORRECT, "POST")
def correct(request: StaffRequest, reference: str) -> HttpResponse:
    """Correct a provider, with a reason."""
    row = queries.provider(request.actor, reference)

    def save(form: Any) -> tuple[str, str]:
        actions.correct_provider(
            provider=row, values=form.values(), reason=form.cleaned_data["reason"], version=sent_version(request),
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
        return f"{row.name} was corrected.", _home(row)

    context = {
        "title": f"Correct {row.name}",
        "back_link": Link(row.name, _home(row)),
        "button": "Save correction",
        "clauses": shown.clauses(request.actor, forms.CorrectProviderForm),
    }
    return edited(request, forms.CorrectProviderForm, template="register/staff/form.html", context=context, save=save,
                  initial=row.values(), version=row.version, hidden=hidden_columns(request.actor))  # fmt: skip


@needs(Can.REGISTER_MERGE, "POST")
def close(request: StaffRequest, reference: str) -> HttpResponse:
    """Close a provider that runs no open service."""
    row = queries.provider(request.actor, reference)

    def save(form: Any) -> tuple[str, str]:
        actions.close_provider(
            provider=row,
            version=sent_version(request),
            by=request.actor,
            at=timezone.now(),
            **form.cleaned_data,
        )
        return f"{row.name} is closed.", _home(row)

    context = {
        "title": f"Close {row.name}",
        "back_link": Link(row.name, _home(row)),
        "button": "Close provider",
    }
    return edited(
        request,
        forms.CloseForm,
        template="register/staff/form.html",
        context=context,
        save=save,
        version=row.version,
    )
