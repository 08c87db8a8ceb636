"""The list of cases."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from oversight.foundation.search.filters import Choice, Dates, Text
from oversight.foundation.search.lists import Column, ListSpec
from oversight.foundation.ui.words import moment


def _state(values: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    for each in values:
        found |= Q(closed_at__isnull=each == "open")
    return found


CASES = ListSpec(
    title="Cases",
    nouns=("case", "cases"),
    sort="-moved",
    marking="OFFICIAL-SENSITIVE",
    empty="No case has been begun yet. Begin one on the page of a service, under Decisions.",
    columns=(
        Column("reference", "Case", lambda row: row.reference, "reference",
               href=lambda row: f"/decisions/{row.reference}/"),
        Column("title", "What is decided", lambda row: row.title, "title"),
        Column("service", "Service", lambda row: row.service.name, "service__name",
               href=lambda row: f"/services/{row.service.reference}/decisions/"),
        Column("step", "Where it stands", lambda row: row.outcome or row.step_title, "step_title"),
        Column("waits", "Waits for", lambda row: row.waits_for),
        Column("moved", "Last answer", lambda row: moment(row.moved_at), "moved_at"),
        Column("opened", "Begun", lambda row: moment(row.opened_at), "opened_at", shown=False),
        Column("provider", "Provider", lambda row: row.service.provider.name, "service__provider__name", shown=False),
        Column("policy", "Policy", lambda row: f"{row.pack}, edition {row.edition}", "pack", shown=False),
    ),
    filters=(
        Choice(key="state", words="State", condition=_state,
               options=(("open", "Open"), ("closed", "Closed"))),
        Dates(key="moved", words="Last answer", field="moved_at", moments=True),
        Text(key="q", words="Words", fields=("reference", "title", "service__name", "service__reference")),
    ),
)  # fmt: skip
