"""A letter by e-mail, whose headers cannot be made to carry anything else."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email

LONGEST_SUBJECT = 200


class UnsafeHeader(ValueError):
    """A header would have carried a line break, a hidden character or more than one address."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Who it goes to, its words, and the identity it keeps however often it is sent."""

    to: str
    subject: str
    body: str
    message_id: str
    written_at: datetime
    reply_to: str = ""

    def __post_init__(self) -> None:
        checked_address(self.to)
        checked_header(self.subject)
        checked_header(self.message_id)
        if self.reply_to:
            checked_address(self.reply_to)

    def as_message(self, sender: str, connection: BaseEmailBackend) -> EmailMessage:
        """The message as Django's e-mail takes it; the same each time it is made."""
        headers = {
            "Message-ID": self.message_id,
            "Date": format_datetime(self.written_at),
            "Auto-Submitted": "auto-generated",
        }
        return EmailMessage(
            self.subject, self.body, sender, [self.to], headers=headers, connection=connection,
            reply_to=[self.reply_to] if self.reply_to else None,
        )  # fmt: skip


def checked_header(text: str) -> str:
    """A header's words. Raises ``UnsafeHeader`` for control, direction and line characters, or none at all."""
    if not text.strip() or len(text) > LONGEST_SUBJECT:
        raise UnsafeHeader("a header is between 1 and 200 characters")
    if any(unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp", "Cs") for each in text):
        raise UnsafeHeader("a header holds one line of plain characters")
    return text


def checked_address(text: str) -> str:
    """One e-mail address. Raises ``UnsafeHeader`` for anything else."""
    checked_header(text)
    try:
        validate_email(text)
    except ValidationError:
        raise UnsafeHeader("that is not one e-mail address") from None
    return text
