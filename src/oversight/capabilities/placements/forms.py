"""What people type about placing."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from oversight.foundation.ui.forms import Choose, DateParts, PlainForm


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
        help_text="CSV, XLSX or ODS with the headings Reference (or Location ID, or Service) and Position. Since, Call "
        "first, Note, Other authority and Other authority’s position are read too",
    )  # fmt: skip
    dated = DateParts(label="Date of the list", past=True)
    decided_by = forms.CharField(
        label="Who decided it",
        max_length=120,
        help_text="The post, not a person. For example, Head of commissioning",
    )


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
