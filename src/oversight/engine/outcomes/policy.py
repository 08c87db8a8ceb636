"""A policy as it stands on a day: the rules in force and the matrix of the adopted packs, compiled once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from json import dumps

from oversight.engine.risk.models import Matrix
from oversight.engine.risk.scoring import RiskBook
from oversight.engine.rules.book import Entry, RuleBook, entries
from oversight.engine.rules.models import Rule
from oversight.engine.rules.normal import Node, facts_used
from oversight.engine.words import OutcomeKind, Strength


@dataclass(frozen=True, slots=True)
class PackRules:
    """What one adopted pack brings to a policy: its rules, its words, and the gaps nobody has filled in."""

    pack: str
    edition: str
    rules: tuple[Rule, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    to_fill_in: tuple[str, ...] = ()


class Policy:
    """Adopted packs read for one day, ready to explain a service or to run over a table of them."""

    def __init__(self, packs: Sequence[PackRules], matrix: Matrix | None, as_at: date):
        self.packs = tuple(packs)
        self.as_at = as_at
        self.risk = RiskBook(matrix, as_at) if matrix else None
        self.words = {word: label for pack in reversed(self.packs) for word, label in pack.words.items()}
        owned: list[tuple[str, Entry]] = [
            (pack.pack, entry) for pack in self.packs for entry in entries(pack.rules, as_at)
        ]
        self.owners = tuple(pack for pack, _ in owned)
        self.rules = RuleBook([entry for _, entry in owned])

    @property
    def name(self) -> str:
        """The ids of the adopted packs, joined by ``+``."""
        return "+".join(pack.pack for pack in self.packs)

    @property
    def edition(self) -> str:
        """The editions of the adopted packs, joined by ``+``."""
        return "+".join(pack.edition for pack in self.packs)

    @property
    def to_fill_in(self) -> tuple[str, ...]:
        """The sentences that say what the authority must fill in."""
        return tuple(sentence for pack in self.packs for sentence in pack.to_fill_in)

    @cached_property
    def mark(self) -> str:
        """A digest of all it says on its day: under the same mark the same facts always give the same answer.

        64 hexadecimal digits. Rules that begin or end on a day change it on that day.
        """
        in_force = [*self.rules.entries, *(self.risk.floors.entries if self.risk else ())]
        told = [
            [[each.pack, each.edition, sorted(each.words.items()), each.to_fill_in] for each in self.packs],
            self.owners,
            [each.rule.model_dump_json() for each in in_force],
            self.risk.matrix.model_dump_json() if self.risk else "",
        ]
        return sha256(dumps(told).encode()).hexdigest()

    def facts_read(self) -> tuple[str, ...]:
        """Every fact that the policy's rules, indicators or floors read, in the catalogue's order."""
        nodes = list(self.rules.nodes)
        names: set[str] = set()
        if self.risk:
            nodes += self.risk.floors.nodes
            nodes += [node for node in self.risk.applies if node]
            names |= {indicator.fact for indicator in self.risk.matrix.indicators}
        return tuple(sorted(names.union(*(facts_used(node) for node in nodes)))) if nodes else tuple(names)

    def position_rules(self) -> list[tuple[Rule, Node]]:
        """The rules whose position counts towards the recommendation: automatic or usual ones."""
        return [
            (entry.rule, entry.node) for entry in self.rules.entries
            if entry.rule.then.kind is OutcomeKind.POSITION and entry.rule.then.strength is not Strength.MAY
        ]  # fmt: skip

    def label(self, kind: str, value: str) -> str:
        """The council's own words for an outcome, or ours."""
        return self.words.get(f"{kind}.{value}") or value.replace("_", " ").replace("-", " ").capitalize()
