"""The pages that capabilities bring themselves (``tests/browser/brought.py``), through the accessibility gate."""

from contextlib import ExitStack

import pytest

from tests.browser.gate import Gate, pages_of
from tests.browser.pages import BROUGHT


@pytest.fixture(scope="module")
def accessibility(served, made_by_capabilities):
    """The gate with what capabilities made, and nothing else."""
    with ExitStack() as opened:
        yield Gate(served, made_by_capabilities, opened)


@pytest.mark.parametrize("look", pages_of(BROUGHT), ids=lambda look: look.name)
def test_nothing_is_wrong_with_the_page(accessibility, look):
    assert "\n".join(accessibility.faults(look)) == ""
