"""A policy run over a whole table of services: bands, scores, recommended positions, every plane kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oversight.engine.outcomes.policy import Policy
from oversight.engine.risk.columnar import RiskColumns, work_out
from oversight.engine.rules.columnar import Plane, Planes, marks, run_rules
from oversight.engine.rules.columns import Table
from oversight.engine.words import POSITION_ORDER


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a policy says of every service of a table.

    ``true`` and ``false`` hold a plane for each rule (in the policy's order); a rule that is in neither is
    unknown. ``recommended`` holds the rank of the position (``words.POSITION_ORDER``).
    """

    size: int
    risk: RiskColumns | None
    true: list[Plane]
    false: list[Plane]
    recommended: NDArray[np.int8]
    planes: Planes

    def bands(self) -> NDArray[np.int8]:
        """The rank of each service's band (an officer's override included); -1 without a matrix."""
        if self.risk is None:
            return np.full(self.size, -1, np.int8)
        states = self.risk.states
        ranks = np.zeros(self.size, np.int8)
        for rank, band in enumerate(("green", "amber", "red")):
            ranks[marks(states[band, False] | states[band, True], self.size)] = rank
        return ranks


def assess(policy: Policy, table: Table) -> Verdicts:
    """Run the policy over every service of the table at once."""
    risk = work_out(policy.risk, table) if policy.risk else None
    planes = Planes(table, risk.states if risk else None)
    true, false = run_rules(planes, policy.rules.nodes)
    return Verdicts(table.size, risk, true, false, _recommended(policy, planes), planes)


def _recommended(policy: Policy, planes: Planes) -> NDArray[np.int8]:
    ranks = np.zeros(planes.table.size, np.int8)
    by_rank: dict[int, Plane] = {}
    for rule, node in policy.position_rules():
        rank = POSITION_ORDER[rule.then.value]
        plane = planes.truth(node)
        by_rank[rank] = by_rank[rank] | plane if rank in by_rank else plane
    for rank in sorted(by_rank):
        ranks[marks(by_rank[rank], planes.table.size)] = rank
    return ranks
