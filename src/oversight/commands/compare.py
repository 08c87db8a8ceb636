"""`oversight policy compare`: which services two packs treat differently, over the regulator's files."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from oversight.commands.assess import read_files, show_problems
from oversight.commands.assessing import Gathering, chosen
from oversight.commands.display import columns, plural
from oversight.commands.evidence import Evidence, read_evidence
from oversight.commands.inputs import add_as_at, add_dates, add_json, as_at, dates_of, library
from oversight.engine.facts.deriving import completed
from oversight.engine.outcomes.columnar import Verdicts, assess
from oversight.engine.outcomes.policy import Policy
from oversight.engine.packs.pack import policy_of
from oversight.engine.rules.columns import table_of
from oversight.engine.words import BAND_ORDER, POSITION_ORDER
from oversight.gateways.regulator import ServiceRecord

BANDS = {rank: band for band, rank in BAND_ORDER.items()} | {-1: None}
POSITIONS = {rank: position for position, rank in POSITION_ORDER.items()}


@dataclass(frozen=True, slots=True)
class Standing:
    """What one policy says of one service, in short."""

    band: str | None
    score: int | None
    recommended: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A service that two policies treat differently."""

    record: ServiceRecord
    before: Standing
    after: Standing

    def as_json(self) -> dict[str, Any]:
        """The service with both standings."""
        place = {"id": self.record.id, "name": self.record.name, "authority": self.record.authority or ""}
        return place | {side: {name: getattr(getattr(self, side), name) for name in Standing.__slots__}
                        for side in ("before", "after")}  # fmt: skip


def add_parser(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("compare", help="which services change band or position between two packs")
    parser.add_argument(
        "before", metavar="P1", help="a pack (id, id/edition, folder, or several joined by +)"
    )
    parser.add_argument("after", metavar="P2", help="another, such as a draft of the next edition")
    parser.add_argument("files", nargs="+", metavar="FILE", help="regulator files")
    parser.add_argument(
        "--evidence", metavar="E.csv", help="what the council knows: Location ID and a column a fact"
    )
    parser.add_argument("--authority", metavar="NAME", help="only this authority")
    parser.add_argument(
        "--limit", type=int, default=40, metavar="N", help="show so many of the moved services (0: all)"
    )
    add_as_at(parser)
    add_dates(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Compare two policies over files."""
    day = as_at(arguments)
    before, after = policy_named(arguments.before, day), policy_named(arguments.after, day)
    records, problems = read_files(arguments.files, dates_of(arguments))
    evidence = read_evidence(arguments.evidence) if arguments.evidence else Evidence()
    records = chosen(records, evidence, arguments.authority)
    gathering = Gathering(evidence, arguments.authority)
    moved = compare(before, after, records, gathering)
    problems += gathering.problems
    if arguments.json:
        print(json.dumps(_json(before, after, records, moved, [each.as_json() for each in problems])))
        return 0
    print("\n".join(in_words(before, after, records, moved, arguments.limit)))
    show_problems(problems, sys.stderr)
    return 0


def policy_named(name: str, day: date) -> Policy:
    """The policy of packs named ``a`` or ``a+b``."""
    found = library()
    return policy_of([found.load(part) for part in name.split("+") if part], day)


def compare(
    before: Policy, after: Policy, records: Sequence[ServiceRecord], gathering: Gathering
) -> list[Moved]:
    """The services whose band or recommended position differ, worst after first."""
    names = sorted({*before.facts_read(), *after.facts_read()})
    rows = [completed(gathering.facts(record)) for record in records]
    table = table_of(rows, names)
    first, second = assess(before, table), assess(after, table)
    first_bands, second_bands = first.bands(), second.bands()
    differing = (first_bands != second_bands) | (first.recommended != second.recommended)
    moved = [
        Moved(records[i], _standing(first, first_bands, i), _standing(second, second_bands, i))
        for i in differing.nonzero()[0].tolist()
    ]
    order = {name: -rank for name, rank in POSITION_ORDER.items()}
    return sorted(moved, key=lambda each: (order[each.after.recommended], each.record.name, each.record.id))


def _standing(verdicts: Verdicts, bands: Any, place: int) -> Standing:
    score = int(verdicts.risk.scores[place]) if verdicts.risk else None
    return Standing(BANDS[int(bands[place])], score, POSITIONS[int(verdicts.recommended[place])])


def _moves(moved: Sequence[Moved]) -> Counter[str]:
    """How many services made each move: ``none to embargo``, ``green to amber``."""
    found: Counter[str] = Counter()
    for each in moved:
        if each.before.recommended != each.after.recommended:
            found[f"{each.before.recommended} to {each.after.recommended}"] += 1
        if each.before.band != each.after.band:
            found[f"{each.before.band} to {each.after.band}"] += 1
    return found


def _json(
    before: Policy,
    after: Policy,
    records: Sequence[ServiceRecord],
    moved: Sequence[Moved],
    problems: list[Any],
) -> dict[str, Any]:
    return {
        "before": {"pack": before.name, "edition": before.edition},
        "after": {"pack": after.name, "edition": after.edition},
        "as_at": after.as_at.isoformat(),
        "changed": [each.as_json() for each in moved],
        "totals": {"services": len(records), "changed": len(moved), "moves": dict(_moves(moved))},
        "problems": problems,
    }


def in_words(
    before: Policy, after: Policy, records: Sequence[ServiceRecord], moved: Sequence[Moved], limit: int
) -> list[str]:
    """The comparison for a person."""
    first, second = f"{before.name} {before.edition}", f"{after.name} {after.edition}"
    lines = [f"{first} against {second}, as at {after.as_at.isoformat()}", ""]
    listed = moved[: limit or None]
    rows = [
        [each.record.name.strip(), each.record.authority or "", each.before.band, each.after.band,
         each.before.recommended, each.after.recommended]
        for each in listed
    ]  # fmt: skip
    headings = [
        "Service",
        "Authority",
        f"Band: {before.name}",
        after.name,
        f"Position: {before.name}",
        after.name,
    ]
    if rows:
        lines.append(columns(headings, rows, widest=[40, 24, 20, 20, 24, 24]))
    if len(listed) < len(moved):
        lines.append(f"… and {len(moved) - len(listed):,} more (--limit 0 lists all)")
    lines += ["", f"{plural(len(moved), 'service')} of {len(records):,} would be treated differently"]
    return lines + [f"  {name}: {count:,}" for name, count in _moves(moved).most_common()]
