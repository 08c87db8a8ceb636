"""Every route, as every role, by every method, for one's own record, another council's, and none there is.

What is expected is read from ``content/access`` by the test itself. Shows T01, T02, T03 and T06 of security.md;
``docs/reference/security-tests.md`` says what shows what.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from oversight.foundation.accounts.census import Route, undeclared
from oversight.foundation.accounts.gate import EVERYBODY
from oversight.foundation.accounts.models import Membership
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.models import TenantRows
from oversight.foundation.authorities.tenancy import acting_for
from tests.characters import PASSWORD
from tests.gates import matrix_file
from tests.gates.asking import METHODS, NO_SUCH_PAGE, ask, changed_since, signed_in, state, told, written
from tests.gates.conftest import undone
from tests.gates.examples import address, guarded, has_parts, open_routes, without_example
from tests.gates.planting import Planted

FRESHLY = {"people:add", "people:grant", "people:decide", "people:delegate", "audit:export"}
"""Routes that ask for a fresh sign-in of everybody, whatever the matrix says."""

WHOSE = {"people_file": "exports.rows"}
"""Routes that ask again because of another row of the matrix than the one that lets people in."""

LEADS_ON = {"account:end_one", "people:invite", "policy:read"}
"""Looking at these leads to another page, whatever record stands in the address; only the form does something."""

urlpatterns = [path("bare/", lambda request: HttpResponse("anybody"), name="bare")]
"""Addresses of a service that must not start."""


@pytest.fixture(autouse=True)
def matrix_of_routes() -> Iterator[None]:
    """No line in the log for each page that is not there. Its name says that this is run on one database."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def failing(found: list[str]) -> None:
    """Fail with everything that was found, not only the first."""
    assert not found, f"{len(found)} failures:\n" + "\n".join(found)


# ------------------------------------------------------------------------------------------ T01: the census


def test_every_route_declares_something_and_has_an_example() -> None:
    assert undeclared(None) == []
    failing(sorted(without_example()))


def test_the_census_holds_the_whole_service() -> None:
    names = [each.name for each in (*guarded(), *open_routes())]
    assert len(names) == len(set(names)) > 110, "a route has no name of its own, or the walk misses some"


def test_a_route_that_declares_nothing_stops_the_service(settings) -> None:
    settings.ROOT_URLCONF = __name__
    (error,) = undeclared(None)
    assert "'bare/' (bare)" in error.msg
    with pytest.raises(SystemCheckError, match="does not say who may use it"):
        call_command("check")


def test_gunicorn_does_not_start_it_either() -> None:
    import os
    import subprocess
    import sys

    told_by = "from django.conf import settings; settings.ROOT_URLCONF = 'tests.gates.test_gate_matrix'; "
    start = [sys.executable, "-c", f"{told_by}import oversight.config.wsgi"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "oversight.config.settings"}
    ran = subprocess.run(start, env=environment, capture_output=True, text=True, timeout=120)
    assert ran.returncode != 0
    assert "'bare/' (bare) does not say who may use it" in ran.stderr


def test_every_open_route_says_why_and_every_capability_is_in_the_matrix() -> None:
    for each in open_routes():
        assert len(each.rule.open_because) > 20, each.name
    for each in guarded():
        assert matrix_file.cell(each.rule.capability, "QO"), each.name


def test_every_route_is_behind_the_doors_of_those_it_is_for() -> None:
    """A new page is the council's unless it says so; what a provider's people open stands here by name."""
    failing([
        f"{each.name}: {sorted(each.rule.doors)}" for each in guarded()
        if each.rule.doors != matrix_file.doors_of(each.name)
    ])  # fmt: skip
    assert {each.name for each in guarded() if each.rule.doors == {"provider"}} == {
        "portal:home", "portal:service", "portal:help",
    }  # fmt: skip


@pytest.mark.parametrize("role", matrix_file.roles())
def test_the_portal_is_for_providers_and_the_matrix_of_risk_is_not(ours: Planted, role: str) -> None:
    client = signed_in(ours.council.people[role])
    missing = told(ask(client, "GET", NO_SUCH_PAGE))
    theirs = {each.name: told(ask(client, "GET", address(each, ours, role))) for each in guarded()
              if each.name.startswith(("portal:", "risk:"))}  # fmt: skip
    shut = "risk:" if matrix_file.kind(role) == "provider" else "portal:"
    assert [name for name, answer in theirs.items() if name.startswith(shut) and answer != missing] == []
    if shut == "risk:":
        assert {theirs[name][0] for name in ("portal:home", "portal:service", "portal:help")} == {200}


