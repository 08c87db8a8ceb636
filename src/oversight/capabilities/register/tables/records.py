"""The lists of the register: columns, filters, what each row shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from oversight.capabilities.register import queries, states
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.search.filters import Choice, Filter, Person, Text, YesNo
from oversight.foundation.search.lists import Column, ListSpec
from oversight.foundation.ui.words import short_day

STANDING = (("open", "Open"), ("closed", "Closed"))


def _place(row: Any) -> str:
    return ", ".join(filter(None, (row.town, row.postcode)))


def _said(value: bool | None) -> str:
    return "Not known" if value is None else "Yes" if value else "No"


def _of_officer(values: Sequence[str]) -> Q:
    """Services looked after by any of these people; ``nobody``: by none."""
    found = Q(pk__in=queries.linked_services([each for each in values if each != "nobody"]))
    return found | ~Q(pk__in=queries.linked_services(None)) if "nobody" in values else found


_SERVICE_COLUMNS = (
    Column("name", "Service", lambda row: row.name, "name", href=lambda row: f"/services/{row.reference}/"),
    Column("reference", "Reference", lambda row: row.reference, "reference"),
    Column("kind", "Kind", lambda row: states.KINDS.get(row.kind, row.kind), "kind"),
    Column("provider", "Provider", lambda row: row.provider__name, "provider__name",
           href=lambda row: f"/providers/{row.provider__reference}/"),
    Column("place", "Town and postcode", _place, ("town", "postcode")),
    Column("officer", "Linked officer", lambda row: row.officer),
    Column("scope", "Oversight", lambda row: states.SCOPE.get(row.scope, row.scope), "scope", shown=False),
    Column("area", "In our area", lambda row: _said(row.in_area), "in_area", shown=False),
    Column("regulator_id", "Regulator’s ID", lambda row: row.regulator_id, "regulator_id", shown=False),
    Column("beds", "Beds", lambda row: row.beds, "beds", kind="number", shown=False),
    Column("needs", "Complexity of needs", lambda row: states.NEEDS.get(row.needs, row.needs), "needs", shown=False),
    Column("opened", "Opened", lambda row: row.opened_on, "opened_on", kind="date", shown=False),
    Column("telephone", "Telephone", lambda row: row.telephone, shown=False),
    Column("standing", "Open or closed", lambda row: row.standing.capitalize(), "standing", shown=False),
)  # fmt: skip
_SERVICE_READS = (
    "name", "reference", "kind", "provider__name", "provider__reference", "town", "postcode", "officer", "scope",
    "in_area", "regulator_id", "beds", "needs", "opened_on", "telephone", "standing",
)  # fmt: skip


def _service_filters(staff: Sequence[tuple[str, str]]) -> tuple[Filter, ...]:
    return (
        Text(
            key="q", words="Words",
            fields=("name", "reference", "provider__name", "town", "postcode", "regulator_id"),
        ),
        Person(key="officer", words="Linked officer", options=tuple(staff), condition=_of_officer),
        Choice(key="kind", words="Kind", field="kind", options=tuple(states.KINDS.items())),
        Choice(key="scope", words="Oversight", field="scope", options=tuple(states.SCOPE.items())),
        YesNo(key="area", words="In our area", field="in_area"),
        YesNo(key="in_house", words="Run by the council", field="in_house"),
        Choice(key="contract", words="Contract", field="contracts__kind", many=True,
               options=tuple(states.CONTRACTS.items())),
        Choice(key="market", words="Market risk", field="marketrisks__criterion", many=True,
               options=tuple(states.MARKET_RISKS.items())),
        Choice(key="standing", words="Open or closed", field="standing", options=STANDING),
    )  # fmt: skip


def services_list(staff: Sequence[tuple[str, str]]) -> ListSpec:
    """The services; ``staff`` are the ids and names of the people who may be linked."""
    return ListSpec(
        title="Services",
        nouns=("service", "services"),
        sort="name",
        own=lambda actor: _of_officer([str(actor.person_id)]),
        empty="There are no services on the register yet. Add one, or import your spreadsheet.",
        columns=_SERVICE_COLUMNS,
        reads=_SERVICE_READS,
        filters=_service_filters(staff),
    )


PROVIDERS = ListSpec(
    title="Providers",
    nouns=("provider", "providers"),
    sort="name",
    empty="There are no providers on the register yet. Add one, or import your spreadsheet.",
    columns=(
        Column("name", "Provider", lambda row: row.name, "name", href=lambda row: f"/providers/{row.reference}/"),
        Column("reference", "Reference", lambda row: row.reference, "reference"),
        Column("services", "Open services", lambda row: row.open_services, "open_services", kind="number"),
        Column("brand", "Brand", lambda row: row.brand.name if row.brand else "", "brand__name"),
        Column("place", "Town and postcode", _place, ("town", "postcode")),
        Column("finance", "Financial risk", lambda row: row.get_finance_risk_display(), "finance_risk",
               sensitive=True, needs=Can.REGISTER_SEE_FINANCE),
        Column("regulator_id", "Regulator’s ID", lambda row: row.regulator_id, "regulator_id", shown=False),
        Column("company", "Company number", lambda row: row.company_number, "company_number", shown=False),
        Column("standing", "Open or closed", lambda row: row.get_standing_display(), "standing", shown=False),
    ),
    filters=(
        Text(key="q", words="Words", fields=("name", "reference", "brand__name", "town", "postcode", "regulator_id")),
        Choice(key="finance", words="Financial risk", field="finance_risk", options=tuple(states.FINANCE_RISKS.items()),
               needs=Can.REGISTER_SEE_FINANCE),
        YesNo(key="administration", words="In administration", field="in_administration",
              needs=Can.REGISTER_SEE_FINANCE),
        Choice(key="standing", words="Open or closed", field="standing", options=STANDING),
    ),
)  # fmt: skip

IMPORTS = ListSpec(
    title="Imports",
    nouns=("import", "imports"),
    sort="-read",
    empty="Nothing has been imported yet.",
    columns=(
        Column("reference", "Reference", lambda row: row.reference, "reference",
               href=lambda row: f"/imports/{row.reference}/"),
        Column("file", "File", lambda row: row.file_name, "file_name"),
        Column("state", "State", lambda row: row.get_state_display(), "state"),
        Column("rows", "Rows", lambda row: row.rows_total, "rows_total", kind="number"),
        Column("wrong", "With a problem", lambda row: row.rows_wrong, "rows_wrong", kind="number"),
        Column("saved", "Saved", lambda row: row.rows_saved, "rows_saved", kind="number"),
        Column("read", "Uploaded", lambda row: short_day(row.read_at), "read_at"),
    ),
)  # fmt: skip


def staff_choices(actor: Actor, people: Iterable[Any]) -> list[tuple[str, str]]:
    """People as choices of a filter."""
    return [(str(each.id), each.name) for each in people if each.id != actor.person_id]
