"""Where facts about services come from: whoever keeps services registers a source, previews ask them all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from oversight.foundation.authorities.models import Viewer


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one service: its reference, name and address, and its facts by their catalogue names."""

    reference: str
    name: str
    url: str
    facts: Mapping[str, Any]


Source = Callable[..., list[Known]]
"""``(viewer, day)``, or ``(viewer, day, references)`` for some services, to what is known of them."""
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Have a source asked for the services a person may see, with what is known of them on a day."""
    _sources[name] = source


def facts_of_services(viewer: Viewer, day: date, only: Collection[str] | None = None) -> list[Known]:
    """Every service with its facts, or those with one of some references (``only``).

    What several sources say of one service is put together.
    """
    found: dict[str, Known] = {}
    for source in _sources.values():
        for each in source(viewer, day) if only is None else source(viewer, day, only):
            there = found.get(each.reference)
            merged = {**(there.facts if there else {}), **each.facts}
            found[each.reference] = Known(each.reference, each.name, each.url, merged)
    return list(found.values())
