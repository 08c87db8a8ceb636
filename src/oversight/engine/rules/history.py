"""The facts of many services at the end of each of many months, from dated events and dated values.

Months are numbered from 0; services by their place. With these columns a policy is run over past years
(a back-test): what would this wording have led to, and when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oversight.engine.facts.catalogue import LARGEST_COUNT
from oversight.engine.rules.columns import Column, Table

Places = NDArray[np.intp]
Cube = NDArray[np.int16] | NDArray[np.int8]
"""A column for each month: months by services."""


@dataclass(frozen=True, slots=True)
class Events:
    """Things that happened: in which month, at which service; to be counted over ``window`` months."""

    months: Places
    services: Places
    window: int = 12


@dataclass(frozen=True, slots=True)
class Values:
    """Values that began to hold in a month and stand until the next: codes as the columns keep them."""

    months: Places
    services: Places
    codes: NDArray[np.int8]


def counted(events: Events, months: int, services: int) -> NDArray[np.int16]:
    """For each month, how many events each service had in the window that ends with it."""
    places = events.months * services + events.services
    each = np.bincount(places, minlength=months * services).astype(np.int16).reshape(months, services)
    total = np.cumsum(each, axis=0, dtype=np.int16)
    total[events.window :] -= total[: -events.window].copy()
    return np.minimum(total, np.int16(LARGEST_COUNT))


def standing(values: Values, months: int, services: int) -> NDArray[np.int8]:
    """For each month, the value that stands for each service at its end; -1 before the first.

    Of several values of one service in one month the last given stands.
    """
    cube = np.full((months, services), -1, np.int8)
    cube[values.months, values.services] = values.codes
    for month in range(1, months):
        np.copyto(cube[month], cube[month - 1], where=cube[month] < 0)
    return cube


def month_by_month(cubes: Mapping[str, Cube], fixed: Mapping[str, Column] | None = None) -> Iterator[Table]:
    """The table of each month; ``fixed`` holds facts that do not change."""
    months, services = next(iter(cubes.values())).shape
    for month in range(months):
        yield Table(services, {**(fixed or {}), **{name: cube[month] for name, cube in cubes.items()}})
