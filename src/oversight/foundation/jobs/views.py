"""The page of a job, what its script asks for, and cancelling it."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import EVERYBODY, StaffRequest, needs
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.jobs import actions, queries


@needs(Can.ACCOUNT_OWN, doors=EVERYBODY)
def show(request: StaffRequest, reference: str) -> HttpResponse:
    """How far a job is, as a sentence first."""
    job = queries.told(queries.job_named(request.actor, reference), timezone.now())
    return render(request, "jobs/staff/job.html", {"title": job.title, "job": job, "form_token": new_token()})


@needs(Can.ACCOUNT_OWN, doors=EVERYBODY)
def progress(request: StaffRequest, reference: str) -> HttpResponse:
    """The same for the page's script."""
    job = queries.told(queries.job_named(request.actor, reference), timezone.now())
    response = JsonResponse(job.for_poller())
    response["Cache-Control"] = "no-store"
    return response


@needs(Can.ACCOUNT_OWN, "POST", doors=EVERYBODY)
def cancel(request: StaffRequest, reference: str) -> HttpResponse:
    """Cancel a job; asking for the address leads to the job's page."""
    job = queries.job_named(request.actor, reference)
    if request.method == "POST":
        actions.cancel(job, by=request.actor, at=timezone.now())
    return redirect("jobs:show", reference=reference)
