"""Nothing of one council is in anything that the other's people can open: pages, files, counts, feeds, e-mails.

Every text that people type carries its council's mark (``planting.py``), so one word found is a leak. That each
walk meets its own council's mark over and over shows that it could have met the other's (security.md T05).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest

from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.messages.digests import digests
from oversight.foundation.messages.models import Outgoing
from tests.gates import matrix_file
from tests.gates.asking import signed_in
from tests.gates.crawling import Came, crawl
from tests.gates.examples import address, guarded
from tests.gates.planting import Planted

LISTS = (
    "/services/", "/providers/", "/contracts/", "/contacts/", "/officers/", "/tasks/", "/people/export/", "/imports/",
)  # fmt: skip
"""The lists that can be had as a file."""

WORDS = ("Larch", "Oakton", "ZZ1 1AA", "care", "manager", "S-0001", "S-5001", "report", "Ring")
"""Looked for by the people of both councils, who both have plenty of each but the references."""

WALKS = (
    ("QM", 0), ("QM", 1), ("DIR", 0), ("QO", 1), ("AU", 0), ("PL", 1), ("BS", 0), ("SA", 1), ("PU", 0),
)  # fmt: skip
"""Who walks, and at which council: the roles that see most, and one of each other kind of account."""


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def starting_at(ours: Planted, role: str) -> list[str]:
    """Every address this person may open, the searches, and each list as both kinds of file with all columns."""
    may = [each for each in guarded() if matrix_file.may(each, role) and "GET" in each.rule.methods]
    files = [f"{at}?format={kind}&columns=all&outside=no" for at in LISTS for kind in ("csv", "xlsx")]
    views = [f"{at}?format={kind}&columns=view&outside=no" for at in LISTS for kind in ("csv", "xlsx")]
    found = [f"/search/?q={each}" for each in WORDS]
    filtered = [f"{at}?q={each}" for at in LISTS for each in ("Larch", "Oak", "qx")]
    feed = ours.own[role].secret
    feeds = [f"/calendar/{feed}.ics"] if feed else []
    return ["/", *(address(each, ours, role) for each in may), *found, *filtered, *files, *views, *feeds]


def walk(ours: Planted, role: str) -> list[Came]:
    client = signed_in(ours.council.people[role])
    return list(crawl(client, starting_at(ours, role)))


@pytest.mark.parametrize(("role", "here"), WALKS)
def test_nothing_of_the_other_council_comes_back(councils, role, here) -> None:
    ours, theirs = councils[here], councils[1 - here]
    came = walk(ours, role)
    assert [each.address for each in came if theirs.mark.encode() in each.content] == []
    assert [f"{each.status} {each.address}" for each in came if each.status >= 500] == []
    held = {each.address for each in came if ours.mark.encode() in each.content}
    assert len(held) > 20, "the walk does not meet its own council's words"
    if role == "QM":
        assert b"BEGIN:VEVENT" in next(each.content for each in came if each.address.endswith(".ics"))
        assert missing_from(held, ours) == []


def missing_from(held: set[str], ours: Planted) -> list[str]:
    """Files and searches that do not hold the council's own words, though they should."""
    kinds = ("csv&columns=all", "xlsx&columns=all", "csv&columns=view", "xlsx&columns=view")
    files = [f"{at}?format={kind}&outside=no" for at in LISTS for kind in kinds]
    found = [f"/search/?q={each}" for each in WORDS[:5]]
    return [each for each in (*files, *found) if each not in held]


@pytest.mark.parametrize("here", [0, 1], ids=["ours", "theirs"])
def test_no_letter_or_digest_carries_the_other_councils_words(councils, here) -> None:
    ours, theirs = councils[here], councils[1 - here]
    with acting_for(ours.council.authority.id):
        digests(by=ours.system, at=ours.now + timedelta(days=1))
        written = [
            f"{each.subject}\n{each.body}\n{each.address}"
            for each in Outgoing.objects.visible_to(ours.system)
        ]
    assert any(ours.mark in each for each in written)
    assert [each for each in written if theirs.mark in each] == []
