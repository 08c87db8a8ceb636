"""Text, CSV and e-mail files: words and nothing else; what an e-mail has attached is looked into as well."""

from __future__ import annotations

import re
from collections.abc import Callable
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser

from oversight.foundation.documents.looking.findings import (
    ACTIVE,
    EMBEDDED,
    UNPACKS,
    UNREADABLE,
    WRONG_TYPE,
    Unfit,
)

MOST_PARTS = 200
_NOT_WORDS = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
_MARKUP = re.compile(
    r"\s*<(\?xml|!doctype|!entity|svg|html|head|body|script|iframe|hta:|job|package)\b", re.I
)
_OTHER_KINDS = (
    b"%PDF-",
    b"PK\x03\x04",
    b"MZ\x90",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"#!",
    b"GIF8",
)
_HEADERS = ("from", "to", "subject", "date", "received", "message-id")


def look(content: bytes) -> None:
    """Look at words. Raises ``Unfit`` for bytes that are none, and for a page or program with a text's name."""
    if content.startswith(_OTHER_KINDS):
        raise Unfit(WRONG_TYPE)
    words = _decoded(content)
    if _NOT_WORDS.search(words):
        raise Unfit(WRONG_TYPE)
    if _MARKUP.match(words.lstrip("\ufeff")):
        raise Unfit(WRONG_TYPE)


def look_eml(content: bytes, attached: Callable[[bytes, str], None]) -> None:
    """Look at an e-mail and, through ``attached``, at each file it carries. Raises ``Unfit``."""
    if b"\0" in content or content.startswith(_OTHER_KINDS):
        raise Unfit(WRONG_TYPE)
    try:
        message = BytesParser(policy=policy.default).parsebytes(content)
        if sum(name in message for name in _HEADERS) < 2:
            raise Unfit(WRONG_TYPE)
        _parts(message, attached)
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        raise Unfit(UNREADABLE) from None


def _parts(message: EmailMessage, attached: Callable[[bytes, str], None]) -> None:
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            raise Unfit(UNPACKS)
        kind = part.get_content_type()
        if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
            raise Unfit(EMBEDDED)
        if kind == "message/rfc822":
            raise Unfit(EMBEDDED)
        if not part.is_multipart():
            _leaf(part, kind, attached)


def _leaf(part: EmailMessage, kind: str, attached: Callable[[bytes, str], None]) -> None:
    """Words need no name; everything else is a file of a kind that is kept."""
    name = part.get_filename()
    if name is None and kind in ("text/plain", "text/html", "text/calendar", "message/delivery-status"):
        return
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise Unfit(UNREADABLE)
    try:
        attached(payload, name or f"part.{part.get_content_subtype()}")
    except Unfit as why:
        raise Unfit(ACTIVE if str(why) == WRONG_TYPE else str(why)) from None


def _decoded(content: bytes) -> str:
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if content.startswith(mark):
            return _strictly(content, name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(content, "cp1252")


def _strictly(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        raise Unfit(WRONG_TYPE) from None
