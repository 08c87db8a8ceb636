"""F1 to F6: every form of the service sent empty, and sent with one answer missing."""

import pytest

from oversight.foundation.accounts.census import routes
from tests.browser.filling import forms_of, tried
from tests.browser.gate import pages_of
from tests.browser.pages import PAGES

ASKS_NOTHING = {
    "account_logout", "account:end_others", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "policy:approve",
    "policy:read", "tasks:recalculate", "audit:export", "audit:verify", "tasks:address",
    "mfa_remove_webauthn", "mfa_reauthenticate_webauthn", "account:authority", "register:undo_import",
    "regulator:undo", "placements:undo", "placements:check",
}  # fmt: skip
"""Their forms have a button and nothing to fill in."""

STATES_THAT_ASK_NOTHING = {
    "tasks.assign-nothing-selected", "notifications.list-empty", "policy.adopt-check-first", "invitation-over",
    "account_reset_password_from_key-over", "notifications.list-for-a-provider",
}  # fmt: skip
"""Pages of other forms, in a state in which there is nothing to fill in."""

ASKS_BY_ADDRESS = {"policy.adopt", "register.services-to-export", "people_file"}
"""Their answers are sent in the address, and shown before anything is done."""

TAKES_NOTHING = {
    "tasks:complete": "what was done may be left out",
    "register:columns": "each list has an answer already",
    "regulator:areas": "no area need be chosen",
    "mfa_add_webauthn": "it is sent by a script, which asks the device first",
}
"""Forms that may be sent as they are."""

TAKE_POST = {each.name for each in routes() if each.rule and "POST" in each.rule.methods}
LOOKS = [
    each
    for each in pages_of(PAGES)
    if (each.route in TAKE_POST or each.name in ASKS_BY_ADDRESS) and each.status == 200
]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_a_form_that_lacks_something_says_so_and_loses_nothing(accessibility, look):
    page, _ = accessibility.open(look)
    asking = forms_of(page, "get" if look.name in ASKS_BY_ADDRESS else "post")
    silent = look.route in ASKS_NOTHING or look.name in STATES_THAT_ASK_NOTHING
    assert bool(asking) != silent, f"{look.name}: forms that ask something: {asking}"
    if look.route in TAKES_NOTHING:
        return
    found = []
    for at in asking:
        page, _ = accessibility.open(look)
        found += [f"{accessibility.address(look)} | {check} | {words}" for check, words in tried(page, at)]
    assert "\n".join(found) == ""