# -------------------------------------------------------------------------- T02, T03: roles, methods, records


def expected_away(route: Route, role: str) -> bool:
    """Whether the matrix's own words keep this role from the page though it has the capability."""
    cell = matrix_file.cell(route.rule.capability, role)
    words = cell.partition(": ")[2].partition(" ")[0]
    if route.name.startswith(("people:", "people_file")):
        return (route.name, words) in KEPT_BY_WORDS
    if route.name == "audit:export":
        return cell != "Y"
    if route.name == "audit:verify":
        return role in RECEIPTS
    return False


RECEIPTS = ("PU", "PA")
"""Row 45 of the matrix: providers and partners check their own receipts, never a council's chain."""

COUNTED_BY_EACH = {
    "audit:event", "policy:version", "policy:change", "policy:preview", "policy:approve", "policy:withdraw",
}  # fmt: skip
"""The number in these addresses is counted by each council for itself: every council has its own number 1."""


ADDING, ENDING = ("people:add", "people:grant"), ("people:end_role", "people:deactivate")
STANDING_IN = ("people:delegate", "people:end_delegation")
KEPT_BY_WORDS = {
    *((name, "approve") for name in (*ADDING, "people:invite")),
    *((name, "request") for name in (*ENDING, *STANDING_IN)),
    *((name, "own") for name in (*STANDING_IN, "people:decide")),
}
"""Row 41 of the matrix: who only approves adds nobody; who only asks ends nothing; a provider's or partner's
own administrator names no stand-in of the council and decides none of its roles."""


@pytest.mark.parametrize("role", matrix_file.roles())
def test_who_may_not_gets_the_page_that_is_not_there(councils: tuple[Planted, Planted], role: str) -> None:
    ours, theirs = councils
    client = signed_in(ours.council.people[role])
    missing = {method: told(ask(client, method, NO_SUCH_PAGE)) for method in METHODS}
    assert missing["GET"][0] == 404
    before, found = state(), []
    for route in guarded():
        if matrix_file.may(route, role):
            continue
        for method, at in _asked(route, ours, theirs, role):
            with written() as tables:
                answer = told(ask(client, method, at))
            if answer != missing[method] or tables:
                found.append(f"{method} {at} as {role} ({route.name}): {answer[0]}, wrote {tables}")
    assert changed_since(before) == []
    failing(found)


def _asked(route: Route, ours: Planted, theirs: Planted, role: str) -> Iterator[tuple[str, str]]:
    """Every method for one's own record; looking and sending for another council's and for none."""
    for method in METHODS:
        yield method, address(route, ours, role)
    if has_parts(route):
        for at in (address(route, theirs, role), address(route, ours, role, missing=True)):
            yield from (("GET", at), ("POST", at))


@pytest.mark.parametrize("role", matrix_file.roles())
def test_who_may_gets_the_page_by_the_declared_methods_only(
    councils: tuple[Planted, Planted], role: str
) -> None:
    ours, found = councils[0], []
    client = signed_in(ours.council.people[role])
    for route in guarded():
        if not matrix_file.may(route, role):
            continue
        at, away = address(route, ours, role), expected_away(route, role)
        for method in METHODS:
            with undone():
                response = ask(client, method, at)
            wanted = _wanted(route, method, role, away=away)
            if response.status_code not in wanted:
                found.append(
                    f"{method} {at} as {role} ({route.name}): {response.status_code}, not {sorted(wanted)}"
                )
            if response.status_code == 405 and response.headers["Allow"] != ", ".join(route.rule.methods):
                found.append(f"{method} {at}: allows {response.headers['Allow']}")
    failing(found)


def _wanted(route: Route, method: str, role: str, *, away: bool) -> set[int]:
    """The statuses that are right. 409 is a refusal in a sentence, which only a form can meet, and an export of
    what is not one's own (row 37)."""
    if method not in route.rule.methods:
        return {405}
    if away:
        return {302} if route.name in LEADS_ON and method != "POST" else {404}
    if route.name == "people_file":
        return {"-": {404}, "A": {409}}.get(matrix_file.cell("exports.rows", role)[0], {200, 302})
    return {200, 302, 409} if method == "POST" else {200, 302}


