"""Two minutes before somebody is signed out they are asked to stay, and what they typed survives."""

import pytest

FASTER = "const wait = window.setTimeout; window.setTimeout = (what, ms) => wait(what, ms / 600);"
"""A minute of the page's clock takes a tenth of a second."""


@pytest.fixture
def correcting(served):
    """An officer at a form whose page runs fast."""
    with served.as_("tamsin") as page:
        page.add_init_script(FASTER)
        page.goto("/services/S-0003/correct/", wait_until="domcontentloaded")
        page.fill("[name=reason]", "The nameplate says otherwise")
        yield page


def test_they_are_asked_and_stay_with_what_they_typed(correcting):
    page, asked = correcting, correcting.locator("dialog.app-timeout")
    assert not asked.is_visible()
    asked.wait_for(state="visible", timeout=10_000)
    with page.expect_response("**/account/still-here/") as answered:
        page.evaluate("document.querySelector('[data-timeout-stay]').click()")
    assert answered.value.ok
    asked.wait_for(state="hidden", timeout=2_000)
    assert page.input_value("[name=reason]") == "The nameplate says otherwise"


def test_when_time_is_up_it_is_said_and_nothing_typed_is_lost(correcting):
    page, asked = correcting, correcting.locator("dialog.app-timeout")
    page.get_by_text("You are signed out. What you typed").wait_for(timeout=10_000)
    page.get_by_role("button", name="Back to the page").click()
    assert not asked.is_visible()
    assert page.input_value("[name=reason]") == "The nameplate says otherwise"
