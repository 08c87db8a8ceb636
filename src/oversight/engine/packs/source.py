"""Reading one YAML file of a pack with the line of everything in it, and refusing what YAML lets slip.

Refused: duplicate keys; unquoted ``yes``, ``no``, ``on``, ``off``; clause ids without quotes; tags. Plain
``true``, ``false``, numbers and dates keep their types; everything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from oversight.engine.model import Problem

Place = tuple[Any, ...]
"""Where a value stands in a file: keys and list places from the top, ``(2, "when", "fact")``."""

FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CLAUSE_KEYS = frozenset({"clause", "number"})
INTEGER = re.compile(r"[-+]?\d+\Z")
DECIMAL = re.compile(r"[-+]?(\d+\.\d*|\.\d+)([eE][-+]?\d+)?\Z")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
SLIPPERY = frozenset({"yes", "no", "on", "off", "y", "n"})
WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(slots=True)
class Source:
    """One file: its value, the line of each place in it, and the problems found on reading it."""

    file: str
    value: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def citations(self) -> Iterator[tuple[str, str, int]]:
        """Every clause cited in this file, with file and line."""
        for place, line in self.lines.items():
            if place and place[-1] == "clause" and isinstance(found := at(self.value, place), str):
                yield found, self.file, line

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest thing around it that has one."""
        for length in range(len(place), -1, -1):
            if (found := self.lines.get(place[:length])) is not None:
                return found
        return 1

    def problem(self, place: Place, message: str) -> Problem:
        """A problem at a place in this file."""
        return Problem(self.file, self.line(place), message)


def at(value: Any, place: Place) -> Any:
    """What stands at a place in a value; ``None`` where nothing does."""
    for step in place:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def read_source(path: Path, shown_as: str) -> Source:
    """The file at ``path``; whatever is wrong with it is among its problems, never raised."""
    source = Source(shown_as)
    try:
        text = path.read_text(encoding="utf-8")
        node = _composed(text)
    except UnicodeDecodeError as wrong:
        line = path.read_bytes()[: wrong.start].count(b"\n") + 1
        source.problems.append(Problem(shown_as, line, "this is not UTF-8 text; save the file as UTF-8"))
        return source
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        line = mark.line + 1 if mark else 1
        said = (wrong.problem or "it cannot be read").replace("\n", " ")
        message = f"this is not YAML: {said}; check the indentation, colons and quotes here"
        source.problems.append(Problem(shown_as, line, message))
        return source
    except yaml.YAMLError as wrong:
        source.problems.append(Problem(shown_as, 1, f"this is not YAML: {wrong}"))
        return source
    source.value = None if node is None else _Reader(source).value(node, ())
    return source


def _composed(text: str) -> yaml.Node | None:
    """The nodes of a text, by libyaml, which is some eight times as fast; faults are told in the words of PyYAML."""
    try:
        return yaml.compose(text, Loader=FAST)
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)


class _Reader:
    """Builds values from YAML nodes, noting lines and problems in the source."""

    def __init__(self, source: Source):
        self.source = source

    def value(self, node: yaml.Node, place: Place) -> Any:
        self.source.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return dict(self.items(node, place))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(part, (*place, number)) for number, part in enumerate(node.value)]
        return self.scalar(node, place)

    def items(self, node: yaml.MappingNode, place: Place) -> Iterator[tuple[Any, Any]]:
        seen: dict[Any, int] = {}
        for key_node, value_node in node.value:
            key, line = self.key(key_node), key_node.start_mark.line + 1
            if key in seen:
                self.refuse(line, f"'{key}' is here twice (first on line {seen[key]}); keep one")
            seen[key] = line
            self.source.lines[(*place, key)] = line
            if key in CLAUSE_KEYS and isinstance(value_node, yaml.ScalarNode) and not value_node.style:
                self.refuse(
                    value_node.start_mark.line + 1,
                    f'a clause id is a quoted string: write {key}: "{value_node.value}"',
                )
            yield key, self.value(value_node, (*place, key))

    def key(self, node: yaml.Node) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            self.refuse(node.start_mark.line + 1, "a key must be a single word")
            return str(node.start_mark.line)
        return self.scalar(node, ()) if node.value in ("true", "false") else node.value

    def scalar(self, node: yaml.Node, place: Place) -> Any:
        text = str(node.value)
        if getattr(node, "style", None):
            return text
        if text.lower() in SLIPPERY:
            line = node.start_mark.line + 1
            self.refuse(
                line, f'an unquoted {text} is a trap in YAML: write true or false, or "{text}" in quotes'
            )
            return text
        return self.plain(text, node)

    def plain(self, text: str, node: yaml.Node) -> Any:
        if text in WORDS:
            return WORDS[text]
        if INTEGER.match(text):
            return int(text)
        if DECIMAL.match(text):
            return float(text)
        if DATE.match(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self.refuse(node.start_mark.line + 1, f"{text} is not a day of the calendar")
        return text

    def refuse(self, line: int, message: str) -> None:
        self.source.problems.append(Problem(self.source.file, line, message))
