"""The key of the chain and the anchors, both kept outside the database."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from oversight.foundation.audit.chain import Anchor


def key() -> bytes:
    """The key, from the file that ``AUDIT_KEY_FILE`` names. Raises ``ImproperlyConfigured``."""
    path = Path(settings.AUDIT_KEY_FILE)
    try:
        found = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        raise ImproperlyConfigured(
            f"the audit key is not in {path}; make one with 'oversight audit new-key'"
        ) from None
    if len(found) < 32:
        raise ImproperlyConfigured(f"the audit key in {path} is shorter than 32 bytes; make a new one")
    return found


def make_key(path: Path) -> bool:
    """Write a new key that only its owner can read, unless there is one; says whether it was made."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(os.urandom(32).hex() + "\n")
    return True


def _anchors_file(authority_id: UUID) -> Path:
    return Path(settings.AUDIT_ANCHORS) / f"{authority_id}.jsonl"


def keep_anchor(authority_id: UUID, number: int, mark: bytes, at: str) -> None:
    """Add the chain's end to the file outside the database, and have it on the disk before returning."""
    path = _anchors_file(authority_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.write(json.dumps({"number": number, "mark": mark.hex(), "at": at}) + "\n")
        file.flush()
        os.fsync(file.fileno())


def anchors(authority_id: UUID) -> Iterator[Anchor]:
    """Every anchor kept for an authority."""
    path = _anchors_file(authority_id)
    if not path.exists():
        return
    with path.open(encoding="ascii") as file:
        for line in file:
            kept = json.loads(line)
            yield Anchor(kept["number"], bytes.fromhex(kept["mark"]))
