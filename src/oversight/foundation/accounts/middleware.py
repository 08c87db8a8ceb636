"""How long a session lasts: idle and whole, by the person's roles (``content/access/roles.csv``)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from oversight.foundation.accounts.access import matrix
from oversight.foundation.accounts.actions import sessions
from oversight.foundation.accounts.kept import drop_if_anothers, remember_who
from oversight.foundation.accounts.models import User

SEEN, BEGAN, LIMITS = "seen_at", "began_at", "limits"
EVERY = 60
"""Seconds between two notes that somebody is here."""


class SessionLimits:
    """Signs somebody out who has been away too long; notes once a minute that they are here.

    Where it signed them out, what leads to sign-in leads to the page that says so first. It also keeps the
    list of a person's sessions, of which the oldest ends where there would be more than three.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """End the session where its time is up, then go on."""
        ended = False
        before = request.user if isinstance(request.user, User) else None
        if before:
            ended = self._over(request, time.time())
            _end(request, before) if ended else self._go_on(request, before)
        response = self.get_response(request)
        if ended and _leads_to_sign_in(response):
            asked = response.headers["Location"].partition("?")[2]
            return HttpResponseRedirect(f"{reverse('timed_out')}?{asked}")
        if before and not ended and not isinstance(request.user, User):
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    @staticmethod
    def _over(request: HttpRequest, now: float) -> bool:
        idle, hours = limits_of(request)
        began = request.session.setdefault(BEGAN, now)
        return bool(now - request.session.get(SEEN, now) > idle * 60 or now - began > hours * 3600)

    @staticmethod
    def _go_on(request: HttpRequest, person: User) -> None:
        drop_if_anothers(request)
        now = time.time()
        if now - request.session.get(SEEN, 0) > EVERY:
            request.session[SEEN] = now
            sessions.note(person, request.session, request.META.get("HTTP_USER_AGENT", ""), at=timezone.now())


def note_roles(request: HttpRequest, roles: Iterable[str]) -> None:
    """Hold the session to the strictest of these roles; the gate calls it with the roles of each request."""
    known = [matrix().roles[each] for each in roles if each in matrix().roles]
    if known:
        strictest = [min(each.idle_minutes for each in known), min(each.hours for each in known)]
        if request.session.get(LIMITS) != strictest:
            request.session[LIMITS] = strictest


def limits_of(request: HttpRequest) -> tuple[int, int]:
    """Minutes idle and hours in all of this session."""
    noted = request.session.get(LIMITS)
    return (noted[0], noted[1]) if noted else limits(getattr(request.user, "kind", "staff"))


def limits(kind: str) -> tuple[int, int]:
    """Minutes idle and hours in all, the strictest of the ordinary roles of this kind of person."""
    roles = [each for each in matrix().roles.values() if each.kind == kind and each.code != "SA"]
    return min(each.idle_minutes for each in roles), min(each.hours for each in roles)


def _end(request: HttpRequest, person: User) -> None:
    sessions.forget(request.session.session_key)
    logout(request)
    remember_who(request, person)


def _leads_to_sign_in(response: HttpResponseBase) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith(reverse("account_login"))
