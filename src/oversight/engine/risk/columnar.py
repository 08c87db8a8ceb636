"""Working out every service's risk at once; the same points, floors and bands as ``scoring``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oversight.engine.facts.catalogue import CATALOGUE
from oversight.engine.risk.models import Indicator
from oversight.engine.risk.scoring import RiskBook, points_for
from oversight.engine.rules.columnar import Plane, Planes, marks
from oversight.engine.rules.columns import Column, Table, code
from oversight.engine.rules.normal import BAND, BANDS
from oversight.engine.words import Band

Points = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class RiskColumns:
    """The risk of every service of a table: scores, the band's planes, where facts are missing.

    ``states`` holds a plane for each (band, with gaps), an officer's override counting as firm;
    ``amber`` and ``red`` are the planes of the worked-out band at least so bad.
    """

    scores: Points
    amber: Plane
    red: Plane
    gaps: Plane
    states: dict[tuple[str, bool], Plane]


def work_out(book: RiskBook, table: Table) -> RiskColumns:
    """Scores and bands for all services of ``table``."""
    planes = Planes(table)
    scores, missing = _scores(book, planes)
    limits = book.matrix.bands
    amber, red = np.packbits(scores >= limits.amber), np.packbits(scores >= limits.red)
    for entry in book.floors.entries:
        holding = planes.truth(entry.node)
        if entry.rule.then.floor is Band.RED:
            red = red | holding
        if entry.rule.then.floor is not Band.GREEN:
            amber = amber | holding
        missing = missing | planes.unknown(entry.node)
    amber = amber | red
    return RiskColumns(scores, amber, red, missing, _states(planes, amber, red, missing))


def _scores(book: RiskBook, planes: Planes) -> tuple[Points, Plane]:
    """The scaled score of each service, and where a fact that counts is missing."""
    size = planes.table.size
    points = np.zeros(size, np.int16)
    missing = np.zeros(planes.width, np.uint8)
    always = sum(
        i.most for i, applies in zip(book.matrix.indicators, book.applies, strict=True) if not applies
    )
    reachable = np.full(size, always, np.int32) if any(book.applies) else None
    for indicator, applies in zip(book.matrix.indicators, book.applies, strict=True):
        found, unknown = indicator_points(indicator, planes), ~planes.known(indicator.fact)
        if applies is not None and reachable is not None:
            counts = marks(~planes.falsity(applies), size)
            reachable += counts * np.int32(indicator.most)
            found, unknown = found * counts, unknown & ~planes.falsity(applies)
        points += found
        missing |= unknown
    return _scaled(points, always if reachable is None else reachable, book.matrix.out_of), missing


def _scaled(points: Points, reachable: Any, out_of: int) -> Points:
    """``scoring.scaled`` for every service."""
    capped = np.minimum(points, np.int16(out_of))
    short = np.asarray(reachable) < out_of
    if not short.any():
        return capped
    most = np.maximum(np.asarray(reachable, np.int32), 1)
    stretched = (2 * points.astype(np.int32) * out_of + most) // (2 * most)
    return np.where(short & (np.asarray(reachable) > 0), stretched, capped).astype(np.int16)


def indicator_points(indicator: Indicator, planes: Planes) -> Points:
    """The points of one indicator for every service; unknown facts give none."""
    column = planes.table.column(indicator.fact)
    if indicator.points is not None:
        return _by_value(indicator, column)
    if indicator.steps is not None:
        points = np.zeros(len(column), np.int16)
        for step in sorted(indicator.steps, key=lambda step: step.points):
            points[column >= step.at_least] = step.points
        return points
    each, cap = np.int16(indicator.each or 0), indicator.cap or 0
    enough = np.int16(cap // (indicator.each or 1) + 1)
    counted = np.minimum(np.minimum(column, enough) * each, np.int16(cap))
    counted *= column >= max(indicator.starts_at, 1)
    return counted


def _by_value(indicator: Indicator, column: Column) -> Points:
    fact = CATALOGUE[indicator.fact]
    points = np.zeros(len(column), np.int16)
    for value in fact.words or (True, False):
        if worth := points_for(indicator, value):
            points += (column == code(fact, value)).view(np.int8) * np.int16(worth)
    return points


def _states(planes: Planes, amber: Plane, red: Plane, gaps: Plane) -> dict[tuple[str, bool], Plane]:
    worked_out = {"green": ~amber, "amber": amber & ~red, "red": red}
    if BAND not in planes.table.columns:
        return {(band, missing): worked_out[band] & (gaps if missing else ~gaps)
                for missing in (False, True) for band in BANDS}  # fmt: skip
    given = planes.table.column(BAND)
    ours = ~planes.known(BAND)
    states = {(band, missing): worked_out[band] & ours & (gaps if missing else ~gaps)
              for missing in (False, True) for band in BANDS}  # fmt: skip
    for place, band in enumerate(BANDS):
        states[band, False] = states[band, False] | np.packbits(given == place)
    return states
