"""The lists of placements: positions that stand, lists that were taken in, what was looked up."""

from __future__ import annotations

from oversight.capabilities.placements.models import ListState
from oversight.capabilities.placements.states import ANSWERS, POSITIONS, TONE
from oversight.foundation.search.filters import Choice, Dates, Text
from oversight.foundation.search.lists import Column, ListSpec
from oversight.foundation.ui.pages import Mark
from oversight.foundation.ui.words import moment, short_day


def answer_mark(answer: str) -> Mark:
    """An answer as a mark."""
    return Mark("rag", TONE[answer], ANSWERS[answer])


LOOK_UPS = ListSpec(
    title="Look-ups",
    nouns=("look-up", "look-ups"),
    sort="-asked",
    marking="OFFICIAL-SENSITIVE",
    empty="Nothing has been looked up yet.",
    columns=(
        Column("reference", "Receipt", lambda row: row.reference, "reference",
               href=lambda row: f"/placements/look-ups/{row.reference}/"),
        Column("service", "Service", lambda row: row.service.name, "service__name"),
        Column("answer", "Answer", lambda row: row.get_answer_display(), "answer",
               show=lambda row: answer_mark(row.answer)),
        Column("asked", "When", lambda row: moment(row.asked_at), "asked_at"),
        Column("by", "Who", lambda row: row.asked_by_name, "asked_by_name"),
        Column("where", "Reference", lambda row: row.service.reference, "service__reference", shown=False),
    ),
    filters=(
        Choice(key="answer", words="Answer", field="answer", options=tuple(ANSWERS.items())),
        Dates(key="asked", words="When", field="asked_at", moments=True),
        Text(key="q", words="Words", fields=("reference", "service__name", "service__reference", "asked_by_name")),
    ),
)  # fmt: skip

LISTS = ListSpec(
    title="Lists of positions",
    nouns=("list", "lists"),
    sort="-read",
    marking="OFFICIAL-SENSITIVE",
    empty="No list has been taken in yet. Until one is, every answer is ‘Ask first’.",
    columns=(
        Column("reference", "Reference", lambda row: row.reference, "reference",
               href=lambda row: f"/placements/lists/{row.reference}/"),
        Column("dated", "Date of the list", lambda row: row.dated, "dated", kind="date"),
        Column("by", "Decided by", lambda row: row.decided_by, "decided_by"),
        Column("state", "State", lambda row: row.get_state_display(), "state"),
        Column("rows", "Services", lambda row: len(row.rows), kind="number"),
        Column("read", "Uploaded", lambda row: short_day(row.read_at), "read_at"),
        Column("file", "File", lambda row: row.file_name, "file_name", shown=False),
    ),
    filters=(
        Choice(key="state", words="State", field="state", options=tuple(ListState.choices)),
        Text(key="q", words="Words", fields=("reference", "file_name", "decided_by")),
    ),
)  # fmt: skip

POSITIONS_NOW = ListSpec(
    title="Positions",
    nouns=("service", "services"),
    sort="service",
    marking="OFFICIAL-SENSITIVE",
    empty="No service has a position yet. Take in your list of restrictions.",
    columns=(
        Column("service", "Service", lambda row: row.service.name, "service__name",
               href=lambda row: f"/services/{row.service.reference}/"),
        Column("position", "Position", lambda row: row.get_position_display(), "position",
               show=lambda row: Mark("position", row.position, row.said)),
        Column("since", "Since", lambda row: row.since, "since", kind="date"),
        Column("by", "Decided by", lambda row: row.decided_by, "decided_by"),
        Column("call", "Call first", lambda row: row.call_first, "call_first"),
        Column("note", "Note", lambda row: row.note, shown=False),
        Column("other", "Other authority", lambda row: row.other_authority, "other_authority", shown=False),
        Column("list", "List", lambda row: row.of.reference, "of__reference"),
    ),
    filters=(
        Choice(key="position", words="Position", field="position", options=tuple(POSITIONS.items())),
        Text(key="q", words="Words", fields=("service__name", "service__reference", "call_first", "note")),
    ),
)  # fmt: skip
