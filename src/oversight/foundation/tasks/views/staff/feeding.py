"""One's private calendar: its address, and the calendar itself for the programs that read it."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs, open_to_anyone
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.messages.words import link
from oversight.foundation.tasks import actions, feeds, queries


@needs(Can.TASKS_SEE_OWN, "POST")
def address(request: StaffRequest) -> HttpResponse:
    """Make the address, make it anew, or stop it. It is shown once, on the page that made it."""
    made = ""
    if request.method == "POST":
        if request.POST.get("act") == "stop":
            actions.stop_address(by=request.actor, at=timezone.now())
            flash.success(request, "Your calendar address no longer works.")
            return redirect("tasks:address")
        made = link(f"/calendar/{actions.make_address(by=request.actor, at=timezone.now())}.ics")
    told = {
        "title": "Your calendar address",
        "made": made,
        "since": queries.address_made_at(request.actor),
        "form_token": new_token(),
        "stop_token": new_token(),
    }
    return render(request, "tasks/staff/address.html", told)


@open_to_anyone("a secret address per person; carries references only")
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """A person's calendar; a secret that is none is a page that is not there."""
    found = feeds.feed(secret, timezone.now())
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="care-quality.ics"'
    return response
