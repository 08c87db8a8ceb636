"""Facts worked out from others: the counts of key questions below Good, and whether it is a care home."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oversight.engine.facts.catalogue import CARE_HOME_TYPES, KEY_QUESTIONS
from oversight.engine.model import BadInput

FIVE = tuple(f"regulator.{question}" for question in KEY_QUESTIONS)
INADEQUATE, REQUIRES_IMPROVEMENT = "regulator.inadequate_count", "regulator.requires_improvement_count"
BELOW_GOOD = "regulator.below_good_count"


def worked_out(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that follow from ``facts``: counts where all five ratings are known, ``service.care_home``.

    ``regulator.below_good_count`` also follows from the two other counts.
    """
    derived: dict[str, Any] = {}
    five = [facts.get(name) for name in FIVE]
    if None not in five:
        derived[INADEQUATE] = five.count("inadequate")
        derived[REQUIRES_IMPROVEMENT] = five.count("requires_improvement")
    counts = {**facts, **derived}
    inadequate, improving = counts.get(INADEQUATE), counts.get(REQUIRES_IMPROVEMENT)
    if inadequate is not None and improving is not None:
        derived[BELOW_GOOD] = inadequate + improving
    if (kind := facts.get("service.type")) is not None:
        derived["service.care_home"] = kind in CARE_HOME_TYPES
    return derived


def completed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """``facts`` without the unknown ones and with those that follow from them.

    Raises ``BadInput`` where a given fact contradicts what the others add up to.
    """
    known = {name: value for name, value in facts.items() if value is not None}
    for name, value in worked_out(known).items():
        given = known.setdefault(name, value)
        if given != value:
            raise BadInput(
                f"'{name}' is given as {given!r} but the other facts give {value!r}; leave one of them out"
            )
    return known
