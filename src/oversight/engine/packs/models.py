"""The parts of a pack that no other module owns: title page, clauses, vocabulary, letters, examples."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from oversight.engine.model import Cited, ClauseId, Identifier, PackModel, Sentence
from oversight.engine.words import Band, Capability, Governed, Level, Position, Role


class PublishedAs(PackModel):
    """The document that a pack was made from."""

    title: Sentence
    by: Sentence
    published: str | None = Field(
        default=None, description="as printed; blank where the document does not say"
    )
    note: Sentence | None = None


class Gap(PackModel):
    """Something the source leaves open that the authority must fill in before it adopts the pack."""

    id: Identifier
    clause: ClauseId
    kind: Literal["role", "frequency", "rule", "limit"]
    says: Sentence = Field(description="a sentence that names what must be filled in")


class About(PackModel):
    """``pack.yaml``: what the pack is, what it extends, whose titles stand for which role, its gaps."""

    id: Identifier
    edition: str
    title: Sentence
    source: PublishedAs
    extends: tuple[str, ...] = Field(default=(), description='other packs it builds on: "common/1"')
    calendar: Identifier | None = Field(default=None, description="for clocks that name none")
    roles: dict[Role, Sentence] = Field(default_factory=dict, description="the council's title for each role")
    to_fill_in: tuple[Gap, ...] = ()
    note: Sentence | None = None


class Clause(PackModel):
    """One clause of the source, in our own words, and what carries it.

    A clause is cited by a rule, clock, route or the like; or named with the capability of the service
    that will carry it; or marked ``not_automated`` with why.
    """

    id: ClauseId
    number: str | None = Field(default=None, description="as printed, where it differs from the id")
    title: Sentence
    says: Sentence = Field(description="a short paraphrase in our own words")
    carried_by: Capability | None = None
    not_automated: Sentence | None = None
    governs: tuple[Governed, ...] = Field(default=(), description="fields of the service it stands beside")
    note: Sentence | None = Field(default=None, description="a trap or contradiction in the source")


class Activity(PackModel):
    """A kind of assurance activity a pack knows, with its limits."""

    title: Sentence
    clause: ClauseId
    code: str | None = Field(default=None, description="the council's own code, such as QM4")
    purpose: Sentence | None = None
    applies_to: Sentence | None = Field(default=None, description="which services, in words")
    most_hours: float | None = Field(default=None, gt=0)
    announced: bool | None = None
    reopens: Sentence | None = None
    note: Sentence | None = None


class Listing(PackModel):
    """A list that is circulated, and who may see it."""

    title: Sentence
    clause: ClauseId
    visibility: Literal["disclosable", "confidential"]
    shared_with: tuple[Sentence, ...] = ()
    note: Sentence | None = None


class ThresholdLevel(PackModel):
    """A provider-concerns threshold: what it means for people, what may be done, who leads."""

    clause: ClauseId
    impact: Sentence
    actions: tuple[Sentence, ...]
    lead: Sentence


class Vocabulary(PackModel):
    """``vocabulary.yaml``: local words for ours, the activities, the lists, the threshold levels."""

    words: dict[str, Sentence] = Field(default_factory=dict, description='"position.embargo": "Embargo"')
    activities: dict[Identifier, Activity] = Field(default_factory=dict)
    lists: dict[Identifier, Listing] = Field(default_factory=dict)
    levels: dict[Level, ThresholdLevel] = Field(default_factory=dict)
    choices: dict[Identifier, tuple[Sentence, ...]] = Field(
        default_factory=dict,
        description="lists the authority may edit: sources of intelligence, districts, reasons",
    )


class Letter(Cited):
    """A letter or notice the policy names: to whom, copies, and what it must say. The text comes later."""

    title: Sentence
    to: tuple[Sentence, ...] = Field(min_length=1)
    copies: tuple[Sentence, ...] = ()
    must_say: tuple[Sentence, ...] = ()
    note: Sentence | None = None


class DeadlineExample(PackModel):
    """A clock and a start, for an example that expects a due date."""

    clock: Identifier
    starts: str = Field(description='a day or a moment, quoted: "2026-11-22T16:30+00:00"')


class RouteExample(PackModel):
    """A route and its events, for an example that expects where the case stands."""

    route: Identifier
    events: tuple[dict[str, Any], ...]


class QuorumExample(PackModel):
    """A meeting and who is present, for an example that expects whether it is quorate."""

    meeting: Identifier
    present: tuple[str, ...]


class Expected(PackModel):
    """What an example expects; only what is named is compared.

    ``fires`` and ``misses`` name rules (floors included) that must be true and must be known to be false.
    """

    fires: tuple[Identifier, ...] = ()
    misses: tuple[Identifier, ...] = ()
    undecided: tuple[Identifier, ...] = ()
    recommended: Position | None = None
    band: Band | None = None
    score: int | None = None
    complete: bool | None = None
    level: Level | None = None
    set_aside: tuple[Identifier, ...] = ()
    due_on: date | None = None
    step: str | None = None
    closed: bool | None = None
    refused: tuple[str, ...] | None = Field(
        default=None, description="words each refusal must hold, in order"
    )
    clocks: dict[Identifier, date] = Field(default_factory=dict)
    quorate: bool | None = None
    missing: tuple[str, ...] | None = None


class Example(PackModel):
    """A worked example: the facts given (or a deadline, a route, a quorum) and what must follow."""

    name: Sentence
    clause: ClauseId
    as_at: date | None = None
    given: dict[str, Any] | None = None
    deadline: DeadlineExample | None = None
    route: RouteExample | None = None
    quorum: QuorumExample | None = None
    expect: Expected
    note: Sentence | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Example:
        kinds = [kind for kind in ("given", "deadline", "route", "quorum") if getattr(self, kind) is not None]
        if len(kinds) != 1:
            raise ValueError("an example gives exactly one of: given, deadline, route, quorum")
        return self
