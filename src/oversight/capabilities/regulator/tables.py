"""The lists of the regulator's data: the files that were taken in, and what they changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from oversight.capabilities.regulator import queries, rules
from oversight.capabilities.regulator.models import EditionState, What
from oversight.foundation.search.cells import NOTHING
from oversight.foundation.search.filters import Choice, Text
from oversight.foundation.search.lists import Column, ListSpec
from oversight.foundation.ui.pages import Mark
from oversight.foundation.ui.words import listed, short_day

EDITIONS = ListSpec(
    title="The regulator’s data",
    nouns=("file", "files"),
    sort="-read",
    empty="Nothing has been taken in from the regulator yet.",
    columns=(
        Column("reference", "Reference", lambda row: row.reference, "reference",
               href=lambda row: f"/regulator/{row.reference}/"),
        Column("kind", "What it is", lambda row: rules.KIND_WORDS.get(row.kind, "Not read"), "kind"),
        Column("file", "File", lambda row: row.file_name, "file_name", shown=False),
        Column("shows", "Shows", lambda row: row.as_at, "as_at", kind="date"),
        Column("state", "State", lambda row: row.get_state_display(), "state"),
        Column("locations", "Locations", lambda row: row.locations, "locations", kind="number"),
        Column("changed", "Changed ratings", lambda row: row.changed, "changed", kind="number"),
        Column("new", "New", lambda row: row.new, "new", kind="number", shown=False),
        Column("gone", "Gone", lambda row: row.gone, "gone", kind="number", shown=False),
        Column("read", "Uploaded", lambda row: short_day(row.read_at), "read_at"),
    ),
    filters=(
        Choice(key="state", words="State", field="state", options=tuple(EditionState.choices)),
        Text(key="q", words="Words", fields=("reference", "file_name")),
    ),
)  # fmt: skip


def rating_mark(rating: str) -> Mark:
    """A rating as a mark."""
    return Mark("rating", rating or "none", rules.RATINGS[rating])


def question_words(row: Any) -> str:
    """What was rated, in words; empty where the change is of no rating."""
    if not row.question:
        return ""
    asked = rules.ASKED[row.question]
    return asked if row.group in ("", "Overall") else f"{asked}, {row.group}"


def _in_month(values: Sequence[str]) -> Q:
    """Changes of files that show a day in any of these months (``2026-11``)."""
    found = Q(pk__in=[])
    for each in values:
        year, _, month = each.partition("-")
        found |= Q(of__as_at__year=int(year), of__as_at__month=int(month))
    return found


def _on_register(values: Sequence[str]) -> Q:
    """Changes of services that were on the register, or of locations that were not."""
    found = Q(pk__in=[])
    for each in values:
        found |= Q(reference="") if each == "no" else ~Q(reference="")
    return found


CHANGES = ListSpec(
    title="What the regulator changed",
    nouns=("change", "changes"),
    empty="Nothing has changed since the first file was taken in.",
    columns=(
        Column("what", "What", lambda row: row.get_what_display(), "what"),
        Column("name", "Service", lambda row: row.name, "name",
               href=lambda row: row.reference and f"/services/{row.reference}/regulator/"),
        Column("question", "Question", question_words, ("question", "group")),
        Column("before", "Before", lambda row: row.get_before_display() if row.question else "", "before",
               show=lambda row: rating_mark(row.before) if row.question else NOTHING),
        Column("after", "Now", lambda row: row.get_after_display() if row.question else "", "after",
               show=lambda row: rating_mark(row.after) if row.question else NOTHING),
        Column("after_on", "Published", lambda row: row.after_on, "after_on", kind="date"),
        Column("area", "Area", lambda row: row.area, "area", shown=False),
        Column("followed_by", "Followed by", lambda row: listed(row.followed_by), shown=False),
        Column("reference", "Our reference", lambda row: row.reference, "reference", shown=False),
        Column("location", "Regulator’s ID", lambda row: row.location_id, "location_id", shown=False),
        Column("before_on", "Published before", lambda row: row.before_on, "before_on", kind="date", shown=False),
        Column("shows", "The file shows", lambda row: row.of.as_at, "of__as_at", kind="date", shown=False),
        Column("edition", "File", lambda row: row.of.reference, "of__reference", shown=False,
               href=lambda row: f"/regulator/{row.of.reference}/"),
    ),
    filters=(
        Choice(key="what", words="What", field="what", options=tuple(What.choices)),
        Choice(key="month", words="Month", options=queries.months, condition=_in_month),
        Choice(key="asked", words="Question", field="question", options=tuple(rules.ASKED.items())),
        Choice(key="ours", words="On our register", options=(("yes", "Yes"), ("no", "No")),
               condition=_on_register),
        Text(key="q", words="Words", fields=("name", "area", "reference", "location_id")),
    ),
)  # fmt: skip
