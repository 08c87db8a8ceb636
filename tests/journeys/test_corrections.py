"""An officer corrects what is recorded: it is seen, in words, and so is how it was; two at once see both versions."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.days import typed
from tests.journeys.walking import heading, press, text

FIELDS = "main form [name]:not([type=radio])"
ROOT = Path(__file__).resolve().parents[2]


def recorded_earlier(served: Any, name: str, days: int = 3) -> str:
    """The address of a service with a contract, both recorded some days ago."""
    start = [sys.executable, "-m", "tests.journeys.earlier", name, str(days)]
    done = subprocess.run(start, env=served.environment, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr[-2000:]
    return f"/services/{done.stdout.split()[-1]}/"


@pytest.fixture
def service(served, request, scripts) -> str:
    """A service of this journey alone."""
    return recorded_earlier(
        served, f"Rowan {'with' if scripts else 'without'} {request.node.originalname[5:25]}"
    )


def day(days: int) -> str:
    return typed(-days)


def test_a_contract_is_corrected_and_seen_as_it_was(served, scripts, service):
    reference = service.split("/")[2]
    with served.as_("qo", scripts=scripts) as page:
        page.goto(f"{service}details/")
        press(page, page.locator("a[href*='/contracts/'][href$='/correct/']").first)
        page.fill("[name=people_placed]", "17")
        press(page)
        assert page.title().startswith("Error: ")
        assert page.input_value("[name=people_placed]") == "17"
        page.fill("[name=reason]", "Counted with the provider")
        press(page)
        assert "The contract was corrected." in text(page)
        page.goto(f"{service}timeline/")
        assert "Quinn Ashdown corrected a contract of Rowan" in text(page)
        assert re.search(
            r"People we have placed: 17, which was 4\. Reason: Counted with the provider", text(page)
        )
        assert "People we have placed 17" in as_it_was(page, service, 0)
        assert "People we have placed 4" in as_it_was(page, service, 1)
        assert "when Rowan" in as_it_was(page, service, 30)
    with served.as_("au", scripts=scripts) as page:
        page.goto("/audit/")
        page.fill("#subject", reference)
        press(page, page.get_by_role("button", name="Apply filters"))
        assert "Quinn Ashdown corrected a contract of Rowan" in text(page)
        press(page, page.locator("tbody a").first)
        assert "Counted with the provider" in text(page)
        assert re.search(r"People we have placed 4 17", text(page))


def as_it_was(page: Any, service: str, days: int) -> str:
    """The details of a service as they stood that many days ago."""
    page.goto(f"{service}details/")
    page.locator("summary", has_text="another day").click()
    page.fill("#on", day(days))
    press(page, page.get_by_role("button", name="Show that day"))
    return text(page)


def test_two_at_once_see_both_versions(served, scripts, service):
    with served.as_("qo", scripts=scripts) as quinn, served.as_("odell", scripts=scripts) as odell:
        for page in (quinn, odell):
            page.goto(f"{service}correct/")
        quinn.fill("[name=beds]", "24")
        odell.fill("[name=beds]", "26")
        odell.fill("[name=town]", "Larchester")
        for page in (quinn, odell):
            page.fill("[name=reason]", "Counted at the visit")
            press(page)
        assert "was corrected." in text(quinn)
        assert heading(odell).endswith("Somebody else saved this since you opened it")
        assert "24" in text(odell)
        assert "26" in text(odell)
        assert "Larchester" in text(odell)
        odell.locator("input[name=keep-beds][value=theirs]").check(force=True)
        odell.locator("input[name=keep-town][value=yours]").check(force=True)
        press(odell)
        assert "was corrected." in text(odell)
        assert "Registered beds 24" in text(odell)
        assert "Larchester" in text(odell)


def test_a_form_sent_twice_is_written_once(served, scripts, service):
    """The same page sent again, as a browser does that kept it when somebody went back: the first result is shown."""
    with served.as_("qo", scripts=scripts) as page:
        page.goto(f"{service}contacts/new/")
        page.select_option("[name=job]", "deputy")
        page.fill("[name=name]", "Jo Invented")
        kept = {each.get_attribute("name"): each.input_value() for each in page.locator(FIELDS).all()}
        press(page)
        assert "The contact was added" in text(page)
        again = page.request.post(f"{service}contacts/new/", form=kept, headers={"Origin": served.base})
        assert (again.status, again.url.partition("#")[0]) == (200, page.url.partition("#")[0])
        changed = kept | {"name": "Sam Invented"}
        other = page.request.post(f"{service}contacts/new/", form=changed, headers={"Origin": served.base})
        assert "This form was already sent with other answers." in other.text()
        page.goto(f"{service}timeline/")
        assert text(page).count("Quinn Ashdown added a contact") == 1
