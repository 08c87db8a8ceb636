"""The columns a council's spreadsheet may have, how each cell is understood, and what is said where it is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from oversight.capabilities.register import states
from oversight.gateways.spreadsheets import likely


class NotUnderstood(Exception):
    """A cell that cannot be understood: what to do, as the end of a sentence that begins with its heading."""


def text(most: int) -> Callable[[str], str]:
    """Any words, up to so many characters."""

    def read(cell: str) -> str:
        if len(cell) > most:
            raise NotUnderstood(f"must be {most} characters or fewer")
        return cell

    return read


def choice(words: Mapping[str, str]) -> Callable[[str], str]:
    """One of a list of words, by its word or its label, whatever the capitals."""
    known = {key.replace("_", " "): key for key in words} | {
        label.casefold(): key for key, label in words.items()
    }

    def read(cell: str) -> str:
        found = known.get(cell.casefold().replace("_", " "))
        if found is None:
            raise NotUnderstood(f"must be one of: {', '.join(words.values())}")
        return found

    return read


def yes_or_no(cell: str) -> bool | None:
    """Yes, no, or not known."""
    word = cell.casefold()
    if word in ("yes", "y", "true", "1"):
        return True
    if word in ("no", "n", "false", "0"):
        return False
    if word in ("not known", "unknown", "?"):
        return None
    raise NotUnderstood("must be yes, no or not known")


def whole(most: int) -> Callable[[str], int]:
    """A whole number from 0."""

    def read(cell: str) -> int:
        plain = cell.replace(",", "").removesuffix(".0")
        if not plain.isascii() or not plain.isdigit() or int(plain) > most:
            raise NotUnderstood(f"must be a whole number from 0 to {most:,}")
        return int(plain)

    return read


def amount(most: int) -> Callable[[str], Decimal]:
    """Money or hours: ``£1,200.50``."""

    def read(cell: str) -> Decimal:
        try:
            found = Decimal(cell.replace(",", "").replace("£", "").strip())
        except InvalidOperation:
            raise NotUnderstood("must be a number, like 1200 or £1,200.50") from None
        if not found.is_finite() or not 0 <= found <= most:
            raise NotUnderstood(f"must be a number from 0 to {most:,}")
        return found.quantize(Decimal("0.01"))

    return read


def day(cell: str) -> date:
    """A day, the day of the month first: ``24/11/2026``, ``24 Nov 2026``, ``2026-11-24``."""
    plain = cell.split(" 00:00")[0]
    for shape in ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d/%m/%y", "%d.%m.%Y"):
        try:
            return datetime.strptime(plain, shape).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise NotUnderstood("must be a real date, like 24/11/2026")


def postcode(cell: str) -> str:
    """A postcode, however it is spaced."""
    plain = re.sub(r"\s", "", cell).upper()
    if not re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", plain):
        raise NotUnderstood("must be a full postcode, like RG1 2AB")
    return f"{plain[:-3]} {plain[-3:]}"


def email(cell: str) -> str:
    """An e-mail address."""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", cell):
        raise NotUnderstood("must be an email address, like name@example.com")
    return cell


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an import: where its value goes (``service.name``), its heading, other headings it is known by."""

    key: str
    words: str
    read: Callable[[str], Any]
    also: tuple[str, ...] = ()
    needed: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("reference", "Our reference", text(12), ("reference", "ref", "service reference")),
    Column("service.name", "Service name", text(200), ("service", "name", "location name", "home name"), needed=True),
    Column("service.kind", "Kind of service", choice(states.KINDS), ("type", "service type", "kind"), needed=True),
    Column("provider.name", "Provider name", text(200), ("provider", "owner", "organisation", "provider organisation"),
           needed=True),
    Column("provider.regulator_id", "Provider's regulator ID", text(20), ("provider id", "cqc provider id")),
    Column("service.regulator_id", "Service's regulator ID", text(20),
           ("location id", "cqc location id", "cqc id", "regulator id")),
    Column("service.regulator", "Regulator", choice(states.REGULATORS)),
    Column("service.address", "Address", text(300), ("street", "address line 1")),
    Column("service.town", "Town", text(100), ("city", "town or city")),
    Column("service.postcode", "Postcode", postcode, ("post code",)),
    Column("service.district", "District or ward", text(100), ("district", "ward")),
    Column("service.host_authority", "Council whose area it is in", text(120), ("host authority", "local authority")),
    Column("service.in_area", "In our area", yes_or_no, ("in area",)),
    Column("service.in_house", "Run by the council", yes_or_no, ("in house",)),
    Column("service.telephone", "Telephone", text(40), ("phone", "tel")),
    Column("service.email", "Email address", email, ("email", "e-mail")),
    Column("service.needs", "Complexity of needs", choice(states.NEEDS), ("needs", "complexity")),
    Column("service.beds", "Beds", whole(30_000), ("registered beds", "capacity")),
    Column("service.opened_on", "Date registered or opened", day, ("registered on", "opened")),
    Column("contract.kind", "Kind of contract", choice(states.CONTRACTS), ("contract", "contract type")),
    Column("contract.annual_spend", "Spend a year", amount(999_999_999), ("annual spend", "spend")),
    Column("contract.hours_per_week", "Hours a week", amount(999_999), ("hours per week", "weekly hours")),
    Column("contract.people_placed", "People we have placed", whole(30_000), ("people placed", "placements")),
    Column("contract.health_funded", "People health pays for", whole(30_000), ("health funded", "chc")),
    Column("contract.self_funders", "People who pay for themselves", whole(30_000), ("self funders",)),
    Column("contact.name", "Registered manager", text(120), ("manager", "manager name")),
)  # fmt: skip
BY_KEY: Mapping[str, Column] = {each.key: each for each in COLUMNS}


def guessed(headings: Sequence[str]) -> dict[str, str]:
    """Which column each heading seems to be: heading to key; each key once."""
    found = likely(headings, {each.key: (each.words, *each.also) for each in COLUMNS})
    keys = {heading: key for key, heading in found.items()}
    return {heading: keys[heading] for heading in headings if heading in keys}


def missing(chosen: Mapping[str, str]) -> list[str]:
    """The headings that must be chosen and are not."""
    return [each.words for each in COLUMNS if each.needed and each.key not in chosen.values()]


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be saved: its heading, what it says, what to do."""

    heading: str
    value: str
    says: str


def _as_typed(cell: str) -> str:
    """A cell without the apostrophe that our own files put before a sign, so that no spreadsheet runs it."""
    return re.sub(r"^'(?=[=+\-@])", "", cell.strip())


def understood(cells: Mapping[str, str], chosen: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
    """The values of a row by key, and a problem for each cell that is not understood. Empty cells say nothing."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for heading, key in chosen.items():
        cell, column = _as_typed(cells.get(heading, "")), BY_KEY[key]
        if not cell:
            if column.needed:
                problems.append(Problem(heading, "", f"{heading} must be filled in"))
            continue
        try:
            values[key] = column.read(cell)
        except NotUnderstood as wrong:
            problems.append(Problem(heading, cell[:100], f"{heading} {wrong}"))
    return values, problems
