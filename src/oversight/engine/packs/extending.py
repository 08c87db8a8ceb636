"""A risk matrix that starts from another pack's: lines are changed, added or dropped by id."""

from __future__ import annotations

from typing import Any

from oversight.engine.model import Problem
from oversight.engine.packs.pack import Pack
from oversight.engine.packs.source import Place, Source
from oversight.engine.words import suggestion

LISTS = ("indicators", "floors")


def extended_matrix(source: Source, parents: tuple[Pack, ...]) -> tuple[Any, list[Problem]]:
    """The whole matrix of ``risk.yaml``; lines that name no clause stand on the matrix's own.

    The source's lines are moved along, so that later problems are still told where they stand.
    """
    given = source.value
    if not isinstance(given, dict):
        return given, []
    inherited, problems = _inherited(source, given, parents)
    merged = {**inherited, **{key: value for key, value in given.items() if key not in (*LISTS, "drop")}}
    moved: dict[Place, int] = {}
    for kind in LISTS:
        dropped, found = _dropped(source, given, kind, inherited)
        problems += found
        lines = {line["id"]: line for line in inherited.get(kind, ()) if line["id"] not in dropped}
        own = given.get(kind) or []
        merged[kind] = _merged(own, lines)
        places = {line.get("id"): place for place, line in enumerate(merged[kind]) if isinstance(line, dict)}
        moved |= _moved(source, kind, own, places)
    for line in (line for kind in LISTS for line in merged[kind] if isinstance(line, dict)):
        line.setdefault("clause", given.get("clause"))
    source.lines = {
        place: line for place, line in source.lines.items() if place[:1] not in (("indicators",), ("floors",))
    }
    source.lines |= moved
    return merged, problems


def _inherited(
    source: Source, given: dict[str, Any], parents: tuple[Pack, ...]
) -> tuple[dict[str, Any], list[Problem]]:
    """The other pack's matrix as plain values, without its clauses."""
    name = given.get("starts_from")
    if name is None:
        return {}, []
    keeping = {pack.id: pack for parent in parents for pack in parent.lineage() if pack.matrix}
    if name not in keeping:
        near = suggestion(str(name), keeping) or "; name one of the packs this one extends"
        return {}, [source.problem(("starts_from",), f"'{name}' has no risk matrix to start from{near}")]
    matrix = keeping[name].matrix
    assert matrix is not None
    plain = matrix.model_dump(by_alias=True, exclude_none=True)
    for line in (line for kind in LISTS for line in plain[kind]):
        del line["clause"]
    return plain, []


def _dropped(
    source: Source, given: dict[str, Any], kind: str, inherited: dict[str, Any]
) -> tuple[set[str], list[Problem]]:
    """The inherited lines of a kind that the pack drops; naming one that is not there is a mistake."""
    names = given.get("drop") or []
    known = {line["id"] for each in LISTS for line in inherited.get(each, ())}
    problems = [
        source.problem(
            ("drop", place), f"'{name}' is not in the matrix it starts from{suggestion(str(name), known)}"
        )
        for place, name in enumerate(names)
        if name not in known and kind == LISTS[0]
    ]
    return {name for name in names if name in known}, problems


def _merged(own: list[Any], lines: dict[str, Any]) -> list[Any]:
    for line in own:
        if isinstance(line, dict) and line.get("id") in lines:
            lines[line["id"]] = {**lines[line["id"]], **line}
        else:
            lines[str(line.get("id", id(line))) if isinstance(line, dict) else str(id(line))] = line
    return list(lines.values())


def _moved(source: Source, kind: str, own: list[Any], places: dict[Any, int]) -> dict[Place, int]:
    moved = {}
    for place, line in source.lines.items():
        if len(place) > 1 and place[0] == kind and isinstance(own[place[1]], dict):
            new = places.get(own[place[1]].get("id"))
            if new is not None:
                moved[(kind, new, *place[2:])] = line
    return moved
