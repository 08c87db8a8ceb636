"""A provider's own services and their ratings (HAL 2.3): the band, what it means, what of its reasons may be told."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from oversight.capabilities.register import states as register
from oversight.capabilities.risk import queries, rules
from oversight.capabilities.risk.states import BANDS, MEANS_TO_PROVIDERS
from oversight.capabilities.risk.tables import band_mark
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import PORTAL, StaffRequest, needs
from oversight.foundation.authorities.queries import reached_at
from oversight.foundation.ui.pages import Cell, Column, Fact, Link, Table
from oversight.foundation.ui.words import day, listed

BACK = Link("Your services", "/portal/")
NO_RATING = "No rating yet"


@needs(Can.RISK_SEE, doors=PORTAL)
def home(request: StaffRequest) -> HttpResponse:
    """For whom this person is here, and every open service of theirs with its rating."""
    actor, today = request.actor, timezone.localdate()
    services = list(queries.own_services(actor, today))
    found = queries.current_for(actor, [each.id for each in services])
    return render(request, "risk/provider/home.html", {
        "title": "Your services", "council": actor.authority_name,
        "providers": listed(queries.own_providers(actor, today)),
        "services": _services(services, found), "reached": reached_at(actor),
    })  # fmt: skip


def _services(services: list[Any], found: dict[Any, Any]) -> Table:
    rows = [
        (Cell(each.name, f"/portal/services/{each.reference}/", register.KINDS[each.kind]),
         _rating(found.get(each.id)))
        for each in services
    ]  # fmt: skip
    heads = [Column("service", "Service"), Column("rating", "Risk rating")]
    return Table(
        "Services and their risk ratings", heads, rows, "The council has no open service of yours on record."
    )


def _rating(found: Any) -> Any:
    return band_mark(found.band) if found and found.band else NO_RATING


@needs(Can.RISK_SEE, doors=PORTAL)
def service(request: StaffRequest, reference: str) -> HttpResponse:
    """One service: its rating and since when, what it means, what counted, what would change it, whom to ask."""
    actor, today = request.actor, timezone.localdate()
    row = queries.own_service(actor, reference, today)
    found = queries.current_of(actor, row.id)
    told = _told(request, found) if found is not None and found.band else {"rated": False}
    return render(request, "risk/provider/service.html", told | {
        "title": "Risk rating", "about": row.name, "back_link": BACK, "service": row,
        "council": actor.authority_name, "reached": reached_at(actor),
        "officer": queries.linked_officer(actor, row, today), "facts": _facts(request, row),
    })  # fmt: skip


def _told(request: StaffRequest, found: Any) -> dict[str, Any]:
    """Everything that is told of a result."""
    read, _ = queries.policy_of(request.actor, timezone.localdate())
    told = rules.told_to_provider(found.result, rules.next_better(read, found.facts))
    return {
        "rated": True, "mark": band_mark(found.band), "band": BANDS[found.band], "best": found.band == "green",
        "since": day(timezone.localdate(found.since)), "meaning": MEANS_TO_PROVIDERS[found.band],
        "counted": told.counted, "follows": told.follows, "changing": told.changing,
    }  # fmt: skip


def _facts(request: StaffRequest, row: Any) -> tuple[Fact, ...]:
    today = timezone.localdate()
    told = [
        ("Provider", row.provider.name), ("Kind of service", register.KINDS[row.kind]),
        ("Our reference", row.reference), ("Regulator’s ID", row.regulator_id),
        ("Policy", listed(queries.policy_titles(request.actor, today))),
        ("As it stands on", day(today)),
    ]  # fmt: skip
    return tuple(Fact(words, value) for words, value in told if value)
