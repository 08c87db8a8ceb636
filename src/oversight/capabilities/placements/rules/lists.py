"""How a council's list of positions is read. Pure: no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from oversight.capabilities.placements.states import SAID
from oversight.foundation.ui.dates import read_day

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "service": ("our reference", "reference", "service reference", "ref"),
    "regulator_id": ("regulator's id", "location id", "cqc location id", "cqc id", "regulator id"),
    "name": ("service", "service name", "provider", "name", "home", "location name"),
    "position": ("position", "status", "restriction", "placing position", "placement status"),
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
"""Each column with the headings it is known by, in small letters."""

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
    """Which heading stands for which column."""
    plain = {_plain(each): each for each in headings}
    found: dict[str, str] = {}
    for column, names in COLUMNS.items():
        heading = next((plain[name] for name in names if name in plain), None)
        if heading is not None and heading not in found.values():
            found[column] = heading
    return found


def lacking(found: Mapping[str, str]) -> str:
    """What a list must have and has not, as a sentence; empty where it has it."""
    if "position" not in found:
        return "has no column for the position. Add one with the heading ‘Position’"
    if not {"service", "regulator_id", "name"} & set(found):
        return "has no column that says which service. Add one with the heading ‘Reference’, ‘Location ID’ or ‘Service’"
    return ""


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
