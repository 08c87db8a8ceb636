"""The rules engine against zen-engine and a memcpy of the same columns; every pack explained and columnar.

Run with ``python -m benchmarks.rules [--quick]``. Forty invented rules (``forty_rules.yaml``) run in all
engines on the same invented facts, after all have been shown to give the same answers.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import yaml
import zen

from benchmarks.invented import rows_of, table
from benchmarks.timing import interleaved, rate, ratio
from oversight.engine.outcomes.columnar import assess
from oversight.engine.outcomes.explaining import explain
from oversight.engine.packs.library import Library
from oversight.engine.packs.pack import policy_of
from oversight.engine.rules.book import RuleBook, entries
from oversight.engine.rules.columnar import Planes, marks, run_rules
from oversight.engine.rules.columns import Table
from oversight.engine.rules.models import Rule
from oversight.engine.rules.normal import Every, Literal, Node, facts_used

HERE = Path(__file__).parent
DAY = date(2026, 11, 22)
LARGE, ENGLAND, SMALL = 300_000, 30_000, 1_000
OPERATORS = {
    "is": "==",
    "is_not": "!=",
    "at_least": ">=",
    "at_most": "<=",
    "more_than": ">",
    "less_than": "<",
}


def forty() -> RuleBook:
    """The forty rules, compiled."""
    written = yaml.safe_load((HERE / "forty_rules.yaml").read_text(encoding="utf-8"))
    return RuleBook(entries([Rule.model_validate(rule) for rule in written], DAY))


def zen_words(node: Node) -> str:
    """A plain form in zen's own expression language; an unknown fact never makes it true."""
    if isinstance(node, Literal):
        fact = node.fact.replace(".", "_")
        if node.word == "in":
            return f"({fact} != null and {fact} in {json.dumps(list(node.operand))})"
        return f"({fact} != null and {fact} {OPERATORS[node.word]} {json.dumps(node.operand)})"
    joint = " and " if isinstance(node, Every) else " or "
    return "(" + joint.join(zen_words(part) for part in node.parts) + ")"


def zen_table(book: RuleBook) -> Any:
    """A zen engine with the forty rules as a decision table that collects the ids of those that hold."""
    rows = [
        {"_id": f"row{i}", "when": zen_words(entry.node), "out": json.dumps(entry.rule.id)}
        for i, entry in enumerate(book.entries)
    ]
    content = {
        "hitPolicy": "collect",
        "inputs": [{"id": "when", "name": "when"}],
        "outputs": [{"id": "out", "name": "rule", "field": "rule"}],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {
            "id": "table",
            "name": "table",
            "type": "decisionTableNode",
            "content": content,
            "position": {"x": 0, "y": 0},
        },
        {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 0, "y": 0}},
    ]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "b", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    return zen.ZenEngine(
        {"loader": {"type": "static", "content": {"forty": {"nodes": nodes, "edges": edges}}}}
    )


def zen_rows(rows: list[dict[str, Any]], names: list[str]) -> list[dict[str, Any]]:
    """The facts as zen reads them: every fact there, unknown ones null."""
    return [{name.replace(".", "_"): row.get(name) for name in names} for row in rows]


def fired_by_zen(result: Any) -> list[str]:
    """The rule ids in a zen answer."""
    return [found["rule"] for found in (result["result"] or [])]


def agree(book: RuleBook, engine: Any, facts: Table, rows: list[dict[str, Any]], names: list[str]) -> int:
    """How many (service, rule) answers were compared between zen, explained and columnar; all must agree."""
    planes = Planes(facts)
    truths = [marks(planes.truth(node), facts.size) for node in book.nodes]
    for place, (row, asked) in enumerate(zip(rows, zen_rows(rows, names), strict=True)):
        ours = [book.entries[i].rule.id for i, _ in book.decide(row)[0]]
        columnar = [entry.rule.id for entry, truth in zip(book.entries, truths, strict=True) if truth[place]]
        theirs = fired_by_zen(engine.evaluate("forty", asked))
        if not ours == columnar == theirs:
            sys.exit(f"service {place}: explained {ours}, columnar {columnar}, zen {theirs}")
    return len(rows) * len(book.nodes)


