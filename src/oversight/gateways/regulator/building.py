"""Building many records at once, from columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, fields, make_dataclass
from itertools import repeat
from operator import attrgetter
from typing import Any, cast

from oversight.gateways.regulator.records import ServiceRecord, Source

_FIELDS = fields(ServiceRecord)
_DEFAULTS = {each.name: each.default for each in _FIELDS if each.default is not MISSING}
_values = attrgetter(*(each.name for each in _FIELDS))
PLACES = {each.name: place for place, each in enumerate(_FIELDS)}
"""The place of each field of a record."""

_Draft: Any = make_dataclass("_Draft", [(each.name, Any) for each in _FIELDS], slots=True)


def _default(name: str) -> Iterable[Any]:
    """The default of a field, as often as asked for; a fresh mapping each time for the ratings."""
    return repeat(_DEFAULTS[name]) if name in _DEFAULTS else iter(dict, None)


def sources(file: str, numbers: Iterable[int]) -> Iterable[Source]:
    """The source of each row of a file, made without a call of Python's own for each."""
    return map(tuple.__new__, repeat(Source), zip(repeat(file), numbers, strict=False))


def records_from(**columns: Iterable[Any]) -> list[ServiceRecord]:
    """Service records from one column for each field given; the other fields have their defaults.

    A frozen dataclass sets every field through ``object.__setattr__``, which for 23,000 records takes
    longer than parsing their file. So each is built as a draft, a class of the same slots that is not
    frozen, and becomes a record by having its class set; a test holds the two to the same slots.
    """
    names = [each.name for each in _FIELDS]
    arguments = [columns[name] if name in columns else _default(name) for name in names]
    drafts = list(map(_Draft, *arguments))
    for draft in drafts:
        draft.__class__ = ServiceRecord
    return cast(list[ServiceRecord], drafts)


def filled_in(newer: ServiceRecord, older: ServiceRecord) -> list[Any]:
    """The values of a record's fields in order, those that are not known taken from an older record."""
    both = zip(_values(newer), _values(older), strict=True)
    return [then if now is None or now == "" or now == () else now for now, then in both]


def record_of(values: list[Any]) -> ServiceRecord:
    """One record from the values of its fields in order."""
    draft = _Draft(*values)
    draft.__class__ = ServiceRecord
    return cast(ServiceRecord, draft)
