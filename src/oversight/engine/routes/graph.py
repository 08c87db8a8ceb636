"""Which steps can be reached, and from which no end can be: over step ids and where each leads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

Ways = Mapping[str, Collection[str]]
"""For each step, the steps to which it can lead."""


def unreachable(ways: Ways, start: str) -> list[str]:
    """The steps to which no way leads from ``start``, in order."""
    reached = _from([start], ways)
    return [step for step in ways if step not in reached]


def endless(ways: Ways, ends: Iterable[str]) -> list[str]:
    """The steps from which no end can be reached, in order."""
    back = {step: [other for other, targets in ways.items() if step in targets] for step in ways}
    reaching = _from(ends, back)
    return [step for step in ways if step not in reaching]


def _from(starts: Iterable[str], ways: Ways) -> set[str]:
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        step = waiting.pop()
        if step not in reached:
            reached.add(step)
            waiting.extend(ways.get(step, ()))
    return reached
