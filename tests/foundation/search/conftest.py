"""Kinds of record that can be found during these tests."""

from __future__ import annotations

import pytest

from tests.foundation.search.records import ITEMS, SERVICES, searchable


@pytest.fixture
def kinds():
    with searchable(SERVICES, ITEMS):
        yield
