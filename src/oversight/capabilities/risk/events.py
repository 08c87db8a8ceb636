"""What happens to risk, for those above it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class BandChanged:
    """The worked-out band of a service is another; ``""`` where there was none, or the policy has none."""

    service_id: UUID
    reference: str
    before: str
    after: str
