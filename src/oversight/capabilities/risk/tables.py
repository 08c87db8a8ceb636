"""The lists of risk: the matrix, what moved, the frozen matrices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from oversight.capabilities.register import states as register
from oversight.capabilities.risk import queries
from oversight.capabilities.risk.rules import band_alone, band_words
from oversight.capabilities.risk.states import BANDS, RESPONSES
from oversight.foundation.search.cells import NOTHING
from oversight.foundation.search.filters import Choice, Dates, Text, YesNo
from oversight.foundation.search.lists import Column, ListSpec
from oversight.foundation.ui.pages import Mark
from oversight.foundation.ui.words import moment, short_day


def band_mark(band: str, words: str = "") -> Mark:
    """A band as a mark."""
    return Mark("rag", band or "none", words or BANDS[band])


def _view(row: Any) -> Any:
    return band_mark(row.view) if row.view else NOTHING


def _by_view(values: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    for each in values:
        found |= {"differs": queries.differs(), "some": ~Q(view=""), "none": Q(view="")}[each]
    return found


def _by_doing(values: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    for each in values:
        found |= queries.LEFT_ALONE if each == "none" else Q(doing=each)
    return found


MATRIX = ListSpec(
    title="Risk matrix",
    nouns=("service", "services"),
    sort="-band",
    marking="OFFICIAL-SENSITIVE",
    reads=(
        "service__name", "service__reference", "service__kind", "service__provider__name", "band", "complete",
        "score", "view", "doing", "top_reason", "recommended_words", "since", "missing", "worked_out_at",
    ),
    empty="Nothing has been worked out yet. Add services, and adopt a policy with a risk matrix.",
    columns=(
        Column("name", "Service", lambda row: row.service__name, "service__name",
               href=lambda row: f"/services/{row.service__reference}/risk/"),
        Column("band", "Worked out", band_alone, ("rank", "score"),
               show=lambda row: band_mark(row.band, band_alone(row))),
        Column("score", "Points", lambda row: row.score, "score", kind="number"),
        Column("view", "Officer view", lambda row: BANDS[row.view] if row.view else "", "view", show=_view),
        Column("doing", "What is done", lambda row: RESPONSES.get(row.doing, ""), "doing"),
        Column("reason", "First reason", lambda row: row.top_reason),
        Column("recommended", "The policy asks for", lambda row: row.recommended_words, "recommended_words"),
        Column("since", "In this band since", lambda row: short_day(row.since), "since"),
        Column("kind", "Kind", lambda row: register.KINDS[row.service__kind], "service__kind", shown=False),
        Column("provider", "Provider", lambda row: row.service__provider__name, "service__provider__name", shown=False),
        Column("reference", "Reference", lambda row: row.service__reference, "service__reference", shown=False),
        Column("missing", "Facts not known", lambda row: row.missing, "missing", kind="number", shown=False),
        Column("worked", "Worked out on", lambda row: moment(row.worked_out_at), "worked_out_at", shown=False),
    ),
    filters=(
        Choice(key="band", words="Worked out", field="band", options=tuple(BANDS.items())[:3]),
        YesNo(key="whole", words="Everything is known", field="complete", options=(("yes", "Yes"), ("no", "No"))),
        Choice(key="view", words="Officer view", condition=_by_view,
               options=(("differs", "Differs from worked out"), ("some", "Recorded"), ("none", "Not recorded"))),
        Choice(key="doing", words="What is done", condition=_by_doing,
               options=(("none", "Red or amber, nothing planned"), *RESPONSES.items())),
        Choice(key="asked", words="The policy asks for", field="recommended", options=queries.recommended),
        Choice(key="kind", words="Kind", field="service__kind", options=tuple(register.KINDS.items())),
        YesNo(key="area", words="In our area", field="service__in_area"),
        Dates(key="since", words="In this band since", field="since", moments=True),
        Text(key="q", words="Words", fields=("service__name", "service__reference", "service__provider__name")),
    ),
)  # fmt: skip


MOVES = ListSpec(
    title="Bands that changed",
    nouns=("change", "changes"),
    sort="-when",
    marking="OFFICIAL-SENSITIVE",
    reads=(
        "worked_out_at", "service__name", "service__reference", "band_before", "band", "score", "complete", "cause",
    ),
    empty="No band has changed yet.",
    columns=(
        Column("when", "When", lambda row: moment(row.worked_out_at), "worked_out_at"),
        Column("name", "Service", lambda row: row.service__name, "service__name",
               href=lambda row: f"/services/{row.service__reference}/risk/"),
        Column("before", "Before", lambda row: BANDS[row.band_before], "band_before",
               show=lambda row: band_mark(row.band_before)),
        Column("after", "Now", band_words, "rank", show=lambda row: band_mark(row.band, band_words(row))),
        Column("cause", "What brought it about", lambda row: row.cause),
        Column("reference", "Reference", lambda row: row.service__reference, "service__reference", shown=False),
    ),
    filters=(
        Dates(key="when", words="When", field="worked_out_at", moments=True),
        Choice(key="after", words="Now", field="band", options=tuple(BANDS.items())[:3]),
        Choice(key="before", words="Before", field="band_before", options=tuple(BANDS.items())[:3]),
        Text(key="q", words="Words", fields=("service__name", "service__reference", "cause")),
    ),
)  # fmt: skip


SNAPSHOTS = ListSpec(
    title="Frozen matrices",
    nouns=("frozen matrix", "frozen matrices"),
    sort="-frozen",
    empty="No matrix has been frozen yet. Freeze one before a meeting, so that everybody sees the same.",
    columns=(
        Column("reference", "Reference", lambda row: row.reference, "reference",
               href=lambda row: f"/risk/snapshots/{row.reference}/"),
        Column("name", "Name", lambda row: row.name, "name"),
        Column("frozen", "Frozen", lambda row: moment(row.frozen_at), "frozen_at"),
        Column("by", "By", lambda row: row.frozen_by_name, "frozen_by_name"),
        Column("red", "Red", lambda row: row.red, "red", kind="number"),
        Column("amber", "Amber", lambda row: row.amber, "amber", kind="number"),
        Column("green", "Green", lambda row: row.green, "green", kind="number"),
    ),
    filters=(Text(key="q", words="Words", fields=("reference", "name")),),
)  # fmt: skip

FROZEN = ListSpec(
    title="Frozen matrix",
    nouns=("service", "services"),
    marking="OFFICIAL-SENSITIVE",
    columns=(
        Column("name", "Service", lambda row: row.name, "name", href=lambda row: f"/services/{row.reference}/risk/"),
        Column("band", "Worked out", band_words, show=lambda row: band_mark(row.band, band_words(row))),
        Column("view", "Officer view", lambda row: BANDS[row.officer_view] if row.officer_view else "", "officer_view",
               show=lambda row: band_mark(row.officer_view) if row.officer_view else NOTHING),
        Column("why", "Why", lambda row: row.officer_reason, shown=False),
        Column("reason", "First reason", lambda row: row.top_reason),
        Column("recommended", "The policy asks for", lambda row: row.recommended_words, "recommended_words"),
        Column("kind", "Kind", lambda row: row.kind, "kind", shown=False),
        Column("reference", "Reference", lambda row: row.reference, "reference", shown=False),
    ),
    filters=(
        Choice(key="band", words="Worked out", field="band", options=tuple(BANDS.items())[:3]),
        Text(key="q", words="Words", fields=("name", "reference")),
    ),
)  # fmt: skip
