"""Asking the service as somebody, and what of an answer could be compared with another."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

from django.db import connection
from django.test import Client

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ANSWERS: Counter[str] = Counter()
"""How many answers were looked at, by method; ``conftest.py`` tells it at the end."""
VARIES = {"X-Request-Id"}
NOT_CASEWORK = {"django_session", "accounts_signedin"}
"""Tables that say who is signed in: they change with every request, whoever asks."""
NO_SUCH_PAGE = "/no/such/page/"
_WRITES = re.compile(r'^\s*(?:insert\s+(?:or\s+\w+\s+)?into|update|delete\s+from)\s+"?(\w+)"?', re.IGNORECASE)


def signed_in(person: Any, *, fresh: bool = True) -> Client:
    """A browser in which somebody is signed in; ``fresh`` if they showed just now who they are."""
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time() - (0 if fresh else 3600)}
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    client.get("/account/")
    return client


def ask(client: Client, method: str, path: str, **typed: Any) -> Any:
    """Ask for a page; a form is sent with a token of its own, and with what follows the question mark."""
    ANSWERS[method] += 1
    if method == "POST":
        asked = dict(parse_qsl(urlsplit(path).query))
        return client.post(path, {"form_token": str(uuid4()), **asked, **typed})
    return client.generic(method, path)


def told(response: Any) -> tuple[int, bytes, dict[str, str], list[str]]:
    """Everything of an answer that somebody could compare."""
    headers = {name: value for name, value in response.headers.items() if name not in VARIES}
    return response.status_code, response.content, headers, sorted(response.cookies)


@contextmanager
def written() -> Iterator[list[str]]:
    """The tables that are written to inside, but those that say who is signed in."""
    tables: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if (found := _WRITES.match(sql)) and found[1] not in NOT_CASEWORK:
            tables.append(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables


def state() -> dict[str, str]:
    """A digest of every table that is not about who is signed in."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - NOT_CASEWORK):
            cursor.execute(f'select * from "{table}"')
            rows = sorted(repr(row) for row in cursor.fetchall())
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def changed_since(before: dict[str, str]) -> list[str]:
    """The tables that are not as they were."""
    now = state()
    return sorted(table for table in now if now[table] != before.get(table))
