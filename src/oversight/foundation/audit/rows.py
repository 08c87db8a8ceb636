"""Whether the rows as they stand are the rows that were written: what no chain by itself can see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from oversight.foundation.audit.actions import digest, label
from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.models import TenantRow, Viewer


def audited_models() -> list[type[TenantRow]]:
    """The tables whose every row is vouched for by an event."""
    return [
        each for each in apps.get_models() if issubclass(each, TenantRow) and getattr(each, "audited", False)
    ]


def last_digests(viewer: Viewer) -> dict[str, tuple[str, int]]:
    """For each row ever written: its last digest in the chain and the number of that event."""
    found: dict[str, tuple[str, int]] = {}
    events = Event.objects.visible_to(viewer).order_by("number").values_list("number", "event")
    for number, event in events.iterator(chunk_size=2000):
        for name, mark in event.get("rows", {}).items():
            found[name] = (mark, number)
    return found


def faults(viewer: Viewer) -> Iterator[str]:
    """Each row that was changed, removed or put in behind the service's back, in words."""
    written = last_digests(viewer)
    kept = {each._meta.label for each in audited_models()}
    there: set[str] = set()
    for model in audited_models():
        for row in _rows(model, viewer):
            name = label(row)
            there.add(name)
            if name not in written:
                yield f"{name} is in the database, and no event says who put it there"
            elif digest(row) != written[name][0]:
                yield f"{name} differs from what event {written[name][1]} wrote: it was changed behind the service"
    for name, (mark, number) in written.items():
        if mark and name.split("/")[0] in kept and name not in there:
            yield f"{name}, written in event {number}, is no longer there: it was removed behind the service"


def _rows(model: type[TenantRow], viewer: Viewer) -> Iterator[Any]:
    rows: models.QuerySet[Any] = model.objects.visible_to(viewer)
    return rows.order_by("pk").iterator(chunk_size=2000)
