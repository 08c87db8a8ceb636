"""Running rules over every service at once: each distinct comparison is made once and kept as bits.

A *plane* holds one bit for each service, eight to a byte. A rule is worked out from the planes of its
literals with and, or and not; the plane of its negation says where it is known to be false. The stored
planes are the explanation, put into words by ``trace`` when somebody asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oversight.engine.facts.catalogue import CATALOGUE
from oversight.engine.rules.columns import Table, code, known
from oversight.engine.rules.normal import BAND, Every, Literal, Node, bands_meant, negation, possible_bands

Plane = NDArray[np.uint8]

ASKED_AS = {"is_not": "is", "not_in": "in", "less_than": "at_least", "at_most": "more_than"}
"""Words that are answered as the known facts for which the other word is false."""


class Planes:
    """The planes of one table: comparisons, known facts and rules, each made once."""

    def __init__(self, table: Table, bands: Mapping[tuple[str, bool], Plane] | None = None):
        self.table = table
        self.bands = bands
        self._known: dict[str, Plane] = {}
        self._compared: dict[tuple[str, str, Any], Plane] = {}
        self._truth: dict[Node, Plane] = {}

    @property
    def width(self) -> int:
        """Bytes in a plane."""
        return (self.table.size + 7) // 8

    def known(self, fact: str) -> Plane:
        """Where a fact is known."""
        if fact not in self._known:
            self._known[fact] = np.packbits(known(self.table.column(fact)))
        return self._known[fact]

    def truth(self, node: Node) -> Plane:
        """Where ``node`` is true."""
        if node not in self._truth:
            self._truth[node] = self._work_out(node)
        return self._truth[node]

    def falsity(self, node: Node) -> Plane:
        """Where ``node`` is known to be false."""
        return self.truth(negation(node))

    def unknown(self, node: Node) -> Plane:
        """Where ``node`` is neither true nor known to be false; bits past the last service may be set."""
        return ~(self.truth(node) | self.falsity(node))

    def _work_out(self, node: Node) -> Plane:
        if isinstance(node, Literal):
            return self._band_literal(node) if node.fact == BAND else self._literal(node)
        joint = np.bitwise_and if isinstance(node, Every) else np.bitwise_or
        return reduce(joint, (self.truth(part) for part in node.parts))

    def _literal(self, literal: Literal) -> Plane:
        if literal.word == "known":
            return self.known(literal.fact) if literal.operand else ~self.known(literal.fact)
        if literal.word in ASKED_AS:
            return self.known(literal.fact) & ~self._compare(literal.fact, ASKED_AS[literal.word], literal)
        return self._compare(literal.fact, literal.word, literal)

    def _compare(self, fact: str, word: str, literal: Literal) -> Plane:
        """A comparison that unknown facts never pass: their mark is below every value."""
        asked = (fact, word, literal.operand)
        if asked not in self._compared:
            if word == "in":
                values = (self._compare(fact, "is", Literal(fact, "is", value)) for value in literal.operand)
                self._compared[asked] = reduce(np.bitwise_or, values)
            else:
                value = code(CATALOGUE[fact], literal.operand)
                self._compared[asked] = np.packbits(COMPARE[word](self.table.column(fact), value))
        return self._compared[asked]

    def _band_literal(self, literal: Literal) -> Plane:
        states = self.bands or {}
        if literal.word == "known":
            some = reduce(np.bitwise_or, states.values(), np.zeros(self.width, np.uint8))
            return some if literal.operand else ~some
        meant = bands_meant(literal)
        sure = [plane for state, plane in states.items() if possible_bands(*state) <= meant]
        return reduce(np.bitwise_or, sure, np.zeros(self.width, np.uint8))


COMPARE = {"is": np.equal, "at_least": np.greater_equal, "more_than": np.greater}


def run_rules(planes: Planes, nodes: Sequence[Node]) -> tuple[list[Plane], list[Plane]]:
    """For each rule, where it is true and where it is known to be false."""
    return [planes.truth(node) for node in nodes], [planes.falsity(node) for node in nodes]


def marks(plane: Plane, size: int) -> NDArray[np.bool_]:
    """A plane as one boolean for each service."""
    return np.unpackbits(plane, count=size).view(np.bool_)
