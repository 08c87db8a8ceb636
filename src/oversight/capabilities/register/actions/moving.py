"""Who runs what: a service goes over to another provider, a provider recorded twice becomes one."""

from __future__ import annotations

from datetime import datetime

from oversight.capabilities.register import queries
from oversight.capabilities.register.actions.checking import check_open, found_by, tell
from oversight.capabilities.register.models import Provider, Service
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.corrections import corrected
from oversight.foundation.authorities.actor import Actor, Refused


def move_service(
    *, service: Service, to: Provider, reason: str, version: int | None, by: Actor, at: datetime
) -> None:
    """Record that another provider runs a service now. Raises ``Refused`` or ``Stale``."""
    by.check(Can.REGISTER_CORRECT)
    check_open(service)
    check_open(to)
    if service.provider_id == to.id:
        raise Refused(f"{to.name} runs this service already")
    _go_over(service, to, reason, version, by, at)


def merge_providers(
    *, provider: Provider, into: Provider, reason: str, version: int | None, by: Actor, at: datetime
) -> int:
    """Merge a provider recorded twice into the one that stays; its services go over. Gives how many.

    The merged record keeps its history, and its address leads to the other.
    """
    by.check(Can.REGISTER_MERGE)
    check_open(provider)
    check_open(into)
    if provider.id == into.id:
        raise Refused("A provider cannot be merged into itself")
    services = list(queries.services_of(by, provider))
    for each in services:
        _go_over(each, into, reason, None, by, at)
    corrected(
        provider, {"standing": "merged", "merged_into_id": into.id, "closed_on": at.date()}, by=by, at=at,
        reason=reason, name="provider.merged", version=version, subject=provider.reference,
        details={"title": provider.name, "into": into.reference},
    )  # fmt: skip
    found_by(provider, by=by, at=at)
    return len(services)


def reopen_provider(*, provider: Provider, reason: str, version: int | None, by: Actor, at: datetime) -> None:
    """Reopen a provider that was closed. Raises ``Refused`` for one that is open or was merged."""
    by.check(Can.REGISTER_MERGE)
    if provider.standing != "closed":
        raise Refused(f"{provider.name} is not closed")
    corrected(
        provider, {"standing": "open", "closed_on": None}, by=by, at=at, reason=reason, name="provider.reopened",
        version=version, subject=provider.reference, details={"title": provider.name},
    )  # fmt: skip
    found_by(provider, by=by, at=at)


def _go_over(
    service: Service, to: Provider, reason: str, version: int | None, by: Actor, at: datetime
) -> None:
    before = service.provider.name
    corrected(
        service, {"provider_id": to.id}, by=by, at=at, reason=reason, name="service.went_over", version=version,
        subject=service.reference, details={"title": service.name, "before": before, "to": to.name},
    )  # fmt: skip
    service.refresh_from_db()
    tell(service, by=by, at=at)
