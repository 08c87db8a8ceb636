"""At least a million random (rule, facts) pairs: explained, columnar and the definition must agree.

Run with ``python -m benchmarks.agreement [--quick]``. Rules are random conditions over every type of fact,
facts random with unknowns and boundaries; the program stops at the first disagreement.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from typing import Any

from oversight.engine.facts.catalogue import CATALOGUE, Fact, FactType
from oversight.engine.facts.deriving import completed
from oversight.engine.rules.columnar import Planes, marks
from oversight.engine.rules.columns import table_of
from oversight.engine.rules.conditions import MEASURED, Condition
from oversight.engine.rules.explained import compile_rules
from oversight.engine.rules.normal import normal
from oversight.engine.rules.trace import holds

FACTS = [fact for name, fact in CATALOGUE.items() if name != "risk.band" and not fact.derived_from]
SETS, RULES, SERVICES = 500, 40, 60


def value(fact: Fact, dice: random.Random) -> Any:
    """A value of a fact; few distinct ones, so that limits are met exactly."""
    if fact.type is FactType.CHOICE:
        return dice.choice(fact.words)
    if fact.type is FactType.FLAG:
        return dice.random() < 0.5
    if fact.type is FactType.COUNT:
        return dice.randint(0, 5)
    if fact.type is FactType.NUMBER:
        return dice.choice((0, 0.1, 0.5, 1, 2, 3.5, 6))
    return date(2024, 1, 1) + timedelta(days=dice.randint(0, 4))


def condition(dice: random.Random, depth: int = 3) -> dict[str, Any]:
    """A random condition as a pack would write it."""
    shape = dice.random()
    if depth and shape < 0.45:
        parts = [condition(dice, depth - 1) for _ in range(dice.randint(1, 3))]
        return {dice.choice(("all", "any")): parts}
    if depth and shape < 0.55:
        return {"not": condition(dice, depth - 1)}
    fact = dice.choice([*FACTS, CATALOGUE["regulator.inadequate_count"]])
    words = ["is", "is_not", "in", "known"] + (
        ["at_least", "at_most", "more_than", "less_than"] * (fact.type in MEASURED)
    )
    word = dice.choice(words)
    if word == "known":
        return {"fact": fact.name, "known": dice.random() < 0.5}
    operand = [value(fact, dice) for _ in range(dice.randint(1, 3))] if word == "in" else value(fact, dice)
    return {"fact": fact.name, word: operand}


def facts(dice: random.Random) -> dict[str, Any]:
    """Random facts of one service; four in ten unknown."""
    return completed({fact.name: value(fact, dice) for fact in FACTS if dice.random() < 0.6})


def main(arguments: list[str] | None = None) -> None:
    """Compare, and say how many pairs agreed."""
    quick = "--quick" in (sys.argv[1:] if arguments is None else arguments)
    dice, pairs, unknown = random.Random(20261122), 0, 0
    for _ in range(SETS // 10 if quick else SETS):
        nodes = [normal(Condition.model_validate(condition(dice))) for _ in range(RULES)]
        rows = [facts(dice) for _ in range(SERVICES)]
        planes, decide = Planes(table_of(rows)), compile_rules(nodes)
        true = [marks(planes.truth(node), SERVICES) for node in nodes]
        false = [marks(planes.falsity(node), SERVICES) for node in nodes]
        for place, row in enumerate(rows):
            fired, open_ = decide(row)
            explained = dict.fromkeys((i for i, _ in fired), True) | dict.fromkeys(open_, None)
            for rule, node in enumerate(nodes):
                columnar = True if true[rule][place] else False if false[rule][place] else None
                defined = holds(node, row)
                if not explained.get(rule, False) is columnar is defined:
                    sys.exit(
                        f"disagreement: {node} on {row}: {explained.get(rule, False)}, {columnar}, {defined}"
                    )
                unknown += defined is None
        pairs += RULES * SERVICES
    print(
        f"  {pairs:,} (rule, facts) pairs: explained, columnar and the definition agree; {unknown:,} of them unknown"
    )


if __name__ == "__main__":
    main()