def explain_all(book: RuleBook, rows: list[dict[str, Any]]) -> Callable[[], object]:
    """Every row explained: each fired rule with its id, clause and reasons."""

    def work() -> int:
        entries_ = book.entries
        told = 0
        for row in rows:
            fired, _ = book.decide(row)
            told += len(
                [(entries_[place].rule.id, entries_[place].rule.clause, because) for place, because in fired]
            )
        return told

    return work


def copying(facts: Table) -> Callable[[], object]:
    """A copy of every column into memory that is already there: the floor for reading and writing so much."""
    places = [np.empty_like(column) for column in facts.columns.values()]
    return lambda: [
        np.copyto(place, column) for place, column in zip(places, facts.columns.values(), strict=True)
    ]


def forty_rules(quick: bool) -> None:
    """The forty rules in every engine."""
    book = forty()
    names = sorted({fact for node in book.nodes for fact in facts_used(node)})
    large = LARGE // 10 if quick else LARGE
    facts, sample = table(large, names), table(SMALL, names)
    rows, engine = rows_of(sample), zen_table(book)
    asked = zen_rows(rows, names)
    decision, batch = engine.get_decision("forty"), [{"key": "forty", "context": each} for each in asked]
    print(f"Forty rules on {len(names)} facts; zen-engine {version('zen-engine')}, numpy {np.__version__}")
    print(f"  the same answers on {agree(book, engine, sample, rows, names):,} (service, rule) pairs")
    work: dict[str, Callable[[], object]] = {
        "zen evaluate": lambda: [decision.evaluate(each) for each in asked],
        "zen evaluate_batch": lambda: engine.evaluate_batch(batch),
        "explained": explain_all(book, rows * 10),
        "columnar": lambda: run_rules(Planes(facts), book.nodes),
        "memcpy": copying(facts),
    }
    found = interleaved(work)
    per = {name: seconds / (SMALL * 10 if name == "explained" else large if name in ("columnar", "memcpy") else SMALL)
           for name, seconds in found.items()}  # fmt: skip
    for name, seconds in per.items():
        print(f"  {name:<22}{rate(1, seconds)}")
    print(
        ratio(
            "explained, times as fast as zen evaluate", per["zen evaluate"] / per["explained"], "at least 25"
        )
    )
    whole = per["zen evaluate_batch"]
    print(ratio("explained, times as fast as zen evaluate_batch", whole / per["explained"], "at least 4"))
    print(
        ratio(
            f"columnar at {large:,}, times as fast as evaluate_batch",
            whole / per["columnar"],
            "at least 1,000",
        )
    )
    print(
        ratio("columnar, times the memcpy of the same columns", per["columnar"] / per["memcpy"], "at most 4")
    )


def packs(quick: bool) -> None:
    """Each pack whole (risk, every rule): explained one by one, and columnar."""
    library = Library(HERE.parent / "content/packs")
    large = LARGE // 10 if quick else LARGE
    print(f"\nEach pack whole, risk matrix included; columnar on {ENGLAND:,} and {large:,} invented services")
    for name in library.names():
        policy = policy_of([library.load(name)], DAY)
        names = [fact for fact in policy.facts_read() if fact != "risk.band"]
        if not names:
            continue
        england, many = table(ENGLAND, names), table(large, names, seed=2)
        rows = rows_of(table(300, names, seed=3))
        found = interleaved({
            "explained": lambda p=policy, r=rows: [explain(p, row, suggest=False) for row in r],
            "england": lambda p=policy, t=england: assess(p, t),
            "many": lambda p=policy, t=many: assess(p, t),
            "memcpy": copying(many),
        })  # fmt: skip
        print(f"  {name:<18} explained{rate(300, found['explained'])}; columnar{rate(ENGLAND, found['england'])} (England)"
              f",{rate(large, found['many'])} ({found['many'] / found['memcpy']:.1f} x memcpy)")  # fmt: skip


def main(arguments: list[str] | None = None) -> None:
    """Print the ratios."""
    quick = "--quick" in (sys.argv[1:] if arguments is None else arguments)
    forty_rules(quick)
    packs(quick)


if __name__ == "__main__":
    main()
