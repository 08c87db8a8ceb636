"""Running rules over one service: compiled once to a Python function that returns each fired rule's reasons.

The function is generated from the plain forms, so that a rule costs a few comparisons and a trace costs
nothing unless the rule fires (docs/adr/0003). The text holds only names made here and constants passed by
reference: nothing a pack writes is ever part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from oversight.engine.rules.normal import (
    BAND,
    BANDS,
    Every,
    Literal,
    Node,
    bands_meant,
    facts_used,
    negation,
    possible_bands,
)
from oversight.engine.rules.trace import GAPS, Because

Fired = tuple[int, tuple[Because, ...]]
Decide = Callable[[Mapping[str, Any]], tuple[list[Fired], list[int]]]
"""Facts in; out come the fired rules (place, reasons) and the places of the rules that are unknown."""

BAND_STATES = tuple((band, gaps) for gaps in (False, True) for band in BANDS)
"""Each worked-out band, firm and then with gaps; a rule on the band looks its answer up here."""

OPERATORS = {"is": "==", "is_not": "!=", "in": "in", "not_in": "not in"} | {
    "at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<",
}  # fmt: skip


class _Writer:
    """Writes the text of one function; constants go to ``self.constants`` under names of its own."""

    def __init__(self, nodes: Sequence[Node]):
        self.facts = sorted({fact for node in nodes for fact in facts_used(node)})
        self.variables = {fact: f"v{place}" for place, fact in enumerate(self.facts)}
        self.constants: dict[str, Any] = {"Because": Because}

    def constant(self, value: Any) -> str:
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def truth(self, node: Node) -> str:
        """An expression that is true exactly where ``node`` is true."""
        if isinstance(node, Literal):
            return self.band_truth(node) if node.fact == BAND else self.literal_truth(node)
        joint = " and " if isinstance(node, Every) else " or "
        return "(" + joint.join(self.truth(part) for part in node.parts) + ")"

    def literal_truth(self, literal: Literal) -> str:
        variable = self.variables[literal.fact]
        if literal.word == "known":
            return f"{variable} is {'not ' if literal.operand else ''}None"
        test = f"{variable} {OPERATORS[literal.word]} {self.constant(literal.operand)}"
        return test if literal.word in ("is", "in") else f"({variable} is not None and {test})"

    def band_truth(self, literal: Literal) -> str:
        if literal.word == "known":
            return self.literal_truth(literal)
        meant = bands_meant(literal)
        sure = frozenset(state for state in BAND_STATES if possible_bands(*state) <= meant)
        return f"(band, gaps) in {self.constant(sure)}"

    def reasons(self, node: Node) -> str:
        """An expression for the reasons of a true ``node``: items of a tuple, each with its comma."""
        if isinstance(node, Literal):
            return f"Because({self.constant(node)}, {self.variables[node.fact]}), "
        if isinstance(node, Every):
            return "".join(self.reasons(part) for part in node.parts)
        return "".join(f"*(({self.reasons(part)}) if {self.truth(part)} else ()), " for part in node.parts)

    def rule(self, place: int, node: Node) -> str:
        unknown = [f"{self.variables[fact]} is None" for fact in facts_used(node)]
        if BAND in facts_used(node):
            unknown.append("gaps")
        return (
            f"    if {self.truth(node)}: fired.append(({place}, ({self.reasons(node)})))\n"
            f"    elif ({' or '.join(unknown)}) and not {self.truth(negation(node))}:\n"
            f"        unknown.append({place})\n"
        )


def compile_rules(nodes: Sequence[Node]) -> Decide:
    """One function for all ``nodes``, in their order; the reasons are those of ``trace.because``."""
    writer = _Writer(nodes)
    body = "".join(writer.rule(place, node) for place, node in enumerate(nodes))
    reads = "".join(
        f"    {variable} = get({writer.constant(fact)})\n" for fact, variable in writer.variables.items()
    )
    band = f"    band = get({writer.constant(BAND)}); gaps = bool(get({writer.constant(GAPS)}))\n"
    source = (
        f"def decide(facts):\n    get = facts.get\n{band}{reads}"
        f"    fired = []; unknown = []\n{body}    return fired, unknown\n"
    )
    names = dict(writer.constants)
    exec(compile(source, "<rules of a pack>", "exec"), names)
    decide: Decide = names["decide"]
    return decide
