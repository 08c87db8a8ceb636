"""A quality officer takes in the regulator's new file, sees who is worst and why, and takes the file back."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from oversight.sample.writing import write_sample
from tests.journeys.walking import PATIENCE, count_of, heading, press, text, watched

NEXT = "anyshire_latest_ratings_next_month.csv"


class Officer:
    """Quinn Ashdown with a file of the regulator's: each step is a page of it."""

    def __init__(self, page: Any, scripts: bool) -> None:
        self.page, self.scripts = page, scripts
        self.address = ""

    def reads(self, path: Path) -> None:
        self.page.goto("/regulator/")
        press(self.page, self.page.get_by_role("button", name="Take in a file"))
        self.page.set_input_files("input[type=file]", path)
        press(self.page)
        watched(self.page, self.scripts)
        assert heading(self.page) == "Areas not chosen yet"
        self.address = self.page.url

    def compares(self, area: str) -> None:
        press(self.page, self.page.get_by_role("button", name="Choose areas"))
        self.page.get_by_label(area).check()
        press(self.page)
        watched(self.page, self.scripts)
        assert heading(self.page) == "Compared, nothing saved yet"

    def saves(self) -> None:
        press(self.page, self.page.get_by_role("button", name="Save this file"))
        if (why := self.page.locator("textarea[name=why]")).count():
            why.fill("It is the file of December")
        press(self.page)
        watched(self.page, self.scripts)
        assert heading(self.page) == "Saved"

    def undoes(self) -> None:
        self.page.goto(self.address)
        press(self.page, self.page.get_by_role("button", name="Undo this file"))
        press(self.page)
        watched(self.page, self.scripts)
        assert heading(self.page) == "Undone"


def first(page: Any, address: str) -> str:
    """The first service of a list."""
    page.goto(address)
    return str(page.locator("tbody a[href^='/services/']").first.get_attribute("href"))


def until_said(page: Any, address: str, words: str) -> None:
    """Ask a page again until it says so: what follows from a change is worked out in the background."""
    until = time.monotonic() + PATIENCE
    page.goto(address)
    while words not in text(page):
        assert time.monotonic() < until, f"{address} does not say ‘{words}’"
        page.wait_for_timeout(500)
        page.goto(address)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_taken_in_and_the_worst_service_says_why(served, tmp_path, scripts):
    write_sample(tmp_path)
    with served.as_("qo", scripts=scripts) as page:
        before = count_of(page)
        quinn = Officer(page, scripts)
        quinn.reads(tmp_path / NEXT)
        quinn.compares("Anyshire")
        assert "Downgraded" in text(page)
        assert count_of(page) == before, "nothing is saved before it is confirmed"
        page.goto(quinn.address)
        quinn.saves()
        assert count_of(page) > before
        fell = first(page, "/regulator/changes/?what=downgraded").replace("regulator/", "")
        reference = quinn.address.rstrip("/").rpartition("/")[2]
        until_said(page, f"{fell}risk/", f"The regulator’s file {reference} changed what is known")
        page.goto(f"{fell}timeline/")
        assert "The regulator changed what it rates" in text(page)
        worst = first(page, "/risk/")
        page.goto(worst)
        for words in ("is red with", "Red starts at", "What would change this", "How it is worked out"):
            assert words in text(page)
        assert page.pdf().startswith(b"%PDF")
        page.goto(fell)
        _the_other_council_finds_nothing(served, quinn.address, heading(page))
        quinn.undoes()
        assert count_of(page) == before


def _the_other_council_finds_nothing(served: Any, address: str, name: str) -> None:
    with served.as_("qm@otherborough") as page:
        assert page.goto(address).status == 404
        for listing in ("/risk/", "/regulator/changes/", "/services/"):
            page.goto(f"{listing}?q={name}")
            assert not page.locator("tbody tr").count(), listing
