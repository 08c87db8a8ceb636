"""What the tests of packs share: the library of the project's own packs."""

from pathlib import Path

import pytest

from oversight.engine.packs.library import Library


@pytest.fixture(scope="session")
def library(repository: Path) -> Library:
    """The packs of ``content/packs``, each loaded once a session."""
    return Library(repository / "content/packs")
