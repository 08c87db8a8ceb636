"""A restriction from the first proposal to the appeal that takes it off, by different people, in the browser."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.journeys.walking import asks, heading, press, text
from tests.ways import BEGIN

STEPS = (
    (
        "srm",
        "The criteria are met; put to the service manager in writing",
        {"reasons": "The contract asks for it."},
    ),
    (
        "qm",
        "A restriction is recommended to the head of commissioning",
        {"reasons": "Two visits confirm it."},
    ),
    ("hoc", "The restriction is imposed", {"reasons": "New people would be at risk.", "position": "embargo"}),
    ("qo", "The provider has been told in writing", {}),
    ("qo", "The provider appeals", {"from_whom": "The registered manager", "reasons": "All is mended."}),
    ("dir", "The restriction is taken off", {"reasons": "A second visit found all of it mended."}),
)
"""Who answers, what, and what they fill in, after the proposal."""


def fill(page: Any, values: dict[str, str]) -> None:
    for name, value in values.items():
        if name == "position":
            page.check(f"input[name=position][value={value}]")
        else:
            page.fill(f"main [name={name}]", value)


def a_green_service(page: Any) -> str:
    """The reference of a green service about which nothing was ever decided, away from the first ones of the list."""
    page.goto("/risk/?band=green&sort=-name")
    hrefs = [each.get_attribute("href") for each in page.locator("tbody th a").all()]
    return next(found[1] for each in hrefs[3:] if (found := re.fullmatch(r"/services/(S-\d+)/risk/", each)))


def answers(served: Any, case: str, who: str, words: str, values: dict[str, str], scripts: bool) -> str:
    with served.as_(who, scripts=scripts, fresh=True) as page:
        page.goto(case)
        press(page, page.get_by_role("link", name=words, exact=True))
        fill(page, values)
        press(page)
        return text(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_proposal_to_an_appeal_that_takes_it_off(served, scripts):
    with served.as_("qo", scripts=scripts) as page:
        reference = a_green_service(page)
        page.goto(f"/services/{reference}/decisions/")
        press(page, page.locator(f"a[href$='begin/{BEGIN}/']"))
        press(page)
        assert "Enter your reasons" in text(page)
        fill(page, {"reasons": "The last visit found medicines unsafe."})
        press(page)
        case = page.url
        assert "You can answer" not in text(page), "who proposed does not agree"
    for who, words, values in STEPS:
        said = answers(served, case, who, words, values, scripts)
        assert words in said
        if words == "The restriction is imposed":
            with served.as_("pl", scripts=scripts, width=320) as small:
                told = asks(small, reference)
                assert "Embargo" in told
                assert "Decided on" in told
    assert "The restriction is taken off after an appeal" in said
    with served.as_("pl", scripts=scripts, width=320) as small:
        assert "Embargo" not in asks(small, reference)
    with served.as_("qm@otherborough", scripts=scripts) as other:
        assert other.goto(case).status == 404


def test_of_two_who_decide_at_once_one_is_heard_and_the_other_told_by_whom(served):
    with served.as_("qo") as page:
        reference = a_green_service(page)
        page.goto(f"/services/{reference}/decisions/begin/{BEGIN}/")
        fill(page, {"reasons": "The last visit found medicines unsafe."})
        press(page)
        case = page.url
    for who, words, values in STEPS[:2]:
        answers(served, case, who, words, values, True)
    with served.as_("hoc", fresh=True) as first, served.as_("hoc") as second:
        for page, words in ((first, "No restriction is imposed"), (second, "The restriction is imposed")):
            page.goto(case)
            press(page, page.get_by_role("link", name=words, exact=True))
        fill(first, {"reasons": "It is mended."})
        press(first)
        fill(second, STEPS[2][2])
        press(second)
        assert "answered ‘No restriction is imposed’ on" in text(second)
        second.goto(case)
        assert heading(second).endswith("Restriction on commissioning")
        assert "The restriction is imposed" not in text(second)
