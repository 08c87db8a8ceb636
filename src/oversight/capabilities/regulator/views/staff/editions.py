"""Taking in a file of the regulator's: upload, choose areas, see what it would change, save or not, undo."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.capabilities.regulator import forms, queries, rules, tables
from oversight.capabilities.regulator.actions import fetching, reading, saving
from oversight.capabilities.regulator.jobs import COMPARE, FETCH, READ, SAVE, UNDO
from oversight.capabilities.regulator.permissions import can_import
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.editing import edited
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.audit.submissions import new_token
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
from oversight.foundation.ui.words import day, listed, moment, number, plural

LISTED = 50
RUNNING = ("fetching", "reading", "checking", "saving", "undoing")
SAYS = {
    "fetching": "Nothing is saved yet. You choose areas once everything is fetched.",
    "reading": "Nothing is saved yet.",
    "read": "Choose whose services belong on your register. Nothing is saved yet.",
    "checking": "Nothing is saved yet. You choose what happens once it is compared.",
    "saving": "Services that join your register appear as they are saved. The ratings follow all at once.",
    "undoing": "What stood before stands again.",
    "nothing": "Nothing of this file was saved.",
}
TITLES = {"read": "Areas not chosen yet"}
"""What a file's page is called where that is not its state."""

BACK = Link("The regulator’s data", "/regulator/")


def _home(row: Any) -> str:
    return f"/regulator/{row.reference}/"


@needs(Can.REGISTER_SEE)
def editions(request: StaffRequest) -> HttpResponseBase:
    """Every file that was taken in, and how old the newest is."""
    found = read_list(tables.EDITIONS, request.GET, queries.editions(request.actor), actor=request.actor)
    if wants_export(request):
        return answer_list(request, found, by=request.actor, at=timezone.now())
    ways = (Link("Take in a file", "/regulator/new/"), Link("Fetch from the regulator", "/regulator/fetch/"))
    acts = ways if can_import(request.actor) else ()
    told = {
        "acts": acts,
        "says": _held_says(request),
        "changes": Link("What the regulator changed", "/regulator/changes/"),
    }
    return render(request, "regulator/staff/editions.html", list_page(request, found) | told)


def _held_says(request: StaffRequest) -> str:
    newest = queries.newest(request.actor)
    if newest is None:
        return "No ratings are held yet. Until a file is taken in, pages say that ratings are not known."
    today = timezone.localdate()
    age = (today - newest.as_at).days if newest.as_at else None
    shows = (
        f"shows {day(newest.as_at)}, {plural(age, 'day')} ago"
        if age is not None
        else "has no date of its own"
    )
    late = " The regulator publishes a new one every month." if age is not None and age > rules.MONTH else ""
    return f"The newest file, {newest.reference}, {shows}.{late}"


@needs(Can.REGULATOR_IMPORT, "POST")
def upload(request: StaffRequest) -> HttpResponse:
    """Keep a file; a job reads it."""

    def save(form: Any) -> tuple[str, str]:
        sent = form.cleaned_data["file"]
        path = Path(sent.temporary_file_path())
        with path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        row = reading.upload(
            path=path,
            file_name=sent.name,
            sha256=digest,
            dates=form.cleaned_data["dates"],
            by=request.actor,
            at=timezone.now(),
        )
        _start(request, row, READ)
        return "We are reading the file.", _home(row)

    context = {
        "title": "Take in a file of the regulator’s", "back_link": BACK, "button": "Read the file", "cancel": BACK.url,
        "lead": "You see what it would change before anything is saved.",
    }  # fmt: skip
    return edited(request, forms.UploadForm, template="register/staff/form.html", context=context, save=save)


@needs(Can.REGULATOR_IMPORT, "POST")
def fetch(request: StaffRequest) -> HttpResponse:
    """Ask the regulator's API; a job fetches and reads. Where there is no key, how one is set."""
    if not settings.REGULATOR_KEY and request.method != "POST":
        context = {"title": "Fetch from the regulator", "back_link": BACK}
        return render(request, "regulator/staff/no_key.html", context)
    usual = queries.areas_last_chosen(request.actor) or [
        request.actor.authority_name.removesuffix(" Council")
    ]
    last = queries.last_fetched(request.actor, usual)
    since = last.as_at if last else None

    def save(form: Any) -> tuple[str, str]:
        areas = form.cleaned_data["areas"].splitlines()
        only = form.cleaned_data.get("which") == "changed"
        row = fetching.begin_fetching(areas=areas, only_changed=only, by=request.actor, at=timezone.now())
        _start(request, row, FETCH)
        return "We are fetching from the regulator.", _home(row)

    context = {
        "title": "Fetch from the regulator", "back_link": BACK, "button": "Fetch", "cancel": BACK.url,
        "lead": "You see what it would change before anything is saved.",
    }  # fmt: skip
    given = {"areas": "\n".join(usual), "which": "changed" if since else "all"}
    return edited(request, forms.FetchForm, template="register/staff/form.html", context=context, save=save,
                  initial=given, since=since)  # fmt: skip


