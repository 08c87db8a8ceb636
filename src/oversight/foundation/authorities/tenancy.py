"""Acting inside one authority: on PostgreSQL the database itself then shows and takes only its rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

AUTHORITY, PERSON = "oversight.authority", "oversight.person"


@contextmanager
def acting_for(authority_id: UUID | None, person_id: UUID | None = None) -> Iterator[None]:
    """Everything inside happens in one transaction, as the runtime role, for one authority.

    On PostgreSQL the role and the authority are set for this transaction only, so that nothing is carried
    into the next use of the connection. On SQLite the walls are ``visible_to`` and the triggers.
    """
    with transaction.atomic():
        if connection.vendor != "postgresql":
            yield
            return
        before = _standing()
        _stand(settings.RUNTIME_ROLE, str(authority_id or ""), str(person_id or ""))
        yield
        if not connection.needs_rollback:
            _stand(*before)


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
