"""Openings: places on a page that whoever stands above fills, so that the page itself need not know them.

The page asks ``filled`` by the name of the opening and shows its own words where nobody answers. Who fills one
registers a function at start-up, and answers ``None`` where it has nothing to say to this person.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

Filler = Callable[[Any, Any, date], Any]
"""``(actor, row, day)`` to what the opening shows: a ``Card``, a ``Status``, as the page says."""

_fillers: dict[str, Filler] = {}


def fills(opening: str) -> Callable[[Filler], Filler]:
    """Register who fills an opening. Raises ``ValueError`` where somebody else does already."""

    def registered(filler: Filler) -> Filler:
        if _fillers.get(opening, filler) is not filler:
            raise ValueError(f"the opening {opening} is filled already")
        _fillers[opening] = filler
        return filler

    return registered


def filled(opening: str, actor: Any, row: Any, day: date, *, otherwise: Any = None) -> Any:
    """What stands in an opening for this person; ``otherwise`` where nobody has anything to say."""
    filler = _fillers.get(opening)
    found = filler(actor, row, day) if filler else None
    return otherwise if found is None else found
