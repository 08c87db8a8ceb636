"""The sample, written once for all tests of this folder."""

import csv
from pathlib import Path

import pytest

from oversight.sample import write_sample

Rows = list[dict[str, str]]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the default sample."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder)
    return folder


def read(path: Path, header: int = 0) -> Rows:
    """The rows of a CSV file below its header row, which is the one numbered ``header`` from 0."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    return [dict(zip(lines[header], line, strict=True)) for line in lines[header + 1 :]]


def header_of(path: Path, header: int = 0) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[header]
