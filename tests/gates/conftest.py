from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.gates.asking import ANSWERS
from tests.gates.planting import Planted, plant

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is undone at the end."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


@pytest.fixture(scope="module")
def planted(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[tuple[Planted, Planted]]:
    """Anyshire and Otherborough with everything in them, made once for all tests of a module."""
    folder = tmp_path_factory.mktemp("planted")
    (folder / "audit_key").write_text("5a" * 32)
    with django_db_blocker.unblock(), override_settings(**_places(folder)), undone():
        yield plant(NOW, folder)


def _places(folder: Any) -> dict[str, Any]:
    return {
        "AUDIT_KEY_FILE": folder / "audit_key",
        "AUDIT_ANCHORS": folder / "anchors",
        "MEDIA_ROOT": folder / "documents",
        "EMAIL_FILE_PATH": folder / "mail",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }


@pytest.fixture
def councils(planted: tuple[Planted, Planted], db: None, settings: Any) -> tuple[Planted, Planted]:
    """Both councils; what a test does with them is undone after it."""
    for name, value in _places(planted[0].folder).items():
        setattr(settings, name, value)
    return planted


@pytest.fixture
def ours(councils: tuple[Planted, Planted]) -> Planted:
    """Anyshire."""
    return councils[0]


@pytest.fixture
def theirs(councils: tuple[Planted, Planted]) -> Planted:
    """Otherborough."""
    return councils[1]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how much was looked at."""
    if ANSWERS:
        methods = ", ".join(f"{method} {number:,}" for method, number in ANSWERS.most_common())
        terminalreporter.write_line(
            f"gates: {ANSWERS.total():,} answers compared with the matrix ({methods})"
        )
