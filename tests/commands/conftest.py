"""What the tests of the command line share: running a command, and the invented sample on disk."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from oversight.cli import main
from oversight.sample import write_sample


@dataclass(frozen=True)
class Ran:
    """What a command said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def oversight(capsys) -> Callable[..., Ran]:
    """Run ``oversight`` with these words; errors of use come back as a status too."""

    def run(*words: object) -> Ran:
        try:
            status = main([str(word) for word in words])
        except SystemExit as ended:
            status = int(ended.code or 0)
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return run


@pytest.fixture
def write(tmp_path) -> Callable[..., Path]:
    """Write a JSON or text file and give its path."""

    def writing(name: str, value: Any) -> Path:
        path = tmp_path / name
        path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
        return path

    return writing


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Path:
    """The folder of the invented sample."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder)
    return folder
