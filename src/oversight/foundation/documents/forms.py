"""The forms of files: their shape, and nothing of what may be kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from django import forms

from oversight.foundation.documents.looking.findings import MISSING, WRONG_TYPE
from oversight.foundation.documents.models import Sensitivity
from oversight.foundation.ui.forms import Choose, Narrative, PlainForm

REFERENCE = re.compile(r"[A-Z]{1,4}-\d{4,}")
HINT = WRONG_TYPE.replace("The selected file must be a", "A") + ", smaller than 25MB"


class AddForm(PlainForm):
    """A file to be kept with a record."""

    asks: ClassVar[Mapping[str, str]] = {
        "file": MISSING,
        "title": "Enter what the file is",
        "sensitivity": "Select who may open the file",
    }

    about = forms.CharField(widget=forms.HiddenInput, max_length=60)
    file = forms.FileField(label="File", help_text=HINT, max_length=1000, allow_empty_file=True)
    title = forms.CharField(
        label="What the file is", help_text="For example, report of the visit", max_length=200
    )
    sensitivity = Choose(
        label="Who may open the file", choices=Sensitivity.choices, initial=Sensitivity.OFFICIAL
    )


class WithdrawForm(PlainForm):
    """Why a file is withdrawn, and which version of its record was shown."""

    asks: ClassVar[Mapping[str, str]] = {"why": "Enter why you are withdrawing this file"}

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    why = Narrative(label="Why you are withdrawing this file", max_length=500, rows=3)
