"""Each reader of the regulator's files against the bare parser of its format.

Run with ``python -m benchmarks.readers [--quick]``. Uses the real files beside the project where they are,
and an invented country for the formats of which there is no real file.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.timing import interleaved, ratio
from oversight.gateways.regulator import read_file
from oversight.sample import scale

REAL = Path(__file__).parents[1] / "../shared/data/cqc"


def bare(path: Path) -> Callable[[], object]:
    """The parser of the format alone, every row or document of it."""
    if path.suffix == ".csv":
        return lambda: sum(1 for _ in csv.reader(path.open(encoding="utf-8-sig", newline="")))
    if path.suffix == ".jsonl":
        return lambda: [json.loads(line) for line in path.open(encoding="utf-8")]
    return lambda: [CalamineWorkbook.from_path(str(path)).get_sheet_by_index(1).to_python()]


def main(arguments: list[str] | None = None) -> None:
    """Print the ratios."""
    quick = "--quick" in (sys.argv[1:] if arguments is None else arguments)
    with tempfile.TemporaryDirectory() as folder:
        size = 2_000 if quick else 20_000
        made = [each.path for each in scale(Path(folder), services=size, workbook=True)]
        paths = [path for path in made if path.suffix in (".csv", ".ods")]
        if REAL.is_dir() and not quick:
            paths += sorted(path for path in REAL.iterdir() if "provider" not in path.name)
        for path in paths:
            found = interleaved({"bare": bare(path), "read": lambda p=path: read_file(p)})
            size_mb, times = path.stat().st_size / 1e6, found["read"] / found["bare"]
            print(ratio(f"{path.name} ({size_mb:.1f} MB), times the bare parser", times))


if __name__ == "__main__":
    main()
