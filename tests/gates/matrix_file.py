"""The permission matrix as the test reads it: straight from the files, not through the service."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "content" / "access"


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def roles() -> tuple[str, ...]:
    """The codes of the roles."""
    return tuple(row["code"] for row in _rows("roles.csv"))


@cache
def _cells() -> dict[tuple[str, str], str]:
    return {(row["id"], role): row[role] for row in _rows("capabilities.csv") for role in roles()}


def cell(capability: str, role: str) -> str:
    """What stands in the matrix: ``Y``, ``-``, ``AS: own`` …"""
    return _cells()[capability, role]


def allowed(capability: str, role: str) -> bool:
    """Whether a role has a capability at all."""
    return cell(capability, role).strip() != "-"


def asks_again(capability: str, role: str) -> bool:
    """Whether a role must show again who it is."""
    return "S" in cell(capability, role).partition(":")[0]
