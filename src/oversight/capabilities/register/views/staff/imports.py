"""Importing a council's own spreadsheet: choose, check, save or not, mend, undo."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.capabilities.register import forms, queries, tables
from oversight.capabilities.register.actions import importing
from oversight.capabilities.register.jobs import CHECK, SAVE, UNDO
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import edited
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.authorities.actor import Refused
from oversight.foundation.exports.csv_file import as_csv
from oversight.foundation.exports.sheets import Column, Sheet
from oversight.foundation.jobs import actions as jobs
from oversight.foundation.jobs import queries as of_jobs
from oversight.foundation.search.lists import read_list
from oversight.foundation.search.pages import list_page
from oversight.foundation.ui.pages import Column as Heading
from oversight.foundation.ui.pages import Fact, Link, Table
from oversight.foundation.ui.words import moment, number
from oversight.gateways.spreadsheets import SpreadsheetError, read_table

SAYS = {
    "read": "Choose which column each heading goes to. Nothing is saved yet.",
    "checking": "We are checking every row. Nothing is saved yet.",
    "saving": "We are saving the good rows.",
    "undoing": "We are taking this import back.",
    "nothing": "Nothing of this file was saved.",
}
RUNNING = ("checking", "saving", "undoing")
LISTED = 50


def _home(row: Any) -> str:
    return f"/imports/{row.reference}/"


@needs(Can.REGISTER_IMPORT)
def imports(request: StaffRequest) -> HttpResponse:
    """Every import."""
    listed = read_list(tables.IMPORTS, request.GET, queries.imports(request.actor), actor=request.actor)
    acts = (Link("Import a spreadsheet", "/imports/new/"),)
    return render(request, "register/staff/list.html", list_page(request, listed) | {"acts": acts})


@needs(Can.REGISTER_IMPORT, "POST")
def upload(request: StaffRequest) -> HttpResponse:
    """Read a spreadsheet and keep its rows; choosing columns comes next."""

    def save(form: Any) -> tuple[str, str]:
        sent = form.cleaned_data["file"]
        path = Path(sent.temporary_file_path())
        try:
            table = read_table(path, sent.name)
        except SpreadsheetError as why:
            raise Refused(str(why)) from None
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        row = importing.read_import(table=table, sha256=digest, by=request.actor, at=timezone.now())
        return f"{row.file_name} was read: {number(row.rows_total)} rows.", f"{_home(row)}columns/"

    context = {
        "title": "Import a spreadsheet", "back_link": Link("Imports", "/imports/"), "button": "Read the file",
        "lead": "Services and their providers, contracts and managers. You see what would change before anything is saved.",
    }  # fmt: skip
    return edited(request, forms.UploadForm, template="register/staff/form.html", context=context, save=save)


@needs(Can.REGISTER_IMPORT, "POST")
def columns(request: StaffRequest, reference: str) -> HttpResponse:
    """Say which heading goes where; then the rows are checked."""
    row = queries.import_of(request.actor, reference)

    def save(form: Any) -> tuple[str, str]:
        importing.choose_columns(row=row, chosen=form.chosen(), by=request.actor, at=timezone.now())
        _start(request, row, CHECK)
        return "We are checking the rows.", _home(row)

    given = {f"column_{at}": row.chosen.get(heading, "") for at, heading in enumerate(row.headings)}
    context = {
        "title": "Choose columns",
        "row": row,
        "back_link": Link("Imports", "/imports/"),
        "button": "Check the rows",
    }
    return edited(request, forms.ColumnsForm, template="register/staff/columns.html", context=context, save=save,
                  initial=given, headings=row.headings)  # fmt: skip


def _start(request: StaffRequest, row: Any, kind: str) -> None:
    job = jobs.start(
        kind, by=request.actor, at=timezone.now(), payload={"import": row.reference}, about=_home(row)
    )
    importing.keep_job(row=row, job=job.reference, by=request.actor, at=timezone.now())


@needs(Can.REGISTER_IMPORT)
def show(request: StaffRequest, reference: str) -> HttpResponse:
    """How far an import is, what it would do or did, and what can be done with it."""
    row = queries.import_of(request.actor, reference)
    acts = _acts(row)
    job = (
        of_jobs.job_named(request.actor, row.job_reference)
        if row.state in RUNNING and row.job_reference
        else None
    )
    return render(request, "register/staff/import.html", {
        "title": row.get_state_display(), "row": row, "state": row.state, "says": _says(row), "job": job,
        "back_link": Link("Imports", "/imports/"), "wrong": _wrong(request, row), "left": _left(request, row),
        "facts": _facts(row), "acts": acts, "tokens": [new_token() for _ in acts],
    })  # fmt: skip


def _says(row: Any) -> str:
    if row.state == "checked":
        good = row.rows_new + row.rows_changing
        return f"{number(good)} good rows would be saved; {number(row.rows_wrong)} have a problem. Nothing is saved yet."
    if row.state == "saved":
        return f"{number(row.rows_saved)} rows were saved on {moment(row.saved_at)}."
    if row.state == "undone":
        return f"{number(row.rows_undone)} rows were taken back."
    return SAYS[row.state]


def _acts(row: Any) -> list[Link]:
    if row.state == "checked":
        good = row.rows_new + row.rows_changing
        first = [Link(f"Save the {number(good)} good rows", f"{_home(row)}save/")] if good else []
        return [*first, Link("Save nothing", f"{_home(row)}leave/")]
    undoable = row.state == "saved" and timezone.now() <= row.saved_at + timedelta(days=importing.UNDO_DAYS)
    return [Link("Undo this import", f"{_home(row)}undo/")] if undoable else []


def _facts(row: Any) -> tuple[Fact, ...]:
    told = {
        "Rows in the file": row.rows_total, "New services": row.rows_new, "Services changed": row.rows_changing,
        "Rows that change nothing": row.rows_same, "Rows with a problem": row.rows_wrong, "Rows saved": row.rows_saved,
        "Rows undone": row.rows_undone,
    }  # fmt: skip
    return tuple(Fact(words, number(value)) for words, value in told.items())


def _wrong(request: StaffRequest, row: Any) -> Table:
    rows = [
        (str(each.number), heading, value, says)
        for each in queries.wrong_rows(request.actor, row)[:LISTED]
        for heading, value, says in each.problems
    ]
    heads = [
        Heading("row", "Row"),
        Heading("column", "Column"),
        Heading("value", "It says"),
        Heading("do", "What to do"),
    ]
    caption = f"Rows with a problem{f' (the first {LISTED})' if row.rows_wrong > LISTED else ''}"
    return Table(caption, heads, rows)


def _left(request: StaffRequest, row: Any) -> Table | None:
    rows = [(str(each.number), each.service.name) for each in queries.rows_left(request.actor, row)]
    heads = [Heading("row", "Row"), Heading("service", "Service")]
    return Table("Left as they are, because somebody changed them since", heads, rows) if rows else None


@needs(Can.REGISTER_IMPORT)
def problems(request: StaffRequest, reference: str) -> HttpResponse:
    """The rows with a problem, in the file's own shape, with what to do in the last column."""
    row = queries.import_of(request.actor, reference)
    headings, rows = queries.problem_table(request.actor, row)
    sheet = Sheet(f"{row.reference} rows with a problem", [Column(each, each) for each in headings], rows)
    answer = HttpResponse(as_csv(sheet), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{row.reference}-problems.csv"'
    return answer


@needs(Can.REGISTER_IMPORT, "POST")
def save(request: StaffRequest, reference: str) -> HttpResponse:
    """Save the good rows: a job does it, all or none."""
    row = queries.import_of(request.actor, reference)
    if request.method == "POST":
        importing.begin_saving(row=row, by=request.actor, at=timezone.now())
        _start(request, row, SAVE)
    return redirect(_home(row))


@needs(Can.REGISTER_IMPORT, "POST")
def leave(request: StaffRequest, reference: str) -> HttpResponse:
    """Save nothing of it."""
    row = queries.import_of(request.actor, reference)
    if request.method == "POST":
        importing.save_nothing(row=row, by=request.actor, at=timezone.now())
    return redirect(_home(row))


@needs(Can.REGISTER_IMPORT, "POST")
def undo(request: StaffRequest, reference: str) -> HttpResponse:
    """Take an import back, within fourteen days."""
    row = queries.import_of(request.actor, reference)
    if request.method == "POST":
        importing.begin_undoing(row=row, by=request.actor, at=timezone.now())
        _start(request, row, UNDO)
    return redirect(_home(row))
