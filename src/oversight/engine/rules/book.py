"""The rules of a policy as they stand on a day: dated rules picked, groups joined in, compiled once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from oversight.engine.rules.explained import Fired, compile_rules
from oversight.engine.rules.models import Rule
from oversight.engine.rules.normal import Every, Node, Some, normal


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule and the plain form of its whole condition, the group it leans on included."""

    rule: Rule
    node: Node


class RuleBook:
    """Entries in force on a day, ready to run over one service (``decide``) or over planes (``nodes``)."""

    def __init__(self, entries: Sequence[Entry]):
        self.entries = tuple(entries)
        self.nodes = tuple(entry.node for entry in self.entries)
        self._decide = compile_rules(self.nodes)

    def decide(self, facts: Mapping[str, Any]) -> tuple[list[Fired], list[int]]:
        """The rules that fire, with their reasons, and the places of those that are unknown."""
        return self._decide(facts)


def entries(rules: Sequence[Rule], as_at: date) -> list[Entry]:
    """The rules in force; one that leans on a group with no other rule in force can never count."""
    current = [rule for rule in rules if rule.in_force(as_at)]
    found = []
    for rule in current:
        node = normal(rule.when)
        if rule.needs_another:
            grounds = tuple(normal(other.when) for other in current if other.in_group == rule.needs_another)
            if not grounds:
                continue
            node = Every((node, Some(grounds)))
        found.append(Entry(rule, node))
    return found
