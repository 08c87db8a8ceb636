"""A bound field of Django as the parameters of the official component that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from oversight.foundation.ui import forms as ours

PASSED_ON = ("spellcheck", "autocomplete", "inputmode", "autocapitalize", "rows")
PARTS = ("day", "month", "year")
WIDE = {"day": 2, "month": 4, "year": 4}
OWN = ("class", "id", "required", *PASSED_ON)


@dataclass(frozen=True, slots=True)
class Shape:
    """Which component shows a field, its parameters, and the id that its error links to."""

    component: str
    params: dict[str, Any]
    target: str


def describe(
    bound: BoundField, *, heading: bool = False, conditional: Mapping[str, str] | None = None
) -> Shape:
    """How a field is shown; ``heading`` where its label is that of the page. An unknown widget is refused.

    ``conditional``: what stands under a choice once it is chosen, by its value.
    """
    widget = bound.field.widget
    for kinds, shape in SHAPES:
        if isinstance(widget, kinds):
            made: Shape = shape(bound, _common(bound))
            for item in made.params.get("items", ()):
                if item.get("value") in (conditional or {}) and "text" in item:
                    item["conditional"] = {"html": (conditional or {})[item["value"]]}
            return _as_heading(made) if heading else made
    raise TypeError(f"No component shows a {type(widget).__name__}")


def label_of(bound: BoundField) -> str:
    """The label, saying so where the field is optional."""
    optional = not bound.field.required and not isinstance(bound.field, forms.BooleanField)
    return f"{bound.label} (optional)" if optional else str(bound.label)


def first_error(bound: BoundField) -> str:
    """The first problem of a field, or nothing."""
    return str(bound.errors[0]) if bound.errors else ""


def _as_heading(shape: Shape) -> Shape:
    """The same field with its label or legend as the heading of the page."""
    fieldset = shape.params.get("fieldset")
    words = fieldset["legend"] if fieldset else shape.params["label"]
    words["classes"] = f"govuk-{'fieldset__legend' if fieldset else 'label'}--l"
    words["isPageHeading"] = True
    return shape


def _fieldset(params: dict[str, Any]) -> dict[str, Any]:
    """A group whose legend is the field's label."""
    return {"legend": {"text": params.pop("label")["text"], "classes": "govuk-fieldset__legend--s"}}


