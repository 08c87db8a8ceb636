"""The forms of saved views: their shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from oversight.foundation.ui.forms import PlainForm


class NameForm(PlainForm):
    """The name of a view."""

    asks: ClassVar[Mapping[str, str]] = {"name": "Enter a name for this view"}

    name = forms.CharField(label="Name of this view", max_length=80)


class SaveForm(NameForm):
    """A view to be saved: which list, with what chosen, under what name, for whom."""

    path = forms.CharField(max_length=200, widget=forms.HiddenInput)
    query = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)
    shared = forms.BooleanField(required=False, label="Share this view with the team")
    default = forms.BooleanField(required=False, label="Open the list as this view")

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["shared"]


class AnswerForm(PlainForm):
    """One question, answered yes or no."""

    asks: ClassVar[Mapping[str, str]] = {"answer": "Select yes or no"}

    answer = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)

    def __init__(self, *args: Any, question: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = question

    @property
    def yes(self) -> bool:
        """Whether it was yes."""
        return bool(self.cleaned_data["answer"] == "yes")
