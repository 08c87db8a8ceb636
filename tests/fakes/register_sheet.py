"""A council's own list of services, all invented: good rows by a seed, and twelve that cannot be saved."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.fakes.spreadsheets import write_ods, write_xlsx

HEADINGS = (
    "Our ref", "Home or agency", "Type", "Provider", "Location ID", "Street", "Town", "Post code", "Email", "Beds",
    "Registered on", "Contract", "Annual spend", "Placements", "Manager",
)  # fmt: skip
CHOSEN = {"Our ref": "Our reference", "Home or agency": "Service name"}
"""Headings that no program can guess, with the column a person chooses for each."""

KINDS = ("Care home with nursing", "Care home without nursing", "Home care agency", "Extra care housing")
TREES = ("Alder", "Birch", "Cedar", "Elder", "Hazel", "Juniper", "Larch", "Maple", "Rowan", "Willow")
PLACES = ("Court", "Lodge", "House", "View", "Gardens", "Care")
MANAGERS = ("Jo Invented", "Sam Invented", "Alex Invented")


@dataclass(frozen=True)
class Bad:
    """What is wrong with a row: the cells that make it so, the heading it is said of, what is said, what mends it."""

    cells: dict[str, str]
    heading: str
    says: str
    mended: dict[str, str] = field(default_factory=dict)


BAD_ROWS = (
    Bad({"Home or agency": ""}, "Home or agency", "must be filled in"),
    Bad({"Type": "Castle"}, "Type", "must be one of: Care home with nursing"),
    Bad({"Post code": "ZZ1"}, "Post code", "must be a full postcode"),
    Bad({"Type": "Supported living", "Street": "Flat 4, Larch Rise"}, "Street", "not a flat or room that somebody lives in"),
    Bad({"Home or agency": "Home of Mrs Appleby"}, "Home or agency", "must not hold a person’s name"),
    Bad({"Registered on": "31/02/2026"}, "Registered on", "must be a real date"),
    Bad({"Provider": ""}, "Provider", "must be filled in"),
    Bad({"Beds": "plenty"}, "Beds", "must be a whole number"),
    Bad({"Annual spend": "to be agreed"}, "Annual spend", "must be a number"),
    Bad({"Email": "manager at larch"}, "Email", "must be an email address"),
    Bad({"Our ref": "S-999999"}, "Our ref", "is not on the register"),
    Bad({"Contract": "Handshake"}, "Contract", "must be one of: Block"),
)  # fmt: skip
"""The twelve, each wrong in its own way."""


def good_row(tag: str, number: int, chance: random.Random) -> dict[str, str]:
    """One invented service; the tag keeps the files of two journeys apart."""
    return {
        "Our ref": "", "Home or agency": f"{chance.choice(TREES)} {tag} {chance.choice(PLACES)} {number}",
        "Type": chance.choice(KINDS), "Provider": f"{chance.choice(TREES)} {tag} Care",
        "Location ID": f"1-{tag}{number:05d}", "Street": f"{chance.randint(1, 99)} Invented Road", "Town": "Larchester",
        "Post code": f"zz{chance.randint(1, 9)}{chance.randint(1, 9)}aa", "Email": f"office{number}@larch.example",
        "Beds": str(chance.randint(4, 90)), "Registered on": f"{chance.randint(1, 28):02d}/0{chance.randint(1, 9)}/2015",
        "Contract": chance.choice(("Spot", "Block", "Framework")), "Annual spend": f"£{chance.randint(10, 99)},000.50",
        "Placements": str(chance.randint(0, 20)), "Manager": chance.choice(MANAGERS),
    }  # fmt: skip


def register_rows(tag: str, *, rows: int = 500, seed: int = 7) -> tuple[list[list[str]], dict[int, Bad]]:
    """The table without its headings, and what is wrong with which row of the file (the headings are row 1)."""
    chance = random.Random(f"{seed}/{tag}")
    told = [good_row(tag, number, chance) for number in range(rows)]
    wrong = {}
    for place, bad in zip(sorted(chance.sample(range(rows), len(BAD_ROWS))), BAD_ROWS, strict=True):
        wrong[place + 2] = replace(bad, mended={heading: told[place][heading] for heading in bad.cells})
        told[place] |= bad.cells
    return [[each[heading] for heading in HEADINGS] for each in told], wrong


def write_register(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Write a list of services as CSV, XLSX or ODS, by the name of the file."""
    return write_table(path, [HEADINGS, *rows])


def write_table(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Write rows, the headings first, as CSV, XLSX or ODS, by the name of the file."""
    table = [list(each) for each in rows]
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(table)
        return path
    write = write_xlsx if path.suffix == ".xlsx" else write_ods
    return write(path, {"Services": table})
