"""What journeys have in common: pages as a person reads and works them, with scripts or without."""

from __future__ import annotations

import re
import time
from typing import Any

SAVE = "main form button[type=submit]"
PATIENCE = 120


def count_of(page: Any, address: str = "/services/") -> int:
    """The number that the heading of a list says."""
    page.goto(address)
    return int(re.sub(r"\D", "", page.locator("h1").inner_text()))


def heading(page: Any) -> str:
    return page.locator("h1").inner_text()


def text(page: Any) -> str:
    return " ".join(page.locator("main").inner_text().split())


def first_service(page: Any, words: str) -> str:
    """The address of the first service a search of the list finds."""
    page.goto(f"/services/?q={words}")
    return page.locator("tbody th a").first.get_attribute("href")


def asks(page: Any, what: str) -> str:
    """Ask whether a person can be placed, as a placement officer does who has just signed in; the answer's page."""
    page.goto("/")
    assert heading(page) == "Can we place?"
    page.fill("main input[name=service]", what)
    press(page)
    return text(page)


def press(page: Any, button: Any = None) -> None:
    """Press the button of the page's form, or what is given, and wait for the page it leads to."""
    with page.expect_navigation(wait_until="load"):
        (button or page.locator(SAVE).first).click()


def watched(page: Any, scripts: bool) -> list[str]:
    """Watch a job to its end as its page tells it; every sentence that was seen."""
    return _it_tells_by_itself(page) if scripts else _asked_again_and_again(page)


def _it_tells_by_itself(page: Any) -> list[str]:
    """With scripts the page is never loaded again: the sentence changes, then the link leads to the result."""
    seen: list[str] = []
    if not page.locator("[data-progress-sentence]").count():
        return seen
    result, until = page.get_by_role("link", name="See the result"), time.monotonic() + PATIENCE
    while not result.count():
        assert time.monotonic() < until, f"the job did not end: {seen[-3:]}"
        seen.append(page.locator("[data-progress-sentence]").inner_text())
        page.wait_for_timeout(250)
    seen.append(page.locator("[data-progress-sentence]").inner_text())
    press(page, result)
    return seen


def _asked_again_and_again(page: Any) -> list[str]:
    """Without scripts a link shows how far it is by now."""
    seen, again = [], page.get_by_role("link", name="Check progress")
    until = time.monotonic() + PATIENCE
    while again.count():
        assert time.monotonic() < until, f"the job did not end: {seen[-3:]}"
        seen.append(page.locator("[data-progress-sentence]").inner_text())
        time.sleep(0.3)
        press(page, again)
    return seen
