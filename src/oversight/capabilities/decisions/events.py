"""What happens to decisions, for those above them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """An answer was accepted: which case, about which service, and the number of the answer in it."""

    case_id: UUID
    reference: str
    service_id: UUID
    number: int
