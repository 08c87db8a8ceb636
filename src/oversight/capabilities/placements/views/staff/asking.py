"""‘Can we place?’: one box, one answer, a receipt."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.capabilities.placements import actions, forms, queries, rules, tables
from oversight.capabilities.placements.permissions import can_import
from oversight.capabilities.register import queries as register
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import edited
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.exports.answering import wants_export
from oversight.foundation.exports.lists import answer_list
from oversight.foundation.search.lists import read_list
from oversight.foundation.search.pages import list_page
from oversight.foundation.ui.pages import Cell, Column, Link, NavItem, Table
from oversight.foundation.ui.words import moment

NOT_HELD = "We do not hold this service. Ask for an out-of-area check."
PLACES = (
    ("Can we place?", "/placements/"),
    ("Positions", "/placements/positions/"),
    ("Look-ups", "/placements/look-ups/"),
)


def places(request: StaffRequest) -> tuple[NavItem, ...]:
    """The menu over the pages of placements."""
    more = (("Lists", "/placements/lists/"),) if can_import(request.actor) else ()
    return tuple(NavItem(words, url, url == request.path) for words, url in (*PLACES, *more))


@needs(Can.PLACEMENTS_CHECK, "POST")
def ask(request: StaffRequest) -> HttpResponse:
    """The box. One match is answered at once; of several one is chosen; nothing is recorded by looking."""

    def save(form: Any) -> tuple[str, str]:
        found = queries.matches(request.actor, form.cleaned_data["service"])
        if len(found) != 1:
            return "", f"/placements/?{urlencode({'q': form.cleaned_data['service']})}"
        row = actions.ask(service=found[0], by=request.actor, at=timezone.now())
        return f"Your look-up is recorded as {row.reference}.", f"/placements/look-ups/{row.reference}/"

    typed = request.GET.get("q", "")
    found = queries.matches(request.actor, typed) if typed and request.method == "GET" else []
    context = {
        "title": "Can we place?", "places": places(request), "button": "Check", "found": found, "typed": typed,
        "tokens": [new_token() for _ in found], "nothing": NOT_HELD if typed and not found else "",
        "stale": _list_says(request),
    }  # fmt: skip
    return edited(request, forms.AskForm, template="placements/staff/ask.html", context=context, save=save,
                  initial={"service": typed})  # fmt: skip


def _list_says(request: StaffRequest) -> str:
    newest = queries.newest_list(request.actor)
    return (
        ""
        if newest
        else "No list of restrictions has been taken in yet, so every answer is ‘Ask first’ or ‘No’."
    )


@needs(Can.PLACEMENTS_CHECK, "POST")
def check(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask of one service, by its button; the page by itself leads back to the box."""
    row = register.service(request.actor, reference)
    if request.method != "POST":
        return redirect(f"/placements/?{urlencode({'q': row.reference})}")
    found = actions.ask(service=row, by=request.actor, at=timezone.now())
    return redirect(f"/placements/look-ups/{found.reference}/")


@needs(Can.PLACEMENTS_CHECK)
def look_up(request: StaffRequest, reference: str) -> HttpResponse:
    """The answer as it was given, with its receipt, and as plain text for the case system."""
    row = queries.look_up(request.actor, reference)
    shown = row.shown
    near = [
        (Cell(name, f"/services/{reference}/", where), Cell(tables.answer_mark(answer)))
        for reference, name, answer, where in shown["near"]
    ]
    heads = [Column("name", "Service and distance"), Column("answer", "Answer")]
    return render(request, "placements/staff/answer.html", {
        "title": f"{row.service.name}: {row.get_answer_display().lower()}", "row": row, "shown": shown,
        "mark": tables.answer_mark(row.answer), "back_link": Link("Can we place?", "/placements/"),
        "receipt": f"Checked by {row.asked_by_name} at {moment(row.asked_at)}. Receipt {row.reference}.",
        "near": Table("Nearby without a restriction, of the same kind", heads, near,
                      "No service of the same kind is known to be near and without a restriction."),
        "about_near": f"{rules.NOT_GOOD} {rules.STRAIGHT}" if near else "", "plain": _plain(row),
    })  # fmt: skip


def _plain(row: Any) -> str:
    """The answer as text to be copied into another system."""
    shown = row.shown
    lines = [
        f"Can we place with {row.service.name} ({row.service.reference})? {row.get_answer_display()}.",
        *shown["reasons"], f"Status: {shown['status']}", shown["list"], shown["rating"],
        *(f"Call first: {each}" for each in shown["call"]),
        f"Checked by {row.asked_by_name} at {moment(row.asked_at)}. Receipt {row.reference}.",
    ]  # fmt: skip
    return "\n".join(each for each in lines if each)


@needs(Can.PLACEMENTS_CHECK)
def look_ups(request: StaffRequest) -> HttpResponseBase:
    """One's own look-ups; everybody's for those who may see them."""
    found = read_list(tables.LOOK_UPS, request.GET, queries.look_ups(request.actor), actor=request.actor)
    if wants_export(request):
        return answer_list(request, found, by=request.actor, at=timezone.now())
    return render(
        request, "register/staff/list.html", list_page(request, found) | {"places": places(request)}
    )
