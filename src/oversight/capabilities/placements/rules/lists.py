"""How a council's list of positions is read. Pure: no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from oversight.capabilities.placements.states import SAID
from oversight.foundation.ui.dates import read_day
from oversight.gateways.spreadsheets import likely

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "service": ("our reference", "reference", "service reference", "ref"),
    "regulator_id": (
        "regulator's id",
        "location id",
        "cqc location id",
        "cqc id",
        "regulator id",
        "cqc number",
    ),
    "name": (
        "service",
        "service name",
        "name of service",
        "name of the home",
        "location name",
        "home",
        "care home",
        "name",
        "provider",
    ),
    "position": (
        "position",
        "placing position",
        "placement status",
        "restriction",
        "current restriction",
        "embargo status",
        "status",
        "rag",
        "rag status",
    ),
    "since": ("since", "date added", "start date", "date imposed", "from", "restricted since"),
    "call_first": (
        "call first",
        "whom to call first",
        "contact",
        "contact first",
        "ring first",
        "lead officer",
    ),
    "note": ("note", "notes", "comment", "comments", "reason", "conditions"),
    "other_authority": ("other authority", "host authority"),
    "other_position": ("other authority's position", "host position", "other authority position"),
}
"""Each column with the headings it is known by, the likeliest first."""

WORDS: Mapping[str, str] = {
    "service": "Reference", "regulator_id": "Location ID", "name": "Service", "position": "Position", "since": "Since",
    "call_first": "Call first", "note": "Note", "other_authority": "Other authority",
    "other_position": "Other authority’s position",
}  # fmt: skip
SAYS_WHICH = ("service", "regulator_id", "name")
"""Columns of which one at least says which service a row is about, the surest first."""

LONGEST = {"call_first": 120, "note": 500, "other_authority": 120, "other_position": 120}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: its number in the file and its cells by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row, where, and what to do."""

    row: int
    heading: str
    value: str
    says: str


@dataclass(slots=True)
class Read:
    """A list that was read: which heading is which column, the good rows, the problems."""

    headings: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def columns_of(headings: Sequence[str]) -> dict[str, str]:
    """Which heading seems to stand for which column."""
    return likely(headings, COLUMNS)


def wrong_columns(chosen: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a choice of columns, by the column it is said at, as sentences that say what to do."""
    found: dict[str, str] = {}
    if not set(SAYS_WHICH) & set(chosen):
        names = ", ".join(f"‘{WORDS[each]}’" for each in SAYS_WHICH[:-1])
        found["service"] = f"Select a column that says which service: {names} or ‘{WORDS[SAYS_WHICH[-1]]}’"
    if "position" not in chosen:
        found["position"] = "Select the column for ‘Position’"
    taken: dict[str, str] = {}
    for column, heading in chosen.items():
        if heading in taken:
            found[column] = (
                f"‘{heading}’ is selected for ‘{WORDS[taken[heading]]}’ too. Select it for one of them"
            )
        taken.setdefault(heading, column)
    return found


def lacking(chosen: Mapping[str, str]) -> str:
    """The first thing that is wrong with a choice of columns; empty where nothing is."""
    return next(iter(wrong_columns(chosen).values()), "")


def position_of(said: str, own_words: Mapping[str, str]) -> str:
    """The position a list means; ``own_words`` are the council's. Empty where it is not known."""
    plain = _plain(said)
    for position, words in own_words.items():
        if plain == _plain(words):
            return position
    return next((position for position, words in SAID.items() if plain in words), "")


def day_of(said: str, today: date) -> date | None:
    """A day in the past; ``None`` where it is none."""
    found = read_day(said)
    return found if found and found <= today else None


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'").strip(" .:").lower())
