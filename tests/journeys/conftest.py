"""Every journey is walked twice: with scripts, and without them."""

from __future__ import annotations

import pytest


@pytest.fixture(params=[True, False], ids=["with_scripts", "without_scripts"])
def scripts(request) -> bool:
    return request.param
