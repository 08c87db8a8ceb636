"""The page between a list and its file: what is asked there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from oversight.foundation.exports.sheets import Sheet
from oversight.foundation.ui.forms import PlainForm

WITHOUT_REASON, MOST = 500, 5_000
"""How many rows may be exported, and how many with a reason (security.md 4.4)."""

ASKED = ("outside", "reason", "asked")
"""The names that the page adds to the address of the list."""


class QuestionForm(PlainForm):
    """Whether a list is shared outside the council and, for a long one, why so much is needed."""

    asks: ClassVar[Mapping[str, str]] = {
        "outside": "Select yes if you are sharing this outside the council",
        "reason": f"Enter why you need more than {WITHOUT_REASON} rows",
    }  # fmt: skip

    outside = forms.ChoiceField(
        label="Are you sharing this outside the council?", choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(
        label=f"Why do you need more than {WITHOUT_REASON} rows?", max_length=500,
        help_text="Do not name people. We keep this with the record of the export.",
    )  # fmt: skip

    def __init__(self, sheet: Sheet, query: QueryDict) -> None:
        said = any(name in query for name in ASKED)
        super().__init__(query if said else None)
        if (sheet.total or 0) <= WITHOUT_REASON:
            del self.fields["reason"]
        self.fields["outside"].help_text = _left_out(sheet)

    @property
    def goes_outside(self) -> bool:
        """Whether the list leaves the council."""
        return bool(self.cleaned_data["outside"] == "yes")

    @property
    def why(self) -> str:
        """Why so many rows are needed."""
        return str(self.cleaned_data.get("reason", ""))

    def clean(self) -> dict[str, Any]:
        """What was said, without what no database takes."""
        return {name: str(value).replace("\0", "") for name, value in self.cleaned_data.items()}


def _left_out(sheet: Sheet) -> str:
    """What is left out of a list that leaves the council."""
    words = sheet.sensitive_words
    return f"If you are, we leave out: {', '.join(words)}." if words else "No column is left out if you are."