def _start(request: StaffRequest, row: Any, kind: str) -> None:
    job = jobs.start(
        kind, by=request.actor, at=timezone.now(), payload={"edition": row.reference}, about=_home(row)
    )
    reading.keep_job(row=row, job=job.reference, by=request.actor, at=timezone.now())


@needs(Can.REGULATOR_IMPORT, "POST")
def areas(request: StaffRequest, reference: str) -> HttpResponse:
    """Say whose services belong on the register; then a job compares the file with what is held."""
    row = queries.edition(request.actor, reference)

    def save(form: Any) -> tuple[str, str]:
        chosen = form.cleaned_data["areas"]
        reading.choose_areas(row=row, areas=chosen, by=request.actor, at=timezone.now())
        _start(request, row, COMPARE)
        return "We are comparing the file with what we hold.", _home(row)

    context = {
        "title": "Choose areas", "about": f"File {row.reference}", "button": "Compare", "cancel": _home(row),
        "back_link": Link(f"File {row.reference}", _home(row)),
        "lead": "You are shown every change before anything is saved.",
    }  # fmt: skip
    given = {"areas": row.chosen or queries.areas_last_chosen(request.actor)}
    return edited(request, forms.AreasForm, template="register/staff/form.html", context=context, save=save,
                  initial=given, there=row.areas)  # fmt: skip


@needs(Can.REGISTER_SEE)
def show(request: StaffRequest, reference: str) -> HttpResponse:
    """How far a file is, what it would change or changed, and what can be done with it."""
    row = queries.edition(request.actor, reference)
    may = can_import(request.actor)
    running = row.state in RUNNING
    watched = row.job_reference if may else ""
    job = of_jobs.told(of_jobs.job_named(request.actor, watched), timezone.now()) if watched else None
    leave_at = f"{_home(row)}leave/" if may and row.state in ("read", "checked") else ""
    return render(request, "regulator/staff/edition.html", {
        "title": TITLES.get(row.state, row.get_state_display()), "about": f"File {row.reference}", "row": row,
        "says": _says(row),
        "running": running, "job": job, "back_link": BACK, "facts": _facts(row),
        "problems": _problems(row) if may else None, "changes": _changes(request, row),
        "links": _links(row) if may else (), "leave": leave_at, "token": new_token(),
    })  # fmt: skip


def _says(row: Any) -> str:
    match row.state:
        case "checked":
            return f"{_would(row)} Nothing is saved yet."
        case "saved":
            return f"It was saved on {moment(row.saved_at)}."
        case "undone":
            return f"It was undone on {moment(row.undone_at)}. What stood before stands again."
        case "unreadable":
            return str(row.says)
    return SAYS[row.state]


def _would(row: Any) -> str:
    """What saving would do, in words."""
    if not row.known:
        return f"{plural(row.to_add, 'service')} would join your register with their ratings."
    told = [
        plural(row.changed, "rating changes", "ratings change"),
        f"{plural(row.new, 'location is', 'locations are')} new",
        f"{number(row.gone)} {'is' if row.gone == 1 else 'are'} gone",
    ]  # fmt: skip
    return f"{listed(told)}. {plural(row.to_add, 'service')} would join your register."


def _links(row: Any) -> list[Link]:
    """What can be done next; the first is what is expected."""
    home = _home(row)
    if row.state == "read":
        return [Link("Choose areas", f"{home}areas/")]
    if row.state == "checked":
        return [Link("Save this file", f"{home}save/"), Link("Choose other areas", f"{home}areas/")]
    undoable = row.state == "saved" and timezone.now() <= row.saved_at + timedelta(days=saving.UNDO_DAYS)
    return [Link("Undo this file", f"{home}undo/")] if undoable else []


def _facts(row: Any) -> tuple[Fact, ...]:
    shows = day(row.as_at) + (", worked out from the newest date in it" if row.as_at_inferred else "")
    told = [
        ("File", row.file_name), ("What it is", rules.KIND_WORDS.get(row.kind, "")), ("It shows", shows),
        ("Locations in the file", number(row.locations) if row.kind else ""), ("Areas chosen", listed(row.chosen)),
        ("Rows with a problem", number(row.problem_count)), ("Uploaded", moment(row.read_at)),
    ]  # fmt: skip
    if row.state not in ("reading", "read", "unreadable", "checking"):
        told += [
            ("Locations we held that it tells of", number(row.known)), ("New locations", number(row.new)),
            ("Gone locations", number(row.gone)), ("Changed ratings", number(row.changed)),
            ("Services that join the register", number(row.to_add)),
        ]  # fmt: skip
    told += [("Why it was saved although so much moves", row.why_confirmed)] if row.why_confirmed else []
    return tuple(Fact(words, value) for words, value in told)


