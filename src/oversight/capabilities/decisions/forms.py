"""What an answer must carry, as a form: one field or two for each carry word of the policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from oversight.capabilities.register.forms import RegisterForm
from oversight.engine.routes.carries import Carry
from oversight.engine.routes.models import Answer
from oversight.engine.words import Position
from oversight.foundation.ui.forms import Choose, ChooseMany, DayText, Narrative, PlainForm

YES_NO = [("yes", "Yes"), ("no", "No")]
TEXTS = {
    Carry.REASONS: ("Reasons", "What it rests on. The provider comes to read this"),
    Carry.STIPULATIONS: ("What must hold before it is looked at again", ""),
    Carry.EVIDENCE: ("Evidence", "What was seen or recorded, where and when"),
    Carry.REPORT: ("Report", "Its title and date, and where it is kept"),
    Carry.LEGAL_ADVICE: ("Legal advice", "Who gave it, when, and what it says"),
    Carry.REQUEST: ("The written request", "From whom, of which day"),
    Carry.LETTER: ("The letter that was sent", "Its date, to whom and how it was sent"),
    Carry.NOTE: ("Note", ""),
}
FILES = {Carry.DOCUMENTS: "Supporting files", Carry.ATTACHMENTS: "Attachments"}


ASKS = {
    "reasons": "Enter your reasons", "evidence": "Enter the evidence", "report": "Enter which report it is",
    "legal_advice": "Enter the legal advice", "request": "Enter which request it is",
    "stipulations": "Enter what must hold before it is looked at again", "letter": "Enter which letter was sent",
    "note": "Enter a note", "position": "Select a position", "review_on": "Enter when it is looked at again",
    "documents": "Select at least one file", "attachments": "Select at least one file",
    "consultation": "Enter what they said", "from_whom": "Enter who sent it",
    "breach_of_contract": "Select yes or no", "meeting_on": "Enter the date of the meeting",
    "meeting_quorate": "Select yes or no", "meeting_minute": "Enter the reference of the minute",
}  # fmt: skip


class AnswerForm(RegisterForm):
    """An answer with everything it must carry, and what it may.

    ``answer`` is the policy's; ``positions`` are the council's words for each; ``sisters`` and ``files`` are
    references with names; ``staff`` can be consulted; ``recorded`` asks whose answer it is.
    """

    asks: ClassVar = ASKS

    def __init__(
        self,
        *args: Any,
        answer: Answer,
        positions: Mapping[str, str],
        sisters: Sequence[tuple[str, str]],
        files: Sequence[tuple[str, str]],
        staff: Any,
        recorded: bool,
        **options: Any,
    ) -> None:
        self.answer, self.sisters = answer, sisters
        made: dict[str, forms.Field] = {}
        if recorded:
            made["from_whom"] = forms.CharField(label="Who sent it", max_length=120)
        for word in (*answer.carries, *answer.may_carry):
            required = word in answer.carries
            made |= _fields(word, answer, positions, sisters, files, staff, required=required)
        self.base_fields = made  # type: ignore[misc]  # each answer carries other things
        super().__init__(*args, **options)

    def carries(self) -> dict[str, Any]:
        """What was filled in, by carry word, as the engine reads it."""
        found = {}
        for word in (*self.answer.carries, *self.answer.may_carry):
            value = self._carried(word)
            if value not in (None, "", [], {}) or word == Carry.SISTER_SERVICES:
                found[word.value] = value
        return found

    def _carried(self, word: Carry) -> Any:
        typed = self.cleaned_data
        if word == Carry.SISTER_SERVICES:
            chosen = set(typed.get(word.value) or ())
            return {reference: reference in chosen for reference, _ in self.sisters}
        if word == Carry.CONSULTATION:
            who = typed.get("consulted") or typed.get("consulted_outside")
            return (
                {"with": str(getattr(who, "pk", who)), "name": str(who), "says": typed["consultation"]}
                if who
                else None
            )
        if word == Carry.MEETING:
            held = typed.get("meeting_on")
            return {"on": str(held), "quorate": typed.get("meeting_quorate") == "yes",
                    "minute": typed.get("meeting_minute", "")} if held else None  # fmt: skip
        if word == Carry.RECORD:
            return {
                name: typed[f"record_{name}"] for name in self.answer.record if typed.get(f"record_{name}")
            }
        if word == Carry.BREACH_OF_CONTRACT:
            return {"yes": True, "no": False}.get(typed.get(word.value, ""))
        value = typed.get(word.value)
        return str(value) if word == Carry.REVIEW_ON and value else value

    def clean(self) -> dict[str, Any]:
        """A consultation needs somebody who was consulted."""
        typed = super().clean()
        asked = Carry.CONSULTATION in (*self.answer.carries, *self.answer.may_carry)
        said = self.cleaned_data.get("consultation")
        if (
            asked
            and said
            and not (self.cleaned_data.get("consulted") or self.cleaned_data.get("consulted_outside"))
        ):
            self.add_error("consulted", "Select who was consulted, or enter somebody from outside")
        return typed


def _fields(
    word: Carry, answer: Answer, positions: Mapping[str, str], sisters: Sequence[tuple[str, str]],
    files: Sequence[tuple[str, str]], staff: Any, *, required: bool,
) -> dict[str, forms.Field]:  # fmt: skip
    if word in TEXTS:
        label, help_text = TEXTS[word]
        return {word.value: Narrative(label=label, help_text=help_text, rows=5, max_length=5000,
                                      required=required)}  # fmt: skip
    if word in FILES:
        return {word.value: _files(FILES[word], files, required=required)}
    if word == Carry.SISTER_SERVICES:
        return {word.value: _sisters(sisters)} if sisters else {}
    if word == Carry.POSITION:
        allowed = answer.positions or tuple(Position)
        choices = [(each.value, positions[each.value]) for each in allowed]
        return {word.value: Choose(label="Position", choices=choices, required=required)}
    return OTHERS[word](answer, staff, required)


def _files(label: str, files: Sequence[tuple[str, str]], *, required: bool) -> forms.Field:
    hint = "Files of this service" if files else "The service has no files yet. Add them to the service first"
    return ChooseMany(label=label, choices=list(files), required=required, help_text=hint)


def _sisters(sisters: Sequence[tuple[str, str]]) -> forms.Field:
    return ChooseMany(
        label="Apply it to these services of the same owner too?", choices=list(sisters), required=False,
        help_text="Each that is not ticked is recorded as not covered",
    )  # fmt: skip


def _review_on(answer: Answer, staff: Any, required: bool) -> dict[str, forms.Field]:
    return {"review_on": DayText(label="Look at it again on", future=True, required=required)}


def _breach(answer: Answer, staff: Any, required: bool) -> dict[str, forms.Field]:
    label = "Was a breach of contract found?"
    return {"breach_of_contract": Choose(label=label, choices=YES_NO, required=required)}


def _consultation(answer: Answer, staff: Any, required: bool) -> dict[str, forms.Field]:
    return {
        "consulted": forms.ModelChoiceField(
            label="Who was consulted", queryset=staff, required=False, empty_label="Somebody from outside, or nobody"
        ),
        "consulted_outside": forms.CharField(label="Or somebody from outside", max_length=120, required=False),
        "consultation": Narrative(
            label="What they said", rows=4, max_length=3000, required=required
        ),
    }  # fmt: skip


def _meeting(answer: Answer, staff: Any, required: bool) -> dict[str, forms.Field]:
    return {
        "meeting_on": DayText(label="Date of the meeting", past=True, required=required),
        "meeting_quorate": Choose(label="Was the meeting quorate?", choices=YES_NO, required=required),
        "meeting_minute": forms.CharField(label="Reference of the minute", max_length=120, required=required),
    }


def _record(answer: Answer, staff: Any, required: bool) -> dict[str, forms.Field]:
    return {
        f"record_{name}": Narrative(
            label=name.replace("_", " ").capitalize(), rows=2, max_length=2000, required=required
        )
        for name in answer.record
    }


def _nothing(answer: Answer, staff: Any, required: bool) -> dict[str, forms.Field]:
    return {}


Maker = Callable[[Answer, Any, bool], dict[str, forms.Field]]
OTHERS: dict[Carry, Maker] = {
    Carry.REVIEW_ON: _review_on, Carry.BREACH_OF_CONTRACT: _breach, Carry.CONSULTATION: _consultation,
    Carry.MEETING: _meeting, Carry.RECORD: _record, Carry.DELEGATION: _nothing,
}  # fmt: skip


class InterestForm(PlainForm):
    """What one's interest in a provider is."""

    asks: ClassVar = {"what": "Enter what your interest is"}
    what = Narrative(
        label="What your interest is", rows=3, max_length=500,
        help_text="For example, a relative works there. You then answer in none of this provider’s cases",
    )  # fmt: skip


class EndInterestForm(PlainForm):
    """Why one's interest has ended."""

    asks: ClassVar = {"why": "Enter why it has ended"}
    why = Narrative(label="Why it has ended", rows=3, max_length=500)
