"""Word and Excel files: no macros, no embedded files, nothing brought in from elsewhere, no tricks in XML."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from typing import Any
from xml.parsers import expat

from oversight.foundation.documents.looking.archives import ARCHIVES, OLE, PROGRAMS, STARTS, opened, pieces
from oversight.foundation.documents.looking.findings import (
    EMBEDDED,
    LINKED,
    MACROS,
    PASSWORD,
    UNREADABLE,
    WRONG_TYPE,
    Unfit,
)

_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_MACRO_TYPES = re.compile(r"macro|vba|activex|ms-office\.(control|webextension)|dialogsheet|addin", re.I)
_LINKED_TYPES = re.compile(r"externallink|connections\+xml|querytable|volatiledependencies", re.I)
_BRINGS_IN = ("attachedTemplate", "oleObject", "package", "control", "aFChunk", "subDocument", "frame", "externalLink",
              "externalLinkPath", "vbaProject", "connections", "queryTable", "xlMacrosheet")  # fmt: skip
_MACRO_RELATIONS = ("control", "vbaProject", "xlMacrosheet")
_HARMLESS_LINK = re.compile(r"(https?://|mailto:|#|tel:)", re.I)
_RUNS = re.compile(r"\bDDE(AUTO)?\b|\bINCLUDE(TEXT|PICTURE)\b|\bIMPORT\b|\bLINK\b", re.I)

Tag = Callable[[str, dict[str, str]], None]


def look(content: bytes, kind: str) -> None:
    """Look into a Word or Excel file. Raises ``Unfit``."""
    if content.startswith(OLE):
        raise Unfit(PASSWORD if "EncryptedPackage".encode("utf-16-le") in content else WRONG_TYPE)
    if not content.startswith(STARTS):
        raise Unfit(WRONG_TYPE)
    with opened(content) as archive:
        if "[Content_Types].xml" not in archive.namelist():
            raise Unfit(WRONG_TYPE)
        _types(pieces(archive, archive.getinfo("[Content_Types].xml")), kind)
        for entry in archive.infolist():
            _entry(archive, entry)


def _types(content: Iterable[bytes], kind: str) -> None:
    """What the file says its parts are."""
    found: list[str] = []
    _read(content, lambda _, values: found.append(values.get("ContentType", "")))
    if any(_MACRO_TYPES.search(each) for each in found):
        raise Unfit(MACROS)
    if any(_LINKED_TYPES.search(each) for each in found):
        raise Unfit(LINKED)
    if _MAIN[kind] not in found:
        raise Unfit(WRONG_TYPE)


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    name = entry.filename.lower()
    if "vbaproject" in name or "vbadata" in name or "/activex/" in name:
        raise Unfit(MACROS)
    content = pieces(archive, entry)
    first = next(content, b"")
    if first.startswith((OLE, *ARCHIVES)) or first.startswith(PROGRAMS):
        raise Unfit(EMBEDDED)
    _part(name, _joined(first, content))


def _part(name: str, content: Iterable[bytes]) -> None:
    """Read one part to its end: its checksum is checked, and its XML is plain."""
    if name.endswith(".rels"):
        _read(content, _relation)
    elif name.startswith("word/") and name.endswith(".xml"):
        _word(content)
    elif name.endswith((".xml", ".vml")):
        _read(content)
    else:
        for _ in content:
            pass


def _relation(_: str, values: dict[str, str]) -> None:
    """A part may point at parts of its own file, and out of it only as a link that a person follows."""
    kind, target = values.get("Type", "").rpartition("/")[2], values.get("Target", "")
    if kind in _BRINGS_IN:
        raise Unfit(MACROS if kind in _MACRO_RELATIONS else EMBEDDED if kind == "package" else LINKED)
    outside = values.get("TargetMode", "").lower() == "external" or "://" in target
    if outside and not (kind == "hyperlink" and _HARMLESS_LINK.match(target)):
        raise Unfit(LINKED)


def _word(content: Iterable[bytes]) -> None:
    """A part of a Word file: its fields run nothing and bring nothing in. Their words may come in pieces."""
    fields: list[str] = []
    inside = [False]

    def starts(tag: str, values: dict[str, str]) -> None:
        inside[0] = tag.endswith("instrText")
        if tag.endswith("fldSimple"):
            fields.append(next((value for key, value in values.items() if key.endswith("instr")), "") + "\n")
        elif tag.endswith("fldChar") and values.get("w:fldCharType") == "begin":
            fields.append("\n")

    _read(content, starts, lambda words: fields.append(words) if inside[0] else None)
    for field in "".join(fields).split("\n"):
        if _RUNS.match(field.strip()):
            raise Unfit(LINKED)


def _read(
    content: Iterable[bytes], tag: Tag | None = None, words: Callable[[str], Any] | None = None
) -> None:
    """Read XML; one that declares a document type (entities, outside files) is not read."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_document_type
    parser.EntityDeclHandler = _no_document_type
    parser.StartElementHandler = tag
    parser.CharacterDataHandler = words
    try:
        for piece in content:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise Unfit(UNREADABLE) from None


def _no_document_type(*_: Any) -> None:
    raise Unfit(UNREADABLE)


def _joined(first: bytes, rest: Iterable[bytes]) -> Iterable[bytes]:
    yield first
    yield from rest
