"""What ``oversight audit verify`` finds on a copy of the database, and in an exported chain."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

from tests.journeys.walking import press, text

ROOT = Path(__file__).resolve().parents[2]
ALTERED = {
    "row": "register.Service/",
    "event": "event 40 (",
    "tail": "the end of the chain was not written by this service",
    "chain": "differs from the anchor kept outside the database: the chain was rewritten",
}


@dataclass
class Copy:
    """A copy of the service's database, with its key and its anchors."""

    environment: dict[str, str]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        start = [sys.executable, "-m", *words]
        return subprocess.run(
            start, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=120
        )

    def verified(self) -> subprocess.CompletedProcess[str]:
        return self.run("oversight.cli", "audit", "verify")

    def alter(self, what: str) -> None:
        done = self.run("tests.journeys.tampering", what)
        assert done.returncode == 0, done.stderr[-2000:]


@contextmanager
def copied(served: Any, folder: Path) -> Iterator[Copy]:
    """The database as it is now; what is done to the copy does not reach the service."""
    for name in ("keys", "anchors"):
        shutil.copytree(served.var / name, folder / name)
    address = served.environment["OVERSIGHT_DATABASE"]
    copying = _postgresql if address.startswith("postgres") else _sqlite
    with copying(address, folder) as where:
        yield Copy(served.environment | {"OVERSIGHT_VAR": str(folder), "OVERSIGHT_DATABASE": where})


@contextmanager
def _sqlite(address: str, folder: Path) -> Iterator[str]:
    to = folder / "oversight.sqlite3"
    with sqlite3.connect(address.removeprefix("sqlite://")) as there, sqlite3.connect(to) as here:
        there.backup(here)
    yield f"sqlite://{to}"


@contextmanager
def _postgresql(address: str, folder: Path) -> Iterator[str]:
    if not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not installed here")
    import psycopg

    name, parts = f"copy_{uuid4().hex[:12]}", urlsplit(address)
    keeper, where = (urlunsplit(parts._replace(path=f"/{each}")) for each in ("postgres", name))
    with psycopg.connect(keeper, autocommit=True) as there:
        there.execute(f'create database "{name}"')
    try:
        file = str(folder / "dump")
        subprocess.run(["pg_dump", "--format=custom", f"--file={file}", address], check=True, timeout=120)
        subprocess.run(["pg_restore", f"--dbname={where}", file], check=True, timeout=120)
        yield where
    finally:
        with psycopg.connect(keeper, autocommit=True) as there:
            there.execute(f'drop database "{name}" with (force)')


def test_everything_is_sound_while_the_service_runs(served, scripts):
    done = served.command("audit", "verify")
    assert (done.returncode, done.stdout.count("nothing was altered")) == (0, 2), done.stdout + done.stderr
    with served.as_("au", scripts=scripts) as page:
        page.goto("/audit/verify/")
        press(page, page.locator("main form button"))
        assert "Nothing is wrong." in text(page)


@pytest.mark.parametrize("what", list(ALTERED))
def test_what_was_altered_behind_the_service_is_found(served, tmp_path, what):
    with copied(served, tmp_path) as copy:
        copy.alter(what)
        found = copy.verified()
        assert found.returncode == 1, found.stdout + found.stderr
        assert ALTERED[what] in found.stdout
        assert "Otherborough Council: " in found.stdout
        assert found.stdout.count("nothing was altered") == 1


@dataclass
class Exported:
    """A council's chain as a file, with what proves it."""

    served: Any
    file: Path

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(each) for each in self.file.read_text().splitlines()]

    def write(self, lines: list[dict[str, Any]]) -> None:
        self.file.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines))

    def verified(self) -> tuple[int, str]:
        """Proved without a database: none is named."""
        key = str(self.served.var / "keys" / "audit_key")
        start = [
            sys.executable,
            "-m",
            "oversight.cli",
            "audit",
            "verify",
            "--export",
            str(self.file),
            "--key",
            key,
        ]
        bare = {
            name: value for name, value in os.environ.items() if not name.startswith(("OVERSIGHT", "DJANGO"))
        }
        done = subprocess.run([*start, "--anchors", str(self._anchors())], env=bare, cwd=ROOT, capture_output=True,
                              text=True, timeout=60)  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    def _anchors(self) -> Path:
        """The longer file is Anyshire's: it has three times as many services."""
        return max((self.served.var / "anchors").iterdir(), key=lambda each: each.stat().st_size)


@pytest.fixture
def exported(served, scripts, tmp_path) -> Exported:
    """The chain as the auditor downloads it."""
    with served.as_("au", scripts=scripts, accept_downloads=True) as page:
        page.goto("/audit/export/")
        with page.expect_download() as taken:
            page.locator("main form button").click()
        taken.value.save_as(tmp_path / "chain.jsonl")
    return Exported(served, tmp_path / "chain.jsonl")


def test_an_exported_chain_is_proved_and_what_was_altered_in_it_is_found(exported):
    lines = exported.lines()
    assert exported.verified() == (0, f"the exported chain: {len(lines) - 1:,} events, nothing was altered\n")
    changed = [*lines[:39], lines[39] | {"event": lines[39]["event"] | {"subject": "S-0001"}}, *lines[40:]]
    exported.write(changed)
    assert exported.verified()[0] == 1
    assert "event 40 (" in exported.verified()[1]
    exported.write([*lines[:-6], lines[-1]])
    assert "its tail was removed" in exported.verified()[1]
    exported.write(lines[:-6])
    assert "the end of the chain is not recorded: it was removed" in exported.verified()[1]
