"""Adding to the chain: what was done and what sensitive record was read, in the transaction of the deed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from oversight.foundation.audit import chain, keys
from oversight.foundation.audit.models import ChainEnd, Event
from oversight.foundation.authorities.actor import Actor

ANCHOR_EVERY = 20
"""Events between two anchors, unless an event asks for one at once (decisions do)."""


def record(
    name: str,
    *,
    by: Actor,
    at: datetime,
    subject: str = "",
    changed: Iterable[models.Model] = (),
    details: Mapping[str, Any] | None = None,
    anchor: bool = False,
) -> Event:
    """Add an event to the chain of the person's authority.

    ``name`` is past tense with its subject (``service.corrected``). ``subject`` is the reference of what it
    is about (``S-0123``). ``changed`` are the rows that were written: their digests are kept, so that a row
    changed behind the service's back is found. ``details`` are the values before and after, the reason and
    the clause. Must be called inside the transaction of the deed.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"'{name}' must be recorded in the transaction of what it records")
    told = {"name": name, "at": moment(at), "by": by.told(), "subject": subject, "rows": digests(changed)}
    if taken := sorted(set(told) & set(details or {})):
        raise ValueError(f"the details of '{name}' use names of the event itself: {', '.join(taken)}")
    event = _plain(told | dict(details or {}))
    end = _locked_end(by)
    added = _added(by, at, name, subject, event, end)
    if anchor or end.number % ANCHOR_EVERY == 0:
        number, mark, when = end.number, bytes(end.last), at.isoformat()
        transaction.on_commit(lambda: keys.keep_anchor(by.authority_id, number, mark, when))
    return added


def record_read(kind: str, *, by: Actor, at: datetime, subject: str) -> Event:
    """That a sensitive record was read: ``kind`` names it, as in ``finance`` for ``finance.read``."""
    return record(f"{kind}.read", by=by, at=at, subject=subject)


def moment(at: datetime) -> str:
    """A moment as events tell it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat()


def digests(changed: Iterable[models.Model]) -> dict[str, str]:
    """The digests of rows as the database has them now, by label; of a row that is gone, nothing."""
    found: dict[str, str] = {}
    kinds: dict[type[models.Model], list[Any]] = {}
    for row in changed:
        kinds.setdefault(type(row), []).append(row.pk)
        found[label(row)] = ""
    for kind, ids in kinds.items():
        found |= {label(row): digest(row) for row in kind._base_manager.filter(pk__in=ids)}
    return found


def label(row: models.Model) -> str:
    """A row as the chain names it: ``register.Service/…``."""
    return f"{row._meta.label}/{row.pk}"


def digest(row: models.Model) -> str:
    """A digest of a row's columns as they stand, the same whatever database it is in.

    A column that holds its default is left out, so that a column added later changes no digest (ADR 19).
    """
    columns = {
        field.attname: field.value_to_string(row)
        for field in row._meta.concrete_fields
        if getattr(row, field.attname) not in (None, field.get_default())
    }
    return hashlib.sha256(chain.canonical(columns)).hexdigest()


def _plain(event: Mapping[str, Any]) -> dict[str, Any]:
    """The event as it will be read back: days and moments as text."""
    plain: dict[str, Any] = json.loads(json.dumps(event, cls=DjangoJSONEncoder))
    return plain


def _locked_end(by: Actor) -> ChainEnd:
    found = ChainEnd.objects.visible_to(by).select_for_update().first()
    if found is None:
        found = ChainEnd(authority_id=by.authority_id, number=0, last=chain.START, mark=b"")
    return found


def _added(by: Actor, at: datetime, name: str, subject: str, event: dict[str, Any], end: ChainEnd) -> Event:
    key, salt = keys.key(), os.urandom(16)
    end.number += 1
    end.last = chain.leaf(key, bytes(end.last), end.number, chain.commitment(salt, event))
    end.mark = chain.head(key, end.number, end.last)
    end.save()
    return Event.objects.create(
        authority_id=by.authority_id, number=end.number, at=at, name=name, person_id=by.person_id,
        subject=subject, event=event, salt=salt, mark=end.last,
    )  # fmt: skip
