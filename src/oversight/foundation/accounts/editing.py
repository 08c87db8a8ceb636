"""What every form page does: show, read, save, and say; two people at once see both versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.foundation.accounts.kept import take_kept
from oversight.foundation.audit.corrections import Stale
from oversight.foundation.audit.submissions import TOKEN, new_token
from oversight.foundation.authorities.actor import Refused
from oversight.foundation.ui.forms import PlainForm
from oversight.foundation.ui.pages import Choice
from oversight.foundation.ui.words import day

Saved = tuple[str, str]
"""What was done, in a sentence (empty where nothing was), and the address to go to."""


def edited(
    request: HttpRequest,
    kind: type[PlainForm],
    *,
    template: str,
    context: Mapping[str, Any],
    save: Callable[[Any], Saved],
    initial: Mapping[str, Any] | None = None,
    version: int | None = None,
    **options: Any,
) -> HttpResponse:
    """Show a form, or save what was sent and go on.

    ``save`` gets the form once it is sound, calls one action, and gives the sentence and the address to go
    to. What it refuses is said on the form with everything typed still there; what somebody else saved
    meanwhile is shown beside what was typed.
    """
    form = _form(request, kind, dict(initial or {}), options)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                words, to = save(form)
        except Refused as why:
            form.add_error(None, str(why))
        except Stale as stale:
            return _both_versions(request, form, stale, context)
        else:
            if words:
                messages.success(request, words)
            return redirect(to)
    token = request.POST.get(TOKEN) or new_token()
    shown_version = request.POST.get("version") or (str(version) if version else "")
    told = {"form": form, "form_token": token, "version": shown_version, "errors": bool(form.errors)}
    return render(request, template, dict(context) | told)


def sent_version(request: HttpRequest) -> int | None:
    """The version the person was shown when they opened the form. Raises ``Refused`` where it is missing."""
    try:
        return int(request.POST.get("version", ""))
    except ValueError:
        raise Refused("This page was not complete when it reached us. Reload it and try again.") from None


def _form(
    request: HttpRequest, kind: type[PlainForm], initial: dict[str, Any], options: dict[str, Any]
) -> PlainForm:
    """The form as sent; or with what was typed before a time-out; or as the record stands."""
    today = timezone.localdate()
    if request.method == "POST":
        data = _chosen(request.POST, kind(initial=initial, today=today, **options), initial)
        return kind(data, request.FILES, initial=initial, today=today, **options)
    kept = take_kept(request, request.path)
    if kept is not None:
        return kind(kept, initial=initial, today=today, **options)
    return kind(initial=initial, today=today, **options)


def _chosen(sent: QueryDict, blank: PlainForm, initial: Mapping[str, Any]) -> QueryDict:
    """What was sent, with the saved value wherever the person chose it over their own."""
    data = sent.copy()
    for name in blank.fields:
        if sent.get(f"keep-{name}") == "theirs":
            for each, text in _as_sent(blank, name, initial.get(name)).items():
                data[each] = text
    return data


def _as_sent(form: PlainForm, name: str, value: Any) -> dict[str, str]:
    """A value as a browser would send it: several boxes for a day."""
    field = form.fields[name]
    widget: Any = field.widget
    if hasattr(widget, "decompress"):
        parts = widget.decompress(value)
        return {f"{name}{suffix}": "" if part is None else str(part)
                for suffix, part in zip(widget.widgets_names, parts, strict=True)}  # fmt: skip
    ready = field.prepare_value(value)
    return {name: "" if ready is None else str(ready)}


def _both_versions(
    request: HttpRequest, form: PlainForm, stale: Stale, context: Mapping[str, Any]
) -> HttpResponse:
    """The page that shows what was saved meanwhile beside what was typed, field by field."""
    choices = tuple(
        Choice(each.column, str(form.fields[each.column].label), _said(each.before), _said(each.after))
        for each in stale.differences
        if each.column in form.fields
    )
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in (TOKEN, "version", "csrfmiddlewaretoken") and not name.startswith("keep-")
    ]
    told = {
        "title": "Somebody else saved this since you opened it", "who": str(stale), "choices": choices,
        "carried": carried, "form_token": new_token(), "version": stale.row.version, "cancel": request.path,
    }  # fmt: skip
    return render(request, "ui/pages/stale.html", dict(context) | told, status=409)


def _said(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, bool) or value is None:
        return {True: "Yes", False: "No", None: "Not recorded"}[value]
    return day(value) if isinstance(value, date) else str(value) or "Not recorded"
