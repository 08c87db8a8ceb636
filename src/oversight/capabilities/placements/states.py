"""The words of placing: answers, positions as lists write them, and how long a list can be relied on."""

from __future__ import annotations

ANSWERS = {"no": "No", "ask": "Ask first", "care": "Yes, with care", "yes": "Yes"}
"""From the gravest to the best."""

GRAVITY = {"yes": 0, "care": 1, "ask": 2, "no": 3}
TONE = {"no": "red", "ask": "amber", "care": "amber", "yes": "green"}

POSITIONS = {"none": "No restriction", "caution": "Place with caution", "embargo": "Embargo",
             "terminate": "Arrangement ended"}  # fmt: skip

STALE_AFTER = 31
"""Days after which a list no longer answers by itself: lists are circulated monthly, so an older one fails closed."""

SAID = {
    "none": (
        "none",
        "no restriction",
        "no restrictions",
        "green",
        "clear",
        "open",
        "placing",
        "lifted",
        "released",
    ),
    "caution": (
        "caution",
        "place with caution",
        "with caution",
        "amber",
        "restricted",
        "managed",
        "ask first",
    ),
    "embargo": (
        "embargo",
        "embargoed",
        "suspended",
        "suspension",
        "red",
        "not placing",
        "no placements",
        "stopped",
    ),
    "terminate": ("terminate", "terminated", "termination", "ended", "decommissioned"),
}
"""What lists write for each position, beside the council's own words for it."""
