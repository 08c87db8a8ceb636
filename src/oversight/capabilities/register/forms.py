"""What people type into the register: its shape is checked here, its meaning by the actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms

from oversight.capabilities.register import states
from oversight.capabilities.register.rules import (
    BY_KEY,
    COLUMNS,
    PLAIN_COLUMNS,
    address_problem,
    personal_problem,
)
from oversight.engine.words import Governed
from oversight.foundation.ui.forms import (
    Choose,
    DateParts,
    DayText,
    Money,
    Narrative,
    Phone,
    PlainForm,
    Postcode,
)

UNKNOWN = {"yes": "Yes", "no": "No", "unknown": "I do not know"}
NARROW = {"class": "govuk-input--width-5", "inputmode": "numeric"}


class Known(Choose):
    """Yes, no, or I do not know: unknown is kept as unknown."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"choices": list(UNKNOWN.items())} | options))

    def clean(self, value: Any) -> Any:
        """``True``, ``False`` or ``None``."""
        return {"yes": True, "no": False}.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """The choice that stands for a value."""
        return {True: "yes", False: "no", None: "unknown"}.get(value, value)


def words(of: Mapping[str, str], *, empty: str = "") -> list[tuple[str, str]]:
    """The choices of a list of words; ``empty`` is what stands first where nothing need be chosen."""
    return ([("", empty)] if empty else []) + list(of.items())


def text(most: int = 200, **options: Any) -> forms.CharField:
    """One line of text."""
    return forms.CharField(max_length=most, **options)


def count(**options: Any) -> forms.IntegerField:
    """A whole number that need not be known."""
    given: dict[str, Any] = {
        "required": False,
        "min_value": 0,
        "max_value": 30_000,
        "widget": forms.TextInput(attrs=NARROW),
    }
    return forms.IntegerField(**(given | options))


