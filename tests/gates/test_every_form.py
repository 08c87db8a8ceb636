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
from dataclasses import dataclass
from datetime import timedelta
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
    "jobs:cancel": "the job's own row says that it was asked to stop",
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
        """Send it, with a fresh token, with some answers changed, and nothing left to be told of an earlier one."""
        self.client.cookies.pop("messages", None)
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
    """Its form as the first sees it who is shown one; whoever is led elsewhere from it sees none."""
    order = sorted(browsers.items(), key=lambda each: _led_elsewhere(route, ours, *each))
    for role, client in order:
        if not matrix_file.may(route, role):
            continue
        at = address(route, ours, role)
        response = client.get(at)
        if response.status_code == 404 and route.name != "audit:export":
            continue
        own = [each for each in forms_of(response) if each.action.split("?")[0] in ("", at.split("?")[0])]
        for form in own or [Form(at)]:
            typed = filled_in(form, ours.now.date(), known(ours, route.name))
            yield Sent(route.name, role, client, ours.council.people[role], form.action or at, form, typed)
        return


def _led_elsewhere(route: Any, ours: Planted, role: str, client: Client) -> bool:
    return matrix_file.may(route, role) and client.get(address(route, ours, role)).status_code == 302


def known(ours: Planted, route: str) -> dict[str, str]:
    """Answers that only fit this council, by the name of their field."""
    return {
        "email": "somebody@elsewhere.example", "telephone": "01632 960101", "website": "https://a.example/",
        "postcode": "ZZ1 1AA", "regulator_id": "1-2345", "company_number": "01234567", "beds": "9",
        "into": ours.has.lonely if "provider" in route else ours.has.rows[1].reference, "provider": ours.has.lonely,
        "about": ours.has.service, "day": f"{ours.now + timedelta(days=9):%d/%m/%Y}",
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
        if response.status_code == 302:
            done.add(each.route)
        else:
            not_done[each.route] = response.status_code
        assert response.status_code < 500, each.route
    assert len(done) > 0.75 * len(takes), f"not done as filled in: {not_done}"


# ------------------------------------------------------------------------------------------- T17: done once


def twice(each: Sent) -> Iterator[str]:
    """What is wrong with a form sent without its token, with one used for other answers, and a second time."""
    token, path = str(uuid4()), each.at.split("?")[0]
    same = RequestFactory().post(each.at, {**each.typed, TOKEN: [token]})
    for what, kept, wanted in (
        ("without its token", None, 409),
        ("with a token used for other answers", "0" * 64, 409),
        ("a second time", submissions._digest(same), 302),
    ):
        with undone():
            if kept:
                first = Submission(person_id=each.person.pk, token=token, path=path, digest=kept)
                first.at, first.went_to = each.person.created_at, "/where-the-first-one-led/"
                first.save()
            with written() as tables:
                response = each.send(**{TOKEN: [token if kept else ""]})
        led = response.headers.get("Location", "")
        right = response.status_code == wanted and (wanted != 302 or led == "/where-the-first-one-led/")
        if not right or set(tables) - BESIDE_THE_DEED:
            yield f"{each.route} {what}: {response.status_code} {led}, wrote {sorted(set(tables))}"


def test_every_form_is_done_once(sent: list[Sent]) -> None:
    before = state()
    failing([fault for each in sent for fault in twice(each)])
    assert changed_since(before) == []


def test_a_service_that_did_each_form_as_often_as_it_is_sent_would_be_noticed(
    sent: list[Sent], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate.submissions, "once", lambda request, person, at, do: do())
    assert all(list(twice(each)) for each in sent if each.route == "register:close")


# ------------------------------------------------------------------------------------ T18: nothing written over


def test_a_form_that_is_stale_writes_nothing(sent: list[Sent]) -> None:
    """Every form that carries the version of what it changes, and is done as filled in, sent with an older one."""
    found, tried, before = [], set(), state()
    for each in (each for each in sent if "version" in each.form.fields):
        with undone():
            taken = each.send(**_changed(each)).status_code == 302
        if not taken:
            continue
        tried.add(each.route)
        response = each.send(version=["0"], **_changed(each))
        if response.status_code not in (200, 409) or (changed := changed_since(before)):
            found.append(f"{each.route}: {response.status_code}, changed {changed}")
            before = state()
    failing(found)
    assert len(tried) > 15, sorted(tried)


def _changed(each: Sent) -> dict[str, list[str]]:
    """Another name than the one that stands there, where there is one: who changes nothing overwrites nothing."""
    return {"name": ["Another name"]} if "name" in each.form.fields else {}


# ---------------------------------------------------------------------------------- T12: only what is shown


def columns() -> set[str]:
    """The name of every column of every table of authorities, and of accounts."""
    models = [*tenant_models(), *apps.get_app_config("accounts").get_models()]
    return {
        name
        for model in models
        for field in model._meta.concrete_fields
        for name in (field.name, field.attname)
    }


def extra(each: Sent, theirs: Planted) -> dict[str, list[str]]:
    """Every column that the form does not show, with something that would be seen if it were taken."""
    shown = {*each.form.fields, *(re.sub(r"_(day|month|year)$", "", name) for name in each.form.fields)}
    left = columns() - shown - {"action", "confirm", "q"}
    return {
        name: [str(theirs.council.authority.id) if "id" in name or name == "authority" else "1"]
        for name in left
    }


@contextmanager
def adding(before: Counter[str]) -> Iterator[list[str]]:
    """The rows that are there afterwards and were not before, but for what is another each time."""
    rows: list[str] = []
    with written() as tables:
        yield rows
    rows += sorted((rows_of(set(tables) & COMPARED) - before).elements())


COMPARED = {each._meta.db_table for each in [*tenant_models(), User]}
"""Every table in which something of a council stands."""


def rows_of(tables: set[str]) -> Counter[str]:
    """Every row of these tables, but for what is another each time."""
    found: Counter[str] = Counter()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'select * from "{table}"')
            found.update(f"{table} {_plain(row)}" for row in cursor.fetchall())
    return found


