"""The frame of every page that a provider's people open: 960 px wide, and only what is theirs in the menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from oversight.foundation.accounts.gate import PORTAL
from oversight.foundation.accounts.middleware import limits_of
from oversight.foundation.accounts.models import User
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.messages.queries import unread_count
from oversight.foundation.ui.pages import Link, NavItem, Page

PLACES = (("Home", "/portal/", ("/portal/services/",)), ("Help", "/portal/help/", ()))
"""The menu: words, address, and the addresses of pages that stand in that place (ux.md 1.2)."""

FOOTER = (
    Link("Help", "/portal/help/"), Link("Accessibility", "/accessibility/"), Link("Privacy", "/privacy/"),
    Link("Cookies", "/cookies/"),
)  # fmt: skip


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The context of a page that a provider's person opens; nothing for anybody else."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.kind not in PORTAL or getattr(request, "plain_chrome", False):
        return {}
    person = request.user.name if isinstance(request.user, User) else ""
    return {
        "page": Page(
            council=actor.authority_name, home="/portal/", navigation=_navigation(request.path), footer=FOOTER,
            account=_account(actor), signed_in_as=person, demo=actor.demo, portal=True,
            idle_minutes=limits_of(request)[0], stay_url=reverse("account:still_here"),
        ),
        "today": timezone.localdate(),
    }  # fmt: skip


def _navigation(path: str) -> tuple[NavItem, ...]:
    return tuple(NavItem(words, url, path == url or path.startswith(also)) for words, url, also in PLACES)


def _account(actor: Actor) -> tuple[Link, ...]:
    unread = unread_count(actor)
    notifications = f"Notifications ({unread})" if unread else "Notifications"
    return (
        Link(notifications, "/notifications/"),
        Link("Your account", "/account/"),
        Link("Sign out", "/sign-out/"),
    )
