"""A placement officer asks on a small screen and has an answer in one search; a manager takes in the list."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.days import boxes
from tests.journeys.walking import asks, first_service, heading, press, text


def list_of(path: Path, *rows: tuple[str, str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("Reference", "Position"), *rows])
    return path


def takes_in(page: Any, path: Path) -> None:
    """A manager takes in a list; restricted services that are not on it stay as they are."""
    page.goto("/placements/lists/new/")
    page.set_input_files("input[type=file]", path)
    for name, value in boxes("dated", -2).items():
        page.fill(f"input[name={name}]", value)
    page.fill("input[name=decided_by]", "Head of commissioning")
    press(page)
    assert heading(page) == "Choose columns"
    press(page)
    press(page, page.get_by_role("button", name="Save this list"))
    if (stay := page.get_by_label("They stay as they are")).count():
        stay.check()
    press(page)
    assert heading(page) == "Saved"


@pytest.mark.parametrize("scripts", [True, False])
def test_an_answer_in_one_search_and_after_the_list_changed_another(served, tmp_path, scripts):
    with served.as_("qm", scripts=scripts) as page:
        reference = first_service(page, "Nursing").strip("/").rpartition("/")[2]
        takes_in(page, list_of(tmp_path / "list.csv", (reference, "Embargo")))
        with served.as_("pl", scripts=scripts, width=320) as small:
            said = asks(small, reference)
            assert "The list says: Embargo." in said
            for words in (
                "Whom to call first",
                "What the status means",
                "Checked by Perry Lindow at",
                "Receipt LU-",
            ):
                assert words in said
            receipt = small.url
            width = small.evaluate("document.documentElement.scrollWidth")
            assert width <= 320
            takes_in(page, list_of(tmp_path / "later.csv", (reference, "no restriction")))
            assert "The list says: Embargo." not in asks(small, reference)
            small.goto(receipt)
            assert "The list says: Embargo." in text(small), "what was answered stays as it was"
            assert "We do not hold this service." in asks(small, "Zzyzx Towers")
        with served.as_("pl", width=320, permissions=["clipboard-read", "clipboard-write"]) as small:
            small.goto(receipt)
            small.get_by_role("button", name="Copy", exact=True).click()
            expect(small.locator("[data-copy] [role=status]")).to_have_text(
                "Copied. Paste it into your case system."
            )
            assert "Receipt LU-" in small.evaluate("navigator.clipboard.readText()")
        with served.as_("pl@otherborough", scripts=scripts) as other:
            assert other.goto(receipt).status == 404
