"""`oversight policy assess`: every service of the regulator's files under a policy, worst first."""

from __future__ import annotations

import csv
import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from json.encoder import encode_basestring_ascii as quoted
from pathlib import Path
from typing import Any, TextIO

from oversight.commands.assessing import Assessed, Assessment, assess, chosen
from oversight.commands.display import columns, plural, progress
from oversight.commands.evidence import Evidence, InputProblem, read_evidence
from oversight.commands.explain import reason_words, recommendation_words
from oversight.commands.inputs import (
    add_as_at,
    add_dates,
    add_pack,
    add_settings,
    as_at,
    chosen_packs,
    dates_of,
    settings_of,
)
from oversight.engine.model import BadInput
from oversight.engine.outcomes.explanation import Explanation, band_words
from oversight.engine.outcomes.policy import Policy
from oversight.engine.packs.pack import policy_of
from oversight.engine.words import BAND_ORDER, OutcomeKind, Strength
from oversight.gateways.regulator import DayOrder, ServiceRecord, merge, read_file

SHOWN = 40
"""How many services a table shows unless --limit says otherwise."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def add_parser(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("assess", help="every service of the regulator's files, worst first")
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="regulator files: CSV, ODS, XLSX, JSON or JSONL"
    )
    add_pack(parser)
    add_as_at(parser)
    parser.add_argument(
        "--evidence", metavar="E.csv", help="what the council knows: Location ID and a column a fact"
    )
    parser.add_argument(
        "--authority", metavar="NAME", help="only this authority (and what it commissions elsewhere)"
    )
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
    parser.add_argument(
        "--json", action="store_const", const="json", dest="format", help="the same as --format json"
    )
    parser.add_argument(
        "--limit", type=int, metavar="N", help=f"list only the worst N (a table shows {SHOWN}; 0: all)"
    )
    add_dates(parser)
    add_settings(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Assess files and print the result."""
    if arguments.limit is not None and arguments.limit < 0:
        raise BadInput(f"--limit is a number of services, 0 for all, not {arguments.limit}")
    policy = policy_of(chosen_packs(arguments), as_at(arguments), settings_of(arguments).fill_in)
    records, problems = read_files(arguments.files, dates_of(arguments))
    evidence = read_evidence(arguments.evidence) if arguments.evidence else Evidence()
    records = chosen(records, evidence, arguments.authority)
    found = assess(progress(records, len(records), "Assessing"), policy, evidence, arguments.authority)
    found.problems[:0] = problems
    limit = arguments.limit if arguments.limit is not None else SHOWN if arguments.format == "table" else 0
    listed = found.services[: limit or None]
    {"table": write_table, "csv": write_csv, "json": write_json}[arguments.format](
        sys.stdout, policy, found, listed
    )
    if arguments.format != "json":
        show_problems(found.problems, sys.stderr)
    return 0


def read_files(
    paths: Sequence[str], dates: DayOrder | dict[str, DayOrder] | None = None
) -> tuple[list[ServiceRecord], list[InputProblem]]:
    """The services of all files, one record for each, and what could not be read.

    ``dates`` is the order of dates a person states where a column does not settle it.
    """
    results = [read_file(Path(path), dates=dates) for path in progress(paths, len(paths), "Reading")]
    joined = merge(results) if len(results) > 1 else results[0]
    problems = [InputProblem(p.file, p.row, p.column, p.value, p.message) for p in joined.problems]
    return list(joined.services), problems


def case_json(found: Explanation) -> dict[str, Any]:
    """What the contract's list says of a service, beside its id, name and authority."""
    risk, single = found.risk, "+" not in found.pack
    return {
        "band": risk.band.value if risk else None,
        "score": risk.score if risk else None,
        "recommended": found.recommended,
        "outcomes": [_brief(outcome.as_json(), single) for outcome in found.outcomes],
        "undecided": [_brief(each.as_json(), single) for each in found.undecided],
        "missing": list(risk.missing) if risk else [],
    }


def _brief(told: dict[str, Any], single: bool) -> dict[str, Any]:
    """An outcome without its pack where only one is adopted: the list says it once, at its top."""
    return {name: value for name, value in told.items() if name != "pack"} if single else told


def service_lines(listed: Sequence[Assessed]) -> Iterator[str]:
    """A JSON object for each service, a line each; what equal cases share is put into words once."""
    cases: dict[int, str] = {}
    comma = ""
    for each in listed:
        record, found = each.record, each.explanation
        rest = cases.get(id(found))
        if rest is None:
            rest = cases[id(found)] = json.dumps(case_json(found), separators=(",", ":"))[1:]
        yield (
            f'{comma}{{"id": {quoted(record.id)}, "name": {quoted(record.name)}, '
            f'"authority": {quoted(record.authority or "")}, {rest}\n'
        )
        comma = ","


