"""The list of services with a restriction."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from oversight.capabilities.restrictions import queries, tables
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.exports.answering import wants_export
from oversight.foundation.exports.lists import answer_list
from oversight.foundation.search.lists import read_list
from oversight.foundation.search.pages import list_page


@needs(Can.RESTRICTIONS_SEE_LIST)
def restricted(request: StaffRequest) -> HttpResponseBase:
    """Every service with a restriction that was decided here, the newest first."""
    found = read_list(tables.RESTRICTED, request.GET, queries.restricted(request.actor), actor=request.actor)
    if wants_export(request):
        return answer_list(request, found, by=request.actor, at=timezone.now())
    return render(request, "register/staff/list.html", list_page(request, found))
