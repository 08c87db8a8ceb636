"""The pages of the portal that belong to no capability."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import PORTAL, StaffRequest, needs
from oversight.foundation.authorities.queries import reached_at

ANSWERS: tuple[tuple[str, str], ...] = (
    ("See the rating of a service", "Open Home and select the service. Its page says what the rating means, what "
     "counted, and whom to ask."),
    ("A rating you do not agree with", "Ask the person named on the page of the service. If the regulator’s own rating "
     "is wrong, tell the regulator."),
    ("A service is missing, or is not yours", "Tell the council. It keeps the list of services."),
    ("Change how you sign in", "Select ‘Your account’ at the top of the page."),
    ("Signed out", "For your security we sign you out when you have done nothing for a while. Sign in again."),
)  # fmt: skip


@needs(Can.ACCOUNT_OWN, doors=PORTAL)
def help_page(request: StaffRequest) -> HttpResponse:
    """How to do common things, and whom to ask."""
    told = {"title": "Help for providers", "answers": ANSWERS, "reached": reached_at(request.actor),
            "council": request.actor.authority_name}  # fmt: skip
    return render(request, "provider/help.html", told)
