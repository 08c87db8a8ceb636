"""Which scanner an address means."""

from __future__ import annotations

from urllib.parse import urlsplit

from oversight.gateways.scanner.clamd import Clamd
from oversight.gateways.scanner.scans import NoScanner, Scanner


def scanner_at(address: str) -> Scanner:
    """``tcp://host:3310``, ``unix:///run/clamav/clamd.ctl`` or ``none``. Raises ``ValueError`` for others."""
    if address == "none":
        return NoScanner()
    parts = urlsplit(address)
    if parts.scheme == "tcp" and parts.hostname:
        return Clamd((parts.hostname, parts.port or 3310))
    if parts.scheme == "unix" and parts.path:
        return Clamd(parts.path)
    raise ValueError(f"a scanner is tcp://host:port, unix:///path or none, not '{address}'")
