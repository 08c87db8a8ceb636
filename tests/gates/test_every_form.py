"""Every form of the service: done once, never over what somebody saved since, only with the fields it shows, never
about another council's records, and never without its event (security.md T06, T12, T17, T18, T23).

Each is taken from its page and filled in as somebody would (``sending.py``), so a form added later is sent too.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client, RequestFactory

from oversight.foundation.accounts import gate
from oversight.foundation.accounts.models import User
from oversight.foundation.audit import submissions
from oversight.foundation.audit.models import Submission
from oversight.foundation.authorities.walls import tenant_models
from tests.gates import matrix_file
from tests.gates.asking import changed_since, signed_in, state, written
from tests.gates.conftest import undone
from tests.gates.examples import address, guarded
from tests.gates.planting import Planted
from tests.gates.sending import TOKEN, Form, filled_in, forms_of

WHO = ("QM", "HOC", "SA", "BS", "QO", "PL", "PU")
"""Who sends a form: the first of these who may."""

BESIDE_THE_DEED = {"audit_submission"}
"""That a form was sent, noted so that it is done once; taken back where it was not done."""

WITHOUT_EVENT = {
    "notifications:list": "which of one's own notifications were read",
    "register:scope": "the same answer again changes nothing but the index of search",
}
"""Forms that write and leave no event, with why that is right."""


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@dataclass(frozen=True)
class Sent:
    """A form, who sends it, where, and what they typed."""

    route: str
    role: str
    client: Client
    person: User
    at: str
    form: Form
    typed: dict[str, list[str]]

    def send(self, **other: Any) -> Any:
        """Send it, with a fresh token, and with some answers changed."""
        return self.client.post(self.at, {**self.typed, TOKEN: [str(uuid4())], **other})


def forms(ours: Planted) -> list[Sent]:
    """Every form of the service, each sent by one of those who may."""
    browsers = {role: signed_in(ours.council.people[role]) for role in WHO}
    return [
        found
        for route in guarded()
        if "POST" in route.rule.methods
        for found in _forms_at(route, ours, browsers)
    ]


def _forms_at(route: Any, ours: Planted, browsers: dict[str, Client]) -> Iterator[Sent]:
    for role, client in browsers.items():
        if not matrix_file.allowed(route.rule.capability, role):
            continue
        at = address(route, ours, role)
        response = client.get(at)
        if response.status_code == 404 and route.name != "audit:export":
            continue
        own = [each for each in forms_of(response) if each.action.split("?")[0] in ("", at.split("?")[0])]
        for form in own or [Form(at)]:
            typed = filled_in(form, ours.now.date(), known(ours))
            yield Sent(route.name, role, client, ours.council.people[role], form.action or at, form, typed)
        return


def known(ours: Planted) -> dict[str, str]:
    """Answers that only fit this council, by the name of their field."""
    return {
        "email": "somebody@elsewhere.example", "telephone": "01632 960101", "website": "https://a.example/",
        "postcode": "ZZ1 1AA", "regulator_id": "1-2345", "company_number": "01234567", "beds": "9",
        "into": ours.has.rows[1].reference, "provider": ours.has.lonely, "about": ours.has.service,
        "path": "/services/", "query": "q=larch", "words": "Ring first", "annual_spend": "100",
        "stand_in": str(ours.council.people["DIR"].pk), "absent": str(ours.council.people["HOC"].pk),
    }  # fmt: skip


@pytest.fixture(scope="module")
def every(planted: tuple[Planted, Planted]) -> list[Sent]:
    """The forms of Anyshire."""
    return forms(planted[0])


@pytest.fixture
def sent(councils: tuple[Planted, Planted], every: list[Sent]) -> list[Sent]:
    """The forms, for a test that has the database."""
    return every


def failing(found: list[str]) -> None:
    """Fail with everything that was found, not only the first."""
    assert not found, f"{len(found)} failures:\n" + "\n".join(found)


def test_the_forms_are_all_there_and_most_are_done_as_filled_in(sent: list[Sent]) -> None:
    """What every test here rests on: a form that is not taken shows little."""
    takes = {each.name for each in guarded() if "POST" in each.rule.methods}
    assert {each.route for each in sent} == takes
    done, not_done = set(), {}
    for each in sent:
        with undone():
            response = each.send()
        (
            done.add(each.route)
            if response.status_code == 302
            else not_done.update({each.route: response.status_code})
        )
    print(sorted(not_done.items()))
    assert len(done) > 0.8 * len(takes), f"not done as filled in: {sorted(set(not_done) - done)}"
