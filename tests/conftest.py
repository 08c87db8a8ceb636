"""What every test may use: the real public data where it is, and the record of which test shows which requirement."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = (ROOT / "../shared/data").resolve()

settings.register_profile("house", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public data; the test is skipped, visibly, on a machine that has none."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real public data (../shared/data) is not on this machine")
    return SHARED_DATA


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the project."""
    return ROOT
