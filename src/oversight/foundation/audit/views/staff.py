"""The audit trail as pages: read, exported, proved."""

from __future__ import annotations

import io
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from oversight.foundation.audit import queries, sentences, tables, verifying
from oversight.foundation.audit.actions import record
from oversight.foundation.audit.asking import asked_from
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.authorities.actor import NotHere
from oversight.foundation.ui.pages import Pages


def events(request: Any) -> HttpResponse:
    """Who did and read what: by person, record, kind of event and day."""
    asked, faults = asked_from(request.GET)
    found = queries.page_of(request.actor, asked, request.GET.get("page", "1"))
    context = {
        "title": f"{'Error: ' if faults else ''}Audit trail{_where(found)}",
        "count": found.paginator.count,
        "listed": tables.events_table(found),
        "pages": Pages.of(found.number, found.paginator.num_pages, _address(request.GET)),
        "asked": asked,
        "typed": request.GET,
        "faults": faults,
        "kinds": [(each, sentences.name_in_words(each)) for each in queries.names(request.actor)],
        "sees_all": queries.sees_all(request.actor),
        "may_verify": request.actor.can(queries.VERIFY) and request.actor.kind == "staff",
    }
    return render(request, "audit/staff/events.html", context)


def _where(found: Any) -> str:
    """Which page of several, for the title."""
    last = found.paginator.num_pages
    return f" (page {found.number} of {last})" if last > 1 else ""


def _address(typed: QueryDict) -> Any:
    """The address of each page, with what is asked for carried along."""

    def address(number: int) -> str:
        kept = typed.copy()
        kept["page"] = str(number)
        return f"?{kept.urlencode()}"

    return address


def event(request: Any, number: int) -> HttpResponse:
    """One event: what changed, from what to what, why."""
    found = queries.event_seen(request.actor, number)
    changes = sentences.changes(found)
    context = {
        "title": f"Event {number}",
        "event": found,
        "sentence": sentences.sentence(found),
        "kind": sentences.name_in_words(found.name),
        "changes": tables.changes_table(changes) if changes else None,
        "details": sentences.details(found),
        "reason": sentences.reason(found),
    }
    return render(request, "audit/staff/event.html", context)


def export(request: Any) -> HttpResponse:
    """Download the whole chain as JSON lines; that it was downloaded is an event of it."""
    if not queries.sees_all(request.actor):
        raise NotHere("export")
    if request.method == "POST":
        return _exported(request)
    context = {"title": "Export the audit trail", "form_token": new_token()}
    return render(request, "audit/staff/export.html", context)


def _exported(request: Any) -> HttpResponse:
    now = timezone.now()
    record("audit.exported", by=request.actor, at=now, anchor=True)
    lines = io.StringIO()
    verifying.write_export(request.actor, lines)
    response = HttpResponse(lines.getvalue().encode(), content_type="application/jsonl; charset=utf-8")
    name = f"audit-trail-{timezone.localtime(now):%Y-%m-%d-%H%M}.jsonl"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def verify(request: Any) -> HttpResponse:
    """Prove the chain and the rows against it, and say in words what is wrong."""
    if request.actor.kind != "staff":
        raise NotHere("verify")
    verdict = None
    if request.method == "POST":
        verdict = verifying.verify(request.actor)
        count = len(verdict.faults)
        outcome = f"{count} {'fault' if count == 1 else 'faults'}" if count else "nothing is wrong"
        told = {"outcome": outcome, "events": verdict.events}
        record("audit.verified", by=request.actor, at=timezone.now(), details=told)
    context = {"title": "Check the audit trail", "verdict": verdict, "form_token": new_token()}
    return render(request, "audit/staff/verify.html", context)
