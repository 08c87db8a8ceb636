"""One task: its page, and everything that can be done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.tasks import actions, forms, permissions, queries, showing, working_out
from oversight.foundation.tasks.lines import address
from oversight.foundation.tasks.models import State, Task
from oversight.foundation.tasks.views.staff.asking import (
    Saved,
    about_named,
    acted,
    known_about,
    who,
    who_options,
)
from oversight.foundation.ui.words import day


@needs(Can.TASKS_SEE_OWN)
def task(request: StaffRequest, reference: str) -> HttpResponse:
    """What to do, by when and why then, who has it, what was done so far."""
    actor, found = request.actor, queries.task_seen(request.actor, reference)
    told = {
        "title": found.title,
        "caption": found.reference,
        "shown": showing.shown(actor, found, timezone.localdate()),
        "events": showing.events(actor, found),
        "may": _may(actor, found),
        "form_token": new_token(),
        "task": found,
    }
    return render(request, "tasks/staff/task.html", told)


def _may(actor: Actor, found: Task) -> dict[str, bool]:
    """What this person can do with it now."""
    paused = found.state == State.PAUSED
    works = found.is_open and permissions.can_work(actor, found)
    pausing = bool(found.rule_kept.get("pauses"))
    return {
        "complete": works,
        "take": found.is_open and permissions.can_take(actor, found),
        "give": found.is_open and permissions.can_give(actor, found),
        "pause": works and pausing and not paused,
        "resume": works and paused,
        "cancel": found.is_open and permissions.can_cancel(actor, found),
    }


def _open(request: StaffRequest, reference: str, may: str) -> Task:
    """The task, where this person may do this with it. Raises ``NotHere``; ``Refused`` once it has ended."""
    found = queries.task_seen(request.actor, reference)
    if not found.is_open:
        raise Refused(f"{found.reference} has ended, so it can no longer be changed")
    permissions.check(_may(request.actor, found)[may], found)
    return found


def _around(request: StaffRequest, found: Task, title: str, send: str, *lead: str) -> dict[str, Any]:
    """What stands around the fields of a form about a task."""
    shown = showing.shown(request.actor, found, timezone.localdate())
    return {
        "title": title, "caption": f"{found.reference}, {found.title}", "send": send, "lead": lead,
        "shown": shown, "clause": shown.clause, "back_to": address(found),
    }  # fmt: skip


@needs(Can.TASKS_SEE_OWN, "POST")
def complete(request: StaffRequest, reference: str) -> HttpResponse:
    """Say that it is done."""
    found = _open(request, reference, "complete")

    def save(form: forms.CompleteForm, version: int) -> Saved:
        done = actions.complete(
            task=found, by=request.actor, at=timezone.now(), version=version, note=form.cleaned_data["note"]
        )
        return f"{done.reference} is done: {done.title}.", reverse("tasks:mine")

    context = _around(request, found, "Complete this task", "Complete this task")
    return acted(request, forms.CompleteForm, context=context, save=save, task=found)


@needs(Can.TASKS_SEE_OWN, "POST")
def reassign(request: StaffRequest, reference: str) -> HttpResponse:
    """Give it to somebody else, with the reason."""
    found, today = _open(request, reference, "give"), timezone.localdate()
    options = who_options(request.actor, today, with_oneself=permissions.can_give_to_anybody(request.actor))

    def save(form: forms.ReassignForm, version: int) -> Saved:
        owner, pool = who(form.cleaned_data["to"])
        given = actions.reassign(
            task=found, owner=owner, pool=pool, reason=form.cleaned_data["reason"], by=request.actor,
            at=timezone.now(), version=version,
        )  # fmt: skip
        return f"{given.reference} is now with {showing.owner_named(given)}.", reverse("tasks:mine")

    context = _around(request, found, "Give this task to somebody else", "Give this task")
    return acted(request, forms.ReassignForm, context=context, save=save, task=found, options=options)


@needs(Can.TASKS_SEE_OWN, "POST")
def take(request: StaffRequest, reference: str) -> HttpResponse:
    """Take it out of its pool; asking for the address leads to its page."""
    found = queries.task_seen(request.actor, reference)
    if request.method == "POST":
        actions.take(task=found, by=request.actor, at=timezone.now())
        flash.success(request, f"{found.reference} is now yours.")
    return redirect("tasks:task", reference=reference)


@needs(Can.TASKS_SEE_OWN, "POST")
def pause(request: StaffRequest, reference: str) -> HttpResponse:
    """Let its clock stand still, for a reason that the policy knows."""
    found = _open(request, reference, "pause")

    def save(form: forms.PauseForm, version: int) -> Saved:
        actions.pause(task=found, by=request.actor, at=timezone.now(), version=version, **form.cleaned_data)
        return f"{found.reference} is paused.", address(found)

    lead = "While it is paused it has no date. When it runs on its date is worked out again."
    context = _around(request, found, "Pause this task", "Pause this task", lead)
    return acted(
        request, forms.PauseForm, context=context, save=save, task=found,
        initial={"begins_on": timezone.localdate()}, reasons=working_out.clock_of(found).pauses,
    )  # fmt: skip


@needs(Can.TASKS_SEE_OWN, "POST")
def resume(request: StaffRequest, reference: str) -> HttpResponse:
    """Let its clock run on; the page says which date that gives if it does so today."""
    found, today = _open(request, reference, "resume"), timezone.localdate()

    def save(form: forms.ResumeForm, version: int) -> Saved:
        runs = actions.resume(
            task=found, by=request.actor, at=timezone.now(), version=version, **form.cleaned_data
        )
        return f"{runs.reference} runs on. It is due on {day(runs.due_on)}.", address(runs)

    context = _around(
        request,
        found,
        "Let this task run on",
        "Let it run on",
        showing.if_resumed(request.actor, found, today),
    )
    return acted(
        request, forms.ResumeForm, context=context, save=save, task=found, initial={"runs_on": today}
    )


@needs(Can.TASKS_SEE_OWN, "POST")
def cancel(request: StaffRequest, reference: str) -> HttpResponse:
    """Say that it need not be done, and why."""
    found = _open(request, reference, "cancel")

    def save(form: forms.CancelForm, version: int) -> Saved:
        gone = actions.cancel(
            task=found, by=request.actor, at=timezone.now(), version=version,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return f"{gone.reference} is cancelled.", reverse("tasks:mine")

    lead = "It stays on record with your reason."
    context = _around(request, found, "Cancel this task", "Cancel this task", lead)
    return acted(request, forms.CancelForm, context=context, save=save, task=found)


@needs(Can.TASKS_SEE_OWN, "POST")
def add(request: StaffRequest) -> HttpResponse:
    """Add a task with a day of its own; ``?about=`` is the reference it is about."""
    options = who_options(request.actor, timezone.localdate())

    def save(form: forms.AddForm, version: int) -> Saved:
        told = form.cleaned_data
        owner, pool = who(told["to"])
        added = actions.add(
            title=told["title"], due_on=told["due_on"], owner=owner, pool=pool, by=request.actor,
            at=timezone.now(), about=about_named(request.actor, told["about"]),
        )  # fmt: skip
        words = f"{added.reference} is added: {added.title}, due on {day(added.due_on)}."
        return words, added.about_url or reverse("tasks:mine")

    asked = request.GET.get("about", "")[:40]
    about = known_about(request.actor, asked)
    context = {
        "title": "Add a task", "send": "Add this task", "back_to": about.url or reverse("tasks:mine"),
        "caption": f"{about.name}, {about.reference}" if about.reference else "",
    }  # fmt: skip
    first = {"to": options[0][0], "about": asked}
    return acted(request, forms.AddForm, context=context, save=save, initial=first, options=options)
