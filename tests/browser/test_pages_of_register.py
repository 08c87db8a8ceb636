"""Every page of tests/browser/pages.py REGISTER, through the accessibility gate."""

import pytest

from tests.browser.gate import pages_of
from tests.browser.pages import REGISTER


@pytest.mark.parametrize("look", pages_of(REGISTER), ids=lambda look: look.name)
def test_nothing_is_wrong_with_the_page(accessibility, look):
    assert "\n".join(accessibility.faults(look)) == ""