def _common(bound: BoundField) -> dict[str, Any]:
    attrs = bound.field.widget.attrs
    params: dict[str, Any] = {
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": {"text": label_of(bound), "classes": "govuk-label--s"},
        "classes": attrs.get("class", ""),
        "attributes": {key: value for key, value in attrs.items() if key not in OWN},
        **{key: attrs[key] for key in PASSED_ON if key in attrs},
    }
    if "spellcheck" in params:
        params["spellcheck"] = str(params["spellcheck"]).lower() == "true"
    if bound.help_text:
        params["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        params["errorMessage"] = {"text": first_error(bound)}
    return params


def _value(bound: BoundField) -> str:
    value = bound.value()
    return "" if value is None else str(value)


def _input(bound: BoundField, params: dict[str, Any]) -> Shape:
    for kinds, usual in USUAL:
        if isinstance(bound.field, kinds):
            params = usual | params | {"classes": params["classes"] or usual.get("classes", "")}
            break
    return Shape("input", params | {"value": _value(bound)}, bound.auto_id)


def _textarea(bound: BoundField, params: dict[str, Any]) -> Shape:
    params = {"spellcheck": True, "value": _value(bound).replace("\r\n", "\n")} | params
    limit = getattr(bound.field, "max_length", None)
    if limit and getattr(bound.field, "count", False):
        return Shape("count", params | {"maxlength": limit, "threshold": 75}, bound.auto_id)
    return Shape("textarea", params, bound.auto_id)


def _select(bound: BoundField, params: dict[str, Any]) -> Shape:
    chosen = {str(each) for each in _values(bound)}
    items = [
        {"value": str(value), "text": str(words), "selected": str(value) in chosen}
        for value, words in _flat(bound)
    ]
    return Shape("select", params | {"items": items}, bound.auto_id)


def _group(component: str) -> Any:
    def shape(bound: BoundField, params: dict[str, Any]) -> Shape:
        chosen, hints = {str(each) for each in _values(bound)}, getattr(bound.field, "hints", {})
        items = [
            _item(value, words, chosen, hints) for value, words in _flat(bound) if value not in ("", None)
        ]
        fieldset = _fieldset(params)
        inline = len(items) == 2 and not hints and component == "radios"
        params["classes"] = params["classes"] or ("govuk-radios--inline" if inline else "")
        return Shape(
            component,
            params | {"items": items, "fieldset": fieldset, "idPrefix": bound.auto_id},
            bound.auto_id,
        )

    return shape


def _item(value: Any, words: Any, chosen: set[str], hints: dict[str, str]) -> dict[str, Any]:
    item: dict[str, Any] = {"value": str(value), "text": str(words), "checked": str(value) in chosen}
    return item | ({"hint": {"text": hints[str(value)]}} if str(value) in hints else {})


def _single(bound: BoundField, params: dict[str, Any]) -> Shape:
    item = {"value": "on", "text": params.pop("label")["text"], "checked": bool(bound.value())}
    return Shape("checkboxes", params | {"items": [item], "idPrefix": bound.auto_id}, bound.auto_id)


def _date(bound: BoundField, params: dict[str, Any]) -> Shape:
    widget = bound.field.widget
    assert isinstance(widget, ours.DateBoxes)
    value = bound.value()
    values = value if isinstance(value, (list, tuple)) else widget.decompress(value)
    wrong = _wrong_parts(bound)
    items = [_box(bound, part, value, part in wrong) for part, value in zip(PARTS, values, strict=True)]
    params["fieldset"] = _fieldset(params)
    target = f"{bound.auto_id}_{wrong[0] if wrong else 'day'}"
    return Shape("date", params | {"items": items}, target)


def _box(bound: BoundField, part: str, value: Any, wrong: bool) -> dict[str, Any]:
    """A box of a date. A month may be a name, so its keyboard has letters."""
    wide = f"govuk-input--width-{WIDE[part]}"
    return {
        "name": f"{bound.html_name}_{part}", "id": f"{bound.auto_id}_{part}", "label": part.capitalize(),
        "value": "" if value is None else str(value),
        "inputmode": "text" if part == "month" else "numeric",
        "classes": f"{wide} govuk-input--error" if wrong else wide,
    }  # fmt: skip


def _wrong_parts(bound: BoundField) -> list[str]:
    """The boxes an error is about: all of them, unless it says which."""
    if not bound.errors:
        return []
    codes = (bound.errors.as_data()[0].code or "").split()
    return [part for part in PARTS if part in codes] or list(PARTS)


def _file(bound: BoundField, params: dict[str, Any]) -> Shape:
    return Shape("file", params, bound.auto_id)


def _password(bound: BoundField, params: dict[str, Any]) -> Shape:
    return Shape("password", params, bound.auto_id)


def _hidden(bound: BoundField, params: dict[str, Any]) -> Shape:
    return Shape(
        "hidden", {"name": bound.html_name, "id": bound.auto_id, "value": _value(bound)}, bound.auto_id
    )


def _values(bound: BoundField) -> list[Any]:
    value = bound.value()
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple, set)) else [value]


def _flat(bound: BoundField) -> list[tuple[Any, Any]]:
    """The choices, those of groups too."""
    found: list[tuple[Any, Any]] = []
    for value, words in bound.field.widget.choices:
        found.extend(words if isinstance(words, (list, tuple)) else [(value, words)])
    return found


SHAPES: tuple[tuple[Any, Any], ...] = (
    (forms.HiddenInput, _hidden),
    (ours.DateBoxes, _date),
    (forms.CheckboxSelectMultiple, _group("checkboxes")),
    (forms.RadioSelect, _group("radios")),
    (forms.Select, _select),
    (forms.CheckboxInput, _single),
    (forms.FileInput, _file),
    (forms.PasswordInput, _password),
    (forms.Textarea, _textarea),
    (forms.widgets.Input, _input),
)
"""Widgets and what shows them; the first that fits."""

USUAL: tuple[tuple[Any, dict[str, Any]], ...] = (
    (forms.EmailField, {"type": "email", "autocomplete": "email", "spellcheck": False}),
    (ours.Phone, {"type": "tel", "autocomplete": "tel", "classes": "govuk-input--width-20"}),
    (ours.Postcode, {"autocomplete": "postal-code", "classes": "govuk-input--width-10"}),
    (ours.Money, {"prefix": {"text": "£"}, "inputmode": "decimal", "spellcheck": False,
                  "classes": "govuk-input--width-10"}),
    (ours.DayText, {"classes": "govuk-input--width-10"}),
    (forms.IntegerField, {"inputmode": "numeric", "spellcheck": False, "classes": "govuk-input--width-5"}),
)  # fmt: skip
"""What fields of a kind have unless their widget says otherwise."""
