"""What an authority may change of its policies, as it is kept: a shape, and its check against the policies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import Field, ValidationError

from oversight.engine.clocks.models import Closure, Unit
from oversight.engine.model import BadInput, PackModel, Sentence
from oversight.engine.words import Role

EMPTY: tuple[Any, ...] = ({}, [], ())
Key = tuple[str, ...]
"""A single setting: ``("points", "risk/safe", "inadequate")``, ``("clocks", "anyshire", "appeal", "within")``."""


class Length(PackModel):
    """A clock's own length: how many, of what; what is left out stays the policy's."""

    within: int | None = Field(default=None, ge=1, le=10_000, strict=True)
    unit: Unit | None = None


class Bands(PackModel):
    """The scores from which amber and red begin."""

    amber: int | None = Field(default=None, ge=1, strict=True)
    red: int | None = Field(default=None, ge=2, strict=True)


class Overrides(PackModel):
    """Everything an authority changes; empty where it takes its policies as they are.

    ``points`` are by risk line, then by value (``inadequate``, ``true``), by ``each``, ``cap``, ``starts_at``,
    or by the number a step begins at. Clocks and gaps are by pack. ``fill_in`` names the role a gap leaves
    open, ``frequencies`` the months between two, ``settled`` says in words how any other gap is settled.
    """

    points: dict[str, dict[str, int]] = Field(default_factory=dict)
    bands: Bands = Field(default_factory=Bands)
    clocks: dict[str, dict[str, Length]] = Field(default_factory=dict)
    words: dict[str, Sentence] = Field(default_factory=dict)
    closures: tuple[Closure, ...] = ()
    fill_in: dict[str, dict[str, Role]] = Field(default_factory=dict)
    frequencies: dict[str, dict[str, int]] = Field(default_factory=dict)
    settled: dict[str, dict[str, Sentence]] = Field(default_factory=dict)

    def kept(self) -> dict[str, Any]:
        """As it stands in the database: plain values, nothing that is not changed."""
        plain = self.model_dump(mode="json", exclude_none=True)
        return {name: value for name, part in plain.items() if (value := _without_empty(part)) not in EMPTY}

    def text(self) -> str:
        """One spelling, for comparing and for keys."""
        return json.dumps(self.kept(), sort_keys=True)

    def keys(self) -> Iterator[Key]:
        """Every single setting that is changed, closures left out."""
        return _leaves({name: value for name, value in self.kept().items() if name != "closures"}, ())

    def check(self, known: Iterable[Key]) -> None:
        """Raises ``BadInput`` where something is changed that the policies do not have, or a day is twice."""
        allowed = set(known)
        for key in self.keys():
            if key not in allowed:
                raise BadInput(
                    f"‘{' '.join(key[1:])}’ is not among the {key[0].replace('_', ' ')} of the policies"
                )
        days = [each.date for each in self.closures]
        for day in days:
            if days.count(day) > 1:
                raise BadInput(f"{day.day} {day:%B %Y} is there twice among the closure days")


def overrides_of(kept: Mapping[str, Any] | str) -> Overrides:
    """The overrides as kept. Raises ``BadInput`` with one sentence where they cannot be used."""
    try:
        return Overrides.model_validate(json.loads(kept) if isinstance(kept, str) else kept)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise BadInput(f"‘{' '.join(map(str, first['loc']))}’ cannot be used: {first['msg']}") from None


def overrides_from(values: Mapping[Key, Any], closures: Iterable[tuple[date, str]] = ()) -> Overrides:
    """Overrides made of single settings."""
    made: dict[str, Any] = {"closures": [{"date": day, "why": why} for day, why in closures]}
    for (first, *between), value in ((key, value) for key, value in values.items()):
        inner = made.setdefault(first, {})
        for name in between[:-1]:
            inner = inner.setdefault(name, {})
        inner[between[-1]] = value
    return overrides_of(made)


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        found = {key: _without_empty(each) for key, each in value.items()}
        return {key: each for key, each in found.items() if each not in EMPTY}
    return value


def _leaves(value: Any, before: Key) -> Iterator[Key]:
    if not isinstance(value, dict):
        yield before
        return
    for name, each in value.items():
        yield from _leaves(each, (*before, name))
