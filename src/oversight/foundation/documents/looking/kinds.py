"""The kinds of files that are kept, and how each is looked into: by its content, never by its name alone."""

from __future__ import annotations

from collections.abc import Callable

from oversight.foundation.documents.looking import images, ooxml, pdf, texts
from oversight.foundation.documents.looking.findings import EMPTY, LARGEST_FILE, TOO_LARGE, WRONG_TYPE, Unfit

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "txt": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
    "eml": "message/rfc822",
}

_ALSO = {"jpeg": "jpg"}

_LOOK: dict[str, Callable[[bytes], None]] = {
    "pdf": pdf.look,
    "docx": lambda content: ooxml.look(content, "docx"),
    "xlsx": lambda content: ooxml.look(content, "xlsx"),
    "csv": texts.look,
    "txt": texts.look,
    "png": images.look_png,
    "jpg": images.look_jpg,
    "eml": lambda content: texts.look_eml(content, look_attached),
}


def kind_of(name: str) -> str:
    """The kind a file's name claims. Raises ``Unfit`` for one that is not on the list."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = _ALSO.get(ending, ending)
    if kind not in MEDIA_TYPES:
        raise Unfit(WRONG_TYPE)
    return kind


def look(content: bytes, name: str) -> str:
    """The kind of a file whose content is what its name claims and harms nobody. Raises ``Unfit``."""
    kind = kind_of(name)
    if not content:
        raise Unfit(EMPTY)
    if len(content) > LARGEST_FILE:
        raise Unfit(TOO_LARGE)
    _LOOK[kind](content)
    return kind


def look_attached(content: bytes, name: str) -> None:
    """Look into what an e-mail has attached; an e-mail inside an e-mail is not looked into but refused."""
    if kind_of(name) == "eml":
        raise Unfit(WRONG_TYPE)
    if content:
        look(content, name)
