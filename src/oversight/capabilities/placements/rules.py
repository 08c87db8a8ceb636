"""The answer to ‘Can we place?’, and how a list of positions is read. Pure: no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from oversight.capabilities.placements.states import GRAVITY, SAID, STALE_AFTER
from oversight.foundation.ui.dates import read_day
from oversight.foundation.ui.words import day, plural


@dataclass(frozen=True, slots=True)
class Known:
    """What the answer is worked out from. ``""`` and ``None`` are not known.

    ``list_dated`` is the day of the newest list (``None``: there is none); ``position`` what it says of the
    service (``""``: it is not on it); ``rating`` the regulator's; ``listed`` whether the regulator lists it still
    (``None``: nothing was taken in); ``recommended`` what the policy's own rules point to and nobody has decided.
    """

    open: bool
    list_dated: date | None
    position: str = ""
    position_words: str = ""
    other_authority: str = ""
    other_position: str = ""
    rating: str = ""
    listed: bool | None = None
    registered: bool | None = None
    dormant: bool | None = None
    regulated: bool = True
    recommended: str = ""
    recommended_words: str = ""
    band: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """``no``, ``ask``, ``care`` or ``yes``, with each reason for it in a sentence, the gravest first."""

    answer: str
    reasons: tuple[str, ...]


def answer(known: Known, today: date) -> Answer:
    """The gravest of what is known. Nothing known is never a yes: what is not known is asked first."""
    found = sorted(_reasons(known, today), key=lambda each: -GRAVITY[each[0]])
    return Answer(found[0][0] if found else "yes", tuple(words for _, words in found))


def _reasons(known: Known, today: date) -> Iterator[tuple[str, str]]:
    if not known.open:
        yield "no", "The service is closed."
    yield from _of_position(known)
    yield from _of_list(known, today)
    yield from _of_regulator(known)
    if known.other_position:
        yield (
            "ask",
            f"{known.other_authority or 'Another authority'} has a restriction: {known.other_position}.",
        )
    if known.recommended and GRAVITY[_level(known.recommended)] > GRAVITY[_level(known.position)]:
        words = f"The policy’s own rules point to ‘{known.recommended_words}’, and nobody has decided it yet."
        yield "ask", words
    if known.band == "red":
        yield "care", "Its worked-out risk is red."


def _level(position: str) -> str:
    return {"embargo": "no", "terminate": "no", "caution": "ask"}.get(position, "yes")


def _of_position(known: Known) -> Iterator[tuple[str, str]]:
    if (level := _level(known.position)) != "yes":
        yield level, f"The list says: {known.position_words}."


def _of_list(known: Known, today: date) -> Iterator[tuple[str, str]]:
    """No list, or an old one, cannot say that there is no restriction: it fails closed."""
    if known.list_dated is None:
        yield "ask", "No list of restrictions has been taken in, so this cannot say that there is none."
    elif (age := (today - known.list_dated).days) > STALE_AFTER:
        since = f"The list of restrictions is {plural(age, 'day')} old, of {day(known.list_dated)}."
        yield "ask", f"{since} After {STALE_AFTER} days it is not relied on."


def _of_regulator(known: Known) -> Iterator[tuple[str, str]]:
    if known.registered is False:
        yield "no", "The regulator says it is no longer registered."
    elif known.listed is False:
        yield "ask", "The regulator no longer lists it."
    if known.dormant:
        yield "ask", "The regulator says it is dormant: it gives no care now."
    if known.rating == "inadequate":
        yield "ask", "The regulator rates it Inadequate."
    elif known.rating == "requires_improvement":
        yield "care", "The regulator rates it Requires improvement."
    elif not known.rating and known.regulated:
        yield "care", "No rating of the regulator is known."


# ------------------------------------------------------------------------------------- reading a council's list

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
