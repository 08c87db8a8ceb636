"""The outside of a ZIP file: names, sizes and places of its entries, before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from oversight.foundation.documents.looking.findings import (
    EMBEDDED,
    HIGHEST_RATIO,
    MEGABYTE,
    MOST_ENTRIES,
    MOST_UNPACKED,
    PASSWORD,
    UNPACKS,
    UNREADABLE,
    Unfit,
)

STARTS, OLE, PROGRAMS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (b"MZ", b"\x7fELF")
ARCHIVES = (
    STARTS,
    b"PK\x05\x06",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ",
)
_LOCAL_HEADER = 30


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """A ZIP file whose outside is sound. Raises ``Unfit``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _sizes(entries)
            _names(entries)
            _places(entries, archive)
            yield archive
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError, RuntimeError):
        raise Unfit(UNREADABLE) from None


def pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """An entry's content, unpacked piece by piece; the format itself stops it at the size it declared."""
    with archive.open(entry) as stream:
        while piece := stream.read(MEGABYTE):
            yield piece


def _sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(each.file_size for each in entries) > MOST_UNPACKED:
        raise Unfit(UNPACKS)
    for each in entries:
        if each.flag_bits & 0x1:
            raise Unfit(PASSWORD)
        if each.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unfit(UNREADABLE)
        if each.file_size > HIGHEST_RATIO * max(each.compress_size, 1):
            raise Unfit(UNPACKS)


def _names(entries: list[zipfile.ZipInfo]) -> None:
    """No entry twice, none that would unpack elsewhere."""
    names = [each.filename for each in entries]
    if len({each.lower() for each in names}) != len(names):
        raise Unfit(UNREADABLE)
    for name in names:
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") or "\0" in name:
            raise Unfit(UNREADABLE)


def _places(entries: list[zipfile.ZipInfo], archive: zipfile.ZipFile) -> None:
    """The file begins with its first entry, and no two entries share their bytes (nested bombs do)."""
    if not entries:
        raise Unfit(UNREADABLE)
    placed = sorted(entries, key=lambda each: each.header_offset)
    if placed[0].header_offset != 0:
        raise Unfit(EMBEDDED)
    ends = [each.header_offset for each in placed[1:]] + [archive.start_dir]
    for each, end in zip(placed, ends, strict=True):
        if each.header_offset + _LOCAL_HEADER + len(each.filename.encode()) + each.compress_size > end:
            raise Unfit(UNPACKS)
