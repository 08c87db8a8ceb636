"""Sending letters, and what the relay answered."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from oversight.gateways.mail.letters import Letter

SMTP = "django.core.mail.backends.smtp.EmailBackend"
FILES = "django.core.mail.backends.filebased.EmailBackend"
STAYS_HERE = (
    FILES,
    "django.core.mail.backends.console.EmailBackend",
    "django.core.mail.backends.locmem.EmailBackend",
    "django.core.mail.backends.dummy.EmailBackend",
)
"""Backends that send nothing out of the building."""

TIMEOUT_SECONDS = 10


class Outcome(StrEnum):
    """What became of a letter."""

    SENT = "sent"
    TRY_AGAIN = "try_again"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the relay answered; ``why`` is for the log and holds no address and no words of the letter."""

    outcome: Outcome
    why: str = ""


class Unreachable(Exception):
    """The relay could not be reached at all: nothing is said about any letter."""


class Post:
    """A connection to the relay, held open for several letters.

    ``stays_here`` keeps letters in files whatever the settings say: for invented authorities.
    """

    def __init__(self, *, stays_here: bool = False) -> None:
        backend: str = settings.EMAIL_BACKEND
        if stays_here and backend not in STAYS_HERE:
            backend = FILES
        options: dict[str, Any] = {"timeout": TIMEOUT_SECONDS} if backend == SMTP else {}
        self.backend = backend
        self._connection: BaseEmailBackend = get_connection(backend, fail_silently=False, **options)

    def __enter__(self) -> Self:
        """Reach the relay. Raises ``Unreachable``."""
        try:
            self._connection.open()
        except (OSError, smtplib.SMTPException) as why:
            raise Unreachable(type(why).__name__) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def send(self, letter: Letter) -> Answer:
        """Send one letter."""
        message = letter.as_message(settings.DEFAULT_FROM_EMAIL, self._connection)
        try:
            return Answer(Outcome.SENT) if message.send() else Answer(Outcome.TRY_AGAIN, "not taken")
        except smtplib.SMTPRecipientsRefused as why:
            return _refused(why)
        except smtplib.SMTPResponseException as why:
            self._close()
            return Answer(Outcome.TRY_AGAIN, f"{type(why).__name__} {why.smtp_code}")
        except (OSError, smtplib.SMTPException) as why:
            self._close()
            return Answer(Outcome.TRY_AGAIN, type(why).__name__)

    def _close(self) -> None:
        try:
            self._connection.close()
        except (OSError, smtplib.SMTPException):
            return


def _refused(why: smtplib.SMTPRecipientsRefused) -> Answer:
    """A relay that says the address is not there (5xx) is believed; one that is busy (4xx) is asked again."""
    codes = sorted({code for code, _ in why.recipients.values()})
    final = bool(codes) and all(code >= 500 for code in codes)
    return Answer(Outcome.REFUSED if final else Outcome.TRY_AGAIN, f"recipient refused {codes}")
