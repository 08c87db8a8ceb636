"""Working out one service's risk: points, floors, the band, what is missing, and the reachable maximum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from oversight.engine.facts.catalogue import CATALOGUE, ORDER
from oversight.engine.risk.models import Indicator, Matrix
from oversight.engine.rules.book import RuleBook, entries
from oversight.engine.rules.normal import Node, normal
from oversight.engine.rules.trace import Because, holds, needs
from oversight.engine.words import BAND_ORDER, Band


@dataclass(frozen=True, slots=True)
class Contribution:
    """Points that one indicator gives, with the value that gives them."""

    rule: str
    clause: str
    title: str
    fact: str
    value: Any
    points: int


@dataclass(frozen=True, slots=True)
class Floor:
    """A floor that holds: the band can be no better."""

    rule: str
    clause: str
    band: Band
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    """A service's worked-out risk.

    ``score`` is on the matrix's scale; ``points`` is the plain sum and ``reachable`` the most that could be
    reached for this service. ``saturated`` says that the sum went past the top of the scale. ``band`` is an
    officer's override where one was given, else ``worked_out``; ``missing`` names unknown facts, so that
    ``complete`` is false and the true band may be worse.
    """

    band: Band
    worked_out: Band
    overridden: bool
    score: int
    points: int
    reachable: int
    saturated: bool
    complete: bool
    contributions: tuple[Contribution, ...]
    floors: tuple[Floor, ...]
    missing: tuple[str, ...]


class RiskBook:
    """A matrix made ready for a day: floors compiled, indicators with their conditions."""

    def __init__(self, matrix: Matrix, as_at: date):
        self.matrix = matrix
        self.floors = RuleBook(entries(matrix.floors, as_at))
        self.applies: tuple[Node | None, ...] = tuple(
            normal(indicator.applies) if indicator.applies else None for indicator in matrix.indicators
        )

    def work_out(self, facts: Mapping[str, Any]) -> Risk:
        """The risk of a service from its known facts (as ``read_facts`` gives them)."""
        contributions, missing, reachable = self._points(facts)
        floors, unsettled = self._floors(facts)
        points = sum(each.points for each in contributions)
        score = scaled(points, reachable, self.matrix.out_of)
        worked_out = max(
            (self.by_score(score), *(floor.band for floor in floors)), key=BAND_ORDER.__getitem__
        )
        given = facts.get("risk.band")
        unknown = base_facts({*missing, *unsettled}, facts)
        return Risk(
            band=Band(given or worked_out),
            worked_out=worked_out,
            overridden=given is not None,
            score=score,
            points=points,
            reachable=reachable,
            saturated=points > self.matrix.out_of,
            complete=not unknown,
            contributions=tuple(contributions),
            floors=tuple(floors),
            missing=unknown,
        )

    def by_score(self, score: int) -> Band:
        """The band a score alone leads to."""
        limits = self.matrix.bands
        return Band.RED if score >= limits.red else Band.AMBER if score >= limits.amber else Band.GREEN

    def _points(self, facts: Mapping[str, Any]) -> tuple[list[Contribution], list[str], int]:
        contributions, missing, reachable = [], [], 0
        for indicator, applies in zip(self.matrix.indicators, self.applies, strict=True):
            if applies is not None and holds(applies, facts) is False:
                continue
            reachable += indicator.most
            value = facts.get(indicator.fact)
            if value is None:
                missing.append(indicator.fact)
            elif points := points_for(indicator, value):
                contributions.append(
                    Contribution(
                        indicator.id, indicator.clause, indicator.title, indicator.fact, value, points
                    )
                )
        return contributions, missing, reachable

    def _floors(self, facts: Mapping[str, Any]) -> tuple[list[Floor], list[str]]:
        fired, unknown = self.floors.decide(facts)
        holding = []
        for place, because in fired:
            rule = self.floors.entries[place].rule
            reasons = tuple(dict.fromkeys(because))
            holding.append(Floor(rule.id, rule.clause, Band(rule.then.value), reasons))
        return holding, [fact for place in unknown for fact in needs(self.floors.nodes[place], facts)]


def points_for(indicator: Indicator, value: Any) -> int:
    """The points an indicator gives for a known value."""
    if indicator.points is not None:
        return indicator.points.get(str(value).lower() if isinstance(value, bool) else value, 0)
    if indicator.steps is not None:
        return max((step.points for step in indicator.steps if value >= step.at_least), default=0)
    if value < indicator.starts_at:
        return 0
    return int(min(value * (indicator.each or 0), indicator.cap or 0))


def scaled(points: int, reachable: int, out_of: int) -> int:
    """A score on the scale: points as they are where the scale's top can be reached, capped there.

    Where it cannot (few indicators apply), points are stretched to what can be reached, rounding half up,
    so that a council's bands mean the same for every kind of service.
    """
    if reachable <= 0 or reachable >= out_of:
        return min(points, out_of)
    return (2 * points * out_of + reachable) // (2 * reachable)


def base_facts(names: set[str], facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Unknown facts in the catalogue's order, each derived one replaced by those it is worked out from."""
    found: set[str] = set()
    for name in names:
        behind = [base for base in CATALOGUE[name].derived_from if facts.get(base) is None]
        found.update(behind or (name,))
    return tuple(sorted(found, key=ORDER.__getitem__))
