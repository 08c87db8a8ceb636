"""What people say about risk."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from oversight.capabilities.register.forms import RegisterForm
from oversight.capabilities.risk.states import BANDS, ENDINGS, RESPONSES
from oversight.foundation.ui.forms import Choose, DayText, Narrative, PlainForm


class ViewForm(RegisterForm):
    """An officer's view. The reason may not name a service user (WB 7.2)."""

    asks: ClassVar = {
        "band": "Select your view",
        "reason": "Enter why",
        "ends_on": "Enter when you will look again",
    }

    band = Choose(label="Your view", choices=[(key, words) for key, words in BANDS.items() if key])
    reason = Narrative(
        label="Why", max_length=1000, rows=4,
        help_text="What you know that the points do not show. It is kept with the decision record",
    )  # fmt: skip
    ends_on = DayText(
        label="Look again by", future=True, help_text="Within six months. For example, 24/2/2027"
    )


class WithdrawForm(PlainForm):
    """Why a view is withdrawn."""

    asks: ClassVar = {"why": "Enter why you are withdrawing it"}
    why = Narrative(label="Why you are withdrawing it", rows=3, max_length=500)


class FreezeForm(PlainForm):
    """The name of a frozen matrix."""

    asks: ClassVar = {"name": "Enter a name, such as the meeting it is for"}
    name = forms.CharField(label="Name", max_length=120, help_text="For example, Quality board of December")


class PlanForm(RegisterForm):
    """A visit that is planned, or support; ``staff`` are those who can do it."""

    asks: ClassVar = {
        "kind": "Select a visit or support",
        "what": "Enter what it is for",
        "person": "Select who does it",
        "day": "Enter the day",
    }

    kind = Choose(label="What is done", choices=list(RESPONSES.items()))
    what = Narrative(
        label="What for", max_length=500, rows=3,
        help_text="For example, medicines and the rota of the nights. The provider may come to read it",
    )  # fmt: skip
    person: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label="Who does it", queryset=None, empty_label="Select one", help_text="They get a task for that day"
    )
    day = DayText(
        label="Day", future=True,
        help_text="The day of the visit, or on which you look again at the support. For example, 24/2/2027",
    )  # fmt: skip

    def __init__(self, *args: Any, staff: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = staff  # type: ignore[attr-defined]


class EndForm(RegisterForm):
    """What came of a visit or of support."""

    asks: ClassVar = {
        "ended_as": "Select whether it was done or called off",
        "why": "Enter what came of it",
    }

    ended_as = Choose(label="How it ended", choices=list(ENDINGS.items()))
    why = Narrative(label="What came of it", rows=3, max_length=500)
