"""Where files lie: under the authority and their digest, written once, whole, and readable by the service alone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from uuid import UUID

from django.conf import settings

from oversight.foundation.documents.looking.findings import LARGEST_FILE, TOO_LARGE, Unfit

PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that came in and is not kept yet."""

    path: Path
    size: int
    sha256: str


@contextmanager
def incoming(authority_id: UUID, chunks: Iterable[bytes]) -> Iterator[Incoming]:
    """A file on its way in; gone afterwards unless it was kept. Raises ``Unfit`` for one that is too large."""
    folder = _folder(authority_id)
    handle, name = mkstemp(dir=folder, prefix=".incoming-")
    path = Path(name)
    try:
        yield _copied(handle, path, chunks)
    finally:
        path.unlink(missing_ok=True)


def keep(file: Incoming, authority_id: UUID) -> None:
    """Keep a file under its digest. The same content is kept once."""
    place = path_of(authority_id, file.sha256)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.chmod(file.path, 0o600)
    os.replace(file.path, place)
    handle = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def path_of(authority_id: UUID, sha256: str) -> Path:
    """Where the content with this digest lies."""
    return Path(settings.MEDIA_ROOT) / str(authority_id) / sha256[:2] / sha256


def is_whole(authority_id: UUID, sha256: str) -> bool:
    """Whether the content is there and still what it was."""
    try:
        with path_of(authority_id, sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def pieces(path: Path) -> Iterator[bytes]:
    """A file, piece by piece."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _folder(authority_id: UUID) -> Path:
    folder = Path(settings.MEDIA_ROOT) / str(authority_id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _copied(handle: int, path: Path, chunks: Iterable[bytes]) -> Incoming:
    size, digest = 0, hashlib.sha256()
    with open(handle, "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST_FILE:
                raise Unfit(TOO_LARGE)
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Incoming(path, size, digest.hexdigest())
