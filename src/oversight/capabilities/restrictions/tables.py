"""The list of services with a restriction."""

from __future__ import annotations

from oversight.capabilities.register import states as register
from oversight.foundation.search.filters import Choice, Dates, Text
from oversight.foundation.search.lists import Column, ListSpec
from oversight.foundation.ui.pages import Mark
from oversight.foundation.ui.words import short_day

TONE = {"none": "green", "caution": "amber", "embargo": "red", "terminate": "red"}
POSITIONS = {"caution": "Place with caution", "embargo": "Embargo", "terminate": "Arrangement ended"}
BODIES = {"council": "The council", "health": "Health"}

RESTRICTED = ListSpec(
    title="Services with a restriction",
    nouns=("service", "services"),
    sort="-since",
    marking="OFFICIAL-SENSITIVE",
    empty="No restriction stands by a decision that was taken here. The council’s list may have more.",
    columns=(
        Column("name", "Service", lambda row: row.service.name, "service__name",
               href=lambda row: f"/services/{row.service.reference}/decisions/"),
        Column("position", "Position", lambda row: row.said, "position",
               show=lambda row: Mark("rag", TONE[row.position], row.said)),
        Column("since", "Since", lambda row: short_day(row.at), "at"),
        Column("by", "Decided by", lambda row: f"{row.given.by_name}, {row.given.role_title}"),
        Column("body", "Whose", lambda row: BODIES.get(row.body, row.body), "body"),
        Column("case", "Case", lambda row: row.case.reference, "case__reference",
               href=lambda row: f"/decisions/{row.case.reference}/"),
        Column("provider", "Provider", lambda row: row.service.provider.name, "service__provider__name"),
        Column("stead", "In whose stead", lambda row: row.given.in_stead_of, shown=False),
        Column("kind", "Kind", lambda row: register.KINDS[row.service.kind], "service__kind", shown=False),
        Column("reference", "Reference", lambda row: row.service.reference, "service__reference", shown=False),
    ),
    filters=(
        Choice(key="position", words="Position", field="position", options=tuple(POSITIONS.items())),
        Choice(key="body", words="Whose", field="body", options=tuple(BODIES.items())),
        Choice(key="kind", words="Kind", field="service__kind", options=tuple(register.KINDS.items())),
        Dates(key="since", words="Since", field="at", moments=True),
        Text(key="q", words="Words", fields=("service__name", "service__reference", "service__provider__name")),
    ),
)  # fmt: skip
