"""The council's list of positions: upload, see what is wrong and what would change, save or not, undo."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.capabilities.placements import actions, forms, queries, tables
from oversight.capabilities.placements.actions.listing import UNDO_DAYS
from oversight.capabilities.placements.permissions import can_import
from oversight.capabilities.placements.rules import WORDS
from oversight.capabilities.placements.states import POSITIONS
from oversight.capabilities.placements.views.staff.asking import places
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import edited
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.authorities.actor import Refused
from oversight.foundation.exports.answering import wants_export
from oversight.foundation.exports.lists import answer_list
from oversight.foundation.search.lists import read_list
from oversight.foundation.search.pages import list_page
from oversight.foundation.ui.pages import Cell, Column, Fact, Link, Table
from oversight.foundation.ui.words import day, listed, moment, number, plural
from oversight.gateways.spreadsheets import SpreadsheetError, read_table

NOT_CHOSEN = "Columns not chosen yet"
BACK = Link("Lists of positions", "/placements/lists/")


def _home(row: Any) -> str:
    return f"/placements/lists/{row.reference}/"


@needs(Can.PLACEMENTS_CHECK)
def positions(request: StaffRequest) -> HttpResponseBase:
    """The positions that stand, as the newest list says."""
    found = read_list(
        tables.POSITIONS_NOW, request.GET, queries.positions(request.actor), actor=request.actor
    )
    if wants_export(request):
        return answer_list(request, found, by=request.actor, at=timezone.now())
    return render(
        request, "register/staff/list.html", list_page(request, found) | {"places": places(request)}
    )


@needs(Can.PLACEMENTS_IMPORT)
def lists(request: StaffRequest) -> HttpResponseBase:
    """Every list that was taken in."""
    found = read_list(tables.LISTS, request.GET, queries.lists(request.actor), actor=request.actor)
    if wants_export(request):
        return answer_list(request, found, by=request.actor, at=timezone.now())
    acts = (Link("Take in a list", "/placements/lists/new/"),) if can_import(request.actor) else ()
    told = {"acts": acts, "places": places(request)}
    return render(request, "register/staff/list.html", list_page(request, found) | told)


@needs(Can.PLACEMENTS_IMPORT, "POST")
def upload(request: StaffRequest) -> HttpResponse:
    """Read a list; nothing changes yet."""

    def save(form: Any) -> tuple[str, str]:
        given = form.cleaned_data
        try:
            table = read_table(Path(given["file"].temporary_file_path()), given["file"].name)
        except SpreadsheetError as why:
            raise Refused(str(why)) from None
        row = actions.read_list(
            table=table,
            dated=given["dated"],
            decided_by=given["decided_by"],
            by=request.actor,
            at=timezone.now(),
        )
        return f"{row.file_name} was read: {plural(len(row.cells), 'row')}.", f"{_home(row)}columns/"

    context = {
        "title": "Take in a list of positions", "back_link": BACK, "cancel": BACK.url, "button": "Read the list",
        "lead": "Until decisions are made here, the list your council circulates says who is restricted. You see what "
                "would change before anything is saved.",
    }  # fmt: skip
    return edited(request, forms.ListForm, template="register/staff/form.html", context=context, save=save)


@needs(Can.PLACEMENTS_IMPORT, "POST")
def columns(request: StaffRequest, reference: str) -> HttpResponse:
    """Say which column is which; then every row is checked, and nothing is saved."""
    row = queries.list_of(request.actor, reference)
    if request.method != "POST" and not row.has_columns_to_choose:
        return redirect(_home(row))

    def save(form: Any) -> tuple[str, str]:
        actions.choose_columns(row=row, chosen=form.chosen(), by=request.actor, at=timezone.now())
        return "Every row was checked.", _home(row)

    context = {
        "title": "Choose columns", "about": f"List {row.reference}: {row.file_name}", "button": "Check the rows",
        "cancel": _home(row), "back_link": Link(f"List {row.reference}", _home(row)),
        "lead": "Say which column of your file holds each of these. Position must be chosen, and one that says which "
                "service. What is not chosen is not read.",
    }  # fmt: skip
    return edited(request, forms.ColumnsForm, template="register/staff/form.html", context=context, save=save,
                  initial=row.chosen, headings=queries.samples(row))  # fmt: skip


@needs(Can.PLACEMENTS_IMPORT)
def show(request: StaffRequest, reference: str) -> HttpResponse:
    """What a list says, what is wrong with it, and what can be done."""
    row = queries.list_of(request.actor, reference)
    undoable = row.saved_at is not None and timezone.now() <= row.saved_at + timedelta(days=UNDO_DAYS)
    new = row.state == "read"
    return render(request, "placements/staff/list.html", {
        "title": NOT_CHOSEN if new else row.get_state_display(), "about": f"List {row.reference}", "row": row,
        "back_link": BACK, "says": _says(row), "facts": _facts(row), "rows": None if new else _rows(row),
        "columns_url": f"{_home(row)}columns/" if row.has_columns_to_choose else "", "problems": _problems(row),
        "save_url": f"{_home(row)}save/" if row.state == "checked" and row.rows else "",
        "leave_url": f"{_home(row)}leave/" if row.state in ("read", "checked") else "",
        "undo_url": f"{_home(row)}undo/" if undoable and row.state == "saved" else "", "token": new_token(),
    })  # fmt: skip


def _says(row: Any) -> str:
    if row.state == "read":
        return f"{plural(len(row.cells), 'row')} in the file. Choose which column is which. Nothing is saved yet."
    good, wrong = plural(len(row.rows), "service"), plural(len(row.problems), "row has", "rows have")
    told = f"{good} would have a position. " if row.state == "checked" else f"{good} on it. "
    return told + (f"{wrong} a problem and would be left out." if row.problems else "Every row can be read.")


def _facts(row: Any) -> tuple[Fact, ...]:
    told = [
        ("File", row.file_name), ("Date of the list", day(row.dated)), ("Decided by", row.decided_by),
        ("Uploaded", moment(row.read_at)), ("Saved", moment(row.saved_at)), ("Undone", moment(row.undone_at)),
        ("Columns", "" if row.state == "read" else _columns(row)),
        ("Restricted before and not on it", "" if row.state == "read" else listed(row.missing) or "None"),
    ]  # fmt: skip
    return tuple(Fact(words, value) for words, value in told if value)


def _columns(row: Any) -> str:
    return listed([f"{WORDS[each]} is ‘{heading}’" for each, heading in row.chosen.items()])


def _rows(row: Any) -> Table:
    told = [
        (Cell(each["service"], f"/services/{each['service']}/"), Cell(POSITIONS[each["position"]], note=each["said"]),
         Cell(day(date.fromisoformat(each["since"])) if each["since"] else ""), Cell(each["call_first"]))
        for each in row.rows[:200]
    ]  # fmt: skip
    heads = [Column("service", "Service"), Column("position", "Position"), Column("since", "Since"),
             Column("call", "Call first")]  # fmt: skip
    return Table("What it says", heads, told)


def _problems(row: Any) -> Table | None:
    told = [
        (Cell(f"Row {number(at)}", note=heading), Cell(says), Cell(value))
        for at, heading, value, says in row.problems
    ]
    heads = [Column("row", "Row and column"), Column("do", "What to do"), Column("value", "It says")]
    return Table(f"Rows with a problem in {row.file_name}", heads, told) if told else None


@needs(Can.PLACEMENTS_IMPORT, "POST")
def save(request: StaffRequest, reference: str) -> HttpResponse:
    """Save a list, once it is said what that does, and what happens to those it does not name."""
    row = queries.list_of(request.actor, reference)

    def confirmed(form: Any) -> tuple[str, str]:
        count = actions.save_list(row=row, free_missing=form.frees(), by=request.actor, at=timezone.now())
        return f"{plural(count, 'position')} saved.", _home(row)

    missing = (f"Restricted now and not on it: {listed(row.missing)}.",) if row.missing else ()
    lines = (*missing, _says(row), f"You can undo it for {UNDO_DAYS} days while it is the newest.")
    context = {
        "title": "Save this list?", "caption": f"List {row.reference} of {day(row.dated)}", "lines": lines,
        "button": "Save this list", "cancel": _home(row), "back_link": Link(f"List {row.reference}", _home(row)),
    }  # fmt: skip
    return edited(request, forms.SaveForm, template="ui/pages/confirm.html", context=context, save=confirmed,
                  asks_missing=bool(row.missing) and row.state == "checked")  # fmt: skip


@needs(Can.PLACEMENTS_IMPORT, "POST")
def leave(request: StaffRequest, reference: str) -> HttpResponse:
    """Save nothing of it."""
    row = queries.list_of(request.actor, reference)
    if request.method == "POST":
        actions.leave_list(row=row, by=request.actor, at=timezone.now())
    return redirect(_home(row))


@needs(Can.PLACEMENTS_IMPORT, "POST")
def undo(request: StaffRequest, reference: str) -> HttpResponse:
    """Take a list back: what that does is said first."""
    row = queries.list_of(request.actor, reference)

    def confirmed(form: Any) -> tuple[str, str]:
        actions.undo_list(row=row, by=request.actor, at=timezone.now())
        return "The list is undone.", _home(row)

    context = {
        "title": "Undo this list?", "caption": f"List {row.reference} of {day(row.dated)}",
        "lines": ("What stood before it stands again.", "What was looked up meanwhile keeps the answer it was given."),
        "button": "Undo this list", "classes": "govuk-button--warning", "cancel": _home(row),
        "back_link": Link(f"List {row.reference}", _home(row)),
    }  # fmt: skip
    return edited(request, forms.SaveForm, template="ui/pages/confirm.html", context=context, save=confirmed)
