"""What is made once for all looks: the things that pages need, and the gate itself."""

from contextlib import ExitStack

import pytest

from tests.browser.brought import brought
from tests.browser.gate import Gate
from tests.browser.preparing import Maker, prepared_for, quiet


@pytest.fixture(scope="session")
def made_by_capabilities(served, tmp_path_factory):
    """What the pages that capabilities bring name in braces."""
    with ExitStack() as opened:
        maker = Maker(served, opened, tmp_path_factory.mktemp("brought"))
        for capability in brought():
            capability.prepare(maker)
        quiet(maker)
        yield maker.known


@pytest.fixture(scope="session")
def prepared(served, made_by_capabilities, tmp_path_factory):
    """What the list of pages names in braces."""
    with prepared_for(served, tmp_path_factory.mktemp("made")) as known:
        yield made_by_capabilities | known


@pytest.fixture(scope="session")
def accessibility(served, prepared):
    """The gate. What asks for it is not run again on the other database (``conftest.py`` of the project)."""
    with ExitStack() as opened:
        yield Gate(served, prepared, opened)
