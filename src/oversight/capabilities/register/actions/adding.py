"""Adding to the register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from oversight.capabilities.register import queries
from oversight.capabilities.register.actions.checking import (
    check_can_correct,
    check_columns,
    check_open,
    check_words,
    event_name,
    found_by,
    tell,
)
from oversight.capabilities.register.models import Brand, Part, Provider, Service
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.corrections import added
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.authorities.references import next_reference


def add_provider(
    *,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    reference: str = "",
    brand: str = "",
    published: str = "",
) -> Provider:
    """Add the organisation that runs services. Raises ``Refused``; ``NotHere`` without the capability.

    ``published`` is its name as the regulator publishes it.
    """
    by.check(Can.REGISTER_ADD)
    check_columns(by, values)
    check_words(Provider, values, stands=published)
    row = Provider(
        authority_id=by.authority_id, reference=reference or next_reference("P", by),
        brand=brand_named(brand, by=by, at=at), **values,
    )  # fmt: skip
    added(row, by=by, at=at, name="provider.added", subject=row.reference, details={"title": row.name})
    found_by(row, by=by, at=at)
    return row


def brand_named(name: str, *, by: Actor, at: datetime) -> Brand | None:
    """The brand of this name, added where it is new; ``None`` without a name."""
    if not name.strip():
        return None
    found = queries.brands(by).filter(name__iexact=name.strip()).first()
    row = found or Brand(authority_id=by.authority_id, name=name.strip())
    return found or added(row, by=by, at=at, name="brand.added", details={"title": row.name})


def add_service(
    *,
    provider: Provider,
    values: Mapping[str, Any],
    by: Actor,
    at: datetime,
    reference: str = "",
    quietly: bool = False,
    published: str = "",
) -> Service:
    """Add a service of a provider. Raises ``Refused``; ``NotHere`` without the capability.

    ``quietly``: more follows at once, and who calls tells search and the capabilities above when all is there.
    ``published`` is its name as the regulator publishes it.
    """
    by.check(Can.REGISTER_ADD)
    check_open(provider)
    check_words(Service, values, stands=published)
    row = Service(
        authority_id=by.authority_id,
        reference=reference or next_reference("S", by),
        provider=provider,
        **values,
    )
    added(row, by=by, at=at, name="service.added", subject=row.reference, details={"title": row.name})
    if not quietly:
        tell(row, by=by, at=at)
    return row


def add_part(
    *, service: Service, word: str, values: Mapping[str, Any], by: Actor, at: datetime, quietly: bool = False
) -> Part:
    """Record something beside a service: a contact, a contract, a warning (the words of ``queries.PARTS``)."""
    check_can_correct(by)
    check_open(service)
    kind = queries.part_kind(word)
    check_columns(by, values)
    check_words(kind, values)
    if word == "warnings" and len(queries.warnings_of(by, service, at.date())) >= 3:
        raise Refused("A service has three warnings at most. End one of them first")
    row = kind(authority_id=by.authority_id, service=service, **values)
    added(
        row, by=by, at=at, name=event_name(word, "added"), subject=service.reference,
        details={"title": service.name},
    )  # fmt: skip
    if not quietly:
        tell(service, by=by, at=at)
    return row