def write_json(stream: TextIO, policy: Policy, found: Assessment, listed: Sequence[Assessed]) -> None:
    """The result as the contract's JSON."""
    head = {"pack": policy.name, "edition": policy.edition, "as_at": policy.as_at.isoformat()}
    tail = {"totals": found.totals(), "problems": [each.as_json() for each in found.problems]}
    stream.write(json.dumps(head)[:-1] + ', "services": [\n')
    stream.writelines(service_lines(listed))
    stream.write("], " + json.dumps(tail)[1:] + "\n")


def main_reason(found: Explanation) -> str:
    """The clause and the facts behind the recommendation, or behind the band where there is none."""
    for outcome in found.outcomes:
        firm = outcome.kind is OutcomeKind.POSITION and outcome.strength is not Strength.MAY
        if firm and outcome.value == found.recommended:
            return f"{outcome.clause}: {'; '.join(map(reason_words, outcome.because))}"
    if found.risk and found.risk.floors:
        floor = max(found.risk.floors, key=lambda each: BAND_ORDER[each.band])
        return f"{floor.clause}: {'; '.join(map(reason_words, floor.because))}"
    if found.risk and found.risk.contributions:
        most = max(found.risk.contributions, key=lambda each: each.points)
        return f"{most.clause}: {most.title.lower()}, {most.points} points"
    return ""


def _row(each: Assessed) -> list[Any]:
    found, record = each.explanation, each.record
    risk = found.risk
    band = band_words(risk) if risk else "no matrix"
    score = risk.score if risk else 0
    place = [record.name.strip(), record.authority or ""]
    return [band, score, recommendation_words(found), *place, main_reason(found)]


def band_colour(row: Sequence[Any]) -> str:
    """The colour of a row of the table: the first word of its band."""
    return str(row[0]).split(",")[0].split(" ")[0].lower()


def write_table(stream: TextIO, policy: Policy, found: Assessment, listed: Sequence[Assessed]) -> None:
    """The result for a person: a table, the totals."""
    stream.write(f"{policy.name} {policy.edition}, as at {policy.as_at.isoformat()}\n\n")
    headings = ["Band", "Score", "Recommended", "Service", "Authority", "Why (clause: facts)"]
    rows = [_row(each) for each in listed]
    stream.write(
        columns(headings, rows, widest=[22, 5, 30, 36, 24, 72], colour=band_colour, stream=stream) + "\n"
    )
    if len(listed) < len(found.services):
        stream.write(f"… and {len(found.services) - len(listed):,} more (--limit 0 lists all)\n")
    stream.write("\n" + "\n".join(totals_lines(policy, found.totals())) + "\n")


def totals_lines(policy: Policy, totals: dict[str, Any]) -> list[str]:
    """The totals in words."""
    positions = totals["recommended"].items()
    lines = [
        plural(totals["services"], "service"),
        "  by recommendation: "
        + ", ".join(f"{policy.label('position', name)} {count:,}" for name, count in positions if count),
    ]
    if policy.risk:
        bands = ", ".join(
            f"{policy.label('band', band)} {count:,}" for band, count in totals["bands"].items()
        )
        lines.append(f"  by band: {bands}; {totals['with_gaps']:,} with gaps (facts not known)")
        lines.append("  points are a local setting, not a published standard; a person decides, never a band")
    return lines


def show_problems(problems: Sequence[InputProblem], stream: TextIO, most: int = 20) -> None:
    """The problems of the input, the first few in full."""
    if problems:
        stream.write(f"\n{plural(len(problems), 'problem')} with the input:\n")
    for each in problems[:most]:
        place = f"{each.file}, row {each.row}" + (f", {each.column}" if each.column else "")
        stream.write(
            f"  {place}: {each.message}" + (f" (it says '{each.value}')" if each.value else "") + "\n"
        )
    if len(problems) > most:
        stream.write(f"  … and {len(problems) - most:,} more (--json lists all)\n")


def safe_cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def write_csv(stream: TextIO, policy: Policy, found: Assessment, listed: Sequence[Assessed]) -> None:
    """The result as CSV, a row for each service."""
    writer = csv.writer(stream)
    writer.writerow(CSV_COLUMNS)
    for each in listed:
        writer.writerow([safe_cell(cell) for cell in _csv_row(each)])


CSV_COLUMNS = (
    "id", "name", "authority", "band", "score", "complete", "recommended", "why", "rules", "missing"
)  # fmt: skip


def _csv_row(each: Assessed) -> list[Any]:
    risk, case = each.explanation.risk, each.explanation
    worked = [risk.band.value, risk.score, "yes" if risk.complete else "no"] if risk else ["", "", ""]
    rules = " ".join(outcome.rule for outcome in case.outcomes)
    missing = " ".join(risk.missing) if risk else ""
    place = [each.record.id, each.record.name.strip(), each.record.authority or ""]
    return [*place, *worked, case.recommended, main_reason(case), rules, missing]
