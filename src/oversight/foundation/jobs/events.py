"""What others may hear of a job."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class JobEnded:
    """A job was done, failed or was cancelled; ``asked_by`` is whoever started it."""

    reference: str
    kind: str
    title: str
    state: str
    asked_by: UUID
    about: str
