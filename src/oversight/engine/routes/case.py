"""A case in the middle of its route: the step it stands at, who has acted, which clocks run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from oversight.engine.clocks.moments import local_day
from oversight.engine.routes.events import Event
from oversight.engine.routes.models import Answer, Route, Step
from oversight.engine.words import Role

Due = Callable[[str, datetime], date | None]
"""The last day of a clock that starts at a moment; ``None`` while it is held."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An accepted answer: its place among the events given, the step it was given at, where it led."""

    index: int
    event: Event
    step: str
    to: str


@dataclass(frozen=True, slots=True)
class Started:
    """A clock that was started: when, its last day (``None`` while held), and when it was stopped."""

    at: datetime
    due_on: date | None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LetterDue:
    """A letter that follows from the answer at ``because_of``, its place among the events given."""

    letter: str
    because_of: int


@dataclass(frozen=True, slots=True)
class Case:
    """Where a case stands between two events. Nothing here changes; ``moved`` gives the next."""

    route: Route
    named: Mapping[str, Role]
    step: Step
    history: tuple[Entry, ...] = ()
    clocks: Mapping[str, Started] = field(default_factory=dict)
    letters: tuple[LetterDue, ...] = ()

    def roles_of(self, answer: Answer) -> tuple[Role, ...]:
        """Who may give an answer, stand-ins aside; nobody while its role is still to be named."""
        if answer.role is None:
            return answer.roles
        name = answer.role.to_be_named
        return (self.named[name],) if name in self.named else ()

    def last_day_of(self, answer: Answer) -> date | None:
        """The last day on which an answer with a window is in time; ``None`` where none is known."""
        started = self.clocks.get(answer.within) if answer.within else None
        return started.due_on if started else None

    def too_late(self, answer: Answer, day: date) -> bool:
        """Whether the answer's window has run out by that day."""
        last = self.last_day_of(answer)
        return last is not None and day > last

    def settled(self, day: date) -> Step:
        """The step it stands at once windows that ran out before that day have moved it on."""
        step, passed = self.step, set()
        while step.after_window and step.id not in passed and self._lapsed(step, day):
            passed.add(step.id)
            step = self.route.step(step.after_window)
        return step

    def _lapsed(self, step: Step, day: date) -> bool:
        return all(self.too_late(answer, day) for answer in step.answers if answer.within)

    def asked_at(self, event: Event) -> Step:
        """The step that an event answers: where it stands, or, failing that, where lapsed windows led."""
        return self.step if self.step.answer(event.answer) else self.settled(event.day)

    def moved(self, index: int, event: Event, step: Step, answer: Answer, due: Due) -> Case:
        """The case after an answer that has been found in order."""
        clocks = dict(self.clocks)
        for name in answer.ends_clocks:
            if name in clocks and clocks[name].ended_at is None:
                clocks[name] = replace(clocks[name], ended_at=event.at)
        for name in answer.starts:
            clocks[name] = Started(event.at, due(name, event.at))
        return replace(
            self,
            step=self.route.step(answer.to),
            history=(*self.history, Entry(index, event, step.id, answer.to)),
            clocks=clocks,
            letters=(*self.letters, *(LetterDue(letter, index) for letter in answer.letters)),
        )

    def last_day(self) -> date | None:
        """The day of the last accepted answer; ``None`` before the first."""
        return local_day(self.history[-1].event.at) if self.history else None
