"""What a council does: a folder for each thing, all with the same shelves.

A folder is part of the service as soon as it has ``apps.py``: the settings install it, and the staff site takes
in its ``urls.py``. Nothing else names it, but the map in ``.importlinter``, the capabilities people are granted
(``content/access/capabilities.csv`` with ``Can``) and, where it has a place there, the navigation
(``sites/staff/chrome.py``).
"""

from __future__ import annotations

from pathlib import Path


def installed() -> list[str]:
    """The capabilities of the service, as Django apps, by name."""
    return _with("apps.py")


def with_addresses() -> list[str]:
    """The ``urls`` of every capability that has pages."""
    return [f"{each}.urls" for each in installed() if each in _with("urls.py")]


def _with(shelf: str) -> list[str]:
    return sorted(f"{__name__}.{each.parent.name}" for each in Path(__file__).parent.glob(f"*/{shelf}"))
