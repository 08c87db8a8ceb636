"""The lists of services and providers."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.capabilities.register import queries, tables
from oversight.capabilities.register.permissions import can_add, can_import
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.accounts.queries import staff_of
from oversight.foundation.exports.answering import wants_export
from oversight.foundation.exports.lists import answer_list
from oversight.foundation.search.lists import read_list
from oversight.foundation.search.pages import list_page
from oversight.foundation.search.queries import default_address
from oversight.foundation.ui.pages import Link, NavItem

PLACES = (
    ("Services", "/services/"),
    ("Contracts", "/contracts/"),
    ("Contacts", "/contacts/"),
    ("Officers", "/officers/"),
)
"""The lists of services and of what is recorded beside them."""


def places(path: str) -> tuple[NavItem, ...]:
    """The menu over these lists."""
    return tuple(NavItem(words, url, url == path) for words, url in PLACES)


@needs(Can.REGISTER_SEE)
def services(request: StaffRequest) -> HttpResponseBase:
    """Every service, filtered, sorted, saved as a view and exported."""
    actor = request.actor
    if kept := default_address(actor, request.path, request.GET.urlencode()):
        return redirect(kept)
    people = tables.staff_choices(actor, staff_of(actor, timezone.localdate()))
    rows = queries.listed_services(actor)
    listed = read_list(tables.services_list(people), request.GET, rows, actor=actor)
    if wants_export(request):
        return answer_list(request, listed, by=actor, at=timezone.now())
    adding = (Link("Add a service", "/services/new/"),) if can_add(actor) else ()
    importing = (Link("Import a spreadsheet", "/imports/new/"),) if can_import(actor) else ()
    return render(
        request,
        "register/staff/list.html",
        list_page(request, listed) | {"acts": adding + importing, "places": places(request.path)},
    )


@needs(Can.REGISTER_SEE)
def providers(request: StaffRequest) -> HttpResponseBase:
    """Every provider, with how many services it runs."""
    actor = request.actor
    if kept := default_address(actor, request.path, request.GET.urlencode()):
        return redirect(kept)
    rows = queries.providers(actor, open_only="standing" not in request.GET)
    listed = read_list(tables.PROVIDERS, request.GET, rows, actor=actor)
    if wants_export(request):
        return answer_list(request, listed, by=actor, at=timezone.now())
    acts = (Link("Add a provider", "/providers/new/"),) if can_add(actor) else ()
    return render(request, "register/staff/list.html", list_page(request, listed) | {"acts": acts})
