"""Invented records to be found, and a kind for each capability that matters."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid5

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.search import actions, registry
from oversight.foundation.search.registry import Indexed, Searchable

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SPACE = UUID("7c0a4b9e-5f6e-4c0e-9d3b-0c8d6a4f2b11")

SERVICES = Searchable("t-service", ("service", "services"), Can.REGISTER_SEE, lambda viewer: iter(()))
ITEMS = Searchable("t-item", ("intelligence item", "intelligence items"), Can.INTELLIGENCE_SEE_SENSITIVE,
                   lambda viewer: iter(()))  # fmt: skip


def object_id(council, reference: str) -> UUID:
    return uuid5(SPACE, f"{council.authority.slug}{reference}")


def service(
    council, reference: str, title: str, *, words=None, days: int = 0, people=(), kind=SERVICES.kind
) -> Indexed:
    words = {"Address": words} if isinstance(words, str) else words or {}
    return Indexed(kind, object_id(council, reference), reference, title, words, f"/t/{reference}/", tuple(people),
                   datetime(2026, 11, 1 + days, tzinfo=UTC))  # fmt: skip


def item(council, reference: str, title: str, **more) -> Indexed:
    return service(council, reference, title, kind=ITEMS.kind, **more)


def put(council, *entries: Indexed) -> None:
    with acting_for(council.authority.id):
        actions.put(*entries, by=council.system, at=NOW)


@contextmanager
def searchable(*kinds: Searchable):
    for kind in kinds:
        registry.register(kind)
    try:
        yield
    finally:
        for kind in kinds:
            registry.forget_kind(kind.kind)
