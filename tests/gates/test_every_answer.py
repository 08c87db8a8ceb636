"""What every answer carries and what no page of an administrator shows (security.md T11, T47).

``tests/foundation/accounts/test_denied.py`` says what the headers are; here is that no route, error or static
file answers without them.
"""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.staticfiles.finders import get_finders
from django.test import Client

from oversight.foundation.ui.middleware import FIXED
from tests.gates import matrix_file
from tests.gates.asking import METHODS, NO_SUCH_PAGE, ask, signed_in
from tests.gates.conftest import undone
from tests.gates.crawling import crawl
from tests.gates.examples import address, all_routes, guarded
from tests.gates.planting import Planted

INLINE = re.compile(
    r"<style|<[^>]*\s(?:style|on[a-z]+)=|javascript:|<script(?![^>]*\ssrc=)(?![^>]*application/json)"
)
"""What the content security policy forbids on a page: a style, a handler or a script of its own."""


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def lacking(response: Any, *, static: bool = False) -> Iterator[str]:
    """What an answer lacks or has and should not."""
    for name, value in FIXED.items():
        if response.headers.get(name) != value:
            yield f"{name}: {response.headers.get(name)}"
    policy = response.headers.get("Content-Security-Policy", "")
    if not policy.startswith("default-src 'none'") or "unsafe" in policy:
        yield f"Content-Security-Policy: {policy}"
    if not static and response.headers.get("Cache-Control") != "no-store":
        yield f"Cache-Control: {response.headers.get('Cache-Control')}"
    yield from (f"inline: {each[:80]}" for each in _inline(response))
    yield from (
        f"the cookie {each.key}"
        for each in response.cookies.values()
        if each.value and (not each["httponly"] or each["samesite"] not in ("Lax", "Strict"))
    )


def _inline(response: Any) -> list[str]:
    is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
    return INLINE.findall(response.content.decode()) if is_page else []


def failing(found: list[str]) -> None:
    """Fail with everything that was found, not only the first."""
    assert not found, f"{len(found)} failures:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "who", ["QM", "SA", "PU", ""], ids=["manager", "administrator", "provider", "nobody"]
)
def test_no_route_answers_without_the_headers(ours: Planted, who: str) -> None:
    """Every route, by every method: pages, files, redirects, refusals and pages that are not there."""
    client = signed_in(ours.council.people[who]) if who else Client(raise_request_exception=False)
    found, statuses, session = [], set(), client.session.session_key if who else ""
    for route in all_routes():
        for method in METHODS if who in ("QM", "") else ("GET",):
            if session:
                client.cookies["sessionid"] = session
            with undone():
                response = ask(client, method, address(route, ours, who or "QO"))
            statuses.add(response.status_code)
            found += [f"{method} {route.name} ({response.status_code}) {each}" for each in lacking(response)]
    failing(found)
    assert {200, 302} <= statuses


def test_no_error_answers_without_the_headers(ours: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(ours.council.people["QM"])
    answers = {
        404: client.get(NO_SUCH_PAGE),
        405: client.delete("/services/"),
        403: Client(enforce_csrf_checks=True).post("/sign-in/", {}),
        400: Client(HTTP_HOST="elsewhere.example").get("/sign-in/"),
        409: client.post(f"/services/{ours.has.service}/close/", {}),
    }
    monkeypatch.setattr("oversight.foundation.accounts.gate._inside", lambda *given: 1 / 0)
    answers[500] = client.get("/services/")
    assert {status: answer.status_code for status, answer in answers.items()} == {
        each: each for each in answers
    }
    failing([f"{status} {each}" for status, answer in answers.items() for each in lacking(answer)])
    assert "ZeroDivisionError" not in answers[500].content.decode()


def test_no_static_file_answers_without_the_headers(db: None) -> None:
    paths = {path for finder in get_finders() for path, _ in finder.list([]) if "oversight/" in path}
    answers = {path: Client().get(f"/static/{path}") for path in sorted(paths)}
    assert {"oversight/app.css", "oversight/app.js"} <= set(answers)
    assert {each.status_code for each in answers.values()} == {200}
    failing([f"{path} {each}" for path, answer in answers.items() for each in lacking(answer, static=True)])


def test_a_missing_header_and_a_style_on_a_page_would_be_noticed(ours: Planted) -> None:
    response = signed_in(ours.council.people["QM"]).get("/services/")
    assert list(lacking(response)) == []
    del response.headers["X-Frame-Options"]
    response.content = b'<p style="color: red">'
    assert [each.partition(":")[0] for each in lacking(response)] == ["X-Frame-Options", "inline"]


def test_the_deployment_check_finds_nothing(tmp_path: Path) -> None:
    """``check --deploy`` with the settings of production, warnings counting as faults."""
    for name, text in (("secret_key", "3fA9zQ7-" * 10), ("audit_key", "5a" * 32)):
        (tmp_path / "keys").mkdir(exist_ok=True)
        (tmp_path / "keys" / name).write_text(text)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("OVERSIGHT_", "DJANGO_"))},
        "DJANGO_SETTINGS_MODULE": "oversight.config.settings", "OVERSIGHT_PRODUCTION": "yes",
        "OVERSIGHT_HOSTS": "oversight.example",
        "OVERSIGHT_VAR": str(tmp_path),
        "OVERSIGHT_ADDRESS": "https://oversight.example",
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr


# ------------------------------------------------------------------------------------------- T11: administrators

CASEWORK = (
    "Larch House",
    "Import House",
    "Ring the home",
    "Visit report",
    "Ring before you visit",
    "owes money",
)
"""Words planted in services, tasks, files, warnings and finances of either council."""


def test_no_page_of_an_administrator_shows_casework(ours: Planted) -> None:
    shown = {"SA": [], "QM": []}
    for role, found in shown.items():
        may = [each for each in guarded() if matrix_file.may(each, role)]
        starts = ["/", *(address(each, ours, role) for each in may if "GET" in each.rule.methods)]
        for came in crawl(signed_in(ours.council.people[role]), starts):
            found += [f"{each} at {came.address}" for each in CASEWORK if each.encode() in came.content]
    failing(shown["SA"])
    assert {each.partition(" at ")[0] for each in shown["QM"]} == set(CASEWORK), (
        "the words are not to be met at all"
    )


def test_djangos_own_administration_is_not_there() -> None:
    assert not apps.is_installed("django.contrib.admin")
    assert [each.name for each in all_routes() if "admin" in each.pattern] == []
