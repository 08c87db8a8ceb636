"""What would have to change to reach the next better band: the smallest sets of changed facts.

Only facts that give points or hold up a floor are tried. For each, the values of the fact are tried from
its present one towards the one that gives the least risk; sets of one fact come before sets of two, and
so on up to four; where four are not enough, all are changed and those that are not needed put back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from oversight.engine.facts.catalogue import CATALOGUE, ORDER, FactType
from oversight.engine.facts.deriving import worked_out
from oversight.engine.risk.scoring import Risk, RiskBook
from oversight.engine.rules.normal import literals
from oversight.engine.rules.trace import plain
from oversight.engine.words import BAND_ORDER, Band

MOST_SUGGESTIONS = 3
LARGEST_SET = 4


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that would have to change, from its value to another."""

    fact: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class NextBetter:
    """The next better band, and up to three smallest sets of changes that reach it."""

    band: Band
    suggestions: tuple[tuple[Change, ...], ...]

    def as_json(self) -> dict[str, Any]:
        """``{"band": …, "suggestions": [[{"fact": …, "from": …, "to": …}]]}``."""
        return {
            "band": self.band.value,
            "suggestions": [
                [{"fact": each.fact, "from": plain(each.before), "to": plain(each.after)} for each in changes]
                for changes in self.suggestions
            ],
        }


def next_better(book: RiskBook, facts: Mapping[str, Any], risk: Risk) -> NextBetter | None:
    """Up to three smallest sets of changed facts that reach the next better band; ``None`` at green."""
    if risk.worked_out is Band.GREEN:
        return None
    search = _Search(book, facts, Band.AMBER if risk.worked_out is Band.RED else Band.GREEN)
    changeable = [fact for fact in causes(book, risk) if search.values(fact)]
    suggestions: list[tuple[Change, ...]] = []
    for size in range(1, min(LARGEST_SET, len(changeable)) + 1):
        reaching = (chosen for chosen in combinations(changeable, size) if search.reaches_by(chosen))
        suggestions.extend(search.least(chosen) for chosen in reaching)
        if suggestions:
            break
    if not suggestions and search.reaches_by(changeable):
        suggestions.append(search.least(search.pruned(changeable)))
    suggestions.sort(key=lambda changes: sum(search.distance(change) for change in changes))
    return NextBetter(search.target, tuple(suggestions[:MOST_SUGGESTIONS]))


def causes(book: RiskBook, risk: Risk) -> list[str]:
    """The facts behind the points and floors of a risk, derived ones replaced by their bases."""
    found = {each.fact for each in risk.contributions}
    holding = {floor.rule for floor in risk.floors}
    for entry in book.floors.entries:
        if entry.rule.id in holding:
            found |= {literal.fact for literal in literals(entry.node)}
    bases = {base for name in found for base in (CATALOGUE[name].derived_from or (name,))}
    return sorted(bases | {name for name in found if CATALOGUE[name].derived_from}, key=ORDER.__getitem__)


class _Search:
    """Tries changed facts against the matrix."""

    def __init__(self, book: RiskBook, facts: Mapping[str, Any], target: Band):
        self.book, self.facts, self.target = book, facts, target
        self._values: dict[str, tuple[Any, ...]] = {}

    def reaches(self, changed: Mapping[str, Any]) -> bool:
        risk = self.book.work_out(with_changes(self.facts, changed))
        return BAND_ORDER[risk.worked_out] <= BAND_ORDER[self.target]

    def reaches_by(self, chosen: Iterable[str]) -> bool:
        return self.reaches({fact: self.best(fact) for fact in chosen})

    def pruned(self, chosen: Iterable[str]) -> list[str]:
        """The chosen facts without those that need not change."""
        kept = list(chosen)
        for fact in tuple(kept):
            rest = [other for other in kept if other != fact]
            if self.reaches_by(rest):
                kept = rest
        return kept

    def values(self, fact: str) -> tuple[Any, ...]:
        """Other values of a fact that lower the risk, nearest first; none where it follows from others."""
        if fact not in self._values:
            now = self._risk(fact, self.facts.get(fact))
            self._values[fact] = tuple(v for v in self._others(fact) if self._risk(fact, v) < now)
        return self._values[fact]

    def best(self, fact: str) -> Any:
        """The nearest of the values with the least risk."""
        return min(self.values(fact), key=lambda value: self._risk(fact, value))

    def least(self, chosen: Iterable[str]) -> tuple[Change, ...]:
        """Each chosen fact moved back from its best value to the nearest that still reaches the band."""
        changed = {fact: self.best(fact) for fact in chosen}
        for fact in changed:
            changed[fact] = next(v for v in self.values(fact) if self.reaches({**changed, fact: v}))
        return tuple(Change(fact, self.facts.get(fact), value) for fact, value in changed.items())

    def distance(self, change: Change) -> int:
        return self.values(change.fact).index(change.after)

    def _risk(self, fact: str, value: Any) -> tuple[int, int, int]:
        risk = self.book.work_out(with_changes(self.facts, {fact: value}))
        return BAND_ORDER[risk.worked_out], len(risk.floors), risk.points

    def _others(self, name: str) -> Iterator[Any]:
        fact, now = CATALOGUE[name], self.facts.get(name)
        if now is None or (
            fact.derived_from and any(self.facts.get(base) is not None for base in fact.derived_from)
        ):
            return
        if fact.type is FactType.FLAG:
            yield not now
        elif fact.type is FactType.COUNT:
            yield from range(now - 1, -1, -1) if now <= 50 else (50, 20, 10, 5, 4, 3, 2, 1, 0)
        elif fact.type is FactType.CHOICE:
            place = fact.words.index(now)
            yield from sorted(
                (w for w in fact.words if w != now), key=lambda w: abs(fact.words.index(w) - place)
            )


def with_changes(facts: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with some changed, and what follows from them worked out anew."""
    merged = {**facts, **changed}
    return {**merged, **worked_out(merged)}
