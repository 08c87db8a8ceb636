"""What every test may use, wherever it stands: the house with two councils, and its constant characters."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.conf import settings as of_django
from tests.characters import House, build

pytest_plugins = ["tests.served"]
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
BEGUN = time.monotonic()
CLOCKS = ("django.utils.timezone", "axes.attempts", "axes.handlers.proxy")
"""Where code reads the clock: Django's, and the two modules that took it from there when they were loaded."""


@pytest.fixture
def now() -> datetime:
    """The moment of every test: Monday 23 November 2026, half past nine."""
    return NOW


@pytest.fixture(autouse=True)
def _keys_and_anchors(tmp_path_factory, settings):
    """A key of its own and a folder of anchors for each test."""
    tmp_path = tmp_path_factory.mktemp("house")
    settings.AUDIT_KEY_FILE = tmp_path / "audit_key"
    settings.AUDIT_KEY_FILE.write_text("5a" * 32)
    settings.AUDIT_ANCHORS = tmp_path / "anchors"
    settings.MEDIA_ROOT = tmp_path / "documents"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def house(db, now) -> House:
    """Two councils, Anyshire and Otherborough, with somebody of every role at each."""
    return build(now)


ONCE = {"accessibility", "matrix_of_routes"}
"""Who asks for one of these is the same on both databases, and is run once."""

DATABASE = {"db", "house", "django_db_setup", "served"}
"""Who asks for one of these uses a database."""


LONGEST = ("tests/browser/", "tests/architecture/test_new_capability.py", "tests/journeys/", "tests/gates/")
"""What takes longest is begun first, so that no process waits for another at the end."""


def pytest_configure() -> None:
    """Counts of tries at signing in are of this process alone: another one forgets its own between its tests."""
    cache = of_django.CACHES["default"]
    cache["LOCATION"] = f"{cache['LOCATION']}-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses a database, so that it can be run again on the other one.

    The accessibility gate is not: it looks at pages, which are the same on both databases. That every page is
    made from rows of either is shown by the tests of views, and by the journeys in the browser. Nor is the matrix
    of routes and roles, which never reaches the database where it refuses; that one council's rows never reach
    another is shown on both, by the walks of the canary and the walls.
    """
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if DATABASE & asked and not ONCE & asked:
            item.add_marker("uses_database")
        item.add_marker(pytest.mark.xdist_group(_together(item, asked)))
    items.sort(key=_place)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Pages, too, stand on the day of the tests, whatever the day is on which they run.

    Their clock begins at ``NOW`` and goes on. Only a service that runs beside the tests (``served``) has the real
    one: it is another process, and what is put into it is dated from today.
    """
    if "served" in getattr(item, "fixturenames", ()):
        return (yield)
    with ExitStack() as stack:
        for each in CLOCKS:
            stack.enter_context(mock.patch(f"{each}.now", _of_the_tests))
        return (yield)


def _of_the_tests() -> datetime:
    return NOW + timedelta(seconds=time.monotonic() - BEGUN)


def _together(item: pytest.Item, asked: set[str]) -> str:
    """Tests of one file run in one process; so do all that look at pages, for which much is prepared once."""
    file = item.nodeid.partition("::")[0]
    return "pages" if "accessibility" in asked and "test_pages_of_capabilities" not in file else file


def _place(item: pytest.Item) -> int:
    return next((at for at, start in enumerate(LONGEST) if item.nodeid.startswith(start)), len(LONGEST))
