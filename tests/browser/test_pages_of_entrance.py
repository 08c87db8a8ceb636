"""Every page of tests/browser/pages.py ENTRANCE, through the accessibility gate."""

import pytest

from tests.browser.gate import pages_of
from tests.browser.pages import ENTRANCE


@pytest.mark.parametrize("look", pages_of(ENTRANCE), ids=lambda look: look.name)
def test_nothing_is_wrong_with_the_page(accessibility, look):
    assert "\n".join(accessibility.faults(look)) == ""
