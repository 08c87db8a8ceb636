"""A decision route as a pack writes it: steps, who may answer what, what it carries, where it leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from oversight.engine.model import Cited, ClauseId, Identifier, PackModel, Sentence
from oversight.engine.routes.carries import Carry
from oversight.engine.routes.graph import endless, unreachable
from oversight.engine.words import Position, Role, suggestion

Word = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]
"""The id of a step or an answer: lower-case words joined by hyphens or underscores."""


class Sets(StrEnum):
    """What an answer does to the position, where it does anything.

    ``carried``: it takes the position that comes with it. ``before``: the one that stood before the case began
    stands again. The others are positions.
    """

    CARRIED = "carried"
    BEFORE = "before"
    NONE = Position.NONE.value
    CAUTION = Position.CAUTION.value
    EMBARGO = Position.EMBARGO.value
    TERMINATE = Position.TERMINATE.value


class ToBeNamed(PackModel):
    """A role that the source leaves open: the gap's id, and what the authority must fill in."""

    to_be_named: Identifier = Field(description="the gap under to_fill_in in pack.yaml")
    sentence: Sentence = Field(description="names what the authority must fill in")


class StandIn(PackModel):
    """Who may give an answer while the role that gives it is absent, and under what."""

    role: Role
    when: Literal["absent"] = "absent"
    carries: tuple[Carry, ...] = (Carry.DELEGATION,)
    clause: ClauseId

    @model_validator(mode="after")
    def _delegated(self) -> StandIn:
        if Carry.DELEGATION not in self.carries:
            raise ValueError("who stands in carries a recorded delegation; add delegation to its carries")
        return self


class Answer(PackModel):
    """What may be answered at a step: by whom, carrying what, leading where.

    ``role`` replaces ``roles`` where the source names nobody. ``within`` names the clock after which the
    answer comes too late. ``positions`` and ``record`` narrow what the carries of those names may hold.
    """

    answer: Word
    roles: tuple[Role, ...] = ()
    role: ToBeNamed | None = None
    stand_in: StandIn | None = None
    to: Word = Field(description="the step it leads to; may be the same")
    carries: tuple[Carry, ...] = Field(description="what must come with it; [] for nothing")
    may_carry: tuple[Carry, ...] = ()
    positions: tuple[Position, ...] = Field(default=(), description="the positions it may take, if not all")
    record: tuple[Sentence, ...] = Field(default=(), description="the fields that its record must fill in")
    starts: tuple[Identifier, ...] = Field(default=(), description="clocks")
    ends_clocks: tuple[Identifier, ...] = ()
    letters: tuple[Identifier, ...] = ()
    within: Identifier | None = Field(default=None, description="a clock; later than that is too late")
    sets: Sets | None = Field(default=None, description="the position that stands from this answer on")
    clause: ClauseId | None = None
    says: Sentence | None = Field(default=None, description="the answer in words")

    @model_validator(mode="after")
    def _consistent(self) -> Answer:
        if bool(self.roles) == bool(self.role):
            raise ValueError(
                f"'{self.answer}' says who gives it by 'roles: [...]', or, where the source names nobody, "
                "by 'role: {to_be_named: ..., sentence: ...}'; give exactly one of the two"
            )
        if self.stand_in and self.stand_in.role in self.roles:
            raise ValueError(f"'{self.stand_in.role}' may give '{self.answer}' anyway; take it out of one")
        self._check_carries()
        return self

    def _check_carries(self) -> None:
        twice = repeated((*self.carries, *self.may_carry))
        if twice:
            raise ValueError(f"'{self.answer}' carries '{twice[0]}' twice; take one out")
        for name, word in (("positions", Carry.POSITION), ("record", Carry.RECORD)):
            if getattr(self, name) and word not in (*self.carries, *self.may_carry):
                raise ValueError(f"'{self.answer}' gives '{name}', so it carries '{word}'; add it to carries")
        if Carry.POSITION in self.carries and self.sets is not Sets.CARRIED:
            raise ValueError(f"'{self.answer}' must carry a position, so it takes it; add 'sets: carried'")
        if self.sets is Sets.CARRIED and Carry.POSITION not in (*self.carries, *self.may_carry):
            raise ValueError(f"'{self.answer}' sets the position it carries; add 'position' to its carries")


class Step(PackModel):
    """A place where a case can stand: waiting for an answer, or ended with an outcome.

    ``after_window`` is where the case goes when every window of the step has run out unanswered.
    """

    id: Word
    title: Sentence
    clause: ClauseId | None = Field(default=None, description="needed unless the step ends the case")
    answers: tuple[Answer, ...] = ()
    after_window: Word | None = None
    ends: bool = Field(default=False, strict=True)
    outcome: Sentence | None = Field(
        default=None, description="what was decided, where the step ends the case"
    )
    note: Sentence | None = None

    @model_validator(mode="after")
    def _answers_or_ends(self) -> Step:
        if self.ends == bool(self.answers):
            raise ValueError(f"'{self.id}' either has answers or 'ends: true' with its outcome, not both")
        if self.ends != bool(self.outcome):
            raise ValueError(f"'{self.id}': a step that ends the case says its outcome, and no other does")
        if self.answers and not self.clause:
            raise ValueError(f"'{self.id}' has answers, so it needs the clause it stands on")
        twice = repeated(answer.answer for answer in self.answers)
        if twice:
            raise ValueError(f"'{self.id}' has the answer '{twice[0]}' twice; give each its own word")
        if self.after_window and not any(answer.within for answer in self.answers):
            raise ValueError(f"'{self.id}' has after_window, but no answer of it has a window ('within')")
        return self

    def answer(self, word: str) -> Answer | None:
        """The answer of that word, if the step has it."""
        return next((answer for answer in self.answers if answer.answer == word), None)

    def targets(self) -> set[str]:
        """The steps to which this one can lead."""
        return {answer.to for answer in self.answers} | ({self.after_window} if self.after_window else set())