@pytest.mark.parametrize("role", matrix_file.roles())
@pytest.mark.parametrize("there", [0, 1], ids=["ours", "theirs"])
def test_another_councils_record_is_a_record_that_is_not_there(
    councils: tuple[Planted, Planted], role: str, there: int
) -> None:
    ours, theirs = councils[there], councils[1 - there]
    client = signed_in(ours.council.people[role])
    missing = told(ask(client, "GET", NO_SUCH_PAGE))
    before, found = state(), []
    for route in guarded():
        at, none = address(route, theirs, role), address(route, ours, role, missing=True)
        same = at == address(route, ours, role) or route.name in COUNTED_BY_EACH
        if same or not matrix_file.may(route, role):
            continue
        for method in (each for each in METHODS if each in route.rule.methods):
            answer, nothing = told(ask(client, method, at)), told(ask(client, method, none))
            leads_on = method != "POST" and route.name in LEADS_ON and nothing[0] == 302
            if leads_on:
                answer, nothing = _but_where(answer), _but_where(nothing)
            if answer != nothing or not (leads_on or method == "HEAD" or nothing == missing):
                found.append(
                    f"{method} {at} as {role} ({route.name}): {answer[0]}, but {nothing[0]} for {none}"
                )
    assert changed_since(before) == []
    failing(found)


def _but_where(answer: tuple[int, bytes, dict[str, str], list[str]]) -> object:
    """A redirect without where it leads: to the page of the same record, which then is not there."""
    status, content, headers, cookies = answer
    return status, content, {**headers, "Location": ""}, cookies


OWN = {
    "account:end_one", "documents:withdraw", "jobs:show", "jobs:progress", "jobs:cancel", "search:rename",
    "search:share", "search:default", "search:remove", "tasks:task", "tasks:complete", "tasks:reassign",
    "tasks:take", "tasks:pause", "tasks:resume", "tasks:cancel",
}  # fmt: skip
"""Routes of things that somebody has to themselves."""

EVERYBODYS = {"tasks": "tasks.see_team", "jobs": "register.import", "documents": "documents.dispose"}
"""The capability that opens the same things of everybody at the council."""


@pytest.mark.parametrize("role", matrix_file.roles())
def test_what_a_colleague_has_to_themselves_is_not_there(ours: Planted, role: str) -> None:
    client, other = signed_in(ours.council.people[role]), "QO" if role != "QO" else "QM"
    missing, found = told(ask(client, "GET", NO_SUCH_PAGE)), []
    for route in (each for each in guarded() if each.name in OWN):
        space = route.name.partition(":")[0]
        wide = space in EVERYBODYS and matrix_file.allowed(EVERYBODYS[space], role)
        if wide or not matrix_file.may(route, role):
            continue
        for method in {"GET", "POST"} & set(route.rule.methods):
            if (method, route.name) == ("GET", "account:end_one"):
                continue
            at = address(route, ours, other)
            with written() as tables, undone():
                answer = told(ask(client, method, at))
            if answer != missing or set(tables) - {"audit_submission"}:
                found.append(f"{method} {at} of {other} as {role} ({route.name}): {answer[0]}, {tables}")
    failing(found)


@pytest.mark.parametrize("role", ["PU", "PA"])
def test_who_manages_their_own_organisation_finds_nobody_else(ours: Planted, role: str) -> None:
    client = signed_in(ours.council.people[role])
    missing, found = told(ask(client, "GET", NO_SUCH_PAGE)), []
    for route in (each for each in guarded() if each.name.startswith("people:") and has_parts(each)):
        for method in {"GET", "POST"} & set(route.rule.methods):
            with undone(), written() as tables:
                answer = told(ask(client, method, address(route, ours, "SA")))
            leads_on = method == "GET" and route.name in LEADS_ON
            if (answer != missing and not leads_on) or set(tables) - {"audit_submission"}:
                found.append(f"{method} {route.name} of somebody else as {role}: {answer[0]}, {tables}")
    failing(found)


