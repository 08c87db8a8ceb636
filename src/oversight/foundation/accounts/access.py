"""The permission matrix as data: roles, and which of them has which capability (``content/access``)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from oversight.engine.model import BadInput
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Grant

CELL = re.compile(r"(Y|A|L|AS|S|S2|2|†|Y†|S†|S2†|-)(?:: (.+))?")


@dataclass(frozen=True, slots=True)
class RoleOf:
    """A role: its code and title, the door it comes through, how long its sessions last."""

    code: str
    title: str
    kind: str
    idle_minutes: int
    hours: int
    says: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who may do what: the roles by code, each capability's words, and each role's grants."""

    roles: Mapping[str, RoleOf]
    words: Mapping[str, str]
    cells: Mapping[str, Mapping[str, str]]
    grants: Mapping[str, Mapping[str, Grant]]

    def granted(self, roles: Iterable[str]) -> dict[str, tuple[Grant, ...]]:
        """What these roles give together: for each capability, the grant of each role that has it."""
        given: dict[str, tuple[Grant, ...]] = {}
        for role in sorted(roles):
            for capability, grant in self.grants.get(role, {}).items():
                given[capability] = (*given.get(capability, ()), grant)
        return given


@cache
def matrix() -> Matrix:
    """The matrix of this installation. Raises ``BadInput`` with file, row and column where it is wrong."""
    return read(Path(settings.ACCESS_FOLDER))


def read(folder: Path) -> Matrix:
    """The matrix from a folder that holds ``roles.csv`` and ``capabilities.csv``."""
    roles = {row["code"]: _role(row) for row in _rows(folder / "roles.csv")}
    rows = _rows(folder / "capabilities.csv")
    _same_words(folder, rows)
    cells = {row["id"]: {role: row[role] for role in roles} for row in rows}
    grants: dict[str, dict[str, Grant]] = {role: {} for role in roles}
    for number, row in enumerate(rows, start=2):
        for role in roles:
            grant = _grant(row[role], f"{folder / 'capabilities.csv'}, row {number}, column {role}")
            if grant is not None:
                grants[role][row["id"]] = grant
    return Matrix(roles, {row["id"]: row["says"] for row in rows}, cells, grants)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _role(row: dict[str, str]) -> RoleOf:
    return RoleOf(
        row["code"], row["title"], row["kind"], int(row["idle_minutes"]), int(row["hours"]), row["says"]
    )


def _same_words(folder: Path, rows: list[dict[str, str]]) -> None:
    named, known = {row["id"] for row in rows}, {each.value for each in Can}
    if named != known:
        differing = ", ".join(sorted(named ^ known))
        raise BadInput(f"{folder / 'capabilities.csv'} and the code name different capabilities: {differing}")


def _grant(cell: str, where: str) -> Grant | None:
    found = CELL.fullmatch(cell)
    if not found:
        raise BadInput(f"{where}: '{cell}' is not a cell of the matrix; see docs/reference/access.md")
    code = found[1]
    if code == "-":
        return None
    return Grant(
        assigned="A" in code,
        limited="L" in code,
        step_up="S" in code,
        second="2" in code,
        by_policy="†" in code,
        words=found[2] or "",
    )
