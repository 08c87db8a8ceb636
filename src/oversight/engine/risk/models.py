"""The risk matrix as packs write it: indicators with points, floors, and the limits of the bands.

Points are a local setting, not a published standard; a pack may start from another's matrix and change
single lines by id.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator, model_validator

from oversight.engine.facts.catalogue import CATALOGUE, FactType
from oversight.engine.model import Cited, Identifier, PackModel, Sentence
from oversight.engine.rules.conditions import Condition
from oversight.engine.rules.models import Rule
from oversight.engine.words import OutcomeKind, suggestion


class Step(PackModel):
    """A threshold: from ``at_least`` on, so many points."""

    at_least: int = Field(ge=1)
    points: int = Field(ge=0, le=1000)


class Indicator(Cited):
    """Points for one fact: by value (``points``), by count (``each`` with a ``cap``), or by ``steps``.

    ``starts_at`` is the count below which nothing scores. ``applies`` says for whom the indicator means
    anything: where that is known to be false it leaves the reachable range.
    """

    title: Sentence
    fact: str
    points: dict[str, int] | None = None
    each: int | None = Field(default=None, ge=1)
    starts_at: int = Field(default=1, ge=1)
    cap: int | None = Field(default=None, ge=1)
    steps: tuple[Step, ...] | None = None
    applies: Condition | None = None
    note: Sentence | None = None

    @field_validator("points", mode="before")
    @classmethod
    def _flags_as_words(cls, given: Any) -> Any:
        if isinstance(given, dict):
            return {
                str(key).lower() if isinstance(key, bool) else key: points for key, points in given.items()
            }
        return given

    @model_validator(mode="after")
    def _one_way_to_score(self) -> Indicator:
        fact = CATALOGUE.get(self.fact)
        if fact is None:
            raise ValueError(f"'{self.fact}' is not a fact{suggestion(self.fact, CATALOGUE)}")
        ways = [name for name in ("points", "each", "steps") if getattr(self, name) is not None]
        if len(ways) != 1:
            raise ValueError(f"'{self.id}' scores in exactly one way: points, each or steps")
        if fact.type in (FactType.CHOICE, FactType.FLAG):
            self._check_values(fact.words or ("true", "false"))
        elif fact.type is not FactType.COUNT or self.points is not None:
            raise ValueError(f"'{self.fact}' is a {fact.type}: score a count by 'each' or by 'steps'")
        if self.each is not None and self.cap is None:
            raise ValueError(f"'{self.id}' scores for each without a cap; say the most it may reach")
        return self

    def _check_values(self, words: tuple[str, ...]) -> None:
        if self.points is None:
            raise ValueError(f"'{self.fact}' has values, not a count: score it by 'points'")
        for word, points in self.points.items():
            if word not in words:
                raise ValueError(f"'{word}' is not a value of '{self.fact}'{suggestion(word, words)}")
            if not 0 <= points <= 1000:
                raise ValueError(f"points for '{word}' run from 0 to 1000, not {points}")

    @property
    def most(self) -> int:
        """The most points this indicator can give."""
        if self.points is not None:
            return max(self.points.values())
        if self.steps is not None:
            return max(step.points for step in self.steps)
        return self.cap or 0


class Limits(PackModel):
    """Scores from which the bands begin."""

    amber: int = Field(ge=1)
    red: int = Field(ge=2)

    @model_validator(mode="after")
    def _in_order(self) -> Limits:
        if self.red <= self.amber:
            raise ValueError(f"red begins at {self.red}, which must be above amber ({self.amber})")
        return self


class Matrix(PackModel):
    """A whole risk matrix, after extension: every line has its clause."""

    clause: str
    note: Sentence
    starts_from: Identifier | None = None
    bands: Limits
    out_of: int = Field(default=100, ge=10, description="the top of the scale: a score never shows more")
    indicators: tuple[Indicator, ...] = Field(min_length=1)
    floors: tuple[Rule, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Matrix:
        for floor in self.floors:
            if floor.then.kind is not OutcomeKind.FLOOR:
                raise ValueError(f"'{floor.id}' stands under floors but leads to a {floor.then.kind}")
            if any(leaf.fact == "risk.band" for leaf in floor.when.leaves()):
                raise ValueError(f"'{floor.id}' reads the risk band, which floors are used to work out")
        if self.bands.red > self.out_of:
            raise ValueError(f"red begins at {self.bands.red}, above the top of the scale ({self.out_of})")
        return self
