"""The example list of the tests of search, exported."""

from __future__ import annotations

import pytest

from tests.foundation.search.records import ITEMS, SERVICES, searchable


@pytest.fixture
def _kinds():
    with searchable(SERVICES, ITEMS):
        yield
