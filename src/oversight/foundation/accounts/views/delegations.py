"""Who stands in for whom."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oversight.foundation.accounts import actions, forms, rosters, tables
from oversight.foundation.accounts.actions.delegations import may_delegate
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import Saved, edited
from oversight.foundation.accounts.gate import needs
from oversight.foundation.accounts.queries import staff_of
from oversight.foundation.accounts.recency import freshly
from oversight.foundation.authorities.actor import NotHere

FORM = "accounts/staff/form.html"


@needs(Can.ACCOUNTS_MANAGE)
def delegations(request: Any) -> HttpResponse:
    """Every time somebody stands, stood or will stand in for somebody else."""
    may = may_delegate(request.actor)
    rows = rosters.stand_ins(request.actor, timezone.localdate())
    context = {
        "title": "Standing in",
        "listed": tables.stand_ins_table(rows, may_end=may),
        "may_delegate": may,
    }
    return render(request, "accounts/staff/delegations.html", context)


@needs(Can.ACCOUNTS_MANAGE, "POST")
@freshly
def new(request: Any) -> HttpResponseBase:
    """Have somebody stand in."""
    if not may_delegate(request.actor):
        raise NotHere("delegations")
    staff = {str(each.pk): each for each in staff_of(request.actor, timezone.localdate())}
    back_to = reverse("people:delegations")

    def save(form: forms.DelegationForm) -> Saved:
        typed = form.cleaned_data
        actions.delegate(
            by=request.actor, at=timezone.now(), absent=staff[typed["absent"]],
            stand_in=staff[typed["stand_in"]], post=typed["post"], starts_on=typed["starts_on"],
            ends_on=typed["ends_on"], reason=typed["reason"],
        )  # fmt: skip
        return "It is recorded who stands in.", back_to

    context = {
        "title": "Name somebody to stand in", "back_to": back_to, "caption": "", "send": "Save",
        "lead": "Whatever they decide in that post says that they stand in.",
    }  # fmt: skip
    people = list(staff.values())
    return edited(request, forms.DelegationForm, template=FORM, context=context, save=save, people=people)


@needs(Can.ACCOUNTS_MANAGE, "POST")
def end(request: Any, delegation: UUID) -> HttpResponseBase:
    """End it early."""
    found = rosters.delegation_seen(request.actor, delegation)
    if not may_delegate(request.actor):
        raise NotHere(str(delegation))
    back_to = reverse("people:delegations")

    def save(form: forms.ReasonForm) -> Saved:
        why = form.cleaned_data["reason"]
        actions.end_delegation(by=request.actor, at=timezone.now(), delegation=delegation, reason=why)
        return "It has ended.", back_to

    context = {
        "title": "End standing in early", "back_to": back_to, "send": "End it now", "lead": "",
        "caption": f"{found.stand_in.name} for {found.absent.name}",
    }  # fmt: skip
    words = "Enter why it ends early"
    return edited(request, forms.ReasonForm, template=FORM, context=context, save=save, words=words)
