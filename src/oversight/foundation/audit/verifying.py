"""Proving an authority's chain from the database, and writing it out for somebody else to prove."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TextIO

from oversight.foundation.audit import chain, keys, rows
from oversight.foundation.audit.actions import moment
from oversight.foundation.audit.models import ChainEnd, Event
from oversight.foundation.authorities.models import Viewer


def links(viewer: Viewer) -> Iterator[chain.Link]:
    """The events of an authority in order, as links of its chain; columns beside the event must agree."""
    for each in Event.objects.visible_to(viewer).order_by("number").iterator(chunk_size=2000):
        told = dict(each.event)
        beside = {"name": each.name, "subject": each.subject, "at": moment(each.at)}
        if any(told.get(key) != value for key, value in beside.items()) or (
            told.get("by", {}).get("id") != str(each.person_id)
        ):
            told |= beside | {"altered": True}
        yield chain.Link(each.number, told, bytes(each.salt), bytes(each.mark))


def end_of(viewer: Viewer) -> chain.Head | None:
    """The end of the chain as recorded."""
    end = ChainEnd.objects.visible_to(viewer).first()
    return chain.Head(end.number, bytes(end.last), bytes(end.mark)) if end else None


def verify(viewer: Viewer, *, with_rows: bool = True) -> chain.Verdict:
    """Prove the chain against its key and its anchors, and the rows against the chain."""
    found = chain.verify(keys.key(), links(viewer), end_of(viewer), keys.anchors(viewer.authority_id))
    if with_rows:
        found.faults += rows.faults(viewer)
    return found


def write_export(viewer: Viewer, to: TextIO) -> int:
    """Write the chain as JSON lines: the events, then the end. Gives the number of events."""
    written = 0
    for each in links(viewer):
        line = {"number": each.number, "event": each.event, "salt": each.salt.hex(), "mark": each.mark.hex()}
        to.write(json.dumps(line, ensure_ascii=False) + "\n")
        written += 1
    end = end_of(viewer)
    if end:
        to.write(json.dumps({"end": end.number, "last": end.last.hex(), "mark": end.mark.hex()}) + "\n")
    return written
