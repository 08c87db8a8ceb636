"""Cases: the list, one case with everything answered in it, and those of a service."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from oversight.capabilities.decisions import queries, rules, tables
from oversight.capabilities.decisions.permissions import can_act
from oversight.capabilities.decisions.views.staff import laid_out
from oversight.capabilities.register import queries as register
from oversight.capabilities.register.views.staff.services import frame
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.exports.answering import wants_export
from oversight.foundation.exports.lists import answer_list
from oversight.foundation.search.lists import read_list
from oversight.foundation.search.pages import list_page


@needs(Can.DECISIONS_SEE)
def cases(request: StaffRequest) -> HttpResponseBase:
    """Every case, the last that moved first."""
    found = read_list(tables.CASES, request.GET, queries.cases(request.actor), actor=request.actor)
    if wants_export(request):
        return answer_list(request, found, by=request.actor, at=timezone.now())
    return render(request, "register/staff/list.html", list_page(request, found))


@needs(Can.DECISIONS_SEE)
def case(request: StaffRequest, reference: str) -> HttpResponse:
    """One case: what is asked, whom it waits for, what this person can answer, and everything answered so far."""
    row, today = queries.case_named(request.actor, reference), timezone.localdate()
    works, given = queries.works_of(request.actor, row), queries.given_in(request.actor, row)
    found = queries.standing(works, given, today)
    told = laid_out.case(request.actor, row, works, given, found, today)
    return render(
        request, "decisions/staff/case.html", frame(request, row.service, "Decisions", row.title) | told
    )


@needs(Can.DECISIONS_SEE)
def of_service(request: StaffRequest, reference: str) -> HttpResponse:
    """The cases of a service, and the routes this person can begin for it."""
    row, today = register.service(request.actor, reference), timezone.localdate()
    actor = request.actor
    told: dict[str, Any] = {
        "cases": laid_out.cases_of(list(queries.cases_of(actor, row.id))),
        "begins": _begins(request, row, today) if can_act(actor) and row.standing == "open" else [],
        "interest": queries.interest_of(actor, row.provider_id), "may_act": can_act(actor), "row": row,
    }  # fmt: skip
    return render(request, "decisions/staff/service.html", frame(request, row, "Decisions") | told)


def _begins(request: StaffRequest, row: Any, today: date) -> list[dict[str, Any]]:
    """Each route with the answers by which this person can begin it."""
    actor, found = request.actor, []
    running = set(queries.cases_of(actor, row.id).filter(closed_at__isnull=True).values_list("pack", "route"))
    for policy, route in queries.routes_today(actor, today):
        if (policy.pack.id, route.id) in running or queries.interest_of(actor, row.provider_id):
            continue
        works = queries.works_today(actor, policy.pack.id, route.id, today)
        stands = queries.run_events(works, [], today)
        offers = queries.offers(actor, works, stands, row.provider_id, {}, today)
        start = f"/services/{row.reference}/decisions/begin/{policy.pack.id}/{route.id}/"
        links = [
            (rules.words_of(each.answer), f"{start}{each.answer.answer}/")
            for each in offers
            if each.capacity and not each.capacity.recorded_for
        ]
        if links:
            found.append({"title": route.title, "about": route.about or "", "links": links})
    return found
