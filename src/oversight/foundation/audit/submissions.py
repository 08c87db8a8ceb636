"""Each form is sent once: a second press of the button is shown what the first one did."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from oversight.foundation.audit.models import Submission
from oversight.foundation.authorities.actor import Refused

TOKEN = "form_token"


def new_token() -> str:
    """A token for a form about to be shown."""
    return str(uuid4())


def once(
    request: HttpRequest, person_id: UUID, at: datetime, do: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Do what a form asks, unless it was done: then lead to where the first one led.

    Must run inside the transaction of the deed: if the deed is undone, so is the note that it was sent. A
    form shown again with its errors may be sent again under the same token. Raises ``Refused`` for a form
    without a token, and for one whose token was used for something else.
    """
    sent = _sent(request, person_id, at)
    try:
        with transaction.atomic():
            sent.save(force_insert=True)
    except IntegrityError:
        return _again(sent)
    response = do()
    if response.status_code in (302, 303):
        sent.went_to = response.headers["Location"]
        sent.save(update_fields=["went_to"])
    else:
        sent.delete()
    return response


def _sent(request: HttpRequest, person_id: UUID, at: datetime) -> Submission:
    try:
        token = UUID(request.POST.get(TOKEN, ""))
    except ValueError:
        raise Refused(
            "This form was not complete when it reached us. Go back, reload the page and try again."
        ) from None
    return Submission(
        person_id=person_id, token=token, path=request.path[:500], digest=_digest(request), at=at
    )


def _digest(request: HttpRequest) -> str:
    told: list[Any] = [(name, request.POST.getlist(name)) for name in sorted(request.POST)
                       if name not in ("csrfmiddlewaretoken", TOKEN)]  # fmt: skip
    told += [
        (name, [(each.name, each.size) for each in request.FILES.getlist(name)])
        for name in sorted(request.FILES)
    ]
    return hashlib.sha256(repr((request.path, told)).encode()).hexdigest()


def _again(sent: Submission) -> HttpResponse:
    first = Submission.objects.get(person_id=sent.person_id, token=sent.token)
    if first.digest != sent.digest:
        raise Refused(
            "This form was already sent with other answers. Open the page again before you send more."
        )
    return HttpResponseRedirect(first.went_to or first.path)
