"""A second reading parses only rows it has not seen, and gives what reading the whole file would give."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from oversight.gateways.regulator import read_file
from oversight.gateways.regulator.records import Source
from oversight.gateways.regulator.rereading import read_again, updated
from oversight.gateways.regulator.seen import Seen
from oversight.sample import scale, write_sample


@pytest.fixture(scope="module")
def country(tmp_path_factory) -> Path:
    """An invented country in two monthly editions, as CSV and ODS."""
    made = tmp_path_factory.mktemp("country")
    scale(made, services=3_000, authorities=20, rows_each=6, workbook=True, next_month=True)
    return made


@pytest.fixture(scope="module")
def councils(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("councils")
    write_sample(made)
    return made


def without_place(services) -> dict:
    """Records by id; where a row stands in its file is no part of what it says."""
    return {each.id: replace(each, source=Source("", 0)) for each in services}


def pair(folder: Path, kind: str, ending: str) -> tuple[Path, Path]:
    first = folder / f"invented_{kind}.{ending}"
    return first, next(path for path in folder.glob(f"invented_{kind}*{ending}") if "next_month" in path.name)


@pytest.mark.parametrize(
    ("kind", "ending"), [("latest_ratings", "csv"), ("active_locations", "csv"), ("active_locations", "ods")]
)
def test_a_month_later_only_new_rows_are_parsed_and_the_answer_is_that_of_the_whole_file(
    country, kind, ending
):
    before, after = pair(country, kind, ending)
    first = read_again(before)
    again = read_again(after, first.seen)
    assert again.whole == ""
    assert 0 < again.parsed < again.result.rows / 4
    services = updated({each.id: each for each in first.result.services}, again)
    assert without_place(services.values()) == without_place(read_file(after).services)


def test_the_same_file_again_parses_nothing(country):
    before, _ = pair(country, "latest_ratings", "csv")
    first = read_again(before)
    again = read_again(before, first.seen)
    assert (again.parsed, again.result.services, again.gone) == (0, [], frozenset())


def test_what_is_kept_survives_storing(country):
    before, after = pair(country, "latest_ratings", "csv")
    seen = read_again(before).seen
    stored = Seen.from_json(seen.to_json())
    assert stored == seen
    assert read_again(after, stored).parsed == read_again(after, seen).parsed


def test_where_too_much_is_new_the_file_is_read_whole_with_the_same_answer(councils, tmp_path):
    path = councils / "anyshire_latest_ratings.csv"
    seen = read_again(path).seen
    text = path.read_text(encoding="utf-8").replace("Social Care Org", "Social care Org")
    changed = tmp_path / "changed.csv"
    changed.write_text(text, encoding="utf-8")
    again = read_again(changed, replace(seen, rows={}))
    assert without_place(again.result.services) == without_place(read_file(changed).services)


def test_a_service_that_left_is_told_by_its_id_and_not_by_a_row_that_was_not_met(country):
    before, after = pair(country, "latest_ratings", "csv")
    first = read_again(before)
    again = read_again(after, first.seen)
    ids = {each.id for each in read_file(after).services}
    assert again.gone == {each.id for each in first.result.services} - ids
    assert again.gone


MEMORY = """
import sys
from oversight.gateways.regulator.rereading import read_again
from oversight.gateways.regulator.seen import Seen
path, stored = sys.argv[1:]
seen = Seen.from_json(open(stored, encoding="utf-8").read())
again = read_again(path, seen)
assert again.whole == "", again.whole
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
print(again.parsed, again.result.rows, int(peak) // 1024)
"""


def test_change_detection_streams(country, tmp_path):
    """Reading a workbook again stays under 100 MB, the interpreter included."""
    before, after = pair(country, "active_locations", "ods")
    stored = tmp_path / "seen.json"
    stored.write_text(read_again(before).seen.to_json(), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", MEMORY, after, stored], capture_output=True, text=True, check=True
    )
    parsed, rows, megabytes = map(int, ran.stdout.split())
    assert parsed < rows
    assert megabytes < 100
