"""The matrix frozen for meetings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from oversight.capabilities.risk import actions, forms, queries, tables
from oversight.capabilities.risk.permissions import can_freeze
from oversight.capabilities.risk.views.staff.matrix import places
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import edited
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.exports.answering import wants_export
from oversight.foundation.exports.lists import answer_list
from oversight.foundation.search.lists import read_list
from oversight.foundation.search.pages import list_page
from oversight.foundation.ui.pages import Link
from oversight.foundation.ui.words import moment

BACK = Link("Frozen matrices", "/risk/snapshots/")


@needs(Can.RISK_SEE)
def snapshots(request: StaffRequest) -> HttpResponseBase:
    """Every frozen matrix."""
    found = read_list(tables.SNAPSHOTS, request.GET, queries.snapshots(request.actor), actor=request.actor)
    if wants_export(request):
        return answer_list(request, found, by=request.actor, at=timezone.now())
    acts = (Link("Freeze the matrix", "/risk/snapshots/new/"),) if can_freeze(request.actor) else ()
    told = {"acts": acts, "places": places(request.path)}
    return render(request, "register/staff/list.html", list_page(request, found) | told)


@needs(Can.RISK_FREEZE, "POST")
def freeze(request: StaffRequest) -> HttpResponse:
    """Freeze the matrix as it stands."""

    def save(form: Any) -> tuple[str, str]:
        row = actions.freeze(name=form.cleaned_data["name"], by=request.actor, at=timezone.now())
        return f"The matrix is frozen as {row.reference}.", f"/risk/snapshots/{row.reference}/"

    context = {
        "title": "Freeze the risk matrix", "button": "Freeze", "back_link": BACK, "cancel": BACK.url,
        "lead": "It is kept as it stands now, with the officers’ views. Nobody can change it afterwards.",
    }  # fmt: skip
    return edited(request, forms.FreezeForm, template="register/staff/form.html", context=context, save=save)


@needs(Can.RISK_SEE)
def snapshot(request: StaffRequest, reference: str) -> HttpResponseBase:
    """One frozen matrix, as it stood."""
    row = queries.snapshot(request.actor, reference)
    spec = replace(tables.FROZEN, title=f"{row.name}, {row.reference}")
    found = read_list(spec, request.GET, queries.rows_of(request.actor, row), actor=request.actor)
    if wants_export(request):
        return answer_list(request, found, by=request.actor, at=timezone.now())
    says = (
        f"The risk matrix as it stood on {moment(row.frozen_at)}, frozen by {row.frozen_by_name}: "
        f"{row.red} red, {row.amber} amber, {row.green} green."
    )
    return render(
        request, "risk/staff/matrix.html", list_page(request, found) | {"back_link": BACK, "says": says}
    )
