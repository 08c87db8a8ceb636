"""The regulator's files: each reader against the bare parser of its format, and what change detection costs.

``python -m benchmarks.readers [--quick]``. Real files where ``../shared/data`` is, else invented ones.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZipFile

from python_calamine import CalamineWorkbook
from tests.fakes.large_ods import write_large_ods
from tests.fakes.spreadsheets import write_xlsx

from benchmarks.timing import interleaved, ratio
from oversight.gateways.regulator import columns, facts_of, merge, read_again, read_file
from oversight.gateways.regulator.records import ReadResult
from oversight.sample import scale

ROOT = Path(__file__).resolve().parents[1]
REAL = (ROOT / "../shared/data/cqc").resolve()
ROUNDS = 7


def bare_csv(path: Path) -> Callable[[], object]:
    def read() -> None:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for _ in csv.reader(file):
                pass

    return read


def bare_json(path: Path) -> Callable[[], object]:
    def read() -> None:
        with path.open(encoding="utf-8") as file:
            for line in file:
                json.loads(line)

    return read


def inflate(path: Path) -> Callable[[], object]:
    def read() -> None:
        with ZipFile(path) as archive, archive.open("content.xml") as content:
            while content.read(1 << 18):
                pass

    return read


def calamine(path: Path) -> Callable[[], object]:
    def read() -> None:
        with path.open("rb") as stream:
            workbook = CalamineWorkbook.from_object(stream)
            for name in workbook.sheet_names:
                for _ in workbook.get_sheet_by_name(name).iter_rows():
                    pass

    return read


def show(
    title: str, bare: str, work: dict[str, Callable[[], object]], goals: dict[str, str] | None = None
) -> None:
    """One table: each reader as a multiple of the bare one."""
    found = interleaved(work, ROUNDS)
    print(f"\n{title}: {bare} {found[bare]:.3f} s")
    for name, seconds in found.items():
        if name != bare:
            print(
                ratio(
                    f"{name} ({seconds:.3f} s), times {bare}",
                    seconds / found[bare],
                    (goals or {}).get(name, ""),
                )
            )


def tables(folder: Path) -> list[tuple[str, Path]]:
    """The tables to read: the real ones, or a country of the same size."""
    if REAL.is_dir():
        return [
            (
                "England, overall ratings, 23,095 rows",
                REAL / "2021-02_latest_ratings_overall_england_asc.csv",
            ),
            (
                "two councils, every rating, 2,800 rows",
                REAL / "2025-10_latest_ratings_shropshire_telford.csv",
            ),
            ("the wide list, 999 rows", REAL / "2025-08_locations_wide_999.csv"),
        ]
    scale(folder, services=23_000, rows_each=1)
    return [
        ("invented ratings, 23,000 services", folder / "invented_latest_ratings.csv"),
        ("invented active locations, 23,000 rows of 122 columns", folder / "invented_active_locations.csv"),
    ]


def csv_readers(folder: Path) -> None:
    """CSV: reading, reading again unchanged, and the facts after it."""
    for number, (title, path) in enumerate(tables(folder)):
        seen, services = read_again(path).seen, read_file(path).services
        work: dict[str, Callable[[], object]] = {
            "csv.reader": bare_csv(path),
            "read_file": lambda path=path: read_file(path),
            "read_again, nothing new": lambda path=path, seen=seen: read_again(path, seen),
            "facts_of every service": lambda services=services: [facts_of(each) for each in services],
        }
        show(title, "csv.reader", work, {"read_file": "4"} if number == 0 else None)


def document_readers() -> None:
    """API documents, where the real ones are."""
    path = REAL / "2021-01_api_locations_south_west_care_homes.jsonl"
    if path.exists():
        show(
            "728 API documents",
            "json.loads",
            {"json.loads": bare_json(path), "read_file": lambda: read_file(path)},
        )


def workbook_readers(folder: Path, rows: int) -> None:
    """ODS and XLSX of the active locations, 122 columns."""
    one, other = folder / "1.ods", folder / "2.ods"
    write_large_ods(one, rows)
    write_large_ods(other, rows, changed=rows // 100)
    with ZipFile(one) as archive:
        size = archive.getinfo("content.xml").file_size / 1e6
    seen = read_again(one).seen
    work: dict[str, Callable[[], object]] = {
        "inflate": inflate(one),
        "calamine": calamine(one),
        "read_file": lambda: read_file(one),
        "read_again, 2 % new": lambda: read_again(other, seen),
    }
    show(f"ODS of {rows:,} rows of 122 columns ({size:,.0f} MB of XML)", "inflate", work)
    few = min(rows, 4_000)
    book = folder / "1.xlsx"
    write_xlsx(book, {"HSCA_Active_Locations": [columns.LOCATIONS, *_invented(few)]})
    show(
        f"XLSX of {few:,} rows",
        "calamine",
        {"calamine": calamine(book), "read_file": lambda: read_file(book)},
    )
    memory(folder, one, other)


def _invented(rows: int) -> list[list[str]]:
    said = {
        "Location Type/Sector": "Social Care Org",
        "Location Latest Overall Rating": "Good",
        "Care homes beds": "20",
    }
    dates = {"Publication Date": "22/05/2019", "Location HSCA start date": "13/01/2011"}
    return [
        [{**said, **dates, "Location ID": f"1-99{number:08}"}.get(name, "") for name in columns.LOCATIONS]
        for number in range(rows)
    ]


_PROCESS = """
import sys
from oversight.gateways.regulator.rereading import read_again
from oversight.gateways.regulator.seen import Seen
from oversight.gateways.regulator.reading import read_file
what, path, kept = sys.argv[1:]
if what == "remember": open(kept, "w").write(read_again(path).seen.to_json())
if what == "detect": read_again(path, Seen.from_json(open(kept).read()))
if what == "read": read_file(path)
status = open("/proc/self/status").read()
print(int(status.split("VmHWM:")[1].split()[0]) // 1024)
"""


def memory(folder: Path, one: Path, other: Path) -> None:
    """The largest memory of a process that does one thing."""
    kept = str(folder / "seen.json")
    print("\npeak memory of a process of its own, MB (change detection: goal below 100)")
    for what, path in (("import", one), ("remember", one), ("detect", other), ("read", one)):
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, "-c", _PROCESS, what, str(path), kept]
        found = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
        print(f"  {what:<66} {int(found):>10}")


def merging() -> None:
    """Joining the real files."""
    if not REAL.is_dir():
        return
    results: list[ReadResult] = [read_file(path) for path in sorted(REAL.iterdir())]
    path = REAL / "2021-02_latest_ratings_overall_england_asc.csv"
    show(
        "merging the six real files",
        "csv.reader",
        {"csv.reader": bare_csv(path), "merge": lambda: merge(results)},
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Run everything; ``--quick`` takes a spreadsheet a tenth of the regulator's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smaller spreadsheet")
    given, _ = parser.parse_known_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        csv_readers(Path(folder))
        document_readers()
        merging()
        workbook_readers(Path(folder), 5_700 if given.quick else 57_000)


if __name__ == "__main__":
    main()
