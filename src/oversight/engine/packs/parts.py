"""Which file of a pack holds what, and its validation, with every mistake put into words at its line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from oversight.engine.clocks.models import Calendar, Clock
from oversight.engine.meetings.models import Meeting
from oversight.engine.model import Problem
from oversight.engine.packs.models import About, Clause, Example, Letter, Vocabulary
from oversight.engine.packs.source import Place, Source
from oversight.engine.questions.models import QuestionSet
from oversight.engine.risk.models import Matrix
from oversight.engine.routes.models import Route
from oversight.engine.routes.processes import Process
from oversight.engine.rules.models import Rule
from oversight.engine.words import suggestion

FILES: dict[str, Any] = {
    "pack.yaml": About,
    "clauses.yaml": list[Clause],
    "vocabulary.yaml": Vocabulary,
    "risk.yaml": Matrix,
    "restrictions.yaml": list[Rule],
    "monitoring.yaml": list[Rule],
    "notices.yaml": list[Rule],
    "clocks.yaml": list[Clock],
    "calendars.yaml": list[Calendar],
    "routes.yaml": list[Route],
    "meetings.yaml": list[Meeting],
}
"""What each file at the top of a pack holds."""

FOLDERS: dict[str, Any] = {
    "processes": Process,
    "questions": QuestionSet,
    "letters": list[Letter],
    "examples": list[Example],
}
"""What each file in a folder of a pack holds."""

RULE_FILES = ("restrictions.yaml", "monitoring.yaml", "notices.yaml")
NEEDED = ("pack.yaml", "clauses.yaml")


def shape_of(name: str) -> Any | None:
    """The shape of the file ``name`` (relative to the pack), or ``None`` where a pack has no such file."""
    folder, _, rest = name.partition("/")
    return FOLDERS.get(folder) if rest else FILES.get(name)


def validated(source: Source, shape: Any) -> tuple[Any, list[Problem]]:
    """The file's value in its shape, and what is wrong with it; the value is ``None`` where anything is."""
    empty_list = source.value is None and not isinstance(shape, type)
    try:
        return TypeAdapter(shape).validate_python([] if empty_list else source.value), []
    except ValidationError as wrong:
        keys = frozenset(all_keys(shape))
        errors = [error for error in wrong.errors() if not _follows_from_another(error)]
        return None, sorted({_problem(source, error, keys) for error in errors}, key=lambda p: p.line)


def _follows_from_another(error: ErrorDetails) -> bool:
    """Union branches report every type they tried, lists that their faulty items are not there."""
    tried = ("float_type", "float_parsing", "date_type", "date_from_datetime_parsing")
    return error["type"] in tried or (error["type"] == "too_short" and bool(error["input"]))


def _problem(source: Source, error: ErrorDetails, keys: frozenset[str]) -> Problem:
    place = _place(source, error["loc"])
    return source.problem(place, in_words(error, keys))


def _place(source: Source, loc: tuple[int | str, ...]) -> Place:
    """The longest beginning of pydantic's location that stands in the file."""
    while loc and loc not in source.lines:
        loc = loc[:-1]
    return loc


def in_words(error: ErrorDetails, keys: Iterable[str]) -> str:
    """What is wrong and how to mend it, for a policy officer."""
    name = str(error["loc"][-1]) if error["loc"] else "the file"
    kind, given = error["type"], error["input"]
    if kind == "value_error":
        return str(error.get("ctx", {}).get("error", error["msg"]))
    if kind == "extra_forbidden":
        return f"'{name}' is not a key here{suggestion(name, keys) or '; take it out'}"
    if kind == "missing":
        return f"'{name}' is missing; add it"
    if kind in ("enum", "literal_error"):
        words = _words(error)
        return f"'{given}' is not one of {', '.join(words)}{suggestion(str(given), words)}"
    if kind == "string_type" and isinstance(given, (int, float)):
        return f"'{name}' is text, but {given} is read as a number; put it in quotes: \"{given}\""
    if kind == "string_pattern_mismatch":
        return f"'{given}' cannot be an id: use lower-case words joined by hyphens, such as safe-inadequate"
    return f"'{name}': {error['msg'][:1].lower()}{error['msg'][1:]}; here it is {given!r}"


def _words(error: ErrorDetails) -> list[str]:
    said = str(error.get("ctx", {}).get("expected", ""))
    return [word.strip().strip("'") for word in said.replace(" or ", ", ").split(",") if word.strip()]


def all_keys(shape: Any) -> set[str]:
    """Every key that a shape and the models inside it know."""
    found: set[str] = set()
    waiting, seen = [shape], set()
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in seen:
            seen.add(kind)
            for name, field in kind.model_fields.items():
                found.add(field.alias or name)
                waiting.append(field.annotation)
        else:
            waiting.extend(get_args(kind))
    return found
