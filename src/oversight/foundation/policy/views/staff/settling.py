"""The authority's own settings: their versions, drafting, what a draft would move, approving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oversight.engine.model import BadInput
from oversight.engine.packs.pack import Pack
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.accounts.queries import person_named
from oversight.foundation.audit.corrections import Stale
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.policy import actions, facts_sources, previewing, queries, tables
from oversight.foundation.policy.actions.settling import Wanted
from oversight.foundation.policy.differences import differences
from oversight.foundation.policy.forms import SettingsForm, WithdrawForm, initial_of, settings_form
from oversight.foundation.policy.models import SettingsVersion, Status
from oversight.foundation.policy.overrides import Overrides, overrides_of
from oversight.foundation.policy.views.staff.asked import day_asked, done, version_seen
from oversight.foundation.ui.forms import PlainForm
from oversight.foundation.ui.words import day


@needs(Can.POLICY_SEE)
def versions(request: StaffRequest) -> HttpResponse:
    """Every version of the settings, and which is in force on a day."""
    asked = day_asked(request)
    here = queries.settings_in_force(request.actor, asked.day)
    told = {
        "title": "The council’s own settings",
        "asked": asked,
        "form": asked.form,
        "settings": here,
        "versions": tables.versions(queries.settings_versions(request.actor), here.number),
        "effect": _effect(request.actor, asked.day, here.overrides),
        "may_draft": request.actor.can(Can.POLICY_DRAFT),
    }
    return render(request, "policy/staff/versions.html", told)


def _effect(actor: Actor, on: date, overrides: Overrides) -> object:
    """What settings change of the policies in force on a day."""
    found = differences(_own(actor, on), Overrides(), overrides)
    empty = "The council takes its policies as they are."
    return tables.differing("What the council sets differently from its policies", found, empty)


def _own(actor: Actor, on: date) -> list[Pack]:
    return [each.own for each in queries.packs_in_force(actor, on)]


@needs(Can.POLICY_SEE)
def version(request: StaffRequest, number: int) -> HttpResponse:
    """One version: who, when, why, and what it changes in words."""
    row = queries.settings_numbered(request.actor, number)
    told = {"title": f"Settings {number}", **_told(request.actor, row)}
    return render(request, "policy/staff/version.html", told)


def _told(actor: Actor, row: SettingsVersion) -> dict[str, object]:
    """What the pages of one version have in common."""
    after, packs = overrides_of(row.overrides), _own(actor, row.starts_on)
    before = Overrides()
    if row.based_on:
        before = overrides_of(queries.settings_numbered(actor, row.based_on).overrides)
    caption = f"What changes from {f'settings {row.based_on}' if row.based_on else 'the policies'}"
    return {
        "row": row,
        "state": Status(row.status).label,
        "drafted_by": person_named(row.drafted_by),
        "approved_by": person_named(row.approved_by) if row.approved_by else "",
        "changes": tables.differing(caption, differences(packs, before, after), "Nothing changes."),
        "effect": _effect(actor, row.starts_on, after),
        "is_draft": row.status == Status.DRAFT,
        "may_draft": actor.can(Can.POLICY_DRAFT),
        "may_approve": actor.can(Can.POLICY_APPROVE) and str(actor.person_id) not in row.authors,
        "form_token": new_token(),
    }


@needs(Can.POLICY_DRAFT, "POST")
def draft(request: StaffRequest) -> HttpResponse:
    """Draft settings from those in force; ``?on=`` drafts for the policies of a later day."""
    asked = day_asked(request)
    packs, here = _own(request.actor, asked.day), queries.settings_in_force(request.actor, asked.day)
    if not packs:
        raise Refused(f"No policy is in force on {day(asked.day)}. Adopt one before you draft settings")
    form = _form(request, packs, here.overrides, starts_on=asked.day if asked.chosen else None, why="")
    if request.method == "POST" and form.is_valid():
        made: list[SettingsVersion] = []
        if _saved(form, here.overrides, lambda wanted: made.append(
            actions.draft_settings(by=request.actor, at=timezone.now(), wanted=wanted)
        )):  # fmt: skip
            flash.success(request, f"Settings {made[0].number} are drafted. Somebody else must approve them.")
            return redirect("policy:version", number=made[0].number)
    told = {"title": "Draft settings", "form": form, "form_token": new_token()}
    told |= {"cancel": reverse("policy:settings"), "version": "", "theirs": None}
    return render(request, "policy/staff/draft.html", told)


def _form(
    request: StaffRequest, packs: Sequence[Pack], overrides: Overrides, *, starts_on: date | None, why: str
) -> SettingsForm:
    made = settings_form(packs)
    initial = {**initial_of(made, overrides), "starts_on": starts_on, "why": why}
    return made(
        request.POST if request.method == "POST" else None, initial=initial, today=timezone.localdate()
    )


def _saved(form: SettingsForm, kept: Overrides, do: Callable[[Wanted], object]) -> bool:
    """Hand over what the form asks for; what does not fit together is told with the form."""
    try:
        wanted = form.wanted(kept)
    except BadInput as why:
        form.add_error(None, str(why))
        return False
    return done(form, lambda: do(wanted))


@needs(Can.POLICY_DRAFT, "POST")
def change(request: StaffRequest, number: int) -> HttpResponse:
    """Change a draft; where somebody else changed it meanwhile, both versions are shown."""
    row = queries.settings_numbered(request.actor, number)
    _refuse_unless_draft(row)
    kept = overrides_of(row.overrides)
    form = _form(request, _own(request.actor, row.starts_on), kept, starts_on=row.starts_on, why=row.why)
    told = {"title": f"Change settings {number}", "form": form, "version": row.version, "theirs": None}
    if request.method == "POST" and form.is_valid():
        seen = version_seen(request)
        try:
            finished = _saved(form, kept, lambda wanted: actions.change_draft(
                by=request.actor, at=timezone.now(), draft=row, wanted=wanted, version=seen
            ))  # fmt: skip
        except Stale:
            told["theirs"] = _both(request.actor, row, form)
        else:
            if finished:
                flash.success(request, f"The draft of settings {number} is changed.")
                return redirect("policy:version", number=number)
            told["version"] = seen
    cancel = reverse("policy:version", args=[number])
    return render(request, "policy/staff/draft.html", told | {"form_token": new_token(), "cancel": cancel})


def _both(actor: Actor, row: SettingsVersion, form: SettingsForm) -> object:
    """What somebody else saved beside what was typed."""
    kept = overrides_of(row.overrides)
    found = differences(_own(actor, row.starts_on), kept, form.wanted(kept).overrides)
    return tables.differing(
        "What is saved now, and what you typed", found, "Only the day or the reason differ."
    )


def _refuse_unless_draft(row: SettingsVersion) -> None:
    if row.status != Status.DRAFT:
        raise Refused(f"Settings {row.number} are no longer a draft. Draft a new version instead")


@needs(Can.POLICY_DRAFT)
def preview(request: StaffRequest, number: int) -> HttpResponse:
    """Which services a draft would move, and from which facts that is known."""
    row = queries.settings_numbered(request.actor, number)
    told = {"title": f"What settings {number} would change", "row": row}
    return render(request, "policy/staff/preview.html", told | _previewed(request.actor, row))


def _previewed(actor: Actor, row: SettingsVersion) -> dict[str, object]:
    today = timezone.localdate()
    found = previewing.preview(actor, row, today, facts_sources.facts_of_services(actor, today))
    return {"preview": found, "moved": tables.moved(found)}


@needs(Can.POLICY_APPROVE, "POST")
def approve(request: StaffRequest, number: int) -> HttpResponse:
    """Read a draft with what it would move, and approve it."""
    row = queries.settings_numbered(request.actor, number)
    _refuse_unless_draft(row)
    form = PlainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        seen = version_seen(request)
        if done(form, lambda: actions.approve_settings(
            by=request.actor, at=timezone.now(), draft=row, version=seen
        )):  # fmt: skip
            flash.success(request, f"Settings {number} are approved from {day(row.starts_on)}.")
            return redirect("policy:version", number=number)
    told = {"title": f"Approve settings {number}", "form": form, **_told(request.actor, row)}
    return render(request, "policy/staff/approve.html", told | _previewed(request.actor, row))


@needs(Can.POLICY_DRAFT, "POST")
def withdraw(request: StaffRequest, number: int) -> HttpResponse:
    """Give up a draft, with the reason."""
    row = queries.settings_numbered(request.actor, number)
    _refuse_unless_draft(row)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if done(form, lambda: actions.withdraw_draft(
            by=request.actor, at=timezone.now(), draft=row, reason=reason
        )):  # fmt: skip
            flash.success(request, f"The draft of settings {number} is withdrawn.")
            return redirect("policy:settings")
    told = {"title": f"Withdraw the draft of settings {number}", "form": form, "row": row}
    return render(request, "policy/staff/withdraw.html", told | {"form_token": new_token()})
