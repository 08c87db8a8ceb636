"""What pages of policies are asked: for which day, and deeds that may be refused at their form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from oversight.foundation.authorities.actor import Refused
from oversight.foundation.policy.forms import OnForm
from oversight.foundation.ui.forms import PlainForm


@dataclass(frozen=True, slots=True)
class Asked:
    """The day a page is shown for; ``chosen`` where somebody asked for it, ``form`` asks for another."""

    day: date
    today: date
    chosen: bool
    form: OnForm


def day_asked(request: HttpRequest) -> Asked:
    """The day of ``?on=``, else today; a day that cannot be read is told at its field."""
    today = timezone.localdate()
    form = OnForm(request.GET if "on" in request.GET else None, today=today)
    chosen = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    return Asked(chosen or today, today, chosen is not None, form)


def version_seen(request: HttpRequest) -> int:
    """The version of a draft that the person was shown; 0 where the form does not say."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() else 0


def done(form: PlainForm, do: Callable[[], object]) -> bool:
    """Do what a form asks. What is refused is undone, and the sentence is shown with the form."""
    try:
        with transaction.atomic():
            do()
    except Refused as why:
        form.add_error(None, str(why))
        return False
    return True
