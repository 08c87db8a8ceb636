"""People and their roles."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from oversight.foundation.accounts import actions, forms, rosters, tables
from oversight.foundation.accounts.access import matrix
from oversight.foundation.accounts.actions.delegations import may_delegate
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import Saved, edited
from oversight.foundation.accounts.gate import EVERYBODY, needs
from oversight.foundation.accounts.models import RoleProposal
from oversight.foundation.accounts.powers import powers, roles_to_give
from oversight.foundation.accounts.recency import freshly
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.authorities.actor import NotHere

FILES = (("csv", "CSV"), ("xlsx", "XLSX"))
FORM = "accounts/staff/form.html"
INVITED = "The person is added. We send them a link to set a password; it works for 72 hours."
WAITS = "The role waits for a second person to grant it."


@needs(Can.ACCOUNTS_MANAGE, doors=EVERYBODY)
def people(request: Any) -> HttpResponse:
    """Everybody with an account here, and the roles that wait for a second person."""
    asked = {each: request.GET.get(each, "") for each in ("q", "role", "gone")}
    rows = rosters.people(
        request.actor, timezone.localdate(), asked["q"], asked["role"], gone=asked["gone"] == "yes"
    )
    context = {
        "title": "People",
        "listed": tables.people_table(rows),
        "asked": asked,
        "files": [
            {"words": words, "href": f"{request.path}export/?{urlencode(asked | {'format': kind})}"}
            for kind, words in FILES
            if request.actor.can_freely(Can.EXPORTS_ROWS)
        ],
        "roles": sorted(matrix().roles.values(), key=lambda each: each.title),
        "waiting": rosters.waiting(request.actor),
        "may": powers(request.actor),
        "may_delegate": may_delegate(request.actor),
    }
    return render(request, "accounts/staff/people.html", context)


@needs(Can.ACCOUNTS_MANAGE, doors=EVERYBODY)
def person(request: Any, person_id: UUID) -> HttpResponse:
    """One person: their roles, how their account stands, what can be done."""
    found, may = rosters.person_seen(request.actor, person_id), powers(request.actor)
    oneself = found.pk == request.actor.person_id
    roles = rosters.history(request.actor, found, timezone.localdate())
    context = {
        "title": "A person’s account",
        "person": found,
        "standing": rosters.standing(found),
        "last_used": rosters.last_used(found),
        "listed": tables.roles_table(roles, may_end=may.ends and not oneself),
        "may": may,
        "oneself": oneself,
        "form_token": new_token(),
    }
    return render(request, "accounts/staff/person.html", context)


@needs(Can.ACCOUNTS_MANAGE, "POST", doors=EVERYBODY)
@freshly
def add(request: Any) -> HttpResponseBase:
    """Add a person with their first role, and send them a link."""
    if not powers(request.actor).adds:
        raise NotHere("people")

    def save(form: forms.PersonForm) -> Saved:
        made = actions.add_person(
            by=request.actor, at=timezone.now(), email=form.cleaned_data["email"],
            name=form.cleaned_data["name"], terms=form.terms, address=_address(request),
        )  # fmt: skip
        return INVITED, reverse("people:person", args=[made.pk])

    context = _around("Add a person", reverse("people:people"), "Add this person")
    first = {"starts_on": timezone.localdate()}
    return edited(
        request, forms.PersonForm, template=FORM, context=context, save=save, initial=first,
        roles=roles_to_give(request.actor),
    )  # fmt: skip


@needs(Can.ACCOUNTS_MANAGE, "POST", doors=EVERYBODY)
def invite(request: Any, person_id: UUID) -> HttpResponseBase:
    """Send another link to set a first password."""
    if request.method == "POST":
        found = rosters.person_seen(request.actor, person_id)
        actions.invite(by=request.actor, at=timezone.now(), person=found, address=_address(request))
        messages.success(request, "We send a new link. The earlier one no longer works.")
    return redirect("people:person", person_id)


@needs(Can.ACCOUNTS_MANAGE, "POST", doors=EVERYBODY)
@freshly
def grant(request: Any, person_id: UUID) -> HttpResponseBase:
    """Give a person a role, or ask for it where it takes two."""
    found, back_to = rosters.person_seen(request.actor, person_id), reverse("people:person", args=[person_id])
    if not powers(request.actor).adds:
        raise NotHere(str(person_id))

    def save(form: forms.RoleForm) -> Saved:
        given = actions.grant_role(by=request.actor, at=timezone.now(), person=found, terms=form.terms)
        return WAITS if isinstance(given, RoleProposal) else "The role is given.", back_to

    context = _around("Give a role", back_to, "Give this role", found.name)
    first = {"starts_on": timezone.localdate()}
    return edited(
        request, forms.RoleForm, template=FORM, context=context, save=save, initial=first,
        roles=roles_to_give(request.actor),
    )  # fmt: skip


@needs(Can.ACCOUNTS_MANAGE, "POST", doors=EVERYBODY)
def end(request: Any, membership: UUID) -> HttpResponseBase:
    """End a role at once."""
    found, held = rosters.membership_seen(request.actor, membership, timezone.localdate())
    if not powers(request.actor).ends:
        raise NotHere(str(membership))
    back_to = reverse("people:person", args=[found.pk])

    def save(form: forms.ReasonForm) -> Saved:
        why = form.cleaned_data["reason"]
        actions.end_role(by=request.actor, at=timezone.now(), membership=membership, reason=why)
        return "The role has ended.", back_to

    lead = "It ends at once: the next page they open is shown without it."
    context = _around("End a role", back_to, "End this role", f"{held.role.title}, {found.name}", lead)
    words = "Enter why this role ends"
    return edited(request, forms.ReasonForm, template=FORM, context=context, save=save, words=words)


@needs(Can.ACCOUNTS_MANAGE, "POST", doors=EVERYBODY)
def deactivate(request: Any, person_id: UUID) -> HttpResponseBase:
    """Close an account: every role here ends, every session ends."""
    found, back_to = rosters.person_seen(request.actor, person_id), reverse("people:person", args=[person_id])
    if not powers(request.actor).ends:
        raise NotHere(str(person_id))

    def save(form: forms.ReasonForm) -> Saved:
        why = form.cleaned_data["reason"]
        actions.deactivate(by=request.actor, at=timezone.now(), person=found, reason=why)
        return "The account is closed.", back_to

    lead = "Every role they have here ends at once and they are signed out. What they did stays on record."
    context = _around("Close an account", back_to, "Close this account", found.name, lead)
    words = "Enter why you are closing this account"
    return edited(request, forms.ReasonForm, template=FORM, context=context, save=save, words=words)


@needs(Can.ACCOUNTS_MANAGE, "POST", doors=EVERYBODY)
@freshly
def decide(request: Any, proposal: UUID) -> HttpResponseBase:
    """Grant or refuse a role that somebody else asked for."""
    asked = rosters.proposal_seen(request.actor, proposal)

    def save(form: forms.DecisionForm) -> Saved:
        grants = form.cleaned_data["answer"] == "grant"
        actions.decide_proposal(
            by=request.actor, at=timezone.now(), proposal=proposal, grant=grants,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return "The role is granted." if grants else "The role is refused.", reverse("people:people")

    context = {"title": "A role that waits for a second person", "asked": asked}
    template = "accounts/staff/proposal.html"
    return edited(request, forms.DecisionForm, template=template, context=context, save=save)


def _address(request: Any) -> actions.Address:
    return lambda code: str(request.build_absolute_uri(reverse("invitation", args=[code])))


def _around(title: str, back_to: str, send: str, caption: str = "", lead: str = "") -> dict[str, str]:
    """What stands around the fields of a form."""
    return {"title": title, "back_to": back_to, "send": send, "caption": caption, "lead": lead}
