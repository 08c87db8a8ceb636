"""What the regulator changed, month by month or file by file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from oversight.capabilities.regulator import queries, tables
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.exports.answering import wants_export
from oversight.foundation.exports.lists import answer_list
from oversight.foundation.search.lists import ListSpec, read_list
from oversight.foundation.search.pages import list_page
from oversight.foundation.ui.pages import Link


@needs(Can.REGISTER_SEE)
def changes(request: StaffRequest) -> HttpResponseBase:
    """Upgraded, downgraded, new and gone: what the saved files changed."""
    return _listed(
        request, tables.CHANGES, queries.changes(request.actor), Link("The regulator’s data", "/regulator/")
    )


@needs(Can.REGISTER_SEE)
def changes_of(request: StaffRequest, reference: str) -> HttpResponseBase:
    """What one file changes or changed, all of it."""
    row = queries.edition(request.actor, reference)
    spec = replace(
        tables.CHANGES, title=f"What {row.reference} changes", empty="This file changes nothing.",
        filters=tuple(each for each in tables.CHANGES.filters if each.key != "month"),
    )  # fmt: skip
    back = Link(f"File {row.reference}", f"/regulator/{row.reference}/")
    return _listed(request, spec, queries.changes_of(request.actor, row), back)


def _listed(request: StaffRequest, spec: ListSpec, rows: Any, back: Link) -> HttpResponseBase:
    found = read_list(spec, request.GET, rows, actor=request.actor)
    if wants_export(request):
        return answer_list(request, found, by=request.actor, at=timezone.now())
    return render(request, "search/staff/list.html", list_page(request, found) | {"back_link": back})
