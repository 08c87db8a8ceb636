"""Whether somebody signed in, or showed again who they are, within ten minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from oversight.foundation.accounts.kept import keep_typed

STEP_UP_SECONDS = 600
METHODS, WHOSE = "account_authentication_methods", "account_authentication_methods_user"


def signed_in_recently(request: HttpRequest) -> bool:
    """From the times that allauth keeps of each way of showing who one is, if they are this person's."""
    if request.session.get(WHOSE, str(request.user.pk)) != str(request.user.pk):
        return False
    methods = request.session.get(METHODS, [])
    last = max((float(each.get("at", 0)) for each in methods), default=0.0)
    return time.time() - last <= STEP_UP_SECONDS


def to_step_up(request: HttpRequest) -> HttpResponseBase:
    """To the page that asks who one is again, and back; what was typed is kept."""
    if request.method == "POST":
        keep_typed(request)
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")


def freshly(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Have a view ask for a fresh sign-in whatever the matrix says: for granting roles and exporting."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not signed_in_recently(request):
            return to_step_up(request)
        return view(request, *args, **kwargs)

    return asked
