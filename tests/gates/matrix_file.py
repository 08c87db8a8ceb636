"""The permission matrix as the test reads it: straight from the files, not through the service."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

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


def kind(role: str) -> str:
    """The door people of a role come through: ``staff``, ``provider`` or ``partner``."""
    return next(row["kind"] for row in _rows("roles.csv") if row["code"] == role)


FOR_ALL_KINDS = ("account", "people", "notifications", "jobs", "audit")
"""What people of every kind have to themselves: their account, their own organisation's people, their own trail."""

STANDING_IN = ("people:delegations", "people:delegate", "people:end_delegation")
"""Who stands in for whom at the council is nothing to a provider."""


def doors_of(name: str) -> set[str]:
    """The kinds of people a route is for, as the tests have it: the council's unless it stands here."""
    space = name.rpartition(":")[0]
    if space == "portal":
        return {"provider"}
    for_all = name in ("home", "people_file") or (space in FOR_ALL_KINDS and name not in STANDING_IN)
    return {"staff", "partner", "provider"} if for_all else {"staff", "partner"}


def may(route: Any, role: str) -> bool:
    """Whether a role gets to a route: it has the capability, and came through a door that the route is behind."""
    return kind(role) in doors_of(route.name) and allowed(route.rule.capability, role)


def asks_again(capability: str, role: str) -> bool:
    """Whether a role must show again who it is."""
    return "S" in cell(capability, role).partition(":")[0]
