"""Conditions brought to one plain form: literals joined by all and any, with every ``not`` pushed inward.

Both ways to run a rule start from this form, so they cannot disagree about what it means. In Kleene's
logic the push is exact: the negation of an unknown literal is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from oversight.engine.facts.catalogue import CATALOGUE, KEY_QUESTIONS, ORDER
from oversight.engine.facts.reading import check_value
from oversight.engine.rules.conditions import Condition
from oversight.engine.words import Band

NEGATED = {
    "is": "is_not",
    "is_not": "is",
    "in": "not_in",
    "not_in": "in",
    "at_least": "less_than",
    "less_than": "at_least",
    "at_most": "more_than",
    "more_than": "at_most",
}
BAND = "risk.band"
BANDS = tuple(band.value for band in Band)


@dataclass(frozen=True, slots=True)
class Literal:
    """One word about one fact; ``word`` may also be ``not_in``."""

    fact: str
    word: str
    operand: Any

    def negated(self) -> Literal:
        """The literal that is true exactly where this one is false."""
        if self.word == "known":
            return Literal(self.fact, "known", not self.operand)
        return Literal(self.fact, NEGATED[self.word], self.operand)


@dataclass(frozen=True, slots=True)
class Every:
    """True where every part is true."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """True where at least one part is true."""

    parts: tuple[Node, ...]


Node = Literal | Every | Some


def normal(condition: Condition, *, negate: bool = False) -> Node:
    """The plain form of ``condition``, or of its negation."""
    if condition.fact is not None:
        node = _counted(_literal(condition.fact, condition.word, condition.operand(condition.word)))
        return negation(node) if negate else node
    if condition.not_ is not None:
        return normal(condition.not_, negate=not negate)
    parts = tuple(normal(part, negate=negate) for part in condition.all_ or condition.any_ or ())
    return Some(parts) if (condition.all_ is None) != negate else Every(parts)


def _literal(name: str, word: str, operand: Any) -> Literal:
    """A literal whose operand is of the fact's own type (a date written as text becomes a date)."""
    fact = CATALOGUE[name]
    if word == "in":
        return Literal(name, word, tuple(check_value(fact, value) for value in operand))
    return Literal(name, word, operand if word == "known" else check_value(fact, operand))


COUNTED = {
    "regulator.inadequate_count": ("inadequate",),
    "regulator.requires_improvement_count": ("requires_improvement",),
    "regulator.below_good_count": ("requires_improvement", "inadequate"),
}
"""The ratings that each count of key questions counts."""


def _counted(literal: Literal) -> Node:
    """A literal on a count of key questions, so that enough known ratings settle it before all five are.

    Three questions known to be Inadequate are three or more, whatever the other two turn out to be.
    """
    least = {"at_least": 0, "more_than": 1}.get(literal.word)
    if literal.fact not in COUNTED or literal.word not in ("at_least", "more_than", "less_than", "at_most"):
        return literal
    if least is None:
        return negation(_counted(literal.negated()))
    least += literal.operand
    if not 1 <= least <= len(KEY_QUESTIONS):
        return literal
    bad = [Literal(f"regulator.{each}", "in", COUNTED[literal.fact]) for each in KEY_QUESTIONS]
    enough = Some(tuple(Every(chosen) for chosen in combinations(bad, least)))
    return Some((literal, Every((Literal(literal.fact, "known", False), enough))))


def negation(node: Node) -> Node:
    """The plain form that is true exactly where ``node`` is false."""
    if isinstance(node, Literal):
        return node.negated()
    parts = tuple(negation(part) for part in node.parts)
    return Some(parts) if isinstance(node, Every) else Every(parts)


def literals(node: Node) -> Iterator[Literal]:
    """Every literal of a plain form, left to right."""
    if isinstance(node, Literal):
        yield node
    else:
        for part in node.parts:
            yield from literals(part)


def facts_used(node: Node) -> tuple[str, ...]:
    """The facts a plain form reads, each once, in the order of the catalogue."""
    return tuple(sorted({literal.fact for literal in literals(node)}, key=ORDER.__getitem__))


BandState = tuple[str, bool]
"""A worked-out band and whether facts are missing behind it."""


def bands_meant(literal: Literal) -> frozenset[str]:
    """The bands for which a literal on ``risk.band`` is true."""
    meant = set(literal.operand if literal.word in ("in", "not_in") else (literal.operand,))
    if literal.word in ("is_not", "not_in"):
        meant = set(BANDS) - meant
    return frozenset(meant)


def possible_bands(band: str, gaps: bool) -> frozenset[str]:
    """The bands that a service may truly be in: a band worked out with gaps may only get worse."""
    return frozenset(BANDS[BANDS.index(band) :]) if gaps else frozenset((band,))
