"""The page of security tests names tests that there are, and every number that issue 3 asks for."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ASKED = "T01 T02 T03 T04 T05 T06 T07 T11 T12 T17 T18 T20 T23 T33 T47".split()
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def page(repository: Path) -> str:
    """The text of docs/explanation/security-tests.md."""
    return (repository / "docs/explanation/security-tests.md").read_text(encoding="utf-8")


def functions(file: Path) -> set[str]:
    """The names of a file's functions and methods; none if there is no such file."""
    if not file.exists():
        return set()
    return {each.name for each in ast.walk(ast.parse(file.read_text())) if isinstance(each, ast.FunctionDef)}


def not_there(text: str, repository: Path) -> list[str]:
    """The tests that are named and do not exist."""
    return [
        f"{file}::{name}" for file, name in NAMED.findall(text) if name not in functions(repository / file)
    ]


def test_every_named_test_is_there(repository: Path) -> None:
    assert not_there(page(repository), repository) == []


def test_each_number_has_its_tests(repository: Path) -> None:
    sections = {each[:3]: each for each in page(repository).split("\n## ")[1:]}
    assert list(sections) == ASKED
    assert [number for number, text in sections.items() if not NAMED.search(text)] == []


def test_a_name_that_is_none_is_noticed(repository: Path) -> None:
    said = "`tests/gates/test_gate_matrix.py::test_nothing_of_the_kind` `tests/nowhere.py::test_it`"
    assert len(not_there(said, repository)) == 2
