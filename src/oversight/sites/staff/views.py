"""The first page by role, the pages about the service, and whether it is alive."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import (
    EVERYBODY,
    PORTAL,
    StaffRequest,
    needs,
    open_to_anyone,
    signed_in_actor,
)
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.messages.queries import unread_count
from oversight.foundation.ui.pages import Link
from oversight.foundation.ui.words import plural
from oversight.sites.staff.chrome import places_of
from oversight.sites.staff.glossary import ANSWERS, ASKING, GLOSSARY

SAME_FOR_ALL = "it holds nothing about anybody"


@needs(Can.ACCOUNT_OWN, doors=EVERYBODY)
def home(request: StaffRequest) -> HttpResponseBase:
    """The first place of the navigation that this person can use; for those who have none, what they have.

    A provider's people are led to their portal.
    """
    if request.actor.kind in PORTAL and request.actor.can(Can.RISK_SEE):
        return redirect("/portal/")
    places = places_of(request.actor)
    return redirect(places[0][1]) if places else _own_home(request)


def _own_home(request: StaffRequest) -> HttpResponse:
    unread = unread_count(request.actor)
    waiting = plural(unread, "unread notification") if unread else "nothing unread"
    return render(request, "ui/pages/message.html", {
        "title": f"Care quality at {request.actor.authority_name}",
        "words": f"You have {waiting}.",
        "lines": ["When the council needs something from you, we list it in your notifications and send you an email."],
        "links": [
            Link("See your notifications", "/notifications/"),
            Link("Choose how often we email you", "/account/notifications/"),
            Link("See your account and how you sign in", "/account/"),
            Link("Get help", "/help/"),
        ],
    })  # fmt: skip


def _framed(request: HttpRequest, template: str, told: dict[str, Any]) -> HttpResponse:
    """A page for anyone, with the navigation of whoever is signed in around it."""
    if (actor := signed_in_actor(request)) is None:
        return render(request, template, told)
    with acting_for(actor.authority_id, actor.person_id):
        request.actor = actor  # type: ignore[attr-defined]
        return render(request, template, told)


def _page(request: HttpRequest, title: str, paragraphs: list[str]) -> HttpResponse:
    return _framed(request, "ui/pages/message.html", {"title": title, "lines": paragraphs})


@open_to_anyone(SAME_FOR_ALL)
def help_page(request: HttpRequest) -> HttpResponse:
    """Whom to ask, how to do common things, and what the words on the pages mean."""
    told = {"title": "Help", "asking": ASKING, "answers": ANSWERS, "words": GLOSSARY}
    return _framed(request, "staff/help.html", told)


@open_to_anyone(SAME_FOR_ALL)
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return _page(request, "Accessibility statement", [
        "We want as many people as possible to be able to use this service. You can change colours and fonts, zoom to "
        "400% without the text spilling off the screen, use it with a keyboard alone, with speech recognition, and "
        "with a screen reader. It works without scripts.",
        "Every page is checked by machine against the Web Content Accessibility Guidelines version 2.2 AA each time "
        "the service is changed. It has not yet been tested with people who have access needs.",
        "If something does not work for you, tell your care quality team what you were doing and what you use.",
    ])  # fmt: skip


@open_to_anyone(SAME_FOR_ALL)
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people who use the service."""
    return _page(request, "Privacy", [
        "We keep your name, your work email address, your roles, when you signed in, and what you did here, because "
        "the council must be able to show how it decided.",
        "No service user’s name and nobody’s home address is kept in the register.",
    ])  # fmt: skip


@open_to_anyone(SAME_FOR_ALL)
def cookies(request: HttpRequest) -> HttpResponse:
    """The cookies: only those without which nobody could sign in."""
    return _page(request, "Cookies", [
        "We use two cookies. ‘sessionid’ keeps you signed in until you sign out or close your browser. ‘csrftoken’ "
        "makes sure that forms are sent from our own pages.",
        "Both are needed for the service to work. There are no others.",
    ])  # fmt: skip


@open_to_anyone("a monitor asks whether the service answers")
def alive(request: HttpRequest) -> HttpResponse:
    """Whether the service answers at all."""
    return JsonResponse({"alive": True})


@open_to_anyone("a monitor asks whether the database answers")
def ready(request: HttpRequest) -> HttpResponse:
    """Whether the database answers too."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return JsonResponse({"ready": True})
