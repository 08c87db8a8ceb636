"""The secret of a calendar's address: it names the authority, so that it is looked up inside its walls."""

from __future__ import annotations

import binascii
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

SECRET_BYTES = 32
LENGTH = 64


def new(authority_id: UUID) -> str:
    """A secret nobody can guess: 16 bytes of the authority, 32 of chance."""
    return urlsafe_b64encode(authority_id.bytes + secrets.token_bytes(SECRET_BYTES)).decode()


def authority_of(secret: str) -> UUID | None:
    """The authority a secret names; nothing where it was never one of ours."""
    if len(secret) != LENGTH:
        return None
    try:
        return UUID(bytes=urlsafe_b64decode(secret.encode("ascii"))[:16])
    except (binascii.Error, UnicodeEncodeError, ValueError):
        return None


def digest(secret: str) -> str:
    """What is kept of a secret; 32 bytes of chance need no salt and no slow hash."""
    return sha256(secret.encode()).hexdigest()
