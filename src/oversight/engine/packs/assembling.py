"""Putting a pack together from its validated files: where everything stands, what is there twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oversight.engine.model import Problem
from oversight.engine.packs.models import About, Vocabulary
from oversight.engine.packs.pack import Pack, Where
from oversight.engine.packs.parts import RULE_FILES
from oversight.engine.packs.source import Place, Source, at

KEYED = {
    "clauses.yaml": "clauses",
    "clocks.yaml": "clocks",
    "calendars.yaml": "calendars",
    "routes.yaml": "routes",
    "meetings.yaml": "meetings",
    "processes": "processes",
    "questions": "question_sets",
    "letters": "letters",
}
"""Which part of a pack the things of each file become, by id."""
MATRIX_LISTS = {"rules": "floors", "indicators": "indicators"}


def assembled(
    sources: dict[str, Source], values: dict[str, Any], parents: tuple[Pack, ...]
) -> tuple[Pack, list[Problem]]:
    """The pack made of validated files, and a problem for every id that is there twice."""
    made = _Assembly()
    for name, value in values.items():
        kind = KEYED.get(name) or KEYED.get(name.partition("/")[0])
        if kind:
            made.keep(kind, sources[name], value)
    for name in RULE_FILES:
        made.list("rules", sources.get(name), values.get(name, []), by="id")
    for name in (name for name in values if name.startswith("examples/")):
        made.list("examples", sources[name], values[name], by="name")
    made.note_matrix(sources.get("risk.yaml"), values.get("risk.yaml"))
    made.note_title_page(sources["pack.yaml"], values["pack.yaml"])
    parts: dict[str, Any] = {**made.keyed, **{kind: tuple(items) for kind, items in made.listed.items()}}
    pack = Pack(
        about=values["pack.yaml"],
        vocabulary=values.get("vocabulary.yaml") or Vocabulary(),
        matrix=values.get("risk.yaml"),
        extends=parents,
        where=made.where,
        **parts,
    )
    return pack, made.problems


class _Assembly:
    """The parts of a pack as they are put together."""

    def __init__(self) -> None:
        self.keyed: dict[str, dict[str, Any]] = {kind: {} for kind in KEYED.values()}
        self.listed: dict[str, list[Any]] = {"rules": [], "examples": []}
        self.where: dict[tuple[str, str], Where] = {}
        self.problems: list[Problem] = []

    def keep(self, kind: str, source: Source, value: Any) -> None:
        for place, item in _items(value):
            self.note(kind, item.id, source, place)
            self.keyed[kind][item.id] = item

    def list(self, kind: str, source: Source | None, value: Any, *, by: str) -> None:
        for place, item in _items(value) if source else ():
            self.note(kind, getattr(item, by), source, place)
            self.listed[kind].append(item)

    def note(self, kind: str, name: str, source: Source | None, place: Place) -> None:
        """Where a thing stands; a problem where its id is taken."""
        if source is None:
            return
        if (kind, name) in self.where:
            file, first = self.where[kind, name]
            message = f"'{name}' is already used at {file}:{first}; choose another"
            self.problems.append(source.problem(place, message))
        else:
            self.where[kind, name] = (source.file, source.line(place))

    def note_matrix(self, source: Source | None, matrix: Any) -> None:
        """The lines of the matrix; inherited ones stand at the top of its file."""
        for kind, listed in MATRIX_LISTS.items() if source and matrix else ():
            for number, item in enumerate(getattr(matrix, listed)):
                place = (listed, number)
                own = source and at(source.value, (*place, "id")) == item.id and place in source.lines
                self.note(kind, item.id, source, place if own else ())

    def note_title_page(self, source: Source, about: About) -> None:
        self.where["pack", about.id] = (source.file, 1)
        for number, gap in enumerate(about.to_fill_in):
            self.note("gaps", gap.id, source, ("to_fill_in", number))


def _items(value: Any) -> Iterable[tuple[Place, Any]]:
    return (
        [((place,), item) for place, item in enumerate(value)] if isinstance(value, list) else [((), value)]
    )
