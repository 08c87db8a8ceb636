"""Forms: fields that read what people write, and messages that say what to do (ux.md 2.2, 2.4, 2.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from oversight.foundation.ui.asking import ask_for
from oversight.foundation.ui.dates import day_from, month_of, read_day
from oversight.foundation.ui.words import listed

LONGEST = 5000
_POSTCODE = re.compile(r"(GIR0AA|[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2})")
_PHONE = re.compile(r"\+?[0-9]{7,15}(x[0-9]{1,6})?")


class DateBoxes(forms.MultiWidget):
    """Three boxes: day, month, year."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in ("day", "month", "year")}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """A day as what stands in its boxes."""
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]


class _Bounded(forms.Field):
    """A day that may have to be in the past or the future; the form sets ``today``."""

    today: date | None = None

    def __init__(self, *, past: bool = False, future: bool = False, **options: Any) -> None:
        self.past, self.future = past, future
        super().__init__(**options)

    def validate(self, value: Any) -> None:
        """There is a day, on the side of today where it must be."""
        super().validate(value)
        if value is None or self.today is None:
            return
        if self.past and value > self.today:
            raise ValidationError(f"{self.label} must be today or in the past", code="past")
        if self.future and value < self.today:
            raise ValidationError(f"{self.label} must be today or in the future", code="future")


class DateParts(_Bounded):
    """A day that people know or can look up, in three boxes; November is 11, nov or November."""

    widget = DateBoxes

    def to_python(self, value: Any) -> date | None:
        """The day in the boxes. Which part is missing or wrong stands in the code of the error."""
        if value is None or isinstance(value, date):
            return value
        parts = dict(zip(("day", "month", "year"), (str(each or "").strip() for each in value), strict=True))
        missing = [name for name, typed in parts.items() if not typed]
        if len(missing) == 3:
            return None
        if missing:
            words = listed([f"a {missing[0]}", *missing[1:]])
            raise ValidationError(f"{self.label} must include {words}", code=" ".join(missing))
        if len(parts["year"]) != 4 and parts["year"].isdigit():
            raise ValidationError("Year must include 4 numbers", code="year")
        found = day_from(**parts)
        if found is None:
            wrong = "month" if month_of(parts["month"]) is None else "day month year"
            raise ValidationError(f"{self.label} must be a real date", code=wrong)
        return found


class DayText(_Bounded):
    """A day that is planned, in one box: 24/11/2026 or 24 Nov 2026."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"help_text": "For example, 24/11/2026"} | options))

    def to_python(self, value: Any) -> date | None:
        """The day written."""
        if value is None or isinstance(value, date) or not str(value).strip():
            return value if isinstance(value, date) else None
        found = read_day(str(value))
        if found is None:
            raise ValidationError(f"{self.label} must be a real date, such as 24/11/2026", code="real")
        return found

    def prepare_value(self, value: Any) -> Any:
        """A day as people write it."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


class Money(forms.Field):
    """Pounds: £1,200, 1200 or 1,200.50."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Decimal | None:
        """The amount."""
        plain = re.sub(r"[£,\s]", "", str(value if value is not None else ""))
        if not plain:
            return None
        try:
            found = Decimal(plain)
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite() or abs(found) >= 10**12 or found != round(found, 2):
            raise ValidationError(
                f"{self.label} must be an amount of money, like £1,200 or 1200.50", code="money"
            )
        return found

    def prepare_value(self, value: Any) -> Any:
        """An amount as people write it."""
        return f"{value:,.2f}".removesuffix(".00") if isinstance(value, (Decimal, int)) else value


class Postcode(forms.CharField):
    """A postcode, with or without spaces, in capitals or not; kept as AB1 2CD."""

    def clean(self, value: Any) -> str:
        """The postcode with its space."""
        plain = re.sub(r"[^A-Z0-9]", "", str(super().clean(value)).upper())
        if plain and not _POSTCODE.fullmatch(plain):
            raise ValidationError("Enter a full UK postcode, like AB1 2CD", code="postcode")
        return f"{plain[:-3]} {plain[-3:]}" if plain else ""


class Phone(forms.CharField):
    """A phone number with spaces, brackets, dashes, a country or an extension."""

    def clean(self, value: Any) -> str:
        """The number as written, with single spaces."""
        said = " ".join(str(super().clean(value)).split())
        plain = re.sub(r"ext(ension)?", "x", re.sub(r"[\s().\-]|(?<=\d)\(0\)", "", said.lower()))
        if said and not _PHONE.fullmatch(plain):
            raise ValidationError("Enter a phone number, like 01632 960001 or +44 808 157 0192", code="phone")
        return said


class Narrative(forms.CharField):
    """What happened, in somebody's own words: at most 5,000 characters, spelling checked."""

    def __init__(self, *, rows: int = 6, count: bool = True, **options: Any) -> None:
        self.count = count
        widget = forms.Textarea(attrs={"rows": rows, "spellcheck": "true"})
        usual: dict[str, Any] = {"max_length": LONGEST, "widget": widget}
        super().__init__(**(usual | options))

    def to_python(self, value: Any) -> str:
        """The text with one kind of line ending, so that it is as long as it looks."""
        return str(super().to_python(value)).replace("\r\n", "\n")


class Choose(forms.ChoiceField):
    """One of a few as radios (a list where there are more than seven); ``hints`` say more of a choice."""

    def __init__(self, *, choices: Any, hints: Mapping[str, str] | None = None, **options: Any) -> None:
        self.hints = dict(hints or {})
        few = not callable(choices) and len(list(choices)) <= 7
        super().__init__(
            choices=choices, **({"widget": forms.RadioSelect if few else forms.Select} | options)
        )


class ChooseMany(forms.MultipleChoiceField):
    """Some of a few as check boxes; ``hints`` say more of a choice."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, choices: Any, hints: Mapping[str, str] | None = None, **options: Any) -> None:
        self.hints = dict(hints or {})
        super().__init__(choices=choices, **options)


class PlainForm(forms.Form):
    """A form in our words: nothing marked required in the browser, every message says what to do.

    ``asks``: what is said where a field is empty, by its name, where 'Enter …' or 'Select …' with its label
    is not enough. ``today`` bounds the days that must be in the past or the future.
    """

    use_required_attribute = False
    asks: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, today: date | None = None, **options: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | options))
        for name, field in self.fields.items():
            field.label = field.label or name.replace("_", " ").capitalize()
            field.error_messages |= ask_for(field, self.asks.get(name, ""))
            if isinstance(field, _Bounded):
                if today is None and (field.past or field.future):
                    raise ValueError(f"{type(self).__name__} needs today: {name} is bounded by it")
                field.today = today

    def problems(self) -> dict[str, str]:
        """The first problem of each field, in the order of the fields; ``""`` is the form's own."""
        first = {name: str(errors[0]) for name, errors in self.errors.items()}
        order = ["__all__", *self.fields]
        return {name.replace("__all__", ""): first[name] for name in order if name in first}