# --------------------------------------------------------------------------------- nobody, and almost nobody


def test_nobody_is_asked_to_sign_in_whatever_they_ask_for(councils: tuple[Planted, Planted]) -> None:
    ours, theirs = councils
    before, found, client = state(), [], Client()
    for route in guarded():
        places = {address(route, ours, "QO"), address(route, theirs, "QO")}
        for at in {*places, address(route, ours, "QO", missing=True)}:
            for method in METHODS:
                response = ask(client, method, at)
                asked = response.headers.get("Location", "")
                if response.status_code != 302 or not asked.startswith("/sign-in/?next=") or response.content:
                    found.append(f"{method} {at} as nobody: {response.status_code} {asked}")
    assert changed_since(before) == []
    failing(found)


def test_what_is_open_takes_the_declared_methods_and_gives_no_error(ours: Planted) -> None:
    found = []
    for client in (Client(raise_request_exception=False), signed_in(ours.council.people["PU"])):
        for route in open_routes():
            at = address(route, ours, "PU")
            for method in METHODS:
                with undone():
                    response = ask(client, method, at)
                right = (response.status_code == 405) == (method not in route.rule.methods)
                if response.status_code >= 500 or not right:
                    found.append(f"{method} {at} ({route.name}): {response.status_code}")
    failing(found)


def test_whose_account_is_closed_is_nobody_with_the_next_request(ours: Planted) -> None:
    person = ours.council.people["QM"]
    client = signed_in(person)
    assert client.get("/services/").status_code == 200
    person.is_active = False
    person.save(update_fields=["is_active"])
    found = [
        route.name for route in guarded() if ask(client, "GET", address(route, ours, "QM")).status_code != 302
    ]
    person.is_active = True
    failing(found)


def test_whose_code_is_still_asked_for_is_nobody(ours: Planted, settings: Any) -> None:
    """The pass phrase was right, the code of the second step is not typed yet."""
    person = ours.council.people["QM"]
    totp.TOTP.activate(person, totp.generate_totp_secret())
    client = Client(raise_request_exception=False)
    typed = {"login": person.email, "password": PASSWORD}
    assert client.post("/sign-in/", typed).headers["Location"].startswith("/sign-in/code/")
    found = []
    for route in guarded():
        response = ask(client, "GET", address(route, ours, "QM"))
        if not response.headers.get("Location", "").startswith("/sign-in/?next="):
            found.append(f"{route.name}: {response.status_code}")
    failing(found)


# ------------------------------------------------------------------------------------ T04: lost with the next


@pytest.mark.parametrize("role", matrix_file.roles())
def test_whose_role_ended_finds_nothing_with_the_next_request(ours: Planted, role: str) -> None:
    client = signed_in(ours.council.people[role])
    assert client.get("/account/").status_code == 200
    missing, yesterday = told(ask(client, "GET", NO_SUCH_PAGE)), ours.now.date().replace(day=1)
    with acting_for(ours.council.authority.id):
        Membership.objects.filter(pk=ours.own[role].membership).update(ends_on=yesterday)
    failing(
        [each.name for each in guarded() if told(ask(client, "GET", address(each, ours, role))) != missing]
    )


def test_a_session_ended_elsewhere_is_gone_with_the_next_request(ours: Planted) -> None:
    client = signed_in(ours.council.people["QM"])
    assert client.get("/services/").status_code == 200
    Session.objects.filter(session_key=client.session.session_key).delete()
    assert client.get("/services/").headers["Location"].startswith("/sign-in/")


# -------------------------------------------------------------------------------------------- signing in again


def _asked_again(route: Route, role: str) -> bool:
    """By the route itself, by its row of the matrix, or by the row of exports for who may export at all."""
    other = WHOSE.get(route.name)
    exports = other and matrix_file.cell(other, role).startswith("S")
    return bool(route.name in FRESHLY or exports or matrix_file.asks_again(route.rule.capability, role))


