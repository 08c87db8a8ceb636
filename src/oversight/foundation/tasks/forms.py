"""The forms of tasks: their shape, and nothing of who may do what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from oversight.foundation.tasks.rules import event_words
from oversight.foundation.ui.forms import Choose, DayText, Narrative, PlainForm
from oversight.foundation.ui.words import sentence_case

WIDE = {"class": "govuk-!-width-two-thirds"}
Options = Sequence[tuple[str, str]]


class CompleteForm(PlainForm):
    """What was done."""

    note = Narrative(
        label="What was done", help_text="Do not name residents.", max_length=500, rows=3, required=False
    )


class CancelForm(PlainForm):
    """Why it need not be done."""

    asks: ClassVar[Mapping[str, str]] = {"reason": "Enter why you are cancelling this task"}

    reason = Narrative(label="Why this need not be done", max_length=500, rows=3)


class _To(PlainForm):
    """Who is to have it: ``options`` are the people and pools."""

    def __init__(self, *args: Any, options: Options, **others: Any) -> None:
        super().__init__(*args, **others)
        self.fields["to"].choices = [("", "Select a person or a pool"), *options]  # type: ignore[attr-defined]


class ReassignForm(_To):
    """Who is to have it, and why."""

    asks: ClassVar[Mapping[str, str]] = {
        "to": "Select one person or one pool",
        "reason": "Enter why you are giving this task to somebody else",
    }

    to = forms.ChoiceField(label="Who will do it", widget=forms.Select(attrs=WIDE))
    reason = Narrative(label="Why", max_length=500, rows=3)


class AddForm(_To):
    """A task with a day of its own."""

    asks: ClassVar[Mapping[str, str]] = {"to": "Select one person or one pool", "title": "Enter what to do"}

    title = forms.CharField(label="What to do", max_length=200, help_text="Do not name residents.")
    due_on = DayText(label="Due date", future=True)
    to = forms.ChoiceField(label="Who will do it", widget=forms.Select(attrs=WIDE))
    about = forms.CharField(
        label="What it is about", max_length=40, required=False,
        help_text="A reference, for example S-0123", widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )  # fmt: skip


class PauseForm(PlainForm):
    """Why the clock stands still, and since when; ``reasons`` are those its policy knows."""

    asks: ClassVar[Mapping[str, str]] = {
        "reason": "Select why the clock stands still",
        "why": "Enter what it waits for",
    }

    reason = Choose(label="Why the clock stands still", choices=(), widget=forms.RadioSelect)
    why = Narrative(label="What it waits for", max_length=500, rows=3)
    begins_on = DayText(label="First day it stands still", past=True)

    def __init__(self, *args: Any, reasons: Sequence[str], **others: Any) -> None:
        super().__init__(*args, **others)
        named = [(each, sentence_case(event_words(each))) for each in reasons]
        self.fields["reason"].choices = named  # type: ignore[attr-defined]


class ResumeForm(PlainForm):
    """The day from which the clock runs on."""

    runs_on = DayText(label="Day it runs on", past=True)
