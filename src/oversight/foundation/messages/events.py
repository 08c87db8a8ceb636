"""What others may hear of an e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MessageSent:
    """An e-mail was taken by the relay."""

    message_id: str
    outgoing_id: UUID
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class MessageGivenUp:
    """An e-mail was refused, or tried as often as it is tried."""

    message_id: str
    outgoing_id: UUID
    kind: str
    about: str
