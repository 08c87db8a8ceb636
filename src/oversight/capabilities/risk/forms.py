"""What people say about risk."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from oversight.capabilities.register.forms import RegisterForm
from oversight.capabilities.risk.states import BANDS
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
