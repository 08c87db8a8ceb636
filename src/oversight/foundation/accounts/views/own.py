"""One's own account: who one is, what one's roles let one do, where one is signed in, for which council."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.foundation.accounts import rosters
from oversight.foundation.accounts.actions import end_all, end_session
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.forms import ChooseForm
from oversight.foundation.accounts.gate import EVERYBODY, needs
from oversight.foundation.accounts.middleware import SEEN, limits_of
from oversight.foundation.accounts.tables import roles_table
from oversight.foundation.audit.submissions import new_token


@needs(Can.ACCOUNT_OWN, doors=EVERYBODY)
def own(request: Any) -> HttpResponse:
    """Who I am, my roles in words and what they let me do, how I sign in, where I am signed in."""
    context = {
        "title": "Your account",
        "person": request.user,
        "listed": roles_table(rosters.history(request.actor, request.user, timezone.localdate())),
        "rights": rosters.rights(request.actor),
        "sessions": rosters.signed_in_at(request.user),
        "this_session": request.session.session_key,
        "places": rosters.places(request.user, timezone.localdate()),
        "form_token": new_token(),
        "session_token": new_token(),
    }
    return render(request, "accounts/staff/own.html", context)


@needs(Can.ACCOUNT_OWN, doors=EVERYBODY)
def still_here(request: Any) -> HttpResponseBase:
    """Somebody says that they are still here: the request itself keeps the session; for how long is told."""
    request.session[SEEN] = time.time()
    return JsonResponse({"minutes": limits_of(request)[0]}, headers={"Cache-Control": "no-store"})


@needs(Can.ACCOUNT_OWN, "POST", doors=EVERYBODY)
def end_one(request: Any, session: UUID) -> HttpResponseBase:
    """Sign out of one browser."""
    if request.method == "POST":
        end_session(request.user, session)
        messages.success(request, "You are signed out of that browser.")
    return redirect("account:own")


@needs(Can.ACCOUNT_OWN, "POST", doors=EVERYBODY)
def end_others(request: Any) -> HttpResponseBase:
    """Sign out everywhere but here."""
    if request.method == "POST":
        ended = end_all(request.user, but=request.session.session_key)
        words = "1 other browser" if ended == 1 else f"{ended} other browsers"
        messages.success(request, f"You are signed out of {words}.")
    return redirect("account:own")


@needs(Can.ACCOUNT_OWN, "POST", doors=EVERYBODY)
def authority(request: Any) -> HttpResponseBase:
    """Choose the council one is working for, among those where one has a role."""
    places = rosters.places(request.user, timezone.localdate())
    chosen = {"authority": str(request.actor.authority_id)}
    form = ChooseForm(request.POST if request.method == "POST" else None, places=places, initial=chosen)
    if request.method == "POST" and form.is_valid():
        request.session["authority"] = form.cleaned_data["authority"]
        return redirect("/")
    context = {"title": "Change council", "form": form, "places": places, "form_token": new_token()}
    return render(request, "accounts/staff/authority.html", context)
