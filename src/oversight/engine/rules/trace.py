"""What a plain form says of one service's facts: true, false or unknown, and the facts that make it so.

This is the definition the two fast ways are held to (``tests/engine/rules/test_agreement.py``); it is
also what puts a stored result into words.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from oversight.engine.rules.normal import BAND, Every, Literal, Node, bands_meant, possible_bands

GAPS = "risk.gaps"
"""Beside ``risk.band`` in a row of facts: true where the band was worked out with facts missing."""


@dataclass(frozen=True, slots=True)
class Because:
    """A literal that helped to make a condition true, and the value it met."""

    literal: Literal
    value: Any

    def as_json(self) -> dict[str, Any]:
        """``{"fact": …, "is": …, "value": …}``."""
        operand = self.literal.operand
        said = [plain(part) for part in operand] if isinstance(operand, tuple) else plain(operand)
        return {"fact": self.literal.fact, self.literal.word: said, "value": plain(self.value)}


def plain(value: Any) -> Any:
    """A value as JSON holds it: dates become ISO text."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def holds(node: Node, facts: Mapping[str, Any]) -> bool | None:
    """Whether ``node`` is true of the facts; ``None`` where it cannot be known (Kleene's logic)."""
    if isinstance(node, Literal):
        return literal_holds(node, facts)
    found = [holds(part, facts) for part in node.parts]
    decisive = not isinstance(node, Every)
    if decisive in found:
        return decisive
    return None if None in found else not decisive


def literal_holds(literal: Literal, facts: Mapping[str, Any]) -> bool | None:
    """Whether one literal is true of the facts."""
    value = facts.get(literal.fact)
    if literal.word == "known":
        return (value is not None) is literal.operand
    if value is None:
        return None
    if literal.fact == BAND:
        possible, meant = possible_bands(value, bool(facts.get(GAPS))), bands_meant(literal)
        return True if possible <= meant else None if possible & meant else False
    compare = _COMPARISONS[literal.word]
    return bool(compare(value, literal.operand))


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "is": operator.eq,
    "is_not": operator.ne,
    "in": lambda value, operand: value in operand,
    "not_in": lambda value, operand: value not in operand,
    "at_least": operator.ge,
    "at_most": operator.le,
    "more_than": operator.gt,
    "less_than": operator.lt,
}


def because(node: Node, facts: Mapping[str, Any]) -> tuple[Because, ...]:
    """The literals that make a true ``node`` true, in the order in which the pack writes them."""
    if isinstance(node, Literal):
        return (Because(node, facts.get(node.fact)),)
    true = node.parts if isinstance(node, Every) else [part for part in node.parts if holds(part, facts)]
    return tuple(reason for part in true for reason in because(part, facts))


def needs(node: Node, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The unknown facts that would settle an unknown ``node``."""
    if isinstance(node, Literal):
        return (node.fact,)
    unknown = [part for part in node.parts if holds(part, facts) is None]
    return tuple(dict.fromkeys(fact for part in unknown for fact in needs(part, facts)))
