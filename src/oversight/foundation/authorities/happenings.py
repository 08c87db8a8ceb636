"""Events between capabilities: who stands above subscribes, and is called in the publisher's transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from oversight.foundation.authorities.actor import Actor

Happening = TypeVar("Happening")
Listener = Callable[[Any, Actor, datetime], None]

_listeners: dict[type[Any], list[Listener]] = {}


def subscribe(kind: type[Happening]) -> Callable[[Callable[[Happening, Actor, datetime], None]], Listener]:
    """Have a function called whenever such a thing happens; used in ``subscribers``."""

    def taken(listener: Callable[[Happening, Actor, datetime], None]) -> Listener:
        heard = _listeners.setdefault(kind, [])
        if listener not in heard:
            heard.append(listener)
        return listener

    return taken


def publish(happening: Any, *, by: Actor, at: datetime) -> None:
    """Tell everyone who subscribed, now, inside the transaction: if one of them fails, nothing is saved."""
    for listener in _listeners.get(type(happening), ()):
        listener(happening, by, at)
