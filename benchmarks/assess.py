"""The England file read, assessed and written as JSON, against ``csv.reader`` reading it.

Run with ``python -m benchmarks.assess [--quick]``. Uses the real file beside the project where it is, else an
invented country in the same format.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks.timing import interleaved, ratio
from oversight.commands.assess import write_json
from oversight.commands.assessing import assess
from oversight.commands.evidence import Evidence
from oversight.engine.packs.library import Library
from oversight.engine.packs.pack import policy_of
from oversight.gateways.regulator import read_file
from oversight.sample import scale

ROOT = Path(__file__).parents[1]
ENGLAND = ROOT / "../shared/data/cqc/2021-02_latest_ratings_overall_england_asc.csv"
DAY = date(2026, 11, 22)


def input_file(folder: Path, quick: bool) -> Path:
    """The England file, or an invented one."""
    if ENGLAND.is_file() and not quick:
        return ENGLAND
    return next(
        made.path
        for made in scale(folder, services=3_000 if quick else 23_000)
        if "ratings" in made.path.name
    )


def bare(path: Path) -> Callable[[], object]:
    """Nothing but the csv module reading every row."""

    def work() -> int:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return sum(1 for _ in csv.reader(file))

    return work


def whole(path: Path, name: str) -> Callable[[], object]:
    """Read, assess and write, the policy being loaded beforehand."""
    policy = policy_of([Library(ROOT / "content/packs").load(name)], DAY)

    def work() -> int:
        found = assess(read_file(path).services, policy, Evidence())
        stream = io.StringIO()
        write_json(stream, policy, found, found.services)
        return stream.tell()

    return work


def main(arguments: list[str] | None = None) -> None:
    """Print the ratios."""
    quick = "--quick" in (sys.argv[1:] if arguments is None else arguments)
    packs = [name for name in Library(ROOT / "content/packs").names() if not name.startswith("common")]
    with tempfile.TemporaryDirectory() as folder:
        path = input_file(Path(folder), quick)
        work = {"csv.reader": bare(path), "read_file": lambda: read_file(path)}
        found = interleaved({**work, **{name: whole(path, name) for name in packs}})
        print(
            f"{path.name}: {path.stat().st_size / 1e6:.1f} MB; csv.reader {found['csv.reader'] * 1000:.0f} ms"
        )
        print(
            ratio("reading it into typed records, times csv.reader", found["read_file"] / found["csv.reader"])
        )
        for name in packs:
            times = found[name] / found["csv.reader"]
            print(
                ratio(f"read, assessed under {name} and written as JSON, times csv.reader", times, "under 10")
            )


if __name__ == "__main__":
    main()
