"""How far and in which direction one service is from another, in words. Pure: no database, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, atan2, cos, degrees, radians, sin, sqrt

EARTH_MILES = 3958.8
POINTS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
UNKNOWN = "Distance not known"
STRAIGHT = "Distances are in a straight line between postcodes, from what the regulator publishes."
NOT_GOOD = "No restriction does not say that a service is good."

Degrees = tuple[float, float]
"""Latitude and longitude."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a service is; ``at`` is ``None`` where its coordinates are not known."""

    at: Degrees | None
    postcode: str
    town: str

    @property
    def district(self) -> str:
        """The first half of the postcode."""
        return self.postcode.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Near:
    """How near a service is: the miles where they are known, else whether it is in the same postcode district."""

    miles: float | None
    same_district: bool
    words: str

    @property
    def rank(self) -> tuple[bool, float, bool]:
        """What the nearest come first by; those whose distance is not known come last."""
        return self.miles is None, self.miles or 0.0, not self.same_district


def nearness(here: Spot, there: Spot) -> Near | None:
    """How near ``there`` is to ``here``; ``None`` where nothing says that it is near."""
    same_district = bool(here.district) and here.district == there.district
    town = f"In {there.town}" if there.town else ""
    if here.at and there.at:
        far = miles(here.at, there.at)
        words = apart(far, direction(here.at, there.at))
        return Near(far, same_district, ". ".join(filter(None, (words, town))))
    if same_district:
        return Near(None, True, f"In the same postcode district, {here.district}. {UNKNOWN}")
    if town and here.town.casefold() == there.town.casefold():
        return Near(None, False, f"{town}. {UNKNOWN}")
    return None


def miles(here: Degrees, there: Degrees) -> float:
    """The distance of two places along a great circle."""
    (north, east), (other_north, other_east) = map(_radians, (here, there))
    up, across = sin((other_north - north) / 2), sin((other_east - east) / 2)
    share = up * up + cos(north) * cos(other_north) * across * across
    return 2 * EARTH_MILES * asin(min(1.0, sqrt(share)))


def direction(here: Degrees, there: Degrees) -> str:
    """Where ``there`` is as seen from ``here``: one of eight points."""
    (north, east), (other_north, other_east) = map(_radians, (here, there))
    turn = other_east - east
    across = sin(turn) * cos(other_north)
    up = cos(north) * sin(other_north) - sin(north) * cos(other_north) * cos(turn)
    return POINTS[round(degrees(atan2(across, up)) / 45) % 8]


def apart(far: float, towards: str) -> str:
    """A distance and a direction in words: ‘About 2 miles north-east’."""
    if far < 0.5:
        return "Less than half a mile"
    whole = int(far + 0.5)
    return f"About {whole} {'mile' if whole == 1 else 'miles'} {towards}"


def _radians(place: Degrees) -> Degrees:
    return radians(place[0]), radians(place[1])
