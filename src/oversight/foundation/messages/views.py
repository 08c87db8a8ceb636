"""Notifications, marking them as read, and how often they are e-mailed."""

from __future__ import annotations

from django.contrib import messages as flash
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import EVERYBODY, StaffRequest, needs
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.messages import actions, forms, queries
from oversight.foundation.messages.models import Notification, Often
from oversight.foundation.ui.pages import ERROR, Pages

PAGE = 50


@needs(Can.ACCOUNT_OWN, "POST", doors=EVERYBODY)
def notifications(request: StaffRequest) -> HttpResponse:
    """One's own notifications, unread first; those ticked, or all, are marked as read."""
    nothing = ""
    if request.method == "POST":
        which = forms.chosen(request.POST)
        if which is None or which:
            count = actions.mark_read(by=request.actor, at=timezone.now(), which=which)
            flash.success(request, f"{count} notification{'s' if count != 1 else ''} marked as read.")
            return redirect("notifications:list")
        nothing = "Select at least one notification to mark as read"
    rows = Paginator(queries.notifications_of(request.actor), PAGE).get_page(request.GET.get("page"))
    told = {
        "title": f"{ERROR if nothing else ''}Notifications",
        "rows": rows,
        "unread": queries.unread_count(request.actor),
    }
    told |= {"nothing": nothing, "pages": _pages(rows), "form_token": new_token()}
    return render(request, "messages/staff/notifications.html", told)


def _pages(rows: Page[Notification]) -> Pages:
    return Pages.of(rows.number, rows.paginator.num_pages, lambda number: f"?page={number}")


@needs(Can.ACCOUNT_OWN, "POST", doors=EVERYBODY)
def preferences(request: StaffRequest) -> HttpResponse:
    """Choose how often e-mails come."""
    often = queries.how_often(request.actor, request.actor.person_id)
    form = forms.OftenForm(request.POST or None, initial={"often": often})
    if request.method == "POST" and form.is_valid():
        actions.choose(form.cleaned_data["often"], by=request.actor, at=timezone.now())
        flash.success(request, f"Email me: {Often(form.cleaned_data['often']).label.lower()}.")
        return redirect("notifications:preferences")
    told = {"title": "Emails", "form": form, "form_token": new_token()}
    return render(request, "messages/staff/preferences.html", told)