class Apart(StrEnum):
    """How people are kept apart, whatever role they hold at the time."""

    NO_PERSON_TWICE = "no_person_twice"
    NO_PARTICIPANT_AT = "no_participant_at"
    CONSULTS_ANOTHER = "consults_another"


class Separation(PackModel):
    """A separation of duties, by person.

    ``no_person_twice``: nobody answers at two of these steps. ``no_participant_at``: nobody who answered
    anywhere before answers at these. ``consults_another``: the consultation names somebody else.
    """

    kind: Apart
    steps: tuple[Word, ...] = Field(min_length=1)
    clause: ClauseId

    @model_validator(mode="after")
    def _enough(self) -> Separation:
        if repeated(self.steps):
            raise ValueError(f"'{repeated(self.steps)[0]}' is there twice; take one out")
        if self.kind is Apart.NO_PERSON_TWICE and len(self.steps) < 2:
            raise ValueError("no_person_twice keeps people apart at two steps or more; name another")
        return self


class Body(StrEnum):
    """A body that takes a position of its own; each changes only its own (SOM 2.6)."""

    COUNCIL = "council"
    HEALTH = "health"


class Route(Cited):
    """A decision route: where it starts, its steps, and who must not be the same person."""

    title: Sentence
    about: Sentence | None = None
    body: Body = Field(default=Body.COUNCIL, description="whose position its answers set")
    starts_at: Word
    steps: tuple[Step, ...] = Field(min_length=2)
    separation: tuple[Separation, ...] = ()
    note: Sentence | None = None

    @model_validator(mode="after")
    def _whole(self) -> Route:
        ids = [step.id for step in self.steps]
        if twice := repeated(ids):
            raise ValueError(f"the step '{twice[0]}' is there twice; give each its own id")
        for name, where in self._named_steps():
            if name not in ids:
                known = suggestion(name, ids) or f"; its steps are {', '.join(ids)}"
                raise ValueError(f"{where} names '{name}', which is not a step of '{self.id}'{known}")
        self._check_ways()
        self._check_windows()
        self._check_separation()
        return self

    def _named_steps(self) -> Iterator[tuple[str, str]]:
        yield self.starts_at, "starts_at"
        for step in self.steps:
            for answer in step.answers:
                yield answer.to, f"'{answer.answer}' at '{step.id}'"
            if step.after_window:
                yield step.after_window, f"after_window of '{step.id}'"
        for separation in self.separation:
            for name in separation.steps:
                yield name, f"the separation {separation.kind}"

    def _check_ways(self) -> None:
        ways = {step.id: step.targets() for step in self.steps}
        if lost := unreachable(ways, self.starts_at):
            raise ValueError(
                f"no way leads to the step '{lost[0]}'; let an answer lead to it, or take it out"
            )
        if caught := endless(ways, [step.id for step in self.steps if step.ends]):
            raise ValueError(
                f"a case at '{caught[0]}' could never end; let a way lead from it to a step with 'ends: true'"
            )

    def _check_windows(self) -> None:
        started = {clock for answer in self.answers() for clock in answer.starts}
        for answer in self.answers():
            if answer.within and answer.within not in started:
                raise ValueError(
                    f"'{answer.answer}' must come within '{answer.within}', which no answer starts; name it "
                    f"under 'starts' of an earlier answer{suggestion(answer.within, started)}"
                )

    def _check_separation(self) -> None:
        for separation in self.separation:
            for name in separation.steps:
                answers = self.step(name).answers
                if not answers:
                    raise ValueError(f"nobody answers at '{name}', so {separation.kind} means nothing there")
                carried = {carry for answer in answers for carry in (*answer.carries, *answer.may_carry)}
                if separation.kind is Apart.CONSULTS_ANOTHER and Carry.CONSULTATION not in carried:
                    raise ValueError(f"no answer at '{name}' carries a consultation; add it to its carries")

    def step(self, name: str) -> Step:
        """The step of that id, which must be one of the route's."""
        return next(step for step in self.steps if step.id == name)

    def answers(self) -> Iterator[Answer]:
        """Every answer of every step."""
        return (answer for step in self.steps for answer in step.answers)

    def windows(self) -> frozenset[str]:
        """The clocks after which some answer comes too late."""
        return frozenset(answer.within for answer in self.answers() if answer.within)


def repeated(words: Iterable[str]) -> list[str]:
    """The words that are there more than once, in order."""
    return [str(word) for word, times in Counter(words).items() if times > 1]
