"""What happens to the register, for those above it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ServiceChanged:
    """A service, or something recorded beside it, was added or corrected."""

    service_id: UUID
    reference: str


@dataclass(frozen=True, slots=True)
class ServiceClosed:
    """A service closed, or was merged into another."""

    service_id: UUID
    reference: str
    into: str = ""


@dataclass(frozen=True, slots=True)
class ScopeSettled:
    """It was settled whether the council oversees a service."""

    service_id: UUID
    reference: str
    scope: str