class RegisterForm(PlainForm):
    """A form of the register: no field takes what looks like a service user's name or a home address."""

    governed: ClassVar[Mapping[str, Governed]] = {}
    """Which field is governed by clauses of the policy."""

    names_of_staff: Iterable[str] = ()

    def clean(self) -> dict[str, Any]:
        """Refuse what looks personal, at its field (WB 7.2, 11.1)."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(given.items()):
            stands = name == "name" and value == self.initial.get("name")
            plain = name in PLAIN_COLUMNS or name in self.names_of_staff or stands
            if (
                isinstance(value, str)
                and not plain
                and (says := personal_problem(str(self.fields[name].label), value))
            ):
                self.add_error(name, says)
        return given

    def values(self) -> dict[str, Any]:
        """What is to be saved: everything but the reason."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class WithReason(RegisterForm):
    """A correction: the reason is asked last."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        reason = Narrative(label="Why you are changing this", rows=3, max_length=500)
        reason.error_messages["required"] = "Enter why you are changing this"
        self.fields["reason"] = reason


class ServiceForm(RegisterForm):
    """A service: what it is and where."""

    governed: ClassVar = {"address": Governed.ADDRESS}

    name = text(label="Name of the service")
    kind = Choose(label="Kind of service", choices=words(states.KINDS, empty="Select one"))
    regulator = Choose(label="Regulator", choices=words(states.REGULATORS))
    regulator_id = text(20, label="Regulator’s ID", required=False, help_text="For example, 1-123456789")
    address = text(300, label="Address of the service", required=False,
                   help_text="For care in people’s own homes, the office’s address and nobody’s home")  # fmt: skip
    town = text(100, label="Town or city", required=False)
    postcode = Postcode(
        label="Postcode", required=False, widget=forms.TextInput(attrs={"class": "govuk-input--width-10"})
    )
    district = text(100, label="District or ward", required=False)
    host_authority = text(120, label="Council whose area it is in", required=False)
    in_area = Known(label="Is it in our area?")
    in_house = Known(label="Does the council run it?")
    telephone = Phone(label="Telephone", required=False)
    email = forms.EmailField(label="Email address", required=False)
    website = forms.URLField(label="Website", required=False, assume_scheme="https")
    beds = count(label="Registered beds")
    needs = Choose(
        label="Complexity of needs",
        choices=words(states.NEEDS),
        help_text="Of most people there. High is nursing, two carers at a time, or behaviour that challenges",
    )
    opened_on = DateParts(label="Date registered or opened", required=False)
    ofsted_rating = Choose(
        label="Ofsted rating", required=False, choices=words(states.OFSTED_RATINGS, empty="Does not apply")
    )
    ofsted_rated_on = DateParts(label="Date of the Ofsted rating", required=False, past=True)

    def clean(self) -> dict[str, Any]:
        """Also: an office has no flat or room number."""
        given = super().clean()
        if says := address_problem(given.get("kind", ""), given.get("address", "")):
            self.add_error("address", says)
        return given


class NewServiceForm(ServiceForm):
    """A new service, with the provider that runs it."""

    field_order = ("provider",)
    provider = text(label="Provider that runs it", help_text="Its name or our reference, like P-0042")


class CorrectServiceForm(WithReason, ServiceForm):
    """A correction of a service."""


class ProviderForm(RegisterForm):
    """A provider: the organisation that runs services."""

    governed: ClassVar = {"finance_risk": Governed.FINANCE_RISK}

    name = text(label="Name of the provider")
    regulator_id = text(20, label="Regulator’s ID", required=False)
    company_number = text(20, label="Company number", required=False)
    address = text(300, label="Address of its office", required=False)
    town = text(100, label="Town or city", required=False)
    postcode = Postcode(label="Postcode", required=False)
    telephone = Phone(label="Telephone", required=False)
    email = forms.EmailField(label="Email address", required=False)
    website = forms.URLField(label="Website", required=False, assume_scheme="https")
    finance_risk = Choose(label="Financial risk", choices=words(states.FINANCE_RISKS))
    finance_note = Narrative(label="What the accounts show", required=False, rows=3)
    finance_checked_on = DateParts(label="Date the accounts were looked at", required=False, past=True)
    in_administration = Known(label="Is it in administration?")

    def __init__(self, *args: Any, hidden: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        for name in hidden:
            self.fields.pop(name, None)


class NewProviderForm(ProviderForm):
    """A new provider, with its brand."""

    brand = text(label="Brand or group", required=False)


class CorrectProviderForm(WithReason, ProviderForm):
    """A correction of a provider."""


class ContactForm(RegisterForm):
    """Somebody at the provider."""

    names_of_staff = ("name",)
    job = Choose(label="What they do", choices=words(states.CONTACT_JOBS, empty="Select one"))
    name = text(
        120, label="Their name", widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    telephone = Phone(label="Telephone", required=False)
    email = forms.EmailField(label="Email address", required=False)


class ContractForm(RegisterForm):
    """How the council buys; what somebody may not see is not asked of them."""

    governed: ClassVar = {"kind": Governed.CONTRACT}

    kind = Choose(label="Kind of contract", choices=words(states.CONTRACTS))
    contract_reference = text(60, label="Contract reference", required=False)
    starts_on = DateParts(label="Start date", required=False)
    review_on = DayText(label="Date of the next contract review", required=False)
    review_every_months = count(label="Months between contract reviews", max_value=60, min_value=1)
    hours_per_week = forms.DecimalField(
        label="Hours a week", required=False, min_value=0, max_digits=9, decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": "Hours a week must be a number, like 37.5"},
    )  # fmt: skip
    annual_spend = Money(label="Spend a year", required=False)
    people_placed = count(label="People we have placed")
    health_funded = count(label="People health pays for")
    self_funders = count(label="People who pay for themselves")

    def __init__(self, *args: Any, hidden: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        for name in hidden:
            self.fields.pop(name, None)


class CommissionerForm(RegisterForm):
    """Another body that buys from the service."""

    body = text(label="Other council or health body")
    people = count(label="People they have placed")
    contact = text(label="Whom to ask there", required=False)


class OfficerForm(RegisterForm):
    """One of our people and what they do for the service; ``staff`` are those who can be chosen."""

    governed: ClassVar = {"duty": Governed.LINKED_OFFICER}

    duty = Choose(label="What they do for the service", choices=words(states.OFFICER_DUTIES))
    person: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label="Who", queryset=None, empty_label="Select one"
    )
    since = DateParts(label="Since", past=True)

    def __init__(self, *args: Any, staff: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = staff  # type: ignore[attr-defined]


class MarketRiskForm(RegisterForm):
    """Why the market depends on the service, and how often its contract is reviewed (SOM 1.8)."""

    governed: ClassVar = {"criterion": Governed.MARKET_RISK}

    criterion = Choose(label="Why the market depends on it", choices=words(states.MARKET_RISKS))
    note = Narrative(label="What we know", required=False, rows=3)
    review_every_months = count(
        label="Agreed months between contract reviews", required=True, min_value=1, max_value=24
    )
    since = DateParts(label="Since", past=True)


class WarningForm(RegisterForm):
    """One line under the service's name, with the day it lapses."""

    words = text(
        160,
        label="Warning",
        help_text="For example, call the named officer first. Never from a restricted case",
    )
    lapses_on = DayText(label="Date it lapses", future=True)


