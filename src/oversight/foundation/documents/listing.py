"""The files kept with a record, as a table on its page."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.template.defaultfilters import filesizeformat

from oversight.foundation.accounts.queries import names_of
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.documents.models import Document, Sensitivity, State
from oversight.foundation.documents.queries import of
from oversight.foundation.ui.pages import Cell, Column, Table
from oversight.foundation.ui.words import short_day

COLUMNS = (
    Column("file", "File"), Column("kind", "Kind"), Column("by", "Added by"), Column("at", "Added"),
    Column("who", "Who may open it"), Column("state", "State"),
)  # fmt: skip
EMPTY = "No files are kept here yet."
STATES = {
    State.WAITING: "Waiting to be scanned", State.CLEAN: "Scanned, no virus found",
    State.UNSCANNED: "Not scanned: a demo",
    State.QUARANTINED: "Quarantined: a virus was found", State.REFUSED: "Refused: not a file we keep",
}  # fmt: skip


def kept_with(viewer: Actor, about: Iterable[str], *, withdrawn: bool = False) -> list[Document]:
    """The files kept with a record under any of its references, newest first."""
    found = [each for reference in about for each in of(viewer, reference, withdrawn=withdrawn)]
    return sorted(found, key=lambda each: each.added_at, reverse=True)


def table_of(viewer: Actor, about: Iterable[str], caption: str) -> Table:
    """The files kept with a record, newest first; those that were withdrawn stand last and say so."""
    found = kept_with(viewer, about, withdrawn=True)
    found.sort(key=lambda each: (each.withdrawn_at is not None, -each.added_at.timestamp()))
    names = names_of({each.added_by for each in found})
    return Table(caption, COLUMNS, [_row(each, names) for each in found], EMPTY, caption_hidden=True)


def _row(document: Document, names: dict[UUID, str]) -> tuple[Cell, ...]:
    return (
        Cell(document.title, f"/documents/{document.reference}/", document.file_name),
        Cell(document.kind.upper(), note=filesizeformat(document.size)),
        Cell(names.get(document.added_by, "The system")),
        Cell(short_day(document.added_at)),
        Cell(Sensitivity(document.sensitivity).label),
        Cell(_state(document)),
    )


def _state(document: Document) -> str:
    if document.withdrawn_at is not None:
        return f"Withdrawn {short_day(document.withdrawn_at)}"
    return STATES[State(document.state)]
