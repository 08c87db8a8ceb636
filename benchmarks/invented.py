"""Invented facts of many services as numpy columns, quickly and from a seed; nothing real is in them."""

from __future__ import annotations

from typing import Any

import numpy as np

from oversight.engine.facts.catalogue import CATALOGUE, KEY_QUESTIONS, FactType
from oversight.engine.rules.columns import KINDS, Table

RATING_SHARES = (0.05, 0.78, 0.15, 0.02)
UNKNOWN = 0.1


def column(name: str, size: int, random: np.random.Generator, unknown: float = UNKNOWN) -> Any:
    """One fact of every service; a share of them unknown."""
    fact = CATALOGUE[name]
    if fact.type is FactType.CHOICE:
        shares = RATING_SHARES if name.startswith("regulator.") else None
        values = random.choice(len(fact.words), size, p=shares)
    elif fact.type is FactType.FLAG:
        values = random.random(size) < 0.12
    elif fact.type is FactType.COUNT:
        values = random.poisson(1.2, size)
    elif fact.type is FactType.NUMBER:
        values = np.round(random.gamma(2.0, 4.0, size), 1)
    else:
        values = random.integers(738_000, 739_900, size)
    found = values.astype(KINDS[fact.type])
    found[random.random(size) < unknown] = np.nan if fact.type is FactType.NUMBER else -1
    return found


def table(size: int, names: tuple[str, ...] | list[str], seed: int = 1) -> Table:
    """The facts ``names`` of ``size`` invented services, derived counts made to agree with their ratings."""
    random = np.random.default_rng(seed)
    columns = {name: column(name, size, random) for name in names if not CATALOGUE[name].derived_from}
    five = [columns.get(f"regulator.{question}") for question in KEY_QUESTIONS]
    for name in (name for name in names if name.endswith("_count")):
        columns[name] = _count(name, five, size)
    if "service.care_home" in names and "service.type" in columns:
        kind = columns["service.type"]
        columns["service.care_home"] = np.where(kind < 0, -1, kind < 3).astype(np.int8)
    return Table(size, columns)


def _count(name: str, five: list[Any], size: int) -> Any:
    if any(column is None for column in five):
        return np.full(size, -1, np.int16)
    ratings = np.stack(five)
    inadequate, improving = (ratings == 3).sum(0), (ratings == 2).sum(0)
    chosen = {
        "regulator.inadequate_count": inadequate,
        "regulator.requires_improvement_count": improving,
        "regulator.below_good_count": inadequate + improving,
    }[name]
    return np.where((ratings < 0).any(0), -1, chosen).astype(np.int16)


def rows_of(table: Table) -> list[dict[str, Any]]:
    """The same facts as one mapping for each service, unknown ones left out."""
    decoded = []
    for name, found in table.columns.items():
        fact = CATALOGUE[name]
        values: list[Any] = found.tolist()
        if fact.type is FactType.CHOICE:
            values = [None if value < 0 else fact.words[value] for value in values]
        elif fact.type is FactType.FLAG:
            values = [None if value < 0 else bool(value) for value in values]
        elif fact.type is FactType.NUMBER:
            values = [None if value != value else value for value in values]
        else:
            values = [None if value < 0 else value for value in values]
        decoded.append((name, values))
    return [
        {name: values[place] for name, values in decoded if values[place] is not None}
        for place in range(table.size)
    ]
