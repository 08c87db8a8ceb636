"""What somebody typed before they were signed out for being away: given back to them, and to nobody else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict

from oversight.foundation.accounts.models import User

KEPT, TIMED_OUT = "kept", "timed_out"
"""In the session: what was typed, with its path; and whose session ended."""


def remember_who(request: HttpRequest, person: User) -> None:
    """Note in a fresh session whose old one ended, so that what is typed next stays theirs."""
    request.session[TIMED_OUT] = str(person.pk)


def was_timed_out(request: HttpRequest) -> bool:
    """Whether this browser's session ended because nobody used it."""
    return TIMED_OUT in request.session


def keep_typed(request: HttpRequest) -> None:
    """Keep what was typed on this page until its owner is back."""
    owner = str(request.user.pk) if isinstance(request.user, User) else request.session.get(TIMED_OUT)
    typed = request.POST.urlencode()[:100_000]
    request.session[KEPT] = {"path": request.path, "typed": typed, "owner": owner}


def take_kept(request: HttpRequest, path: str) -> QueryDict | None:
    """What the person who is signed in had typed on a page, once; nothing, if it was somebody else's."""
    kept = request.session.get(KEPT)
    if not kept or kept.get("path") != path:
        return None
    del request.session[KEPT]
    return QueryDict(kept["typed"]) if _owner(request, kept) == str(request.user.pk) else None


def drop_if_anothers(request: HttpRequest) -> None:
    """Forget what was kept where somebody else signs in on the same browser."""
    kept = request.session.get(KEPT)
    if kept and _owner(request, kept) != str(request.user.pk):
        del request.session[KEPT]
    if not kept:
        request.session.pop(TIMED_OUT, None)


def _owner(request: HttpRequest, kept: dict[str, Any]) -> str | None:
    owner: str | None = kept.get("owner") or request.session.get(TIMED_OUT)
    return owner
