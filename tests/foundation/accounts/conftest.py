"""Every test of accounts starts with nobody slowed down."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()
