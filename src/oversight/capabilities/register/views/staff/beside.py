"""What other parts of the house keep with a service: its files, its deadlines."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from oversight.capabilities.register import queries
from oversight.capabilities.register.permissions import can_add_files, can_see_files
from oversight.capabilities.register.views.staff import clocks
from oversight.capabilities.register.views.staff.services import frame
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.documents.listing import table_of


@needs(Can.REGISTER_SEE)
def files(request: StaffRequest, reference: str) -> HttpResponse:
    """The files kept with a service; those of a record merged into it too."""
    row = queries.service(request.actor, reference)
    kept_with = queries.known_as(request.actor, row)
    told = {
        "table": table_of(request.actor, kept_with, "Files"), "can_see": can_see_files(request.actor),
        "can_add": can_add_files(request.actor) and row.standing != "merged",
    }  # fmt: skip
    return render(request, "register/staff/files.html", frame(request, row, "Files") | told)


@needs(Can.REGISTER_SEE)
def deadlines(request: StaffRequest, reference: str) -> HttpResponse:
    """Every open task about a service or a record merged into it, with the rule and the clause that set its date."""
    row, actor = queries.service(request.actor, reference), request.actor
    can_see = clocks.can_see(actor)
    told = {
        "can_see": can_see, "not_yours": clocks.NOT_YOURS, "adding": clocks.adding(row.reference),
        "found": clocks.all_of(actor, queries.known_as(actor, row), timezone.localdate()) if can_see else None,
    }  # fmt: skip
    return render(request, "register/staff/deadlines.html", frame(request, row, "Deadlines") | told)
