"""Loading a pack from its folder: read, extend, validate, check; all mistakes are told at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from oversight.engine.model import BadInput, PackError, Problem
from oversight.engine.packs.assembling import assembled
from oversight.engine.packs.checks import check_pack
from oversight.engine.packs.extending import extended_matrix
from oversight.engine.packs.pack import Pack
from oversight.engine.packs.parts import FILES, FOLDERS, NEEDED, shape_of, validated
from oversight.engine.packs.source import Source, read_source
from oversight.engine.words import suggestion

IGNORED = frozenset({".docx", ".txt", ".md"})
"""Endings that a pack may hold beside its data: letter templates, notes."""
FindParent = Callable[[str], Pack]


def load_folder(folder: Path, find_parent: FindParent, *, shown_from: Path) -> Pack:
    """The pack in ``folder``, checked whole. Raises ``PackError`` with every problem found."""
    sources, problems = _read_all(folder, shown_from)
    if problems:
        raise PackError(sorted(problems, key=lambda problem: (problem.file, problem.line)))
    parents = _parents(sources["pack.yaml"], find_parent)
    if "risk.yaml" in sources:
        sources["risk.yaml"].value, problems = extended_matrix(sources["risk.yaml"], parents)
    values: dict[str, Any] = {}
    for name, source in sources.items():
        values[name], found = validated(source, shape_of(name))
        problems += found
    if problems:
        raise PackError(sorted(problems, key=lambda problem: (problem.file, problem.line)))
    pack, twice = assembled(sources, values, parents)
    citations = [each for name, source in sources.items() if _cites(name) for each in source.citations()]
    if problems := [*twice, *check_pack(pack, citations)]:
        raise PackError(sorted(problems, key=lambda problem: (problem.file, problem.line)))
    return replace(pack, checksum=_checksum(folder, sources))


def _read_all(folder: Path, shown_from: Path) -> tuple[dict[str, Source], list[Problem]]:
    sources, problems = {}, []
    for path in sorted(folder.rglob("*")):
        name, shown = path.relative_to(folder).as_posix(), _shown(path, shown_from)
        if path.is_dir() or path.suffix in IGNORED:
            continue
        if shape_of(name) is None or path.suffix != ".yaml":
            known = {*FILES, *(f"{each}/" for each in FOLDERS)}
            near = suggestion(name, known) or f"; a pack has {', '.join(sorted(known))}"
            problems.append(Problem(shown, 1, f"'{name}' is not a file of a pack{near}"))
            continue
        sources[name] = read_source(path, shown)
        problems += sources[name].problems
    missing = [name for name in NEEDED if name not in sources]
    problems += [
        Problem(_shown(folder / name, shown_from), 1, "a pack needs this file; add it") for name in missing
    ]
    return sources, problems


def _shown(path: Path, shown_from: Path) -> str:
    return path.relative_to(shown_from).as_posix() if path.is_relative_to(shown_from) else path.as_posix()


def _parents(source: Source, find_parent: FindParent) -> tuple[Pack, ...]:
    names = source.value.get("extends") if isinstance(source.value, dict) else None
    if not isinstance(names, list):
        return ()
    found = []
    for place, name in enumerate(names):
        try:
            found.append(find_parent(str(name)))
        except BadInput as wrong:
            raise PackError([source.problem(("extends", place), str(wrong))]) from None
    return tuple(found)


def _cites(name: str) -> bool:
    """Whether a file's clauses count as citing: the list of clauses and the examples do not."""
    return name != "clauses.yaml" and not name.startswith("examples/")


def _checksum(folder: Path, sources: dict[str, Source]) -> str:
    """A fingerprint of every file of the pack, by which an adopted edition is guarded."""
    fingerprint = sha256()
    for name in sorted(sources):
        fingerprint.update(f"{name}\0".encode() + (folder / name).read_bytes() + b"\0")
    return fingerprint.hexdigest()
