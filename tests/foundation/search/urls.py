"""The addresses of search, and those of an example list."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path
from django.utils import timezone

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import needs
from oversight.foundation.exports.answering import wants_export
from oversight.foundation.exports.lists import answer_list
from oversight.foundation.search import queries
from oversight.foundation.search.lists import read_list
from oversight.foundation.search.pages import list_page
from tests.foundation.search.example import ENTRIES, entries


@needs(Can.SEARCH_USE)
def records(request):
    if go := queries.default_address(request.actor, request.path, request.META["QUERY_STRING"]):
        return redirect(go)
    listed = read_list(ENTRIES, request.GET, entries(request.actor), actor=request.actor)
    if wants_export(request):
        return answer_list(request, listed, by=request.actor, at=timezone.now())
    return HttpResponse(repr([[cell.shown for cell in row] for row in listed.rows]) + listed.heading)


@needs(Can.SEARCH_USE)
def page(request):
    listed = read_list(ENTRIES, request.GET, entries(request.actor), actor=request.actor)
    return render(request, "search/staff/list.html", list_page(request, listed))


urlpatterns = [
    path("t/records/", records),
    path("t/page/", page),
    path("t/reauthenticate/", records, name="account_reauthenticate"),
    path("", include("oversight.foundation.search.urls")),
]
