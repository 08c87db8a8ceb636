"""The policies in force, one policy with its clauses, and saying that one has read it."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.policy import actions, queries, reading, tables
from oversight.foundation.policy.views.staff.asked import Asked, day_asked


@needs(Can.POLICY_SEE)
def policies(request: StaffRequest) -> HttpResponse:
    """The policies in force on a day, those before and after, and what must still be filled in."""
    actor, asked = request.actor, day_asked(request)
    every = queries.all_adoptions(actor)
    told = {
        "title": "Policies",
        "asked": asked,
        "form": asked.form,
        "in_force": tables.policies(every, asked.day, in_force=True),
        "others": tables.policies(every, asked.day, in_force=False),
        "gaps": queries.gaps_open(actor, asked.day),
        "settings": queries.settings_in_force(actor, asked.day),
        "may_adopt": actor.can(Can.POLICY_ADOPT),
    }
    return render(request, "policy/staff/policies.html", told)


@needs(Can.POLICY_SEE)
def policy(request: StaffRequest, pack: str, edition: str) -> HttpResponse:
    """A policy with every clause, what applies each, its gaps and who has read it, on any day."""
    actor, asked = request.actor, day_asked(request)
    shown = reading.policy_shown(actor, pack, edition, asked.day)
    other = queries.pack_on(actor, pack, asked.day)
    if asked.chosen and other is not None and shown.here is None:
        return redirect(f"{reading.address(pack, other.pack.about.edition)}?on={asked.day.isoformat()}")
    people = queries.asked_to_read(actor, asked.today)
    told = {
        "title": shown.pack.about.title,
        "shown": shown,
        "asked": asked,
        "form": asked.form,
        "standing": _standing(shown, asked),
        "other": other if shown.here is None else None,
        "settings": queries.settings_in_force(actor, asked.day),
        "readers": tables.readers(queries.who_has_read(actor, pack, edition, people)),
        "read_at": queries.read_at(actor, actor.person_id, pack, edition),
        "may_read": actor.can(Can.POLICY_ACKNOWLEDGE),
        "may_adopt": actor.can(Can.POLICY_ADOPT),
        "form_token": new_token(),
    }
    return render(request, "policy/staff/policy.html", told)


def _standing(shown: reading.PolicyShown, asked: Asked) -> str:
    """Whether an edition is in force on the day, as the beginning of a sentence."""
    if shown.here is not None:
        return "In force"
    return "Not yet in force" if shown.adoption.starts_on > asked.day else "No longer in force"


@needs(Can.POLICY_ACKNOWLEDGE, "POST")
def read(request: StaffRequest, pack: str, edition: str) -> HttpResponse:
    """Acknowledge having read an edition; asking for the address leads to its page."""
    if request.method == "POST":
        actions.acknowledge(by=request.actor, at=timezone.now(), pack=pack, edition=edition)
        flash.success(request, "It is recorded that you have read this policy.")
    return redirect("policy:policy", pack=pack, edition=edition)
