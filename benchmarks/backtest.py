"""Ten years of a policy over every service: the columns of each month made from events, then every rule run.

Run with ``python -m benchmarks.backtest [--quick]``; prints the whole against the evaluation alone.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.invented import RATING_SHARES, column
from benchmarks.timing import interleaved, rate, ratio
from oversight.engine.outcomes.columnar import assess
from oversight.engine.packs.library import Library
from oversight.engine.packs.pack import policy_of
from oversight.engine.rules.history import Cube, Events, Values, counted, month_by_month, standing

MONTHS, SERVICES = 120, 30_000
EVENTS, RATINGS = 2_000_000, 600_000
WINDOWED = (
    ("intelligence.safeguarding_concerns_12m", 12), ("intelligence.section_42_enquiries_12m", 12),
    ("intelligence.whistleblowing_12m", 12), ("intelligence.complaints_12m", 12),
    ("intelligence.complaints_upheld_12m", 12), ("intelligence.concern_reports_12m", 12),
    ("intelligence.positive_12m", 12), ("intelligence.adverse_90d", 3), ("improvement.reviews_total", 12),
    ("improvement.reviews_majority_unmet", 12), ("improvement.actions_overdue", 6), ("provider.services", 12),
)  # fmt: skip
RATED = tuple(
    f"regulator.{name}" for name in ("overall", "safe", "effective", "caring", "responsive", "well_led")
)


def main(arguments: list[str] | None = None) -> None:
    """Print the ratios."""
    quick = "--quick" in (sys.argv[1:] if arguments is None else arguments)
    services = SERVICES // 10 if quick else SERVICES
    share = services / SERVICES
    random = np.random.default_rng(7)
    events, ratings = int(EVENTS * share / len(WINDOWED)), int(RATINGS * share / len(RATED))
    windows = {
        name: Events(random.integers(0, MONTHS, events), random.integers(0, services, events), months)
        for name, months in WINDOWED
    }
    values = {
        name: Values(random.integers(0, MONTHS, ratings), random.integers(0, services, ratings),
                     random.choice(4, ratings, p=RATING_SHARES).astype(np.int8))
        for name in RATED
    }  # fmt: skip
    policy = policy_of(
        [Library(Path(__file__).parents[1] / "content/packs").load("west-berkshire")], date(2026, 11, 22)
    )
    moving = {*windows, *values}
    fixed = {name: column(name, services, random) for name in policy.facts_read()
             if name not in moving and name != "risk.band" and not name.endswith("_count")}  # fmt: skip

    def cubes() -> dict[str, Cube]:
        made: dict[str, Cube] = {name: counted(each, MONTHS, services) for name, each in windows.items()}
        return made | {name: standing(each, MONTHS, services) for name, each in values.items()}

    ready = cubes()
    found = interleaved({
        "features": cubes,
        "evaluation": lambda: [assess(policy, table) for table in month_by_month(ready, fixed)],
        "whole": lambda: [assess(policy, table) for table in month_by_month(cubes(), fixed)],
    })  # fmt: skip
    print(
        f"Back-test of {policy.name}: {MONTHS} months x {services:,} services, {len(policy.rules.entries)} rules"
    )
    print(f"  evaluation alone {rate(MONTHS * services, found['evaluation'])}")
    print(
        ratio(
            "features and evaluation, times the evaluation alone",
            found["whole"] / found["evaluation"],
            "at most 10",
        )
    )


if __name__ == "__main__":
    main()