def _changes(request: StaffRequest, row: Any) -> Table | None:
    """The first changes, worst first."""
    found = queries.changes_of(request.actor, row)
    total = found.count()
    if not total:
        return None
    rows = [_change_cells(each) for each in found[:LISTED]]
    heads = [Heading("what", "What"), Heading("name", "Service"), Heading("question", "Question"),
             Heading("before", "Before"), Heading("after", "Now")]  # fmt: skip
    words = "What it would change" if row.state == "checked" else "What it changed"
    first = f": the first {LISTED} of {number(total)}" if total > LISTED else ""
    return Table(words + first, heads, rows)


def _change_cells(each: Any) -> tuple[Any, ...]:
    name = Cell(each.name, f"/services/{each.reference}/regulator/" if each.reference else "", each.area)
    after = f"Followed by {listed(each.followed_by)}" if each.followed_by else ""
    if not each.question:
        return (each.get_what_display(), name, "", "", after)
    marks = tables.rating_mark(each.before), tables.rating_mark(each.after)
    return (each.get_what_display(), name, tables.question_words(each), *marks)


def _problems(row: Any) -> Table | None:
    rows = [
        (Cell(f"Row {number(at)}" if at else "The file", note=column), Cell(says), Cell(value))
        for at, column, value, says in row.problems[:LISTED]
    ]
    heads = [Heading("row", "Row and column"), Heading("do", "What is wrong"), Heading("value", "It says")]
    first = f": the first {LISTED} of {number(row.problem_count)}" if row.problem_count > LISTED else ""
    return Table(f"Rows with a problem{first}", heads, rows) if rows else None


@needs(Can.REGULATOR_IMPORT)
def problems(request: StaffRequest, reference: str) -> HttpResponse:
    """What in the file could not be read, as CSV: row, column, what it says, what is wrong."""
    row = queries.edition(request.actor, reference)
    headings = ("Row", "Column", "It says", "What is wrong")
    rows = [(at or "", column, value, says) for at, column, value, says in row.problems]
    sheet = Sheet(
        f"{row.reference} rows with a problem", [Column(each, each) for each in headings], rows,
        marking="OFFICIAL", filters_in_words="Rows with a problem", as_at=timezone.now(),
    )  # fmt: skip
    answer = HttpResponse(as_csv(sheet), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{row.reference}-problems.csv"'
    return answer


@needs(Can.REGULATOR_IMPORT, "POST")
def save(request: StaffRequest, reference: str) -> HttpResponse:
    """Save a file, once it is said what that does; with a reason where it moves unusually much."""
    row = queries.edition(request.actor, reference)

    def confirmed(form: Any) -> tuple[str, str]:
        why = form.cleaned_data.get("why", "")
        saving.begin_saving(row=row, why=why, by=request.actor, at=timezone.now())
        _start(request, row, SAVE)
        return "We are saving the file.", _home(row)

    context = {
        "title": "Save this file?", "caption": f"File {row.reference}: {row.file_name}", "button": "Save this file",
        "why": row.says, "lines": [_would(row), f"You can undo it for {saving.UNDO_DAYS} days while it is the newest."],
        "cancel": _home(row), "back_link": Link(f"File {row.reference}", _home(row)),
    }  # fmt: skip
    return edited(request, forms.ConfirmForm, template="ui/pages/confirm.html", context=context, save=confirmed,
                  asks_why=bool(row.says) and row.state == "checked")  # fmt: skip


@needs(Can.REGULATOR_IMPORT, "POST")
def leave(request: StaffRequest, reference: str) -> HttpResponse:
    """Save nothing of it."""
    row = queries.edition(request.actor, reference)
    if request.method == "POST":
        reading.leave(row=row, by=request.actor, at=timezone.now())
    return redirect(_home(row))


@needs(Can.REGULATOR_IMPORT, "POST")
def undo(request: StaffRequest, reference: str) -> HttpResponse:
    """Take a file back, within fourteen days: what that does is said first."""
    row = queries.edition(request.actor, reference)

    def confirmed(form: Any) -> tuple[str, str]:
        saving.begin_undoing(row=row, by=request.actor, at=timezone.now())
        _start(request, row, UNDO)
        return "We are undoing the file.", _home(row)

    lines = (
        "Ratings and details stand again as they were before it.",
        "Services that came with it leave the register, unless somebody changed them since.",
        "What was done stays in the audit trail.",
    )
    context = {
        "title": "Undo this file?", "caption": f"File {row.reference}: {row.file_name}", "lines": lines,
        "button": "Undo this file", "classes": "govuk-button--warning", "cancel": _home(row),
        "back_link": Link(f"File {row.reference}", _home(row)),
    }  # fmt: skip
    return edited(
        request, forms.ConfirmForm, template="ui/pages/confirm.html", context=context, save=confirmed
    )
