"""The one gate: every view says which capability it needs, and goes through here.

In order: who is it, for which authority, did they come through a door the view is behind, may they, is the method
one the view takes, is a fresh sign-in needed. Then the view runs in one transaction inside the walls of that
authority; a form is sent once. Who only reads asks each thing once (``keeping``).
Denied looks like not found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.kept import keep_typed
from oversight.foundation.accounts.middleware import note_roles
from oversight.foundation.accounts.models import Kind, User
from oversight.foundation.accounts.queries import actor_for
from oversight.foundation.accounts.recency import signed_in_recently, to_step_up
from oversight.foundation.accounts.refusals import refused_page
from oversight.foundation.audit import submissions
from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for

COUNCIL = frozenset({Kind.STAFF.value, Kind.PARTNER.value})
"""The doors of every route that says nothing else: a provider's people have pages of their own."""
PORTAL = frozenset({Kind.PROVIDER.value})
"""For a provider's people alone; what they are shown is theirs, and is not what the council's people see."""
EVERYBODY = COUNCIL | PORTAL
"""For whatever somebody has to themselves: their account, their notifications, people of their organisation."""

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request that came through the gate."""

    actor: Actor


@dataclass(frozen=True, slots=True)
class Rule:
    """What a route declares: a capability, or why it is open to anyone; the methods it takes; the doors it is behind.

    ``doors`` are kinds of people (``content/access/roles.csv``). Who came through another is not let in, whatever
    their roles may do.
    """

    capability: Can | None
    methods: tuple[str, ...]
    open_because: str = ""
    doors: frozenset[str] = EVERYBODY


def needs(
    capability: Can, *methods: str, doors: frozenset[str] = COUNCIL
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Declare what a view needs; ``methods`` beside GET, as in ``@needs(Can.REGISTER_CORRECT, "POST")``.

    ``doors``: whose pages it is among, as in ``@needs(Can.RISK_SEE, doors=PORTAL)``; the council's unless it says so.
    """
    rule = Rule(capability, ("GET", "HEAD", *methods), doors=doors)

    def declared(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def gated(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return _passed(request, rule, lambda: view(request, *args, **kwargs))

        gated.rule = rule  # type: ignore[attr-defined]
        return transaction.non_atomic_requests(gated)

    return declared


def open_to_anyone(
    because: str, *methods: str
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Declare that a view needs no capability, and why that is safe."""
    rule = Rule(None, ("GET", "HEAD", *methods), because)

    def declared(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in rule.methods:
                return HttpResponseNotAllowed(rule.methods)
            return view(request, *args, **kwargs)

        opened.rule = rule  # type: ignore[attr-defined]
        return opened

    return declared


def _passed(request: Any, rule: Rule, do: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    assert rule.capability is not None
    if not isinstance(request.user, User):
        return _to_sign_in(request)
    actor = _actor(request)
    if actor is None or actor.kind not in rule.doors or not actor.can(rule.capability):
        raise Http404
    if request.method not in rule.methods:
        return HttpResponseNotAllowed(rule.methods)
    if actor.needs_step_up(rule.capability) and not signed_in_recently(request):
        return to_step_up(request)
    note_roles(request, actor.roles)
    request.actor = actor
    return _inside(request, actor, do)


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To sign-in and back; what was typed is kept and shown again after it (WCAG 2.2.5)."""
    if request.method == "POST":
        keep_typed(request)
    return redirect_to_login(request.get_full_path())


def signed_in_actor(request: Any) -> Actor | None:
    """Who asks, on a page that is open to anyone: for its frame, and for nothing else."""
    return _actor(request) if isinstance(request.user, User) else None


def _actor(request: Any) -> Actor | None:
    chosen = request.session.get("authority")
    with acting_for(None, request.user.id, reading=True):
        return actor_for(request.user, UUID(chosen) if chosen else None, timezone.localdate())


def _inside(request: Any, actor: Actor, do: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    try:
        return _answered(request, actor, do)
    except NotHere:
        raise Http404 from None
    except Refused as why:
        return refused_page(request, str(why))


def _answered(request: Any, actor: Actor, do: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer, made in one transaction. A page that comes to write while somebody else does is made again."""
    if request.method == "POST":
        with acting_for(actor.authority_id, actor.person_id):
            return submissions.once(request, actor.person_id, timezone.now(), do)
    request.actor = replace(actor, kept={})
    try:
        with acting_for(actor.authority_id, actor.person_id, reading=True):
            return do()
    except OperationalError:
        if connection.vendor != "sqlite" or connection.in_atomic_block:
            raise
    request.actor = replace(actor, kept={})
    with acting_for(actor.authority_id, actor.person_id):
        return do()
