"""Interleaved timing: every contender once a round, medians over the rounds, so that only ratios count."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping


def interleaved(work: Mapping[str, Callable[[], object]], rounds: int = 7) -> dict[str, float]:
    """Median seconds of each piece of work over ``rounds``, all of them run in each round.

    The order turns by one each round, so that nobody always runs after the same neighbour.
    """
    names = list(work)
    for name in names:
        work[name]()
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            gc.collect()
            began = time.perf_counter()
            work[name]()
            seconds[name].append(time.perf_counter() - began)
    return {name: statistics.median(found) for name, found in seconds.items()}


def rate(count: int, seconds: float) -> str:
    """So many things a second, for people."""
    return f"{count / seconds:>14,.0f} a second"


def ratio(name: str, value: float, goal: str = "") -> str:
    """A line with a ratio and the goal beside it."""
    return f"  {name:<66} {value:>10.2f}{('   goal ' + goal) if goal else ''}"
