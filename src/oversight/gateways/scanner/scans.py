"""What a scan says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Verdict(StrEnum):
    """What the scanner found."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"


@dataclass(frozen=True, slots=True)
class Scan:
    """A verdict, and for an infected file the name of what is in it."""

    verdict: Verdict
    found: str = ""


class ScannerUnavailable(Exception):
    """The scanner did not answer, or not with an answer: nothing is known about the file."""


class Scanner(Protocol):
    """Whatever can look through a file."""

    def scan(self, chunks: Iterable[bytes]) -> Scan:
        """Look through a file given in pieces. Raises ``ScannerUnavailable``."""


class NoScanner:
    """No scanner: in a demo, where the page says so."""

    def scan(self, chunks: Iterable[bytes]) -> Scan:
        """Nothing is looked at."""
        return Scan(Verdict.NOT_SCANNED)
