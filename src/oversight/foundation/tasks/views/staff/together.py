"""Deeds on many tasks at once: assigning them, and taking over the dates a changed calendar gives."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.authorities.actor import Refused
from oversight.foundation.tasks import actions, bulk, forms, recalculating
from oversight.foundation.tasks.lines import Lines
from oversight.foundation.tasks.views.staff.asking import who, who_options
from oversight.foundation.ui.forms import PlainForm
from oversight.foundation.ui.pages import ERROR
from oversight.foundation.ui.words import plural


@needs(Can.TASKS_SEE_TEAM, "POST")
def assign(request: StaffRequest) -> HttpResponse:
    """Which of the tasks ticked are assigned and which are left out and why; then to whom."""
    sent, today = request.method == "POST", timezone.localdate()
    ticked = (request.POST if sent else request.GET).getlist("which")
    plan = bulk.plan(request.actor, ticked)
    options = who_options(request.actor, today)
    form = forms.ReassignForm(request.POST if sent else None, options=options, today=today)
    if sent and form.is_valid():
        try:
            return _assigned(request, form, ticked)
        except Refused as why:
            form.add_error(None, str(why))
    nothing = "" if plan.inside else bulk.NONE_ELIGIBLE if plan.left_out else bulk.NOTHING_CHOSEN
    told = {
        "title": f"{ERROR if nothing else ''}Assign tasks",
        "plan": plan,
        "lines": [Lines(request.actor, today).of(each) for each in plan.inside],
        "nothing": nothing,
        "form": form,
        "form_token": new_token(),
        "back_to": reverse("tasks:team"),
    }
    return render(request, "tasks/staff/assign.html", told)


def _assigned(request: StaffRequest, form: forms.ReassignForm, ticked: list[str]) -> HttpResponse:
    """Assign what the page said was in, and say what was done and what was not."""
    owner, pool = who(form.cleaned_data["to"])
    done = actions.assign_many(
        references=ticked, owner=owner, pool=pool, reason=form.cleaned_data["reason"], by=request.actor,
        at=timezone.now(), seen=request.POST.get("seen", ""),
    )  # fmt: skip
    to = next(words for value, words in form.fields["to"].choices if value == form.cleaned_data["to"])  # type: ignore[attr-defined]
    same = f" {plural(len(done.same), 'task')} had that owner already." if done.same else ""
    left = f" {plural(len(done.left_out), 'task')} left out." if done.left_out else ""
    flash.success(request, f"{plural(len(done.inside), 'task')} assigned to {to}.{same}{left}")
    return redirect("tasks:team")


@needs(Can.TASKS_SEE_TEAM, "POST")
def recalculate(request: StaffRequest) -> HttpResponse:
    """What a changed calendar does to the dates that run, shown first; then taken over."""
    form = PlainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            done = actions.recalculate(by=request.actor, at=timezone.now(), seen=request.POST.get("seen", ""))
        except Refused as why:
            form.add_error(None, str(why))
        else:
            flash.success(request, f"The new dates of {plural(len(done.moved), 'task')} are taken over.")
            return redirect("tasks:team")
    today = timezone.localdate()
    lines = Lines(request.actor, today)
    found = recalculating.differences(request.actor, today)
    told = {
        "title": "Dates after a change of the calendar",
        "found": found,
        "moved": [(lines.of(each.task), each) for each in found.moved],
        "unknown": [(lines.of(each.task), each.why) for each in found.unknown],
        "form": form,
        "form_token": new_token(),
        "back_to": reverse("tasks:team"),
    }
    return render(request, "tasks/staff/recalculate.html", told)
