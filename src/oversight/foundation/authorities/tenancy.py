"""Acting inside one authority: on PostgreSQL the database itself then shows and takes only its rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

AUTHORITY, PERSON = "oversight.authority", "oversight.person"


@contextmanager
def acting_for(
    authority_id: UUID | None, person_id: UUID | None = None, *, reading: bool = False
) -> Iterator[None]:
    """Everything inside happens in one transaction, as the runtime role, for one authority.

    On PostgreSQL the role and the authority are set for this transaction only, so that nothing is carried
    into the next use of the connection. On SQLite the walls are ``visible_to`` and the triggers. ``reading``:
    nothing is expected to be written, so that on SQLite others can write meanwhile.
    """
    nested = connection.in_atomic_block
    with _transaction(reading=reading and not nested):
        if connection.vendor != "postgresql":
            yield
            return
        before = _standing() if nested else None
        _stand(settings.RUNTIME_ROLE, str(authority_id or ""), str(person_id or ""))
        yield
        if before and not connection.needs_rollback:
            _stand(*before)


@contextmanager
def _transaction(*, reading: bool) -> Iterator[None]:
    """A transaction. One that reads does not take SQLite's one place for writing unless it comes to write."""
    with ExitStack() as stack:
        with _begun_as("DEFERRED" if reading else ""):
            stack.enter_context(transaction.atomic())
        yield


@contextmanager
def _begun_as(mode: str) -> Iterator[None]:
    """A transaction that starts inside starts in this mode of SQLite's, where one is given."""
    sqlite: Any = connection
    usual = getattr(sqlite, "transaction_mode", None)
    if not mode or usual is None:
        yield
        return
    sqlite.transaction_mode = mode
    try:
        yield
    finally:
        sqlite.transaction_mode = usual


def _standing() -> tuple[str, str, str]:
    """The role, authority and person the transaction stands in now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_setting('role'), current_setting(%s, true), current_setting(%s, true)",
            [AUTHORITY, PERSON],
        )
        role, authority, person = cursor.fetchone()
    return role or "none", authority or "", person or ""


def _stand(role: str, authority: str, person: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', %s, true), set_config(%s, %s, true), set_config(%s, %s, true)",
            [role or "none", AUTHORITY, authority, PERSON, person],
        )
