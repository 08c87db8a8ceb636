"""What happens to the regulator's data, for those above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RatingChanged:
    """A rating of a service on the register differs from what was held; ``""`` where it is not rated."""

    service_id: UUID
    reference: str
    question: str
    group: str
    before: str
    after: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class RegulatorDataTaken:
    """An edition was saved or taken back; these services have other ratings or details now."""

    edition: str
    service_ids: tuple[UUID, ...]
