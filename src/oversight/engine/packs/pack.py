"""A loaded pack: one council's policy as data, with what it builds on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from oversight.engine.clocks.models import Calendar, Clock
from oversight.engine.meetings.models import Meeting
from oversight.engine.model import BadInput
from oversight.engine.outcomes.policy import PackRules, Policy
from oversight.engine.packs.models import About, Clause, Example, Letter, Vocabulary
from oversight.engine.questions.models import QuestionSet
from oversight.engine.risk.models import Matrix
from oversight.engine.routes.models import Route
from oversight.engine.routes.processes import Process
from oversight.engine.rules.models import Rule
from oversight.engine.words import suggestion

Where = tuple[str, int]
"""A file and a line."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One edition of one council's policy. Everything is keyed by id; ``where`` says where each stands."""

    about: About
    clauses: Mapping[str, Clause]
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    matrix: Matrix | None = None
    rules: tuple[Rule, ...] = ()
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    routes: Mapping[str, Route] = field(default_factory=dict)
    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    processes: Mapping[str, Process] = field(default_factory=dict)
    question_sets: Mapping[str, QuestionSet] = field(default_factory=dict)
    letters: Mapping[str, Letter] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    extends: tuple[Pack, ...] = ()
    where: Mapping[tuple[str, str], Where] = field(default_factory=dict)
    checksum: str = ""

    @property
    def id(self) -> str:
        """The pack's id, as adopted: ``anyshire``."""
        return self.about.id

    @property
    def name(self) -> str:
        """Id and edition: ``anyshire/1``."""
        return f"{self.about.id}/{self.about.edition}"

    def lineage(self) -> Iterator[Pack]:
        """This pack, then those it builds on."""
        yield self
        for parent in self.extends:
            yield from parent.lineage()

    def all_of(self, kind: str) -> dict[str, Any]:
        """Everything of a kind (``clocks``, ``routes``, …), its own before what it builds on."""
        found: dict[str, Any] = {}
        for pack in self.lineage():
            found = {**getattr(pack, kind), **found}
        return found

    def find(self, kind: str, name: str) -> Any:
        """One thing of a kind; raises ``BadInput`` with suggestions where the pack has none by that id."""
        everything = self.all_of(kind)
        if name not in everything:
            what = kind.replace("_", " ").rstrip("s") if kind != "processes" else "process"
            known = f"; it has {', '.join(sorted(everything))}" if everything else "; it has none"
            raise BadInput(f"'{name}' is not a {what} of {self.name}{suggestion(name, everything) or known}")
        return everything[name]

    def calendar_of(self, clock: Clock) -> Calendar:
        """The calendar a clock counts by: its own, or the pack's."""
        chosen = clock.calendar or next((p.about.calendar for p in self.lineage() if p.about.calendar), None)
        calendar: Calendar = self.find("calendars", chosen or "")
        return calendar

    def gap_sentences(self, filled: Mapping[str, Any] | None = None) -> tuple[str, ...]:
        """What the authority must still fill in, a sentence each."""
        return tuple(gap.says for gap in self.about.to_fill_in if gap.id not in (filled or {}))

    def brings(self, filled: Mapping[str, Any] | None = None) -> PackRules:
        """The pack's rules and words, those of what it builds on included."""
        rules = [rule for pack in self.lineage() for rule in pack.rules]
        words = {
            word: said
            for pack in reversed(list(self.lineage()))
            for word, said in pack.vocabulary.words.items()
        }
        return PackRules(self.id, self.about.edition, tuple(rules), words, self.gap_sentences(filled))


def policy_of(packs: list[Pack], as_at: date, filled: Mapping[str, Any] | None = None) -> Policy:
    """The policy of an authority that adopts these packs together, as it stands on a day.

    The first pack that keeps a risk matrix gives the matrix; rules of all of them apply.
    """
    matrix = next((pack.matrix for pack in packs if pack.matrix), None)
    return Policy([pack.brings(filled) for pack in packs], matrix, as_at)
