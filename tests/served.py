"""A whole service for browser tests: a database of its own with the sample in it, pages and a worker for jobs.

It runs as other processes, as ``make run`` starts them: what the browser sees is what a person sees. On
PostgreSQL it has a database of its own beside the tests' one. In SQLite the sample is made once for all the
processes of a run, and each starts from a copy of it. Chromium is Debian's.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen
from uuid import uuid4

import pytest

CHROMIUM = Path("/usr/bin/chromium")
PASS_PHRASE = "invented councils only"
WAIT_SECONDS = 60
COMMAND_SECONDS = 400


@dataclass
class Served:
    """The service that runs: where it is, where its files are, and how to be somebody in it."""

    base: str
    var: Path
    environment: dict[str, str]
    browser: Any = None
    states: dict[str, Any] = field(default_factory=dict)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run ``oversight …`` on the same database and files; what it printed is in ``stdout``."""
        start = [sys.executable, "-m", "oversight.cli", *words]
        return subprocess.run(
            start, env=self.environment, capture_output=True, text=True, timeout=COMMAND_SECONDS
        )

    @contextmanager
    def as_(
        self, who: str, *, scripts: bool = True, width: int = 1280, fresh: bool = False, **more: Any
    ) -> Iterator[Any]:
        """A page of somebody who is signed in: ``qo`` of Anyshire, ``qo@otherborough``; ``""`` for nobody.

        ``fresh``: signed in just now, for what asks who it is after ten minutes, such as exports.
        """
        if fresh:
            self.states.pop(who, None)
        state = self._signed_in(who) if who else None
        context = self.browser.new_context(
            base_url=self.base, storage_state=state, java_script_enabled=scripts,
            viewport={"width": width, "height": 900}, locale="en-GB", timezone_id="Europe/London", **more,
        )  # fmt: skip
        context.set_default_timeout(15_000)
        try:
            yield context.new_page()
        finally:
            context.close()

    def _signed_in(self, who: str) -> Any:
        if who not in self.states:
            name, _, council = who.partition("@")
            with self.as_("") as page:
                page.goto("/sign-in/")
                page.fill("input[name=login]", f"{name}@{council or 'anyshire'}.example")
                page.fill("input[name=password]", PASS_PHRASE)
                page.click("main button[type=submit]")
                page.wait_for_url(lambda url: "/sign-in/" not in url)
                self.states[who] = page.context.storage_state()
        return self.states[who]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Chromium, started once; where there is none what needs it is skipped, in plain sight.

    Playwright keeps an event loop in this thread for as long as it is open, and Django refuses its database
    where it sees one. Nothing here is asynchronous, so Django is told so until the end.
    """
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed here")
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as play:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service with the sample in it, for all browser tests of this process."""
    with _serving(chromium, tmp_path_factory) as place:
        yield place


@pytest.fixture
def served_alone(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same for one test that leaves it otherwise than it found it."""
    with _serving(chromium, tmp_path_factory) as place:
        yield place


@contextmanager
def _serving(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    var = tmp_path_factory.mktemp("served")
    if not _on_postgresql():
        shutil.copytree(_sample(tmp_path_factory), var, dirs_exist_ok=True)
    with fresh_database(var) as address:
        at = f"127.0.0.1:{_free_port()}"
        place = Served(f"http://{at}", var, _environment(var, address, f"http://{at}"), chromium)
        if _on_postgresql():
            _fill(place)
        log = (var / "serve.log").open("w")
        start = [sys.executable, "-m", "oversight.cli", "serve", "--at", at, "--workers", "1"]
        running = subprocess.Popen(start, env=place.environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_for(place.base, var)
            yield place
        finally:
            running.terminate()
            running.wait(timeout=WAIT_SECONDS)


def _sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample in SQLite; the first process of a run that asks makes it, others wait."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "sample"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = folder.with_suffix(f".{uuid4().hex}")
            making.mkdir()
            with fresh_database(making) as address:
                _fill(Served("", making, _environment(making, address, "http://127.0.0.1")))
            making.rename(folder)
    return folder


def _fill(place: Served) -> None:
    """Make the database and put the sample into it."""
    for words in (("prepare",), ("demo",)):
        done = place.command(*words)
        assert done.returncode == 0, done.stderr[-2000:]


def _environment(var: Path, database: str, address: str) -> dict[str, str]:
    """What the service is told: where its files are, its database, and under which address it is found.

    It has a key for the regulator's API, so that its form is there; nothing answers at that address.
    """
    key = var / "a key for the regulator"
    key.write_text("a-key-for-tests", encoding="ascii")
    return {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"},
        "OVERSIGHT_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "oversight.config.settings",
        "OVERSIGHT_DATABASE": database,
        "OVERSIGHT_ADDRESS": address,
        "OVERSIGHT_REGULATOR_KEY_FILE": str(key),
        "OVERSIGHT_REGULATOR_ADDRESS": "http://127.0.0.1:9/public/v1",
    }


def _on_postgresql() -> bool:
    return os.environ.get("OVERSIGHT_DATABASE", "").startswith("postgres")


@contextmanager
def fresh_database(var: Path) -> Iterator[str]:
    """The address of a fresh database: a file, or one more in the PostgreSQL of the tests."""
    if not _on_postgresql():
        yield f"sqlite://{var / 'oversight.sqlite3'}"
        return
    import psycopg

    name, parts = f"fresh_{uuid4().hex[:12]}", urlsplit(os.environ["OVERSIGHT_DATABASE"])
    keeper = urlunsplit(parts._replace(path="/postgres"))
    with psycopg.connect(keeper, autocommit=True) as there:
        there.execute(f'create database "{name}"')  # type: ignore[arg-type]
    try:
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(keeper, autocommit=True) as there:
            there.execute(f'drop database "{name}" with (force)')  # type: ignore[arg-type]


def _free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def _wait_for(base: str, var: Path) -> None:
    for _ in range(WAIT_SECONDS * 4):
        try:
            if urlopen(f"{base}/readyz", timeout=5).status == 200:
                return
        except (URLError, OSError):
            time.sleep(0.25)
    raise RuntimeError(f"the service did not start: {(var / 'serve.log').read_text()[-2000:]}")
