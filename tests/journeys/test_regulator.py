"""A quality officer takes in the regulator's new file, sees who is worst and why, and takes the file back."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import Any

import pytest

from oversight.sample.writing import write_sample
from tests.journeys.walking import PATIENCE, asks, count_of, heading, press, text, watched

NEXT = "anyshire_latest_ratings_next_month.csv"


class Officer:
    """Quinn Ashdown with a file of the regulator's: each step is a page of it."""

    def __init__(self, page: Any, scripts: bool) -> None:
        self.page, self.scripts = page, scripts
        self.address = ""
        self.seen: list[str] = []

    def reads(self, path: Path) -> None:
        self.page.goto("/regulator/")
        press(self.page, self.page.get_by_role("button", name="Take in a file"))
        self.page.set_input_files("input[type=file]", path)
        press(self.page)
        self.seen += watched(self.page, self.scripts)
        assert heading(self.page) == "Areas not chosen yet", text(self.page)
        self.address = self.page.url

    def compares(self, *areas: str) -> None:
        press(self.page, self.page.get_by_role("button", name="Choose areas"))
        for area in areas:
            self.page.get_by_label(area).check()
        press(self.page)
        watched(self.page, self.scripts)
        assert heading(self.page) == "Compared, nothing saved yet"

    def saves(self) -> None:
        press(self.page, self.page.get_by_role("button", name="Save this file"))
        if (why := self.page.locator("textarea[name=why]")).count():
            why.fill("It is the file of December")
        press(self.page)
        self.seen += watched(self.page, self.scripts)
        assert heading(self.page) == "Saved", text(self.page)

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


REAL = "2025-10_latest_ratings_shropshire_telford.csv"
AREAS = ("Shropshire", "Telford and Wrekin")


def until_all_are_worked_out(page: Any) -> None:
    """Wait until every service stands in the matrix and none is worked out again."""
    services, until = count_of(page), time.monotonic() + PATIENCE
    while count_of(page, "/risk/") != services or "being worked out again" in text(page):
        assert time.monotonic() < until, "not every service is in the matrix"
        page.wait_for_timeout(500)


def joined(page: Any, before: int) -> str:
    """The worst of the services that came with a file: the first of the matrix whose number was not given before."""
    for number in range(1, 6):
        page.goto(f"/risk/?page={number}")
        links = page.locator("tbody a[href^='/services/']").evaluate_all(
            "all => all.map(each => each.getAttribute('href'))"
        )
        for each in links:
            if int(each.split("/")[2].partition("-")[2]) > before:
                return str(each)
    raise AssertionError("no service of the file is on the first pages of the matrix")


@pytest.mark.real_data
def test_a_real_file_from_upload_to_a_placing_answer(served_alone, shared_data):
    """Real services as published, and nothing beside it: no list, concern or restriction of theirs is held.

    The invented files of the demo show a later day, so they are taken back first. Nothing is left of it.
    """
    served, path = served_alone, shared_data / "cqc" / REAL
    with served.as_("qo@otherborough") as page:
        quinn = Officer(page, scripts=True)
        for reference in ("RE-0002", "RE-0001"):
            quinn.address = f"/regulator/{reference}/"
            quinn.undoes()
        before = count_of(page)
        quinn.reads(path)
        quinn.compares(*AREAS)
        assert count_of(page) == before, "nothing is saved before it is confirmed"
        page.goto(quinn.address)
        quinn.saves()
        assert any("Putting services on the register" in each for each in quinn.seen)
        assert count_of(page) > before + 200
        until_all_are_worked_out(page)
        worst = joined(page, before)
        reference, name = worst.split("/")[2], _reads_why(page, worst, path)
        answer = _asks_on_a_small_screen(served, reference, name)
    _the_other_council_finds_nothing(served, quinn.address, name, "qm@anyshire")
    with served.as_("pl@anyshire") as other:
        assert other.goto(answer).status == 404
        assert "We do not hold this service." in asks(other, name)


def _reads_why(page: Any, address: str, path: Path) -> str:
    """Every reason is a rating as published; the page is an explanation on paper too. Gives the service's name."""
    page.goto(address)
    said, name = text(page), page.locator(".app-identity__name").first.inner_text()
    for words in (f"{name} is red with", "Red starts at", "What would change this", "How it is worked out"):
        assert words in said
    reasons = page.get_by_role("region", name="Reasons").locator("tbody tr").all_inner_texts()
    assert reasons
    assert all("regulator's" in each or "key questions" in each for each in reasons), reasons
    with path.open(encoding="utf-8", newline="") as file:
        overall = {(row["Service / Population Group"], row["Domain"]): row["Latest Rating"]
                   for row in csv.DictReader(file) if row["Location Name"] == name}["Overall", "Overall"]  # fmt: skip
    assert f"The regulator's overall rating: {overall.lower()}" in said, "as it is published"
    page.emulate_media(media="print")
    assert page.locator(".app-navigation").first.is_hidden()
    assert page.locator(".app-identity__name").first.is_visible()
    assert page.get_by_role("region", name="Reasons").is_visible()
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="screen")
    return str(name)


def _asks_on_a_small_screen(served: Any, reference: str, name: str) -> str:
    """A placement officer has an answer in one search; no list says anything of a real service. Gives its address."""
    with served.as_("pl@otherborough", width=320) as small:
        said = asks(small, reference)
        assert heading(small) == f"{name}: ask first"
        for words in (
            "No list of restrictions has been taken in",
            "No list of restrictions is held.",
            "Receipt LU-",
        ):
            assert words in said
        assert "The list says" not in said
        assert small.evaluate("document.documentElement.scrollWidth") <= 320
        return str(small.url)


def _the_other_council_finds_nothing(
    served: Any, address: str, name: str, who: str = "qm@otherborough"
) -> None:
    with served.as_(who) as page:
        assert page.goto(address).status == 404
        for listing in ("/risk/", "/regulator/changes/", "/services/"):
            page.goto(f"{listing}?q={name}")
            assert not page.locator("tbody tr").count(), listing
