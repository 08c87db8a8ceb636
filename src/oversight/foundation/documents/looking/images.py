"""Pictures: their size from the header alone, nothing after their end, and what a camera wrote taken out."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from oversight.foundation.documents.looking.findings import (
    EMBEDDED,
    MOST_PIXELS,
    PIXELS,
    UNREADABLE,
    WRONG_TYPE,
    Unfit,
)

_PNG = b"\x89PNG\r\n\x1a\n"
_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ALONE = {0x01, *range(0xD0, 0xD8)}
_SCAN, _COMMENT = 0xDA, 0xFE
_TOLD = {0xE1, 0xED, _COMMENT}
"""Segments of a JPG that tell of its taking: Exif and XMP, IPTC, comments."""

_PNG_TOLD = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_ORIENTATION = 0x0112


def look_png(content: bytes) -> None:
    """Look at a PNG. Raises ``Unfit``."""
    if not content.startswith(_PNG):
        raise Unfit(WRONG_TYPE)
    chunks = list(_chunks(content))
    name, body, _ = chunks[0]
    if name != b"IHDR" or len(body) != 13:
        raise Unfit(UNREADABLE)
    _small_enough(*struct.unpack("!II", body[:8]))
    last, _, end = chunks[-1]
    if last != b"IEND":
        raise Unfit(UNREADABLE)
    if content[end:].strip(b"\0") or zipfile.is_zipfile(io.BytesIO(content)):
        raise Unfit(EMBEDDED)


def look_jpg(content: bytes) -> None:
    """Look at a JPG. Raises ``Unfit``."""
    if not content.startswith(b"\xff\xd8\xff"):
        raise Unfit(WRONG_TYPE)
    sizes = [body for marker, body, _, _ in _segments(content) if marker in _SIZES]
    if not sizes or len(sizes[0]) < 5 or b"\xff\xd9" not in content:
        raise Unfit(UNREADABLE)
    for body in sizes:
        height, width = struct.unpack("!HH", body[1:5])
        _small_enough(width, height)
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Unfit(EMBEDDED)


def without_told(content: bytes, kind: str) -> bytes:
    """The picture without where, when and with what it was taken; which way up it is stays."""
    if kind == "png":
        kept = (
            content[end - 12 - len(body) : end]
            for name, body, end in _chunks(content)
            if name not in _PNG_TOLD
        )
        return _PNG + b"".join(kept)
    way_up, parts = 1, []
    for marker, body, start, end in _segments(content):
        if marker == 0xE1:
            way_up = _way_up(body) or way_up
        if marker not in _TOLD:
            parts.append(content[start:end])
    return b"\xff\xd8" + (_only_way_up(way_up) if way_up != 1 else b"") + b"".join(parts)


def _small_enough(width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise Unfit(UNREADABLE)
    if width * height > MOST_PIXELS:
        raise Unfit(PIXELS)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Each chunk of a PNG up to its end: name, body, and where it ends."""
    place = len(_PNG)
    while True:
        if place + 12 > len(content):
            raise Unfit(UNREADABLE)
        length, name = struct.unpack("!I4s", content[place : place + 8])
        end = place + 12 + length
        if end > len(content):
            raise Unfit(UNREADABLE)
        yield name, content[place + 8 : place + 8 + length], end
        place = end
        if name == b"IEND":
            return


def _segments(content: bytes) -> Iterator[tuple[int, bytes, int, int]]:
    """Each segment of a JPG: marker, body, start, end; the last is the picture itself, to the end."""
    place = 2
    while True:
        if place + 4 > len(content) or content[place] != 0xFF:
            raise Unfit(UNREADABLE)
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
        elif marker in _ALONE:
            place += 2
        else:
            end = place + 2 + struct.unpack("!H", content[place + 2 : place + 4])[0]
            if end > len(content):
                raise Unfit(UNREADABLE)
            body = content[place + 4 : end]
            yield marker, body, place, len(content) if marker == _SCAN else end
            if marker == _SCAN:
                return
            place = end


def _way_up(body: bytes) -> int | None:
    """Which way up the picture is, from its Exif."""
    if not body.startswith(b"Exif\0\0") or len(body) < 14:
        return None
    told = body[6:]
    order = {b"II": "<", b"MM": ">"}.get(told[:2])
    if order is None:
        return None
    try:
        first = struct.unpack(order + "I", told[4:8])[0]
        count = struct.unpack_from(order + "H", told, first)[0]
        for number in range(min(count, 200)):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", told, first + 2 + 12 * number)
            if tag == _ORIENTATION and kind == 3 and 1 <= value <= 8:
                return int(value)
    except struct.error:
        return None
    return None


def _only_way_up(way_up: int) -> bytes:
    """An Exif segment that says which way up, and nothing else."""
    body = b"Exif\0\0MM\0*" + struct.pack("!IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, way_up, 0, 0)
    return b"\xff\xe1" + struct.pack("!H", len(body) + 2) + body
