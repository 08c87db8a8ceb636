"""What people type about placing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from oversight.capabilities.placements.rules import WORDS, wrong_columns
from oversight.foundation.ui.forms import Choose, DateParts, PlainForm

HELP: Mapping[str, str] = {
    "service": "Our own reference, for example S-0123",
    "regulator_id": "The regulator’s ID of the service, for example 1-123456789",
    "name": "The name of the service. It is used where there is no reference or ID",
    "position": "Whether people can be placed there, in your council’s own words or as red, amber and green",
    "since": "The day from which it is so",
    "call_first": "Whom to ring before placing somebody",
}


class AskForm(PlainForm):
    """The one search box."""

    asks: ClassVar = {"service": "Enter a name, postcode, reference or regulator’s ID"}
    service = forms.CharField(
        label="Service", max_length=120, help_text="Name, postcode, reference or regulator’s ID"
    )


class ListForm(PlainForm):
    """A council's own list of restrictions."""

    asks: ClassVar = {"decided_by": "Enter who decided the positions on it"}
    file = forms.FileField(
        label="The list",
        help_text="CSV, XLSX or ODS with a row of headings. You say next which column is which",
    )
    dated = DateParts(label="Date of the list", past=True)
    decided_by = forms.CharField(
        label="Who decided it",
        max_length=120,
        help_text="The post, not a person. For example, Head of commissioning",
    )


class ColumnsForm(PlainForm):
    """Which column of the file holds each thing we want; ``headings`` are the file's own, with what it says there."""

    asks: ClassVar = {"position": "Select the column for ‘Position’"}

    def __init__(self, *args: Any, headings: Mapping[str, str], **options: Any) -> None:
        told = [(heading, f"{heading} ({says})" if says else heading) for heading, says in headings.items()]
        self.base_fields = {  # type: ignore[misc]  # each form has columns of its own
            column: Choose(
                label=words, choices=[("", "Not in this file"), *told], required=column == "position",
                widget=forms.Select, help_text=HELP.get(column, ""),
            )
            for column, words in WORDS.items()
        }  # fmt: skip
        super().__init__(*args, **options)

    def chosen(self) -> dict[str, str]:
        """The heading of each column that is in the file."""
        return {column: heading for column, heading in self.cleaned_data.items() if heading}

    def clean(self) -> dict[str, Any]:
        """Say at its field what is not chosen, or chosen twice."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for column, says in wrong_columns(self.chosen()).items():
            if column not in self.errors:
                self.add_error(column, says)
        return given


class SaveForm(PlainForm):
    """Saving a list; ``asks_missing`` where restricted services are not on it."""

    def __init__(self, *args: Any, asks_missing: bool = False, **options: Any) -> None:
        missing = Choose(
            label="Services that are restricted now and are not on this list",
            choices=[("keep", "They stay as they are"), ("free", "They are no longer restricted")],
        )
        self.base_fields = {"missing": missing} if asks_missing else {}  # type: ignore[misc]  # asked where needed
        super().__init__(*args, **options)

    def frees(self) -> bool | None:
        """Whether those that are not named are freed; ``None`` where it was not asked."""
        return {"free": True, "keep": False}.get(self.cleaned_data.get("missing", ""))
