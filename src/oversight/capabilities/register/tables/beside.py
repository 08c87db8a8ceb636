"""The lists of what is recorded beside services: contracts, contacts, and our own people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from oversight.capabilities.register import states
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.search.filters import Choice, Dates, Filter, Person, Text
from oversight.foundation.search.lists import Column, ListSpec

_SERVICE = (
    Column(
        "service", "Service", lambda row: row.service.name, "service__name",
        href=lambda row: f"/services/{row.service.reference}/details/",
    ),
    Column("reference", "Service’s reference", lambda row: row.service.reference, "service__reference", shown=False),
    Column(
        "provider", "Provider", lambda row: row.service.provider.name, "service__provider__name",
        href=lambda row: f"/providers/{row.service.provider.reference}/",
    ),
)  # fmt: skip
_ENDED = Column("ended", "Ended", lambda row: row.ended_on, "ended_on", kind="date", shown=False)
_OF_SERVICE = ("service__name", "service__reference", "service__provider__name")


def _standing(values: Sequence[str]) -> Q:
    """What stands now, what has ended, or both."""
    found = Q()
    if "now" in values:
        found |= Q(ended_on__isnull=True)
    return found | Q(ended_on__isnull=False) if "ended" in values else found


_STANDS: Filter = Choice(
    key="stands",
    words="Ended or not",
    options=(("now", "Stands now"), ("ended", "Ended")),
    condition=_standing,
)

CONTRACTS = ListSpec(
    title="Contracts",
    nouns=("contract", "contracts"),
    sort="service",
    empty="No contract is recorded yet. Add one on the page of a service, or import your spreadsheet.",
    columns=(
        *_SERVICE,
        Column("kind", "Kind of contract", lambda row: row.get_kind_display(), "kind"),
        Column("contract", "Contract reference", lambda row: row.contract_reference, "contract_reference", shown=False),
        Column("people", "People placed", lambda row: row.people_placed, "people_placed", kind="number"),
        Column("hours", "Hours a week", lambda row: row.hours_per_week, "hours_per_week", kind="number", shown=False),
        Column("spend", "Spend a year", lambda row: row.annual_spend, "annual_spend", kind="money",
               sensitive=True, needs=Can.REGISTER_SEE_CONTRACT_VALUES),
        Column("health", "People health pays for", lambda row: row.health_funded, "health_funded", kind="number",
               shown=False),
        Column("self", "People who pay for themselves", lambda row: row.self_funders, "self_funders", kind="number",
               shown=False),
        Column("starts", "Start date", lambda row: row.starts_on, "starts_on", kind="date", shown=False),
        Column("review", "Next contract review", lambda row: row.review_on, "review_on", kind="date"),
        _ENDED,
    ),
    filters=(
        Text(key="q", words="Words", fields=(*_OF_SERVICE, "contract_reference")),
        Choice(key="kind", words="Kind of contract", field="kind", options=tuple(states.CONTRACTS.items())),
        Dates(key="review", words="Next contract review", field="review_on"),
        _STANDS,
    ),
)  # fmt: skip

CONTACTS = ListSpec(
    title="Contacts",
    nouns=("contact", "contacts"),
    sort="name",
    empty="No contact is recorded yet. Add one on the page of a service, or import your spreadsheet.",
    columns=(
        Column("name", "Name", lambda row: row.name, "name"),
        Column("job", "Job", lambda row: row.get_job_display(), "job"),
        *_SERVICE,
        Column("telephone", "Telephone", lambda row: row.telephone),
        Column("email", "Email address", lambda row: row.email, "email"),
        _ENDED,
    ),
    filters=(
        Text(key="q", words="Words", fields=("name", "telephone", "email", *_OF_SERVICE)),
        Choice(key="job", words="Job", field="job", options=tuple(states.CONTACT_JOBS.items())),
        _STANDS,
    ),
)  # fmt: skip


def _theirs(actor: Actor) -> Q:
    return Q(person_id=actor.person_id)


def officers_list(staff: Sequence[tuple[str, str]]) -> ListSpec:
    """Which of our people does what for which service; ``staff`` are ids and names of people to choose from."""
    return ListSpec(
        title="Officers",
        nouns=("link to an officer", "links to officers"),
        sort="person",
        own=_theirs,
        empty="Nobody is linked to a service yet. Link somebody on the page of a service.",
        columns=(
            Column("person", "Officer", lambda row: row.person.name, "person__name"),
            Column("duty", "What they do for the service", lambda row: row.get_duty_display(), "duty"),
            *_SERVICE,
            Column("since", "Since", lambda row: row.since, "since", kind="date"),
            _ENDED,
        ),
        filters=(
            Text(key="q", words="Words", fields=("person__name", *_OF_SERVICE)),
            Person(key="person", words="Officer", field="person_id", options=tuple(staff)),
            Choice(
                key="duty", words="What they do", field="duty", options=tuple(states.OFFICER_DUTIES.items())
            ),
            _STANDS,
        ),
    )


def rows_as_asked(rows: Any, asked: Any) -> Any:
    """Without a word about it, only what stands now."""
    return rows if "stands" in asked else rows.filter(ended_on__isnull=True)
