"""The forms of policies: their shape, and nothing of what may be settled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from oversight.engine.packs.pack import Pack
from oversight.foundation.policy.actions.settling import Wanted
from oversight.foundation.policy.overrides import Key, Overrides, overrides_from
from oversight.foundation.policy.settable import ROLES, UNITS, Settable, role_words, settable, value_of
from oversight.foundation.ui.dates import read_day
from oversight.foundation.ui.forms import Choose, DayText, Narrative, PlainForm
from oversight.foundation.ui.words import lower_first

LINE = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{1,2}[/. -]\w+[/. -]\d{4})[\s,:;-]+(.{3,})")

WIDE = {"class": "govuk-!-width-full"}


class OnForm(PlainForm):
    """Another day to look at."""

    on = DayText(label="Show the policies as they were, or will be, on", required=False)


class AdoptForm(PlainForm):
    """Which edition, from which day."""

    asks: ClassVar = {"edition": "Select the edition to adopt"}

    edition = Choose(label="Edition", choices=(), widget=forms.RadioSelect)
    starts_on = DayText(
        label="First day", help_text="For example, 1/12/2026. Past days keep the edition they had"
    )

    def __init__(self, *args: Any, editions: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["edition"].choices = editions  # type: ignore[attr-defined]


class EndForm(PlainForm):
    """The last day of an adoption, and why it ends."""

    asks: ClassVar = {"reason": "Enter why you are ending this"}

    version = forms.IntegerField(widget=forms.HiddenInput)
    ends_on = DayText(label="Last day", future=True)
    reason = Narrative(label="Why you are ending this", max_length=500, rows=3)


class HolderForm(PlainForm):
    """Who holds a post, from which day, alone or beside others."""

    asks: ClassVar = {"role": "Select the post", "person": "Select the person who holds it"}

    role = forms.ChoiceField(label="Post", widget=forms.Select(attrs=WIDE))
    person = forms.ChoiceField(label="Person", widget=forms.Select(attrs=WIDE))
    starts_on = DayText(label="First day", future=True)
    beside = forms.BooleanField(label="Others who hold the post now keep it", required=False)

    def __init__(
        self, *args: Any, roles: Iterable[tuple[str, str]], people: Iterable[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [("", "Select a post"), *roles]  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", "Select a person"), *people]  # type: ignore[attr-defined]


class WithdrawForm(PlainForm):
    """Why a draft is given up."""

    asks: ClassVar = {"reason": "Enter why you are withdrawing this draft"}

    reason = Narrative(label="Why you are withdrawing this draft", max_length=500, rows=3)


class Closures(forms.CharField):
    """Closure days, one a line: the day, then why."""

    def __init__(self, **options: Any) -> None:
        usual: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 6}), "required": False}
        super().__init__(**(usual | options))

    def clean(self, value: Any) -> list[tuple[date, str]]:
        """The days with their reasons."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines()]
        return [self._read(number, line) for number, line in enumerate(lines, start=1) if line]

    def _read(self, number: int, line: str) -> tuple[date, str]:
        found = LINE.fullmatch(line)
        day = read_day(found[1]) if found else None
        if found is None or day is None:
            raise ValidationError(
                f"Line {number} must be a day and why, such as 29/12/2026 Between the holidays"
            )
        return day, found[2].strip()


class SettingsForm(PlainForm):
    """The authority's own settings; a field for everything its policies let it set (``settings_form``)."""

    settable: ClassVar[tuple[Settable, ...]] = ()
    asks: ClassVar = {"why": "Enter why the settings change"}

    starts_on = DayText(label="First day", future=True)
    why = Narrative(label="Why the settings change", max_length=500, rows=3)
    closures = Closures(
        label="Days on which the council is closed",
        help_text="One a line: the day, then why. For example, 29/12/2026 Between the holidays",
    )

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, in order."""
        found: dict[str, list[forms.BoundField]] = {}
        for each in self.settable:
            found.setdefault(each.group, []).append(self[name_of(each.key)])
        return list(found.items())

    def wanted(self, kept: Overrides) -> Wanted:
        """What the form asks for; settings of policies not in force stay as they were ``kept``."""
        values = {each.key: value for each in self.settable if (value := self._changed(each)) is not None}
        known = {each.key for each in self.settable}
        others = {key: _at(kept, key) for key in kept.keys() if key not in known}  # noqa: SIM118
        told = self.cleaned_data
        return Wanted(overrides_from({**others, **values}, told["closures"]), told["starts_on"], told["why"])

    def _changed(self, each: Settable) -> Any:
        value = self.cleaned_data.get(name_of(each.key))
        return None if value in (None, "") or value == each.own else value


def settings_form(packs: Sequence[Pack]) -> type[SettingsForm]:
    """The form for these packs as published."""
    everything = settable(packs)
    fields: dict[str, Any] = {name_of(each.key): _field(each) for each in everything}
    return type("SettingsFormOf", (SettingsForm,), {**fields, "settable": everything, "__module__": __name__})


def initial_of(form: type[SettingsForm], overrides: Overrides) -> dict[str, Any]:
    """What stands in the form for these settings."""
    values = {name_of(each.key): value_of(overrides, each) for each in form.settable}
    lines = [f"{each.date:%d/%m/%Y} {each.why}" for each in overrides.closures]
    return {**values, "closures": "\n".join(lines)}


def name_of(key: Key) -> str:
    """The name of a setting's field; the same whatever else stands in the form."""
    return "__".join(re.sub(r"[^a-z0-9_-]", "-", part) for part in key)


def _field(each: Settable) -> forms.Field:
    label = f"{each.heading.rstrip('.')}: {lower_first(each.words)}"
    hint = f"Without a setting: {_said(each)}" if each.own is not None else "The policy leaves this open"
    options: Mapping[str, Any] = {"label": label, "help_text": hint, "required": False}
    if each.kind == "number":
        return forms.IntegerField(min_value=each.least, max_value=each.most, **options)
    if each.kind == "unit":
        return forms.ChoiceField(choices=[(str(unit), words) for unit, words in UNITS.items()], **options)
    if each.kind == "role":
        roles = [(role, role_words(role)) for role in ROLES]
        return forms.ChoiceField(
            choices=[("", "Not settled"), *roles], widget=forms.Select(attrs=WIDE), **options
        )
    return forms.CharField(max_length=200, **options)


def _said(each: Settable) -> str:
    if each.kind == "unit":
        return next(words for unit, words in UNITS.items() if unit == each.own)
    return str(each.own)


def _at(kept: Overrides, key: Key) -> Any:
    found: Any = kept.kept()
    for name in key:
        found = found[name]
    return found