DIFFERS = re.compile(
    r"UUID\('[^']+'\)|[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|[0-9a-f]{40,}|datetime\.datetime\([^)]*\)"
    r"|(?<=csrfmiddlewaretoken. value=.)\w+|'!\w{40}'|\b\d{15,}\b|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[.\d]*"
)
"""Keys, digests, tokens and moments: another each time."""


def _plain(row: tuple[Any, ...]) -> str:
    return DIFFERS.sub("~", repr(tuple(each for each in row if not isinstance(each, memoryview | bytes))))


def test_a_form_takes_no_field_that_it_does_not_show(sent: list[Sent], theirs: Planted) -> None:
    """What is written with every column of every table sent along is what is written without."""
    found, compared, before = [], 0, rows_of(COMPARED)
    for each in sent:
        with undone(), adding(before) as without:
            plain = each.send()
        if plain.status_code != 302:
            continue
        with undone(), adding(before) as along:
            response = each.send(**extra(each, theirs))
        compared += bool(without)
        if along != without or response.status_code != 302:
            differ = sorted(set(along) ^ set(without))
            found.append(f"{each.route}: {response.status_code} {differ}")
    failing(found)
    assert compared > 30


# --------------------------------------------------------------------------- T06: nothing of the other council

OF_A_RECORD = re.compile(r"^(?:\w+:)?(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[A-Z]+-\d+)$")
"""What names a record in a form: a key, ``person:`` and a key, a reference."""


PASSED_OVER = {"notifications:list"}
"""What is not one's own among the chosen is passed over in silence, the same as what is not there."""


def pointed(each: Sent, ours: Planted, theirs: Planted) -> Iterator[tuple[str, str, str]]:
    """Each answer of a form that names a record, with another council's record and with none there is."""
    for name, values in each.typed.items():
        value = next((value for value in values if OF_A_RECORD.match(value)), "")
        if not value or name == TOKEN:
            continue
        if re.search(r"-\d+$", value) and value[0].isupper():
            letter = value.partition("-")[0]
            yield name, f"{letter}-{theirs.first + 1}", f"{letter}-59999"
        else:
            kind = value.rpartition(":")[0]
            word = f"{kind}:" if kind else ""
            for stranger in (theirs.council.people["QO"].pk, theirs.has.rows[0].pk):
                yield name, f"{word}{stranger}", f"{word}{uuid4()}"


def test_a_form_about_another_councils_record_is_about_one_there_is_not(
    sent: list[Sent], ours: Planted, theirs: Planted
) -> None:
    found, tried, before = [], set(), rows_of(COMPARED)
    for each in sent:
        for name, stranger, nobody in pointed(each, ours, theirs):
            tried.add(f"{each.route} {name}")
            told = []
            for value in (stranger, nobody):
                with undone(), adding(before) as rows:
                    response = each.send(**{name: [value]})
                body = DIFFERS.sub("~", response.content.decode().replace(value, "~"))
                told.append((response.status_code, body, rows))
                if each.route not in PASSED_OVER and (response.status_code == 302 or rows):
                    found.append(f"{each.route} {name}={value}: {response.status_code}, wrote {rows}")
            if told[0] != told[1]:
                found.append(f"{each.route} {name}: {stranger} is told apart from {nobody}")
    failing(found)
    assert len(tried) > 8, sorted(tried)


# --------------------------------------------------------------------------------- T23: never without its event


def deeds(sent: list[Sent]) -> Iterator[tuple[Sent, list[str]]]:
    """Every form that is done as filled in, with the tables it wrote to."""
    for each in sent:
        with undone(), written() as tables:
            response = each.send()
        if response.status_code == 302 and set(tables) - BESIDE_THE_DEED:
            yield each, tables


def test_whatever_is_done_leaves_an_event(sent: list[Sent]) -> None:
    without = {each.route for each, tables in deeds(sent) if "audit_event" not in tables}
    assert without == set(WITHOUT_EVENT)


def test_what_cannot_be_written_down_is_not_done(sent: list[Sent]) -> None:
    """The event is refused by the database: then nothing of the deed is there either."""

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if re.match(r'\s*insert\s+into\s+"?audit_event"?', sql, re.IGNORECASE):
            raise RuntimeError("the event cannot be written")
        return execute(sql, params, many, context)

    doing = [each for each, tables in deeds(sent) if "audit_event" in tables]
    before, found = state(), []
    for each in doing:
        with connection.execute_wrapper(refuse):
            response = each.send()
        if response.status_code != 500 or (changed := changed_since(before)):
            found.append(f"{each.route}: {response.status_code}, changed {changed}")
            before = state()
    failing(found)
    assert len(doing) > 30
