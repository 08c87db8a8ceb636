"""Pages of the views of lists that somebody keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.search import actions, queries
from oversight.foundation.search.forms import AnswerForm, NameForm, SaveForm
from oversight.foundation.ui.pages import Link

DEEDS = (("Rename", "search:rename"), ("Open as this view", "search:default"), ("Remove", "search:remove"))
SHARING = ("Share", "search:share")
"""What can be done with a view, and the name of the page that does it."""


@needs(Can.SEARCH_USE)
def saved_views(request: StaffRequest) -> HttpResponse:
    """Every view the person keeps."""
    may_share = request.actor.can(Can.SAVED_VIEWS_SHARE)
    return render(request, "search/staff/saved_views.html", {
        "title": "Your saved views", "views": queries.own_views(request.actor),
        "deeds": (*DEEDS, SHARING) if may_share else DEEDS,
    })  # fmt: skip


@needs(Can.SEARCH_USE, "POST")
def save_view(request: StaffRequest) -> HttpResponse:
    """Keep the address of a list as a view."""
    may_share = request.actor.can(Can.SAVED_VIEWS_SHARE)
    first = {name: request.GET.get(name, "") for name in ("path", "query", "name")}
    form = SaveForm(_posted(request), initial=first, may_share=may_share)
    if form.is_bound and form.is_valid():
        view = actions.save(**form.cleaned_data, by=request.actor, at=timezone.now())
        return redirect(view.address)
    return _form(request, form, "Save this view", "Save this view")


@needs(Can.SEARCH_USE, "POST")
def rename_view(request: StaffRequest, view_id: UUID) -> HttpResponse:
    """Give a view another name."""
    view = queries.own_view(request.actor, view_id)
    form = NameForm(_posted(request), initial={"name": view.name})
    if form.is_bound and form.is_valid():
        actions.rename(view=view, **form.cleaned_data, by=request.actor, at=timezone.now())
        return redirect("search:views")
    return _form(request, form, "Rename this view", "Save the name")


@needs(Can.SEARCH_USE, "POST")
def remove_view(request: StaffRequest, view_id: UUID) -> HttpResponse:
    """Remove a view, after asking."""
    view = queries.own_view(request.actor, view_id)
    question = f"Remove the view ‘{view.name}’?"

    def done(yes: bool) -> None:
        if yes:
            actions.remove(view=view, by=request.actor, at=timezone.now())

    return _asked(request, AnswerForm(_posted(request), question=question), "Remove a view", done)


@needs(Can.SAVED_VIEWS_SHARE, "POST")
def share_view(request: StaffRequest, view_id: UUID) -> HttpResponse:
    """Show a view to the team, or no longer."""
    view = queries.own_view(request.actor, view_id)
    form = AnswerForm(
        _posted(request), initial=_now(view.shared), question=f"Share ‘{view.name}’ with the team?"
    )

    def done(yes: bool) -> None:
        actions.share(view=view, shared=yes, by=request.actor, at=timezone.now())

    return _asked(request, form, "Share a view", done)


@needs(Can.SEARCH_USE, "POST")
def default_view(request: StaffRequest, view_id: UUID) -> HttpResponse:
    """Have a list open as this view, or no longer."""
    view = queries.own_view(request.actor, view_id)
    form = AnswerForm(
        _posted(request), initial=_now(view.is_default), question=f"Open the list as ‘{view.name}’?"
    )

    def done(yes: bool) -> None:
        actions.make_default(view=view, default=yes, by=request.actor, at=timezone.now())

    return _asked(request, form, "Open a list as a view", done)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _now(yes: bool) -> dict[str, str]:
    return {"answer": "yes" if yes else "no"}


def _asked(request: HttpRequest, form: AnswerForm, title: str, done: Callable[[bool], None]) -> HttpResponse:
    """A page with one question; its answer is acted on, then the views are shown."""
    if form.is_bound and form.is_valid():
        done(form.yes)
        return redirect("search:views")
    return _form(request, form, title, "Continue", question=True)


def _form(
    request: HttpRequest, form: Any, title: str, button: str, *, question: bool = False
) -> HttpResponse:
    return render(request, "search/staff/view_form.html", {
        "title": title, "form": form, "form_token": new_token(),
        "back": Link("Back to your saved views", reverse("search:views")), "button_words": button, "question": question,
    })  # fmt: skip
