"""The frame of every staff page: whose service it is, where this person can go, who is signed in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import PORTAL
from oversight.foundation.accounts.middleware import limits_of
from oversight.foundation.accounts.models import User
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.models import Authority
from oversight.foundation.messages.queries import unread_count
from oversight.foundation.ui.pages import Link, NavItem, Page

PLACES = (
    ("My work", "/my-work/", Can.TASKS_SEE_OWN),
    ("Services", "/services/", Can.REGISTER_SEE),
    ("Providers", "/providers/", Can.REGISTER_SEE),
    ("Can we place?", "/placements/", Can.PLACEMENTS_CHECK),
    ("Risk matrix", "/risk/", Can.RISK_SEE),
    ("Policy", "/policy/", Can.POLICY_SEE),
)
"""The navigation, at most six places; what a role cannot use is not shown (ux.md 1.2)."""

FIRST = {"PL": "/placements/", "CW": "/placements/"}
"""Whose main job is in one place: it is their first, and where they land."""

ALSO = {"/services/": ("/contracts/", "/contacts/", "/officers/")}
"""Pages that stand in a place without having its address."""

BEHIND = (
    ("Cases", "/decisions/", Can.DECISIONS_SEE),
    ("Restrictions", "/restrictions/", Can.RESTRICTIONS_SEE_LIST),
    ("Imports", "/imports/", Can.REGISTER_IMPORT),
    ("Regulator’s data", "/regulator/", Can.REGISTER_SEE),
    ("People", "/people/", Can.ACCOUNTS_MANAGE),
    ("Audit", "/audit/", Can.AUDIT_READ),
)
"""What stands behind the name: for those with the role."""

FOOTER = (
    Link("Help", "/help/"), Link("Accessibility", "/accessibility/"), Link("Privacy", "/privacy/"),
    Link("Cookies", "/cookies/"),
)  # fmt: skip


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The context every page has. A page that says nothing of who asks has a plain frame.

    A provider's people have the frame of their portal (``sites/provider/chrome.py``).
    """
    actor: Actor | None = getattr(request, "actor", None)
    if getattr(request, "plain_chrome", False):
        return {"page": Page(footer=FOOTER)}
    if actor is None:
        return {"page": Page(footer=FOOTER, demo=_any_demo())}
    if actor.kind in PORTAL:
        return {}
    person = request.user.name if isinstance(request.user, User) else ""
    return {
        "page": Page(
            council=actor.authority_name, navigation=_navigation(actor, request.path), account=_account(actor),
            footer=FOOTER, signed_in_as=person, search="/search/" if actor.can(Can.SEARCH_USE) else "",
            demo=actor.demo, idle_minutes=limits_of(request)[0], stay_url=reverse("account:still_here"),
        ),
        "today": timezone.localdate(),
    }  # fmt: skip


def places_of(actor: Actor) -> list[tuple[str, str]]:
    """Where this person can go, in words and addresses, their main job first."""
    places = [(words, url) for words, url, needed in PLACES if actor.can(needed) and actor.kind == "staff"]
    first = {FIRST[role] for role in actor.roles if role in FIRST}
    return sorted(places, key=lambda each: each[1] not in first)


def _navigation(actor: Actor, path: str) -> tuple[NavItem, ...]:
    places = places_of(actor)
    return tuple(NavItem(words, url, path.startswith((url, *ALSO.get(url, ())))) for words, url in places)


def _account(actor: Actor) -> tuple[Link, ...]:
    staff = actor.kind == "staff"
    behind = [Link(words, url) for words, url, needed in BEHIND if staff and actor.can(needed)]
    return (_notifications(actor), *behind, Link("Your account", "/account/"), Link("Sign out", "/sign-out/"))


def _notifications(actor: Actor) -> Link:
    unread = unread_count(actor)
    return Link(f"Notifications ({unread})" if unread else "Notifications", "/notifications/")


def _any_demo() -> bool:
    """Whether this is a demo: then the pages before sign-in say so too."""
    return Authority.objects.filter(demo=True).exists()
