"""The risk matrix, worst first, and the bands that changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.capabilities.risk import queries, tables
from oversight.capabilities.risk.permissions import can_freeze
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.exports.answering import wants_export
from oversight.foundation.exports.lists import answer_list
from oversight.foundation.search.lists import read_list
from oversight.foundation.search.pages import list_page
from oversight.foundation.search.queries import default_address
from oversight.foundation.ui.pages import Link, NavItem
from oversight.foundation.ui.words import number, plural

PLACES = (
    ("Matrix", "/risk/"),
    ("Bands that changed", "/risk/changes/"),
    ("Frozen matrices", "/risk/snapshots/"),
)


def places(path: str) -> tuple[NavItem, ...]:
    """The menu over the lists of risk."""
    return tuple(NavItem(words, url, url == path) for words, url in PLACES)


@needs(Can.RISK_SEE)
def matrix(request: StaffRequest) -> HttpResponseBase:
    """Every open service with its worked-out band and the officer's view beside it."""
    actor, today = request.actor, timezone.localdate()
    if kept := default_address(actor, request.path, request.GET.urlencode()):
        return redirect(kept)
    found = read_list(tables.MATRIX, request.GET, queries.matrix(actor, today), actor=actor)
    if wants_export(request):
        return answer_list(request, found, by=actor, at=timezone.now())
    told = {
        "acts": (Link("Freeze it for a meeting", "/risk/snapshots/new/"),) if can_freeze(actor) else (),
        "places": places(request.path), "says": _says(request), "alone": _alone(request),
        "what_if": Link("Try other points or limits, and see which services would move", "/policy/settings/")
        if actor.can(Can.POLICY_DRAFT) else None,
    }  # fmt: skip
    return render(request, "risk/staff/matrix.html", list_page(request, found) | told)


def _says(request: StaffRequest) -> str:
    """The matrix in a sentence: how many of each band, how many wait to be worked out again."""
    bands = queries.band_counts(request.actor)
    told = [f"{number(bands.get(band, 0))} {band}" for band in ("red", "amber", "green")]
    waits = queries.waiting(request.actor).count()
    later = f" {plural(waits, 'service is', 'services are')} being worked out again." if waits else ""
    return f"{', '.join(told)}.{later}" if bands else ""


def _alone(request: StaffRequest) -> Link | None:
    """How many red and amber services have neither support nor a planned visit, with the list of them."""
    count = queries.left_alone(request.actor, timezone.localdate()).count()
    if not count:
        return None
    have = plural(count, "red or amber service has", "red or amber services have")
    return Link(f"{have} neither support nor a planned visit", "/risk/?doing=none")


@needs(Can.RISK_SEE)
def changes(request: StaffRequest) -> HttpResponseBase:
    """Which bands changed since a day, and what brought it about."""
    found = read_list(tables.MOVES, request.GET, queries.moves(request.actor), actor=request.actor)
    if wants_export(request):
        return answer_list(request, found, by=request.actor, at=timezone.now())
    told: dict[str, Any] = {"places": places(request.path)}
    return render(request, "register/staff/list.html", list_page(request, found) | told)
