"""What happens to restrictions, for those above them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PositionTaken:
    """Another position stands for a service; ``before`` and ``after`` are the engine's words."""

    service_id: UUID
    reference: str
    before: str
    after: str
    body: str
