"""The pages of a file: adding it to a record, what it is, opening it, withdrawing it."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.accounts.queries import person_named
from oversight.foundation.audit.corrections import Stale
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.documents import actions, queries
from oversight.foundation.documents.doors import may_see_record, may_withdraw, page_of
from oversight.foundation.documents.forms import REFERENCE, AddForm, WithdrawForm
from oversight.foundation.documents.looking.findings import VIRUS
from oversight.foundation.documents.models import Document, Sensitivity, State
from oversight.foundation.documents.serving import as_download
from oversight.foundation.ui.pages import Fact, Link
from oversight.foundation.ui.words import moment


@needs(Can.DOCUMENTS_ADD, "POST")
def add(request: StaffRequest) -> HttpResponse:
    """Keep a file with a record; ``about`` is the record's reference."""
    posted = request.method == "POST"
    about = (request.POST if posted else request.GET).get("about", "")
    if not REFERENCE.fullmatch(about) or not may_see_record(request.actor, about):
        raise Http404
    form = AddForm(request.POST, request.FILES) if posted else AddForm(initial={"about": about})
    if posted and form.is_valid():
        reference = _kept(request, form)
        if reference:
            return redirect("documents:show", reference=reference)
    place = page_of(request.actor, about)
    told = {"title": "Add a file", "form": form, "about": about, "place": place, "back_link": _back(place)}
    return render(request, "documents/staff/add.html", told | {"form_token": new_token()})


def _kept(request: StaffRequest, form: AddForm) -> str:
    """Keep the file; its reference, or nothing and the reason at its field."""
    try:
        document = actions.keep(**form.cleaned_data, by=request.actor, at=timezone.now())
    except actions.NotKept as why:
        form.add_error("file", str(why))
        return ""
    if document.state == State.QUARANTINED:
        form.add_error("file", VIRUS)
        return ""
    flash.success(request, f"{document.title} is kept with {document.about} as {document.reference}.")
    return document.reference


@needs(Can.DOCUMENTS_SEE)
def show(request: StaffRequest, reference: str) -> HttpResponse:
    """What a file is, who added it, and whether it can be opened."""
    found = queries.document_named(request.actor, reference)
    place = page_of(request.actor, found.about)
    told = {
        "title": found.title,
        "document": found,
        "facts": _facts(found, place),
        "back_link": _back(place),
        "can_open": queries.can_be_opened(found),
        "can_withdraw": may_withdraw(request.actor, found),
    }
    return render(request, "documents/staff/document.html", told)


def _back(place: Link | None) -> Link | None:
    """The way back to the files of the record, by its name."""
    return Link(f"Files of {place.words}", place.url) if place else None


def _facts(found: Document, place: Link | None) -> list[Fact]:
    kept_with = f"{place.words}, {found.about}" if place else found.about
    facts = [
        Fact("Kept with", kept_with),
        Fact("File", found.file_name),
        Fact("Viruses", State(found.state).label),
        Fact("Who may open it", Sensitivity(found.sensitivity).label),
        Fact("Added", moment(found.added_at), source=person_named(found.added_by)),
    ]
    if found.withdrawn_at and found.withdrawn_by:
        facts.append(Fact("Withdrawn", moment(found.withdrawn_at), source=person_named(found.withdrawn_by)))
        facts.append(Fact("Why it was withdrawn", found.withdrawn_why))
    return facts


@needs(Can.DOCUMENTS_SEE)
def download(request: StaffRequest, reference: str) -> HttpResponseBase:
    """The file itself, to be saved."""
    return as_download(actions.opened(reference, by=request.actor, at=timezone.now()))


@needs(Can.DOCUMENTS_ADD, "POST")
def withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    """Withdraw a file, with the reason."""
    found = queries.document_named(request.actor, reference)
    if not may_withdraw(request.actor, found):
        raise Http404
    form = WithdrawForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(found, **form.cleaned_data, by=request.actor, at=timezone.now())
        except Stale as moved:
            form.add_error("why", f"{moved}. Look at the file again first")
        else:
            flash.success(request, f"{found.title} is withdrawn.")
            return redirect("documents:show", reference=reference)
    told = {"title": "Withdraw this file", "document": found, "form": form}
    return render(request, "documents/staff/withdraw.html", told | {"form_token": new_token()})