class LocalCheckForm(RegisterForm):
    """A check of an unregistered service (BRO 1)."""

    check_of = Choose(label="What was checked", choices=words(states.LOCAL_CHECKS))
    outcome = Choose(label="Outcome", choices=words(states.CHECK_OUTCOMES))
    checked_on = DateParts(label="Date checked", required=False, past=True)
    note = Narrative(label="What was found", required=False, rows=3)


class ScopeForm(RegisterForm):
    """Whether the service is overseen, who asked and why (WB 7.1)."""

    governed: ClassVar = {"scope": Governed.SCOPE}

    scope = Choose(
        label="Is the service overseen?",
        choices=words({k: v for k, v in states.SCOPE.items() if k != "undecided"}),
    )
    scope_asked_by = Choose(
        label="Who asked", required=False, choices=words(states.MAY_ASK, empty="Nobody asked")
    )
    scope_why = Narrative(label="Why", rows=4)


class EndForm(RegisterForm):
    """From when something no longer holds, and why."""

    ended_on = DateParts(label="Date it ended", past=True)
    reason = Narrative(label="Why it ended", rows=3, max_length=500)


class CloseForm(RegisterForm):
    """The day a record closed, and why."""

    closed_on = DateParts(label="Date closed", past=True)
    reason = Narrative(label="Why it is closed", rows=3, max_length=500)


class ReopenForm(RegisterForm):
    """Why a closed record is reopened."""

    reason = Narrative(label="Why it is reopened", rows=3, max_length=500)


class MergeForm(RegisterForm):
    """Which record stays, and how it is known that both are the same."""

    into = text(12, label="Reference of the service that stays", help_text="For example, S-0123")
    reason = Narrative(label="How you know that both are the same", rows=3, max_length=500)


class MergeProviderForm(RegisterForm):
    """Which provider stays, and how it is known that both are the same."""

    into = text(label="Provider that stays", help_text="Its name or our reference, like P-0042")
    reason = Narrative(label="How you know that both are the same", rows=3, max_length=500)


class ChangeProviderForm(WithReason, RegisterForm):
    """Who runs a service now."""

    field_order = ("provider", "reason")
    provider = text(label="Provider that runs it now", help_text="Its name or our reference, like P-0042")


class UploadForm(PlainForm):
    """A council's own spreadsheet."""

    file = forms.FileField(
        label="Spreadsheet", help_text="CSV, XLSX or ODS, with a row of headings. 20,000 rows at most"
    )


class ColumnsForm(PlainForm):
    """Which column of the register each heading goes to; ``headings`` are the file's own, with what it says there."""

    LEAVE_OUT = "leave_out"

    def __init__(self, *args: Any, headings: Mapping[str, str], **options: Any) -> None:
        choices = [(self.LEAVE_OUT, "Leave out"), *((each.key, each.words) for each in COLUMNS)]
        self.base_fields = {  # type: ignore[misc]  # each form has columns of its own
            f"column_{at}": forms.ChoiceField(
                label=heading,
                choices=choices,
                help_text=f"It says: {says}" if says else "The first rows say nothing",
            )
            for at, (heading, says) in enumerate(headings.items())
        }
        self.headings = list(headings)
        super().__init__(*args, **options)

    def chosen(self) -> dict[str, str]:
        """Heading to key, of those that are not left out."""
        told = {
            heading: self.cleaned_data.get(f"column_{at}", "") for at, heading in enumerate(self.headings)
        }
        return {heading: key for heading, key in told.items() if key in BY_KEY}


PART_FORMS: dict[str, type[RegisterForm]] = {
    "contacts": ContactForm,
    "contracts": ContractForm,
    "commissioners": CommissionerForm,
    "officers": OfficerForm,
    "market-risks": MarketRiskForm,
    "warnings": WarningForm,
    "checks": LocalCheckForm,
}


def correcting(kind: type[RegisterForm]) -> type[RegisterForm]:
    """The form that corrects what another form records: the same fields, then the reason."""
    return type(f"Correct{kind.__name__}", (WithReason, kind), {"__doc__": "A correction, with its reason."})
