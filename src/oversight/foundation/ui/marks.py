"""Marks: each status is a word, a shape and a colour, and never one of them alone (ux.md D8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

OCTAGON = "M6 1h8l5 5v8l-5 5H6l-5-5V6z"
TRIANGLE = "M10 1.5 19.5 18.5H.5z"
CIRCLE = "M10 1a9 9 0 1 1 0 18 9 9 0 0 1 0-18z"
SQUARE = "M2.5 2.5h15v15h-15z"
DIAMOND = "M10 .5 19.5 10 10 19.5.5 10z"
STAR = "m10 .8 2.8 6 6.5.8-4.8 4.5 1.2 6.5-5.7-3.2-5.7 3.2 1.2-6.5L.7 7.6l6.5-.8z"


@dataclass(frozen=True, slots=True)
class Look:
    """How a level looks: its usual words, its shape, the class of its colour, whether it is hollow."""

    words: str
    shape: str
    tone: str
    hollow: bool = False


UNKNOWN = Look("No rating", SQUARE, "none", hollow=True)
LOOKS: dict[str, dict[str, Look]] = {
    "rag": {
        "red": Look("Red", OCTAGON, "red"),
        "amber": Look("Amber", TRIANGLE, "amber"),
        "green": Look("Green", CIRCLE, "green"),
        "none": UNKNOWN,
    },
    "position": {
        "embargo": Look("Embargo", OCTAGON, "red"),
        "terminate": Look("Termination", OCTAGON, "red"),
        "caution": Look("Place with caution", TRIANGLE, "amber"),
        "none": Look("No restrictions", CIRCLE, "green", hollow=True),
    },
    "rating": {
        "outstanding": Look("Outstanding", STAR, "green"),
        "good": Look("Good", CIRCLE, "green"),
        "requires_improvement": Look("Requires improvement", TRIANGLE, "amber"),
        "inadequate": Look("Inadequate", OCTAGON, "red"),
        "none": Look("Not rated", SQUARE, "none", hollow=True),
    },
    "state": {
        "overdue": Look("Overdue", OCTAGON, "red"),
        "soon": Look("Due soon", TRIANGLE, "amber"),
        "met": Look("Met", CIRCLE, "green"),
        "paused": Look("Paused", DIAMOND, "none", hollow=True),
        "waiting": Look("Not due yet", SQUARE, "none", hollow=True),
    },
}


def mark_of(kind: str, level: str) -> Look:
    """How a level of a kind looks; a level nobody knows is shown hollow, with its own word."""
    known = LOOKS[kind]
    key = (level or "none").lower().replace(" ", "_").replace("-", "_")
    return known.get(key) or Look(level, SQUARE, "none", hollow=True)


def shape_of(value: Any) -> str:
    """The path of a mark's shape."""
    return mark_of(value.kind, value.level).shape
