"""Where the lines of a digest come from: whoever has some registers a source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from oversight.foundation.accounts.models import User
from oversight.foundation.authorities.models import Authority

Source = Callable[[User, Authority, date], Sequence[str]]

_sources: dict[str, Source] = {}


def digest_source(name: str) -> Callable[[Source], Source]:
    """Register ``(person, authority, day) -> lines``: counts and links, never a fact about a service.

    It is called inside the walls of the authority.
    """

    def registered(source: Source) -> Source:
        _sources[name] = source
        return source

    return registered


def lines_for(person: User, authority: Authority, day: date) -> list[str]:
    """What every source says for a person on a day, in the order of their names."""
    return [line for name in sorted(_sources) for line in _sources[name](person, authority, day)]
