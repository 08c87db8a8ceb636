"""What is made once for all looks: the things that pages need, and the gate itself."""

from contextlib import ExitStack

import pytest

from tests.browser.gate import Gate
from tests.browser.preparing import prepared_for


@pytest.fixture(scope="session")
def prepared(served, tmp_path_factory):
    """What the list of pages names in braces."""
    with prepared_for(served, tmp_path_factory.mktemp("made")) as known:
        yield known


@pytest.fixture(scope="session")
def accessibility(served, prepared):
    """The gate. What asks for it is not run again on the other database (``conftest.py`` of the project)."""
    with ExitStack() as opened:
        yield Gate(served, prepared, opened)
