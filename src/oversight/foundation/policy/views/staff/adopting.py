"""Adopting an edition, ending that, and naming who holds the posts of a policy."""

from __future__ import annotations

from datetime import date

from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.accounts.queries import staff_of
from oversight.foundation.audit.corrections import Stale
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.authorities.actor import Refused
from oversight.foundation.policy import actions, adopted, facts_sources, previewing, queries, reading, tables
from oversight.foundation.policy.forms import AdoptForm, EndForm, HolderForm
from oversight.foundation.policy.views.staff.asked import done
from oversight.foundation.ui.words import day


@needs(Can.POLICY_ADOPT, "POST")
def adopt(request: StaffRequest) -> HttpResponse:
    """Choose an edition and a day; then check what it would change; then adopt it."""
    posted = request.method == "POST"
    asked = not request.GET.keys().isdisjoint(("edition", "starts_on"))
    given = request.POST if posted else request.GET if asked else None
    editions = [
        (name, f"{pack.about.title}, edition {pack.about.edition}") for name, pack in adopted.offered()
    ]
    form = AdoptForm(given, editions=editions, today=timezone.localdate())
    told = {"title": "Adopt a policy", "form": form, "form_token": new_token(), "preview": None}
    if form.is_bound and form.is_valid():
        pack, _, edition = form.cleaned_data["edition"].partition("/")
        starts_on = form.cleaned_data["starts_on"]
        if posted and _adopted(request, form, pack, edition, starts_on):
            return redirect("policy:policy", pack=pack, edition=edition)
        told |= {} if posted else _checked(request, form, pack, edition, starts_on)
    return render(request, "policy/staff/adopt.html", told)


def _adopted(request: StaffRequest, form: AdoptForm, pack: str, edition: str, starts_on: date) -> bool:
    def do() -> None:
        actions.adopt(by=request.actor, at=timezone.now(), pack=pack, edition=edition, starts_on=starts_on)

    if not done(form, do):
        return False
    title = adopted.published(pack, edition).about.title
    flash.success(request, f"‘{title}’, edition {edition}, is adopted from {day(starts_on)}.")
    return True


def _checked(
    request: StaffRequest, form: AdoptForm, pack: str, edition: str, starts_on: date
) -> dict[str, object]:
    """What adopting would change, and what the policy leaves open."""
    try:
        rows = facts_sources.facts_of_services(request.actor, timezone.localdate())
        found = previewing.preview_edition(request.actor, pack, edition, starts_on, rows)
    except Refused as why:
        form.add_error(None, str(why))
        return {}
    about = adopted.published(pack, edition).about
    return {
        "title": "Check before you adopt", "preview": found, "moved": tables.moved(found), "about_pack": about,
        "starts_on": starts_on, "gaps": about.to_fill_in,
    }  # fmt: skip


@needs(Can.POLICY_ADOPT, "POST")
def end(request: StaffRequest, pack: str, edition: str) -> HttpResponse:
    """End an adoption after a day."""
    today = timezone.localdate()
    shown = reading.policy_shown(request.actor, pack, edition, today)
    form = EndForm(request.POST or None, initial={"version": shown.adoption.version}, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            finished = done(form, lambda: actions.end_adoption(
                by=request.actor, at=timezone.now(), adoption=shown.adoption, **form.cleaned_data
            ))  # fmt: skip
        except Stale as moved:
            form.add_error(None, f"{moved}. Look at the policy again first")
        else:
            if finished:
                flash.success(
                    request, f"‘{shown.pack.about.title}’ ends on {day(form.cleaned_data['ends_on'])}."
                )
                return redirect("policy:policies")
    told = {"title": "End this policy", "shown": shown, "form": form, "form_token": new_token()}
    return render(request, "policy/staff/end.html", told)


@needs(Can.POLICY_ADOPT, "POST")
def posts(request: StaffRequest, pack: str, edition: str) -> HttpResponse:
    """The posts a policy names: who holds each, and naming another."""
    today = timezone.localdate()
    shown = reading.policy_shown(request.actor, pack, edition, today)
    rows = [each for each in queries.posts(request.actor, today) if each.pack == pack]
    if shown.here is None:
        raise Http404
    people = {str(each.id): each for each in staff_of(request.actor, today)}
    form = HolderForm(
        request.POST or None, roles=[(each.role, each.title) for each in rows],
        people=[(key, each.name) for key, each in people.items()], today=today, initial={"starts_on": today},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"person": people[form.cleaned_data["person"]], "pack": pack}
        if done(form, lambda: actions.name_holder(by=request.actor, at=timezone.now(), **told)):
            flash.success(request, f"{told['person'].name} is named from {day(told['starts_on'])}.")
            return redirect("policy:posts", pack=pack, edition=edition)
    context = {"title": "Posts", "shown": shown, "form": form, "posts": tables.posts(rows)}
    return render(request, "policy/staff/posts.html", context | {"form_token": new_token()})
