"""The chain itself, without Django: how an event is hashed, and how a run of events is proved.

A leaf is HMAC-SHA-256 over (0x00, the leaf before, the number, a salted commitment of the event). The head
is HMAC-SHA-256 over (0x01, the number, the leaf): who has the database but not the key can make neither, so
a tail cannot be cut off and its head put back by arithmetic. An anchor is a head kept elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

START = b"\x00" * 32
"""The leaf before the first."""


def canonical(value: Any) -> bytes:
    """One spelling of a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def commitment(salt: bytes, event: Mapping[str, Any]) -> bytes:
    """What the chain holds of an event: with the salt gone, nothing of its words can be guessed from it."""
    return hashlib.sha256(salt + canonical(event)).digest()


def leaf(key: bytes, before: bytes, number: int, committed: bytes) -> bytes:
    """The mark of one event. ``number`` counts from 1."""
    return hmac.new(key, b"\x00" + before + number.to_bytes(8, "big") + committed, hashlib.sha256).digest()


def head(key: bytes, number: int, last: bytes) -> bytes:
    """The mark of a chain's end."""
    return hmac.new(key, b"\x01" + number.to_bytes(8, "big") + last, hashlib.sha256).digest()


@dataclass(frozen=True, slots=True)
class Link:
    """An event as kept: its number, what happened, the salt, and the mark it was given."""

    number: int
    event: Mapping[str, Any]
    salt: bytes
    mark: bytes


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head that was kept outside the database."""

    number: int
    mark: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain as the database has it."""

    number: int
    last: bytes
    mark: bytes


@dataclass(slots=True)
class Verdict:
    """What a verification found: the faults in words, how many events were read, the marks by number."""

    faults: list[str] = field(default_factory=list)
    events: int = 0
    last: bytes = START
    wanted: dict[int, bytes] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(key: bytes, links: Iterable[Link], end: Head | None, anchors: Iterable[Anchor] = ()) -> Verdict:
    """Prove a chain, oldest event first: every mark, no gap, the right end, and every anchor kept elsewhere."""
    found = Verdict(wanted={each.number: each.mark for each in anchors})
    seen = set(found.wanted)
    for each in links:
        found.faults += _link_faults(key, found, each)
        found.events, found.last = each.number, each.mark
        seen.discard(each.number)
    found.faults += _end_faults(key, found, end)
    for number in sorted(seen):
        found.faults.append(
            f"event {number} is missing: an anchor kept outside the database says that it was written"
        )
    return found


def _link_faults(key: bytes, so_far: Verdict, each: Link) -> Iterator[str]:
    number = so_far.events + 1
    if each.number != number:
        yield f"event {each.number} stands where event {number} belongs: events were removed or put in"
    expected = leaf(key, so_far.last, each.number, commitment(each.salt, each.event))
    if not hmac.compare_digest(expected, each.mark):
        yield f"event {each.number} ({each.event.get('name', 'no name')}) was changed or its chain rewritten"
    anchored = so_far.wanted.get(each.number)
    if anchored is not None and not hmac.compare_digest(anchored, each.mark):
        yield f"event {each.number} differs from the anchor kept outside the database: the chain was rewritten"


def _end_faults(key: bytes, found: Verdict, end: Head | None) -> Iterator[str]:
    if end is None:
        if found.events:
            yield "the end of the chain is not recorded: it was removed"
        return
    if end.number != found.events:
        yield f"the chain should end at event {end.number} and ends at event {found.events}: its tail was removed"
    elif not hmac.compare_digest(end.last, found.last):
        yield f"the end of the chain does not match event {end.number}"
    if not hmac.compare_digest(head(key, end.number, end.last), end.mark):
        yield "the end of the chain was not written by this service"
