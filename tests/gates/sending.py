"""Forms as they stand on the pages: their fields, how somebody would fill them in, and sending them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

TOKEN = "form_token"
OURS = {"csrfmiddlewaretoken", TOKEN}
"""Fields that each form has and nobody fills in."""


@dataclass
class Field:
    """A field of a form: its kind, what stands in it, and what could be chosen."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form of the method POST: where it is sent, and its fields by name."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._in: Form | None = None
        self._field: Field | None = None
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a form, or keep a field of the one that has begun."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            sent = given.get("method", "get").lower() == "post"
            self._in = Form(given.get("action", "")) if sent else None
            self.forms += [self._in] if self._in else []
        elif self._in and given.get("name") and tag in ("input", "select", "textarea", "button"):
            self._keep(tag, given)
        elif tag == "option" and self._field:
            self._field.choices.append(given.get("value", ""))
            if "selected" in given:
                self._field.values = [given.get("value", "")]

    def _keep(self, tag: str, given: dict[str, str]) -> None:
        assert self._in
        kind = given.get("type", "text") if tag == "input" else tag
        if kind in ("submit", "button"):
            self._in.buttons.append((given["name"], given.get("value", "")))
            return
        found = self._in.fields.setdefault(given["name"], Field(given["name"], kind))
        if kind in ("radio", "checkbox"):
            found.choices.append(given.get("value", "on"))
            found.values += [given.get("value", "on")] if "checked" in given else []
        elif kind not in ("select", "textarea"):
            found.values = [given.get("value", "")]
        self._field, self._words = found, ""

    def handle_data(self, data: str) -> None:
        """Keep what stands in a box of several lines."""
        if self._field and self._field.kind == "textarea":
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        """End a box, a list or a form."""
        if tag == "textarea" and self._field:
            self._field.values = [self._words.removeprefix("\n")]
        if tag in ("textarea", "select"):
            self._field = None
        if tag == "form":
            self._in = None


def forms_of(response: Any) -> list[Form]:
    """The forms of the method POST on a page."""
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    reader = _Forms()
    reader.feed(response.content.decode())
    return reader.forms


def filled_in(form: Form, day: date, known: dict[str, str]) -> dict[str, list[str]]:
    """What somebody would send: what stands there, and something fitting in every field that is empty.

    ``known`` are answers by the name of their field; they come before what stands there.
    """
    sent = {
        each.name: [known[each.name]]
        if each.name in known
        else [value for value in each.values if value] or _typed(each, day)
        for each in form.fields.values()
        if each.name not in OURS
    }
    return {**sent, **{name: [value] for name, value in form.buttons[:1]}, TOKEN: [str(uuid4())]}


def _typed(of: Field, day: date) -> list[str]:
    if of.choices:
        return [each for each in of.choices if each][:1]
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        if re.search(rf"[-_]{part}$", of.name):
            return ["" if of.name.startswith("ends_on") else str(number)]
    if of.name.endswith("_on"):
        return [f"{day:%d/%m/%Y}"]
    return [""] if of.kind in ("file", "hidden") else ["Words typed in a test"]
