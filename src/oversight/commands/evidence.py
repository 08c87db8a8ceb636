"""Evidence from a CSV: a row for each service, a column for each fact; blank is unknown."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import Any

from oversight.commands.inputs import read_text
from oversight.engine.facts.catalogue import CATALOGUE, Fact
from oversight.engine.facts.reading import read_text as read_cell
from oversight.engine.model import BadInput
from oversight.engine.words import suggestion

ID_COLUMNS = ("location id", "location_id", "id", "service")
"""Headings that may name the column of the service's id (the regulator's location id)."""


@dataclass(frozen=True, slots=True)
class InputProblem:
    """One thing in an input file that could not be used: where it is, what it says, what to do."""

    file: str
    row: int
    column: str
    value: str
    message: str

    def as_json(self) -> dict[str, Any]:
        """``{"file": …, "row": …, "column": …, "value": …, "message": …}``."""
        return {name: getattr(self, name) for name in ("file", "row", "column", "value", "message")}


@dataclass(slots=True)
class Evidence:
    """What a council knows beside the regulator's files, by service id, and what could not be used."""

    file: str = ""
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    problems: list[InputProblem] = field(default_factory=list)


def read_evidence(path: str) -> Evidence:
    """The evidence in a CSV file. Raises ``BadInput`` where the header is wrong; bad cells are problems."""
    reader = csv.reader(io.StringIO(read_text(path)))
    header = [cell.strip() for cell in next(reader, [])]
    if not header or header[0].lower() not in ID_COLUMNS:
        raise BadInput(
            f"{path}: the first column must be 'Location ID'; it is '{header[0] if header else ''}'"
        )
    facts = [_fact(path, number, name) for number, name in enumerate(header[1:], start=2)]
    evidence = Evidence(path)
    for row in reader:
        if any(cell.strip() for cell in row):
            _read_row(evidence, reader.line_num, row, facts)
    return evidence


def _fact(path: str, number: int, name: str) -> Fact:
    if name not in CATALOGUE:
        raise BadInput(f"{path}, column {number}: '{name}' is not a fact{suggestion(name, CATALOGUE)}")
    return CATALOGUE[name]


def _read_row(evidence: Evidence, number: int, row: list[str], facts: list[Fact]) -> None:
    name = row[0].strip()
    if not name:
        evidence.problems.append(
            InputProblem(evidence.file, number, "Location ID", "", "the service's id is blank; fill it in")
        )
        return
    if name in evidence.facts:
        message = f"this service is already on row {evidence.rows[name]}; put its facts on one row"
        evidence.problems.append(InputProblem(evidence.file, number, "Location ID", name, message))
        return
    if len(row) > len(facts) + 1:
        message = f"the row has {len(row)} cells but the header {len(facts) + 1}; the extra ones are not used"
        evidence.problems.append(InputProblem(evidence.file, number, "", row[len(facts) + 1], message))
    evidence.rows[name], evidence.facts[name] = number, {}
    for fact, cell in zip(facts, row[1:], strict=False):
        try:
            value = read_cell(fact, cell)
        except BadInput as wrong:
            evidence.problems.append(
                InputProblem(evidence.file, number, fact.name, cell, f"{wrong}; it is left out")
            )
            continue
        if value is not None:
            evidence.facts[name][fact.name] = value
