"""PDF files: whole, not locked, and without anything that runs or hides another file."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from oversight.foundation.documents.looking.findings import (
    ACTIVE,
    EMBEDDED,
    MEGABYTE,
    MOST_PAGES,
    PAGES,
    PASSWORD,
    UNPACKS,
    UNREADABLE,
    WRONG_TYPE,
    Unfit,
)

_STREAM = re.compile(rb"stream\r?\n")
_HEX = re.compile(rb"#([0-9a-fA-F]{2})")
_ENCRYPTED = re.compile(rb"/Encrypt\b(?!Metadata)")
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|RichMedia|XFA|ImportData|SubmitForm|GoToE)\b")
_EMBEDDED = re.compile(rb"/(EmbeddedFiles?|FileAttachment)\b")
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_MOST_OF_ONE, _MOST_OF_ALL = 32 * MEGABYTE, 128 * MEGABYTE


def look(content: bytes) -> None:
    """Look into a PDF. Raises ``Unfit``."""
    if not content.startswith(b"%PDF-"):
        raise Unfit(WRONG_TYPE)
    if b"%%EOF" not in content[-4096:]:
        raise Unfit(UNREADABLE)
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Unfit(EMBEDDED)
    pages = 0
    for words in _words(content):
        pages += _objects(words)
    if pages > MOST_PAGES:
        raise Unfit(PAGES)


def _objects(words: bytes) -> int:
    """The pages among some objects, none of which does anything."""
    plain = _HEX.sub(lambda found: bytes([int(found[1], 16)]), words)
    if _ENCRYPTED.search(plain):
        raise Unfit(PASSWORD)
    if _ACTIVE.search(plain):
        raise Unfit(ACTIVE)
    if _EMBEDDED.search(plain):
        raise Unfit(EMBEDDED)
    return len(_PAGE.findall(plain))


def _words(content: bytes) -> Iterator[bytes]:
    """The objects of the file: what stands between its streams, and what its streams of objects hold."""
    place = unpacked = 0
    for found in _STREAM.finditer(content):
        if found.start() < place:
            continue
        before = content[place : found.start()]
        yield before
        end = content.find(b"endstream", found.end())
        end = len(content) if end < 0 else end
        if b"ObjStm" in _HEX.sub(lambda each: bytes([int(each[1], 16)]), before[-2000:]):
            objects = _unpacked(content[found.end() : end])
            unpacked += len(objects)
            if unpacked > _MOST_OF_ALL:
                raise Unfit(UNPACKS)
            yield objects
        place = end
    yield content[place:]


def _unpacked(stream: bytes) -> bytes:
    """A stream of objects; one packed in a way that cannot be looked into is not kept."""
    unpacker = zlib.decompressobj()
    try:
        objects = unpacker.decompress(stream, _MOST_OF_ONE)
    except zlib.error:
        raise Unfit(UNREADABLE) from None
    if unpacker.unconsumed_tail:
        raise Unfit(UNPACKS)
    return objects
