"""A list as a capability would declare it, over what can be found."""

from __future__ import annotations

from django.db.models import Q

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.search.filters import Choice, Dates, Person, Text, YesNo
from oversight.foundation.search.lists import Column, ListSpec
from oversight.foundation.search.models import Entry, SavedView

ENTRIES = ListSpec(
    title="Records",
    nouns=("record", "records"),
    columns=(
        Column("title", "Title", lambda row: row.title, order="title", href=lambda row: row.url),
        Column("reference", "Reference", lambda row: row.reference, order="reference"),
        Column("number", "Number", lambda row: row.number, order="number", kind="number"),
        Column(
            "updated", "Updated", lambda row: row.updated_at, order="updated_at", kind="date", shown=False
        ),
        Column("words", "Words", lambda row: row.words, shown=False, sensitive=True),
        Column(
            "key",
            "Finance",
            lambda row: row.reference_key,
            order="reference_key",
            needs=Can.REGISTER_SEE_FINANCE,
        ),
    ),
    filters=(
        Text(key="q", words="Title or reference", fields=("title", "reference")),
        Choice(
            key="kind", words="Kind", field="kind", options=(("t-service", "Service"), ("t-item", "Item"))
        ),
        Dates(key="updated", words="Updated", field="updated_at", moments=True),
    ),
    sort="title",
    page_size=10,
    own=lambda actor: Q(people__contains=actor.person_id.hex),
    empty="Nothing is recorded yet.",
)

VIEWS = ListSpec(
    title="Views",
    nouns=("view", "views"),
    columns=(
        Column("name", "Name", lambda row: row.name, order="name"),
        Column("owner", "Owner", lambda row: row.owner.name, order="owner__name"),
        Column("shared", "Shared", lambda row: row.shared, order="shared"),
    ),
    filters=(
        YesNo(key="shared", words="Shared with the team", field="shared"),
        Person(key="owner", words="Owner", field="owner_id", options=lambda actor: ()),
    ),
    sort="-name",
)


def entries(viewer):
    return Entry.objects.visible_to(viewer)


def views(viewer):
    return SavedView.objects.visible_to(viewer).select_related("owner")
