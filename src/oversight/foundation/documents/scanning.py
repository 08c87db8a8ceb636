"""Asking the scanner about a file, and what state that puts it in: without an answer nobody opens it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import structlog
from django.conf import settings

from oversight.foundation.documents.models import State
from oversight.foundation.documents.storage import pieces
from oversight.gateways.scanner import Scan, ScannerUnavailable, Verdict, scanner_at

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """The state a scan puts a file in, and what was found."""

    state: State
    found: str = ""


def scanned(path: Path, *, demo: bool) -> Standing:
    """Have a file scanned. ``SCANNER`` in the settings says where; ``none`` counts only in a demo."""
    try:
        scan = scanner_at(getattr(settings, "SCANNER", "none")).scan(pieces(path))
    except (ScannerUnavailable, ValueError) as why:
        log.warning("documents.scanner_unavailable", why=str(why))
        return Standing(State.WAITING)
    return _standing(scan, demo and not settings.PRODUCTION)


def _standing(scan: Scan, demo: bool) -> Standing:
    match scan.verdict:
        case Verdict.CLEAN:
            return Standing(State.CLEAN)
        case Verdict.INFECTED:
            return Standing(State.QUARANTINED, scan.found)
        case _:
            return Standing(State.UNSCANNED if demo else State.WAITING)
