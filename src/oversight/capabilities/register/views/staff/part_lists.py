"""The lists of contracts, contacts and officers over all services."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.capabilities.register import queries, tables
from oversight.capabilities.register.views.staff.lists import places
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.accounts.queries import staff_of
from oversight.foundation.exports.answering import wants_export
from oversight.foundation.exports.lists import answer_list
from oversight.foundation.search.lists import ListSpec, read_list
from oversight.foundation.search.pages import list_page
from oversight.foundation.search.queries import default_address


@needs(Can.REGISTER_SEE)
def contracts(request: StaffRequest) -> HttpResponseBase:
    """Every contract; what it costs only for those who may see that."""
    return _shown(request, tables.CONTRACTS, "contracts")


@needs(Can.REGISTER_SEE)
def contacts(request: StaffRequest) -> HttpResponseBase:
    """Whom to ring, over all services."""
    return _shown(request, tables.CONTACTS, "contacts")


@needs(Can.REGISTER_SEE)
def officers(request: StaffRequest) -> HttpResponseBase:
    """Which of our people looks after which service."""
    people = tables.staff_choices(request.actor, staff_of(request.actor, timezone.localdate()))
    return _shown(request, tables.officers_list(people), "officers")


def _shown(request: StaffRequest, spec: ListSpec, word: str) -> HttpResponseBase:
    actor = request.actor
    if kept := default_address(actor, request.path, request.GET.urlencode()):
        return redirect(kept)
    rows: Any = tables.rows_as_asked(queries.listed_parts(actor, word), request.GET)
    listed = read_list(spec, request.GET, rows, actor=actor)
    if wants_export(request):
        return answer_list(request, listed, by=actor, at=timezone.now())
    told = list_page(request, listed) | {"places": places(request.path)}
    return render(request, "register/staff/list.html", told)
