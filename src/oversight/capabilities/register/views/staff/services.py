"""The pages of one service, and what is done on them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.capabilities.register import actions, forms, queries
from oversight.capabilities.register.permissions import can_correct
from oversight.capabilities.register.views.staff import happened, shown
from oversight.capabilities.register.views.staff.days import asked_day
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import edited, sent_version
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.ui.pages import Link
from oversight.foundation.ui.words import day


def frame(request: StaffRequest, row: Any, section: str, title: str = "") -> dict[str, Any]:
    """What every page of a service shows around its own part."""
    today = timezone.localdate()
    return {
        "title": title or section, "about": row.name, "service": row, "cancel": shown.home(row),
        "identity": shown.identity(row, request.actor, today, section),
    }  # fmt: skip


@needs(Can.REGISTER_SEE)
def overview(request: StaffRequest, reference: str) -> HttpResponse:
    """The service on one page. A merged record leads to the one that stays."""
    row = queries.service(request.actor, reference)
    if row.standing == "merged" and row.merged_into:
        return redirect(shown.home(row.merged_into))
    beside = queries.beside(request.actor, row, timezone.localdate())
    told = {
        "cards": shown.cards(
            row, beside, request.actor, queries.sisters(request.actor, row).count(), timezone.localdate()
        ),
        "events": happened.events(request.actor, row.reference, 5),
    }
    return render(request, "register/staff/overview.html", frame(request, row, "Overview", row.name) | told)


@needs(Can.REGISTER_SEE)
def timeline(request: StaffRequest, reference: str) -> HttpResponse:
    """Everything done to the service, newest first."""
    row = queries.service(request.actor, reference)
    told = {"events": happened.events(request.actor, row.reference, 200)}
    return render(request, "register/staff/timeline.html", frame(request, row, "Timeline") | told)


@needs(Can.REGISTER_SEE)
def details(request: StaffRequest, reference: str) -> HttpResponse:
    """Everything recorded of the service, now or as it was on a day."""
    row = queries.service(request.actor, reference)
    asked = request.GET.get("on", "")
    on, problem = asked_day(asked, row)
    then = queries.service_on(request.actor, reference, on) if on else row
    beside = (
        queries.beside_on(request.actor, row, on)
        if on
        else queries.beside(request.actor, row, timezone.localdate())
    )
    told = {
        "can_correct": can_correct(request.actor) and row.standing == "open",
        "facts": shown.details(then, request.actor), "on": on, "asked": asked, "parts": _parts(request, row, beside),
        "problem": problem,
    }  # fmt: skip
    return render(request, "register/staff/details.html", frame(request, row, "Details") | told)


def _parts(request: StaffRequest, row: Any, beside: queries.Beside) -> list[dict[str, Any]]:
    headings = {
        "officers": "Our people", "contacts": "Contacts", "contracts": "Contracts",
        "commissioners": "Other commissioners",
        "market-risks": "Market risk", "warnings": "Warnings", "checks": "Local checks",
    }  # fmt: skip
    adding = shown.ADDING | {"checks": "Record a local check"}
    found = []
    for word, heading in headings.items():
        rows = [(each, shown.part_facts(word, each, request.actor)) for each in beside.of(word)]
        told = {"word": word, "heading": heading, "rows": rows}
        found.append(told | {"add": f"{shown.home(row)}{word}/new/", "add_words": adding[word]})
    return found


@needs(Can.REGISTER_SEE)
def section(request: StaffRequest, reference: str, section: str) -> HttpResponse:
    """A section that a later capability fills: it says in words that nothing is recorded yet."""
    row = queries.service(request.actor, reference)
    words, says = shown.NOTHING_YET[section]
    return render(request, "register/staff/nothing_yet.html", frame(request, row, words) | {"says": says})


@needs(Can.REGISTER_ADD, "POST")
def add(request: StaffRequest) -> HttpResponse:
    """Add a service to a provider that is on the register."""

    def save(form: Any) -> tuple[str, str]:
        values = form.values()
        provider = queries.provider_named(request.actor, values.pop("provider"))
        row = actions.add_service(provider=provider, values=values, by=request.actor, at=timezone.now())
        return f"{row.name} was added as {row.reference}.", shown.home(row)

    context = {"title": "Add a service", "back_link": Link("Services", "/services/"), "button": "Add service",
               "clauses": shown.clauses(request.actor, forms.NewServiceForm)}  # fmt: skip
    given = {
        "provider": request.GET.get("provider", ""),
        "regulator": "cqc",
        "in_area": True,
        "in_house": False,
    }
    return edited(
        request,
        forms.NewServiceForm,
        template="register/staff/form.html",
        context=context,
        save=save,
        initial=given,
    )


@needs(Can.REGISTER_CORRECT, "POST")
def correct(request: StaffRequest, reference: str) -> HttpResponse:
    """Correct a service, with a reason; two people at once see both versions."""
    row = queries.service(request.actor, reference)

    def save(form: Any) -> tuple[str, str]:
        done = actions.correct_service(
            service=row, values=form.values(), reason=form.cleaned_data["reason"], version=sent_version(request),
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
        words = f"{row.name} was corrected." if done else "Nothing was different, so nothing was saved."
        return words, f"{shown.home(row)}details/"

    context = frame(request, row, "Details", "Correct details") | {
        "button": "Save correction", "clauses": shown.clauses(request.actor, forms.CorrectServiceForm)}  # fmt: skip
    return edited(request, forms.CorrectServiceForm, template="register/staff/form_of.html", context=context, save=save,
                  initial=row.values(), version=row.version)  # fmt: skip


@needs(Can.REGISTER_SCOPE, "POST")
def scope(request: StaffRequest, reference: str) -> HttpResponse:
    """Say whether the service is overseen, who asked and why."""
    row = queries.service(request.actor, reference)
    ground = queries.ground_of_scope(request.actor, row, timezone.localdate())

    def save(form: Any) -> tuple[str, str]:
        told = form.cleaned_data
        actions.settle_scope(service=row, scope=told["scope"], asked_by=told["scope_asked_by"], why=told["scope_why"],
                             version=sent_version(request), by=request.actor, at=timezone.now())  # fmt: skip
        return f"Oversight of {row.name} is settled: {row.get_scope_display().lower()}.", shown.home(row)

    given = {"scope": row.scope, "scope_asked_by": row.scope_asked_by, "scope_why": row.scope_why or ground}
    context = frame(request, row, "Details", "Settle oversight") | {
        "button": "Save", "clauses": shown.clauses(request.actor, forms.ScopeForm),
        "lead": ground and f"{ground}, so it is overseen under the policy.",
    }  # fmt: skip
    return edited(request, forms.ScopeForm, template="register/staff/form_of.html", context=context, save=save,
                  initial=given, version=row.version)  # fmt: skip


@needs(Can.REGISTER_MERGE, "POST")
def close(request: StaffRequest, reference: str) -> HttpResponse:
    """Close a service from a day on."""
    row = queries.service(request.actor, reference)

    def save(form: Any) -> tuple[str, str]:
        actions.close_service(
            service=row,
            version=sent_version(request),
            by=request.actor,
            at=timezone.now(),
            **form.cleaned_data,
        )
        return f"{row.name} is closed since {day(row.closed_on)}.", shown.home(row)

    lead = (
        "The service keeps its page and everything recorded. It leaves lists, search by default, and placing."
    )
    context = frame(request, row, "Details", "Close this service") | {"button": "Close service", "lead": lead}
    return edited(
        request,
        forms.CloseForm,
        template="register/staff/form_of.html",
        context=context,
        save=save,
        version=row.version,
    )


@needs(Can.REGISTER_MERGE, "POST")
def reopen(request: StaffRequest, reference: str) -> HttpResponse:
    """Reopen a service that was closed."""
    row = queries.service(request.actor, reference)

    def save(form: Any) -> tuple[str, str]:
        actions.reopen_service(
            service=row,
            version=sent_version(request),
            by=request.actor,
            at=timezone.now(),
            **form.cleaned_data,
        )
        return f"{row.name} is open again.", shown.home(row)

    context = frame(request, row, "Details", "Reopen this service") | {"button": "Reopen service"}
    return edited(
        request,
        forms.ReopenForm,
        template="register/staff/form_of.html",
        context=context,
        save=save,
        version=row.version,
    )


@needs(Can.REGISTER_MERGE, "POST")
def merge(request: StaffRequest, reference: str) -> HttpResponse:
    """Merge a service that is on the register twice into the record that stays."""
    row = queries.service(request.actor, reference)

    def save(form: Any) -> tuple[str, str]:
        into = queries.service_typed(request.actor, form.cleaned_data["into"])
        moved = actions.merge_services(
            service=row, into=into, reason=form.cleaned_data["reason"], version=sent_version(request),
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
        return f"{row.name} is now part of {into.name}. {moved} records went over.", shown.home(into)

    lead = "What is recorded beside this service goes over to the other one, and this address leads there."
    context = frame(request, row, "Details", "Merge into another service") | {"button": "Merge", "lead": lead}
    return edited(
        request,
        forms.MergeForm,
        template="register/staff/form_of.html",
        context=context,
        save=save,
        version=row.version,
    )
