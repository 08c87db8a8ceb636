"""Between what is kept of a case and what the engine reads: events, people, and sentences with their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from oversight.engine.routes.events import Event
from oversight.engine.routes.models import Answer, Route, Step
from oversight.engine.words import Role
from oversight.foundation.ui.words import day

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b(?!T)")


class Kept(Protocol):
    """An answer as it is kept."""

    at: Any
    role: str
    answer: str
    carries: Any

    @property
    def actor_key(self) -> str:
        """Who gave it, as the engine compares people."""
        ...


def events_of(kept: Iterable[Kept]) -> list[Event]:
    """Kept answers as the engine reads them. People are compared by their ids, never by their names."""
    return [Event(each.at, each.actor_key, Role(each.role), each.answer, each.carries) for each in kept]


def with_names(sentence: str, names: Mapping[str, str], route: Route) -> str:
    """A sentence of the engine for people: ids become names, days words, steps and answers their titles."""
    said = _ID.sub(lambda found: names.get(found[0], "somebody"), sentence)
    said = _DAY.sub(lambda found: day(date.fromisoformat(found[0])), said)
    for step in route.steps:
        said = said.replace(f"'{step.id}'", f"‘{step.title}’")
        for answer in step.answers:
            said = said.replace(f"'{answer.answer}'", f"‘{words_of(answer)}’")
    return said[:1].upper() + said[1:].rstrip(".")


def words_of(answer: Answer) -> str:
    """An answer in words."""
    return (answer.says or answer.answer.replace("_", " ").capitalize()).rstrip(".")


def clause_of(route: Route, step: Step, answer: Answer) -> str:
    """The clause an answer stands on."""
    return answer.clause or step.clause or route.clause


def changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The facts that are others now than they were, by name."""
    names = sorted({*before, *now})
    return [name for name in names if before.get(name) != now.get(name)]


def first_answers(route: Route) -> Sequence[Answer]:
    """With which answers a case of a route can begin."""
    return route.step(route.starts_at).answers
