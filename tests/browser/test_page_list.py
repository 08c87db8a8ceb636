"""G2: every GET route of the service is in the list of pages, and the list names no route that is gone."""

from django.urls import resolve

from oversight.foundation.accounts.census import routes
from tests.browser.brought import brought
from tests.browser.pages import PAGES, Look

SAMPLE = {
    "service": "S-0001", "closed": "S-0002", "merged": "S-0003", "provider": "P-0001", "closed_provider": "P-0002", "import_read": "IM-0001",
    "import_checked": "IM-0002", "import_saved": "IM-0003", "task": "T-0001", "clocked": "T-0002", "job": "J-0001", "secret": "abc",
    "document": "DOC-0001", "policy": "west-berkshire/1", "number": "1", "passkey": "1", "invitation": "abc",
    "forgotten": "abc-def",
}  # fmt: skip
"""What the addresses of some kinds of thing look like; all others are made of a UUID."""
for _capability in brought():
    SAMPLE |= _capability.KNOWN


def missing(named, found):
    """What is wrong between the routes that a list names and those there are."""
    return [
        *(f"G2: the route {each} has no page in tests/browser/pages.py" for each in sorted(found - named)),
        *(f"G2: tests/browser/pages.py names {each}, which is gone" for each in sorted(named - found)),
    ]


class Filled(dict):
    def __missing__(self, key):
        return "00000000-0000-4000-8000-000000000000"


def test_every_route_that_can_be_looked_at_is_in_the_list():
    found = {each.name for each in routes() if each.rule and "GET" in each.rule.methods}
    assert missing({each.route for each in PAGES}, found) == []


def test_every_address_of_the_list_leads_to_the_route_it_names():
    for each in PAGES:
        path = each.address.format_map(Filled(SAMPLE)).partition("?")[0]
        assert resolve(path).view_name == each.route, each


def test_every_page_of_the_list_has_a_name_of_its_own():
    names = [each.name for each in PAGES]
    assert sorted(names) == sorted(set(names))


def test_a_forgotten_page_and_one_that_is_gone_are_both_told():
    told = missing({Look("home", "", "/").route, "gone"}, {"home", "new"})
    assert told == [
        "G2: the route new has no page in tests/browser/pages.py",
        "G2: tests/browser/pages.py names gone, which is gone",
    ]
