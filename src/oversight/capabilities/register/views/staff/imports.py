"""Importing a council's own spreadsheet: choose, check, save or not, mend, undo."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.capabilities.register import forms, queries, tables
from oversight.capabilities.register.actions import importing, saving
from oversight.capabilities.register.jobs import CHECK, SAVE, UNDO
from oversight.capabilities.register.rules import COLUMNS
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import edited
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.audit.submissions import new_token
from oversight.foundation.authorities.actor import Refused
from oversight.foundation.exports.answering import wants_export
from oversight.foundation.exports.csv_file import as_csv
from oversight.foundation.exports.lists import answer_list
from oversight.foundation.exports.sheets import Column, Sheet
from oversight.foundation.jobs import actions as jobs
from oversight.foundation.jobs import queries as of_jobs
from oversight.foundation.search.lists import read_list
from oversight.foundation.search.pages import list_page
from oversight.foundation.ui.pages import Cell, Fact, Link, Table
from oversight.foundation.ui.pages import Column as Heading
from oversight.foundation.ui.words import listed, lower_first, moment, number, plural, sentence_case
from oversight.gateways.spreadsheets import SpreadsheetError, read_table

SAYS = {
    "read": "Choose which column each heading goes to. Nothing is saved yet.",
    "checking": "Nothing is saved yet. You choose what happens once every row is checked.",
    "saving": "The services appear on the register as they are saved.",
    "undoing": "The services leave the register as they are taken back.",
    "nothing": "Nothing of this file was saved.",
}
RUNNING = ("checking", "saving", "undoing")
LISTED = 50
NEEDED = sentence_case(listed([lower_first(each.words) for each in COLUMNS if each.needed]))


def _home(row: Any) -> str:
    return f"/imports/{row.reference}/"


@needs(Can.REGISTER_IMPORT)
def imports(request: StaffRequest) -> HttpResponseBase:
    """Every import."""
    found = read_list(tables.IMPORTS, request.GET, queries.imports(request.actor), actor=request.actor)
    if wants_export(request):
        return answer_list(request, found, by=request.actor, at=timezone.now())
    acts = (Link("Import a spreadsheet", "/imports/new/"),)
    return render(request, "register/staff/list.html", list_page(request, found) | {"acts": acts})


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
        "lead": "Services, and with each new one its provider, contract and manager. You see what would change before "
                "anything is saved.",
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

    samples = queries.samples(request.actor, row)
    given = {f"column_{at}": row.chosen.get(heading, "leave_out") for at, heading in enumerate(samples)}
    context = {
        "title": "Choose columns", "about": f"Import {row.reference}", "row": row,
        "back_link": Link("Imports", "/imports/"), "button": "Check the rows",
        "lead": f"Say what each heading of your file holds. {NEEDED} must be chosen. What you leave out is not "
                "saved.",
    }  # fmt: skip
    return edited(request, forms.ColumnsForm, template="register/staff/columns.html", context=context, save=save,
                  initial=given, headings=samples)  # fmt: skip


def _start(request: StaffRequest, row: Any, kind: str) -> None:
    job = jobs.start(
        kind, by=request.actor, at=timezone.now(), payload={"import": row.reference}, about=_home(row)
    )
    importing.keep_job(row=row, job=job.reference, by=request.actor, at=timezone.now())


@needs(Can.REGISTER_IMPORT)
def show(request: StaffRequest, reference: str) -> HttpResponse:
    """How far an import is, what it would do or did, and what can be done with it."""
    row = queries.import_of(request.actor, reference)
    to_save = queries.rows_to_save(request.actor, row)
    job = (
        of_jobs.told(of_jobs.job_named(request.actor, row.job_reference), timezone.now())
        if row.job_reference
        else None
    )
    acts = _acts(row, to_save)
    return render(request, "register/staff/import.html", {
        "title": "Columns not chosen yet" if row.state == "read" else row.get_state_display(),
        "about": f"Import {row.reference}", "row": row, "says": _says(row, to_save), "running": row.state in RUNNING,
        "job": job, "back_link": Link("Imports", "/imports/"), "wrong": _wrong(request, row),
        "left": _left(request, row), "facts": _facts(row), "acts": acts, "tokens": [new_token() for _ in acts],
        "links": _links(row),
    })  # fmt: skip


def _says(row: Any, to_save: int) -> str:
    wrong = f"{plural(row.rows_wrong, 'row has', 'rows have')} a problem." if row.rows_wrong else ""
    match row.state:
        case "checked":
            good = plural(to_save, "good row") if to_save else "No row"
            return f"{good} would be saved. {wrong} Nothing is saved yet."
        case "saved":
            rest = f"{plural(to_save, 'good row is', 'good rows are')} not saved yet." if to_save else ""
            return f"{plural(row.rows_saved, 'row was', 'rows were')} saved on {moment(row.saved_at)}. {rest} {wrong}"
        case "undone":
            left = row.rows_saved - row.rows_undone
            kept = (
                f"{plural(left, 'row was', 'rows were')} left, because somebody changed the service since."
                if left
                else ""
            )
            return f"{plural(row.rows_undone, 'row was', 'rows were')} taken back on {moment(row.undone_at)}. {kept}"
    return SAYS[row.state]


def _acts(row: Any, to_save: int) -> list[Link]:
    """What is done at the press of a button."""
    rest = "other " if row.state == "saved" else ""
    save = [Link(f"Save the {rest}{plural(to_save, 'good row')}", f"{_home(row)}save/")] if to_save else []
    if row.state == "checked":
        return [*save, Link("Save nothing", f"{_home(row)}leave/")]
    return save if row.state == "saved" else []


def _links(row: Any) -> list[Link]:
    """What leads to another page first."""
    if row.state == "read":
        return [Link("Choose columns", f"{_home(row)}columns/")]
    if row.state == "checked":
        return [Link("Choose other columns", f"{_home(row)}columns/")]
    undoable = row.state == "saved" and timezone.now() <= row.saved_at + timedelta(days=saving.UNDO_DAYS)
    return [Link("Undo this import", f"{_home(row)}undo/")] if undoable else []


def _facts(row: Any) -> tuple[Fact, ...]:
    told = [
        ("Rows in the file", row.rows_total), ("New services", row.rows_new), ("Services changed", row.rows_changing),
        ("Rows that change nothing", row.rows_same), ("Rows with a problem", row.rows_wrong),
    ]  # fmt: skip
    told += [("Rows saved", row.rows_saved)] if row.rows_saved else []
    told += [("Rows taken back", row.rows_undone)] if row.undone_at else []
    return tuple(Fact(words, number(value)) for words, value in told)


def _wrong(request: StaffRequest, row: Any) -> Table:
    rows = [
        (Cell(f"Row {number(each.number)}", note=heading), Cell(says), Cell(value))
        for each in queries.wrong_rows(request.actor, row)[:LISTED]
        for heading, value, says in each.problems
    ]
    heads = [Heading("row", "Row and column"), Heading("do", "What to do"), Heading("value", "It says")]
    first = f": the first {LISTED} of {number(row.rows_wrong)}" if row.rows_wrong > LISTED else ""
    return Table(f"Rows with a problem{first}", heads, rows)


def _left(request: StaffRequest, row: Any) -> Table | None:
    rows = [
        (f"Row {number(each.number)}", Cell(each.service.name, f"/services/{each.service.reference}/"))
        for each in queries.rows_left(request.actor, row)
        if each.service is not None
    ]
    heads = [Heading("row", "Row"), Heading("service", "Service")]
    return Table("Left as they are, because somebody changed them since", heads, rows) if rows else None


@needs(Can.REGISTER_IMPORT)
def problems(request: StaffRequest, reference: str) -> HttpResponse:
    """The rows with a problem, in the file's own shape, with what to do in the last column."""
    row = queries.import_of(request.actor, reference)
    headings, rows = queries.problem_table(request.actor, row)
    sheet = Sheet(
        f"{row.reference} rows with a problem", [Column(each, each) for each in headings], rows,
        marking="OFFICIAL-SENSITIVE", filters_in_words="Rows with a problem", as_at=timezone.now(),
    )  # fmt: skip
    answer = HttpResponse(as_csv(sheet), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{row.reference}-problems.csv"'
    return answer


@needs(Can.REGISTER_IMPORT, "POST")
def save(request: StaffRequest, reference: str) -> HttpResponse:
    """Save the good rows, or the rest of them: a job does it."""
    row = queries.import_of(request.actor, reference)
    if request.method == "POST":
        saving.begin_saving(row=row, by=request.actor, at=timezone.now())
        _start(request, row, SAVE)
    return redirect(_home(row))


@needs(Can.REGISTER_IMPORT, "POST")
def leave(request: StaffRequest, reference: str) -> HttpResponse:
    """Save nothing of it."""
    row = queries.import_of(request.actor, reference)
    if request.method == "POST":
        saving.save_nothing(row=row, by=request.actor, at=timezone.now())
    return redirect(_home(row))


@needs(Can.REGISTER_IMPORT, "POST")
def undo(request: StaffRequest, reference: str) -> HttpResponse:
    """Take an import back, within fourteen days: what that does is said first."""
    row = queries.import_of(request.actor, reference)
    if request.method == "POST":
        saving.begin_undoing(row=row, by=request.actor, at=timezone.now())
        _start(request, row, UNDO)
        return redirect(_home(row))
    lines = (
        "New services and the providers that came with them leave the register.",
        "Services that were changed get back what was recorded before.",
        "A service that somebody changed since is left as it is, and you see which.",
        "What was done stays in the audit trail.",
    )
    return render(request, "ui/pages/confirm.html", {
        "title": f"Undo the import of {plural(row.rows_saved, 'row')}?", "lines": lines, "button": "Undo this import",
        "caption": f"Import {row.reference} of {row.file_name}", "cancel": _home(row),
        "classes": "govuk-button--warning",
        "back_link": Link(f"Import {row.reference}", _home(row)), "form_token": new_token(),
    })  # fmt: skip
