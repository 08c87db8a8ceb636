"""Correcting the register: with a reason, the old values kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from oversight.capabilities.register.actions.checking import (
    check_can_correct,
    check_columns,
    check_open,
    check_words,
    event_name,
    found_by,
    subject_of,
    tell,
)
from oversight.capabilities.register.models import Part, Provider, Service
from oversight.foundation.audit.corrections import Difference, corrected
from oversight.foundation.authorities.actor import Actor, Refused


def correct_provider(
    *,
    provider: Provider,
    values: Mapping[str, Any],
    reason: str,
    version: int | None,
    by: Actor,
    at: datetime,
) -> list[Difference]:
    """Correct a provider. Raises ``Stale`` where somebody else saved it since, ``Refused``, ``NotHere``."""
    check_can_correct(by)
    check_open(provider)
    check_columns(by, values)
    check_words(Provider, values, stands=provider.name)
    found = corrected(
        provider, values, by=by, at=at, reason=reason, name="provider.corrected", version=version,
        subject=provider.reference, details={"title": provider.name},
    )  # fmt: skip
    found_by(provider, by=by, at=at)
    return found


def correct_service(
    *, service: Service, values: Mapping[str, Any], reason: str, version: int | None, by: Actor, at: datetime
) -> list[Difference]:
    """Correct a service. Raises ``Stale`` where somebody else saved it since, ``Refused``, ``NotHere``."""
    check_can_correct(by)
    check_open(service)
    check_words(Service, {"kind": service.kind, **values}, stands=service.name)
    found = corrected(
        service, values, by=by, at=at, reason=reason, name="service.corrected", version=version,
        subject=service.reference, details={"title": service.name},
    )  # fmt: skip
    tell(service, by=by, at=at)
    return found


def correct_part(
    *,
    part: Part,
    word: str,
    values: Mapping[str, Any],
    reason: str,
    version: int | None,
    by: Actor,
    at: datetime,
) -> list[Difference]:
    """Correct what is recorded beside a service."""
    check_can_correct(by)
    check_open(part.service)
    check_columns(by, values)
    check_words(type(part), values)
    found = corrected(
        part, values, by=by, at=at, reason=reason, name=event_name(word, "corrected"), version=version,
        subject=subject_of(part), details={"title": part.service.name},
    )  # fmt: skip
    tell(part.service, by=by, at=at)
    return found


def end_part(
    *, part: Part, word: str, ended_on: date, reason: str, version: int | None, by: Actor, at: datetime
) -> None:
    """End what is recorded beside a service, from a day on; nothing is removed."""
    check_can_correct(by)
    if part.ended_on is not None:
        raise Refused("This ended already")
    if ended_on > at.date():
        raise Refused("The date it ended must be today or in the past")
    corrected(
        part, {"ended_on": ended_on}, by=by, at=at, reason=reason, name=event_name(word, "ended"),
        version=version, subject=subject_of(part), details={"title": part.service.name},
    )  # fmt: skip
    tell(part.service, by=by, at=at)
