"""The pages that capabilities bring themselves (``tests/browser/brought.py``), through the accessibility gate."""

from contextlib import ExitStack

import pytest

from tests.browser.brought import brought
from tests.browser.gate import Gate, pages_of
from tests.browser.pages import BROUGHT
from tests.browser.preparing import Maker


@pytest.fixture(scope="module")
def accessibility(served, tmp_path_factory):
    """The gate, once every capability has made what it wants looked at."""
    with ExitStack() as opened:
        maker = Maker(served, opened, tmp_path_factory.mktemp("made"))
        for capability in brought():
            capability.prepare(maker)
        yield Gate(served, maker.known, opened)


@pytest.mark.parametrize("look", pages_of(BROUGHT), ids=lambda look: look.name)
def test_nothing_is_wrong_with_the_page(accessibility, look):
    assert "\n".join(accessibility.faults(look)) == ""
