"""Answering a wish for a list as a file: may they, is it shared outside, how many rows; then the file."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.recency import signed_in_recently, to_step_up
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.exports.csv_file import as_csv
from oversight.foundation.exports.forms import ASKED, MOST, QuestionForm
from oversight.foundation.exports.sheets import Sheet, counted, shareable
from oversight.foundation.exports.xlsx_file import as_xlsx
from oversight.foundation.ui.pages import Link

FORMATS = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}


def wants_export(request: HttpRequest) -> bool:
    """Whether the address asks for the list as a file."""
    return request.GET.get("format") in FORMATS


def answer(
    request: HttpRequest, sheet: Sheet, *, by: Actor, at: datetime, list_at: str = ""
) -> HttpResponseBase:
    """The list as the file the address asks for, or the page that asks whether it is shared outside.

    ``list_at`` is where the list is, if the file has an address of its own.
    Raises ``NotHere`` for a person who may not export, ``Refused`` for more rows than one person may take.
    """
    by.check(Can.EXPORTS_ROWS)
    if not (sheet.own_only or by.can_freely(Can.EXPORTS_ROWS)):
        raise Refused(
            "You can export only a list of your own or assigned records. Ask your manager for this one."
        )
    if by.needs_step_up(Can.EXPORTS_ROWS) and not signed_in_recently(request):
        return to_step_up(request)
    whole = counted(sheet, MOST)
    rows = whole.total or 0
    if rows > MOST:
        raise Refused(f"You can export up to {MOST:,} rows. Add a filter, then export the list again.")
    form = QuestionForm(whole, request.GET)
    if not form.is_bound or not form.is_valid():
        return _question(request, whole, form, list_at or request.path)
    return _file(request.GET["format"], _settled(whole, form, by), form, by, at)


def _settled(sheet: Sheet, form: QuestionForm, by: Actor) -> Sheet:
    named = replace(sheet, by=f"{by.name}, {by.authority_name}".strip(", "))
    return shareable(named) if form.goes_outside else named


def _question(request: HttpRequest, sheet: Sheet, form: QuestionForm, list_at: str) -> HttpResponse:
    """The page in between: a form that leads to the same address with the answers in it."""
    kept = [(name, value) for name, values in request.GET.lists() for value in values if name not in ASKED]
    back = request.GET.copy()
    for name in ("format", "columns", *ASKED):
        back.pop(name, None)
    rows = f"{sheet.total:,} {'row' if sheet.total == 1 else 'rows'}"
    return render(request, "exports/staff/question.html", {
        "title": form.fields["outside"].label, "about": sheet.title, "form": form, "sheet": sheet, "kept": kept,
        "rows_in_words": rows, "back_link": Link("Back to the list", f"{list_at}?{back.urlencode() or 'view=all'}"),
    })  # fmt: skip


def _file(kind: str, sheet: Sheet, form: QuestionForm, by: Actor, at: datetime) -> HttpResponse:
    content_type, write = FORMATS[kind]
    record("list.exported", by=by, at=at, details={
        "title": sheet.title, "format": kind, "count": sheet.total,
        "columns": [each.words for each in sheet.columns], "left_out": list(sheet.left_out),
        "outside": form.goes_outside, "filters": sheet.filters_in_words, "marking": sheet.marking,
        "reason": form.why,
    })  # fmt: skip
    response = HttpResponse(write(sheet), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(sheet, at)}.{kind}"'
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def file_name(sheet: Sheet, at: datetime) -> str:
    """The name of the file: what, how marked and of which day, in plain letters."""
    day = timezone.localtime(at).strftime("%Y-%m-%d")
    said = re.sub(r"[^a-z0-9]+", "-", f"{sheet.title} {sheet.marking}".lower()).strip("-")
    return f"{said[:80] or 'list'}-{day}"