@pytest.mark.parametrize("role", matrix_file.roles())
def test_who_must_show_again_who_they_are_is_asked_to(ours: Planted, role: str) -> None:
    client, found = signed_in(ours.council.people[role], fresh=False), []
    for route in guarded():
        if not matrix_file.may(route, role):
            continue
        asked = _asked_again(route, role)
        for method in {"GET", "POST"} & set(route.rule.methods):
            with undone(), written() as tables:
                response = ask(client, method, address(route, ours, role))
            again = response.headers.get("Location", "").startswith("/show-it-is-you/?next=")
            if again != asked and not (route.name in FRESHLY and response.status_code == 404):
                found.append(f"{method} {route.name} as {role}: asked {again}, should be {asked}")
            if again and set(tables) - {"audit_submission"}:
                found.append(f"{method} {route.name} as {role}: wrote {tables} before they showed it")
    failing(found)


# ------------------------------------------------------------------------------- the gate's test can itself fail


FLIPPED = [
    ("register.see", "CL", "Y"), ("audit.read", "PU", "-"), ("policy.draft", "QO", "Y"), ("tasks.see_team", "QO", "Y"),
    ("register.correct", "QO", "-"), ("accounts.manage", "PL", "Y"), ("search.use", "BS", "-"), ("documents.add", "AU", "Y"),
]  # fmt: skip


@pytest.mark.parametrize(("capability", "role", "cell"), FLIPPED)
def test_a_cell_of_the_matrix_that_says_something_else_is_noticed(
    councils: tuple[Planted, Planted], monkeypatch: pytest.MonkeyPatch, capability: str, role: str, cell: str
) -> None:
    """As if the service had been built against another matrix than the one in the file."""
    flipped = {**matrix_file._cells(), (capability, role): cell}
    monkeypatch.setattr(matrix_file, "_cells", lambda: flipped)
    only(monkeypatch, capability)
    check = (
        test_who_may_gets_the_page_by_the_declared_methods_only
        if cell == "Y"
        else test_who_may_not_gets_the_page_that_is_not_there
    )
    with pytest.raises(AssertionError):
        check(councils, role)


def only(monkeypatch: pytest.MonkeyPatch, capability: str) -> None:
    """Ask only for the routes of one capability: the rest is not what was broken."""
    found = [each for each in guarded() if each.rule.capability == capability]
    assert found
    monkeypatch.setitem(globals(), "guarded", lambda: found)


DROPPED = [
    ("register.see", "CL"),
    ("audit.verify", "PL"),
    ("policy.adopt", "QO"),
    ("accounts.manage", "QO"),
    ("documents.add", "AU"),
]


@pytest.mark.parametrize(("capability", "role"), DROPPED)
def test_a_check_that_was_dropped_is_noticed(
    councils: tuple[Planted, Planted], monkeypatch: pytest.MonkeyPatch, capability: str, role: str
) -> None:
    only(monkeypatch, capability)
    test_who_may_not_gets_the_page_that_is_not_there(councils, role)
    kept = Actor.can
    monkeypatch.setattr(Actor, "can", lambda self, which: which == capability or kept(self, which))
    with pytest.raises(AssertionError):
        test_who_may_not_gets_the_page_that_is_not_there(councils, role)


def test_a_door_left_open_is_noticed(
    councils: tuple[Planted, Planted], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the gate did not ask through which door somebody came."""
    only(monkeypatch, "risk.see")
    test_who_may_not_gets_the_page_that_is_not_there(councils, "PU")
    rules = [each.rule for each in guarded()]
    kept = [each.doors for each in rules]
    try:
        for each in rules:
            object.__setattr__(each, "doors", EVERYBODY)
        with pytest.raises(AssertionError):
            test_who_may_not_gets_the_page_that_is_not_there(councils, "PU")
        with pytest.raises(AssertionError):
            test_every_route_is_behind_the_doors_of_those_it_is_for()
    finally:
        for each, doors in zip(rules, kept, strict=True):
            object.__setattr__(each, "doors", doors)


def test_a_record_found_without_asking_whose_it_is_is_noticed(
    councils: tuple[Planted, Planted], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL the database still stands in the way: there, nothing of it comes back."""
    only(monkeypatch, "register.see")
    monkeypatch.setattr(TenantRows, "visible_to", lambda self, viewer: self.all())
    if connection.vendor == "postgresql":
        test_another_councils_record_is_a_record_that_is_not_there(councils, "QM", 0)
    else:
        with pytest.raises(AssertionError):
            test_another_councils_record_is_a_record_that_is_not_there(councils, "QM", 0)
