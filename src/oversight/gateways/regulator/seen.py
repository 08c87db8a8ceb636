"""What is kept of one reading of a file for the next: the hash of each raw row, and whose row it is."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

from oversight.gateways.regulator.dates import DayOrder
from oversight.gateways.regulator.sheets import Raw

BETWEEN = "\x1f"


def digest_of(raw: Raw) -> bytes:
    """The hash of a raw row: 128 bits, so that no two rows of any register will ever share one by chance."""
    return blake2b(raw if isinstance(raw, bytes) else raw.encode(), digest_size=16).digest()


def id_of(key: str) -> str:
    """The location's id in a row's key."""
    return key.partition(BETWEEN)[0]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is kept of one reading for the next.

    ``rows`` holds the key of each row by the hash of the row: the location's id, with the group and question
    where a location has several rows; ``""`` for a row out of scope. Rows with a problem are not in it, so
    that they are read, and reported, every time. ``ids`` are all locations read; ``orders`` the orders found
    for dates, by heading; ``links`` the dual registrations; ``newest`` the newest date of publication.
    """

    header: tuple[str, ...]
    all_sectors: bool
    rows: dict[bytes, str]
    ids: frozenset[str]
    orders: dict[str, DayOrder] = field(default_factory=dict)
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    newest: date | None = None

    def to_json(self) -> str:
        """As text, to be stored."""
        return json.dumps(
            {
                "header": self.header,
                "all_sectors": self.all_sectors,
                "rows": {digest.hex(): key for digest, key in self.rows.items()},
                "ids": sorted(self.ids),
                "orders": self.orders,
                "links": self.links,
                "newest": self.newest.isoformat() if self.newest else None,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Seen:
        """From what ``to_json`` gave."""
        given: dict[str, Any] = json.loads(text)
        return cls(
            tuple(given["header"]),
            given["all_sectors"],
            {bytes.fromhex(digest): key for digest, key in given["rows"].items()},
            frozenset(given["ids"]),
            {title: DayOrder(order) for title, order in given["orders"].items()},
            {one: tuple(others) for one, others in given["links"].items()},
            date.fromisoformat(given["newest"]) if given["newest"] else None,
        )
