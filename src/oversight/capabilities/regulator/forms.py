"""What people say about a file of the regulator's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms

from oversight.foundation.ui.forms import Choose, ChooseMany, Narrative, PlainForm
from oversight.foundation.ui.words import day, plural
from oversight.gateways.regulator import DayOrder


class UploadForm(PlainForm):
    """A file of the regulator's."""

    file = forms.FileField(
        label="The regulator’s file",
        help_text="The ratings or the directory of care services as the regulator publishes them: CSV, ODS, XLSX, JSON",
    )

    dates = Choose(
        label="How dates are written",
        choices=[
            ("", "As the file shows it"),
            (str(DayOrder.DAY_FIRST), "Day first, 02/11/2026 is 2 November"),
            (str(DayOrder.MONTH_FIRST), "Month first, 02/11/2026 is 11 February"),
        ],
        required=False,
        hints={"": "If no date in the file settles it, we ask you to say so and read nothing"},
    )


class FetchForm(PlainForm):
    """What is fetched from the regulator's API; ``since`` is the day of the last fetch that stands, if there is one."""

    def __init__(self, *args: Any, since: date | None = None, **options: Any) -> None:
        areas = Narrative(
            label="Areas, each on a line of its own", rows=3, max_length=1000,
            help_text="As the regulator writes the names of councils. Your own services elsewhere are fetched too",
        )  # fmt: skip
        changed = [("changed", f"Only what changed since {day(since)}")] if since else []
        which = Choose(label="What to fetch", choices=[("all", "Everything"), *changed])
        self.base_fields = {"areas": areas} | ({"which": which} if since else {})  # type: ignore[misc]  # as above
        super().__init__(*args, **options)


class AreasForm(PlainForm):
    """Whose services belong on the register; ``there`` are the areas of the file with their locations."""

    def __init__(self, *args: Any, there: Iterable[tuple[str, int]] = (), **options: Any) -> None:
        choices = [(name, f"{name}, {plural(count, 'location')}") for name, count in there if name]
        self.base_fields = {  # type: ignore[misc]  # each file has areas of its own
            "areas": ChooseMany(
                label="Areas whose services belong on your register",
                choices=choices,
                required=False,
                help_text="Services there that are not on your register are added. Choose none to keep only what "
                "the regulator says of the services you have",
            )
        }
        super().__init__(*args, **options)


class ConfirmForm(PlainForm):
    """Saying yes; ``asks_why`` where so much moves that a reason is needed."""

    asks: ClassVar = {"why": "Enter why this is the right file"}

    def __init__(self, *args: Any, asks_why: bool = False, **options: Any) -> None:
        why = Narrative(label="Why this is the right file, although it moves so much", rows=3, max_length=500)
        self.base_fields = {"why": why} if asks_why else {}  # type: ignore[misc]  # asked only where it is needed
        super().__init__(*args, **options)
