"""Closing, reopening and merging: records stay, and their addresses lead on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from oversight.capabilities.register import queries
from oversight.capabilities.register.actions.checking import check_open, found_by, tell
from oversight.capabilities.register.events import ServiceClosed
from oversight.capabilities.register.models import Part, Provider, Service
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.corrections import corrected
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.authorities.happenings import publish


def close_service(
    *, service: Service, closed_on: date, reason: str, version: int | None, by: Actor, at: datetime
) -> None:
    """Close a service from a day on. It keeps its page and everything recorded; open parts stay as they were."""
    by.check(Can.REGISTER_MERGE)
    check_open(service)
    if closed_on > at.date():
        raise Refused("Date closed must be today or in the past")
    _set(service, {"standing": "closed", "closed_on": closed_on}, "service.closed", reason, version, by, at)
    publish(ServiceClosed(service.id, service.reference), by=by, at=at)


def reopen_service(*, service: Service, reason: str, version: int | None, by: Actor, at: datetime) -> None:
    """Reopen a service that was closed by mistake or opened again; a merged one stays where it went."""
    by.check(Can.REGISTER_MERGE)
    if service.standing != "closed":
        raise Refused("Only a closed service can be reopened")
    _set(service, {"standing": "open", "closed_on": None}, "service.reopened", reason, version, by, at)


def close_provider(
    *, provider: Provider, closed_on: date, reason: str, version: int | None, by: Actor, at: datetime
) -> None:
    """Close a provider that runs no open service any more."""
    by.check(Can.REGISTER_MERGE)
    check_open(provider)
    if queries.services(by).filter(provider=provider).exists():
        raise Refused(f"{provider.name} still runs open services. Close or move them first")
    corrected(
        provider, {"standing": "closed", "closed_on": closed_on}, by=by, at=at, reason=reason,
        name="provider.closed", version=version, subject=provider.reference, details={"title": provider.name},
    )  # fmt: skip
    found_by(provider, by=by, at=at)


def merge_services(
    *, service: Service, into: Service, reason: str, version: int | None, by: Actor, at: datetime
) -> int:
    """Merge a service recorded twice into the one that stays; its open parts go over. Gives how many went.

    The merged record keeps its history, and its address leads to the other.
    """
    by.check(Can.REGISTER_MERGE)
    check_open(service)
    check_open(into)
    if service.id == into.id:
        raise Refused("A service cannot be merged into itself")
    _set(
        service, {"standing": "merged", "merged_into_id": into.id, "closed_on": at.date()},
        "service.merged", reason, version, by, at, into=into.reference,
    )  # fmt: skip
    moved = [row for kind in queries.PARTS.values() for row in queries.parts_of(by, service, kind, at.date())]
    for row in moved:
        _move(row, into, reason, by, at)
    tell(into, by=by, at=at)
    publish(ServiceClosed(service.id, service.reference, into.reference), by=by, at=at)
    return len(moved)


def _move(row: Part, into: Service, reason: str, by: Actor, at: datetime) -> None:
    name = f"{type(row).__name__.lower()}.moved"
    corrected(
        row,
        {"service_id": into.id},
        by=by,
        at=at,
        reason=reason,
        name=name,
        version=None,
        subject=into.reference,
    )


def _set(
    row: Service,
    values: dict[str, Any],
    name: str,
    reason: str,
    version: int | None,
    by: Actor,
    at: datetime,
    **more: str,
) -> None:
    corrected(
        row, values, by=by, at=at, reason=reason, name=name, version=version, subject=row.reference,
        details={"title": row.name, **more},
    )  # fmt: skip
    tell(row, by=by, at=at)


def withdraw_service(*, service: Service, came_with: str, by: Actor, at: datetime) -> bool:
    """Take back a service that came with a file that is undone; not where somebody changed it since.

    Gives whether it was taken back. ``came_with`` is the reference of what brought it.
    """
    by.check(Can.REGISTER_ADD)
    beside = queries.versions_beside(by, [service])[service.id]
    if service.version != 1 or service.standing != "open" or beside:
        return False
    _withdraw(service, "service", came_with, by, at)
    tell(service, by=by, at=at)
    return True


def withdraw_provider(*, provider: Provider, came_with: str, by: Actor, at: datetime) -> bool:
    """Take back a provider that came with a file that is undone; not where it was changed or runs a service."""
    by.check(Can.REGISTER_ADD)
    if provider.version != 1 or provider.standing != "open" or queries.has_services(by, provider):
        return False
    _withdraw(provider, "provider", came_with, by, at)
    found_by(provider, by=by, at=at)
    return True


def _withdraw(row: Service | Provider, kind: str, came_with: str, by: Actor, at: datetime) -> None:
    corrected(
        row, {"standing": "withdrawn"}, by=by, at=at, reason=f"{came_with} was undone", name=f"{kind}.import_undone",
        version=None, subject=row.reference, details={"title": row.name, "import": came_with},
    )  # fmt: skip
