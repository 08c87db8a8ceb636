"""Names, places, postcodes, ids and telephone numbers that cannot belong to anyone.

- Location and provider ids have the regulator's shape; the ranges 1-99… and 1-98… of eleven digits are far
  from those in use (the highest of 36,000 real ids begins 1-23).
- Postcode areas ZZ and Q… are not assigned by Royal Mail (no area begins with Q; ZZ99, which the NHS uses
  for "not elsewhere classified", is never written).
- Telephone numbers are from Ofcom's range for drama, 01632 960000 to 960999; web addresses end in
  ``.example`` (RFC 2606); company numbers begin with 99.
- Every place lies in the North Sea; those of the two councils on the Dogger Bank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from oversight.sample.proportions import EXTRA_CARE, NURSING, RESIDENTIAL, SHARED_LIVES, SUPPORTED

_FIRST = (
    "Abbet", "Bramp", "Cawder", "Dappel", "Fendle", "Gorsel", "Hobbin", "Jorrick", "Kestle", "Lurmen",
    "Mossop", "Nettick", "Pennock", "Quarrel", "Rummel", "Tansel", "Ullen", "Vardle", "Wimmer", "Yarrel",
    "Zennel", "Crundle", "Drossel", "Ebbern", "Farrow", "Grendle", "Hawkel", "Irrin", "Jessel", "Knappel",
    "Larrow", "Mardle", "Nunnel", "Ockel", "Pirrin", "Querren", "Rossel", "Skerren", "Thistel", "Umber",
    "Veldon", "Whinnel",
)  # fmt: skip
_SECOND = (
    "wick", "holt", "mere", "combe", "thorpe", "stead", "garth", "hurst", "beck", "marsh", "croft", "well",
    "dene", "ridge", "low", "worth", "ham", "bourne", "leigh", "fold",
)  # fmt: skip
_HOMES = (
    "House",
    "Lodge",
    "Court",
    "Grange",
    "Manor",
    "Cottage",
    "Residential Home",
    "View",
    "Gardens",
    "Weavers’ Rest",
)
_NURSING = ("Nursing Home", "Care Centre", "Nursing and Residential Home", "Park Nursing Home")
_AGENCIES = (
    "Homecare",
    "Care at Home",
    "Home Support",
    "Community Care",
    "Domiciliary Care",
    "Home Care Team",
)
_LIVING = ("Supported Living", "Supported Lives", "Independent Living")
_KINDS = {
    NURSING: _NURSING,
    RESIDENTIAL: _HOMES,
    SUPPORTED: _LIVING,
    EXTRA_CARE: ("Extra Care Scheme", "Court Extra Care"),
    SHARED_LIVES: ("Shared Lives",),
}
_COMPANIES = (
    "Care Limited",
    "Healthcare Limited",
    "Care Homes Limited",
    "Care Group Limited",
    "Support Limited",
)
_STREETS = (
    "Imaginary Street",
    "Nowhere Lane",
    "Invention Road",
    "Fable Row",
    "Makebelieve Avenue",
    "Example Close",
)
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"
"""The letters that the second half of a postcode may hold."""


@dataclass(frozen=True, slots=True)
class Authority:
    """An invented council: its towns, its postcode area and where in the North Sea it lies (degrees)."""

    name: str
    area: str
    towns: tuple[str, ...]
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Address:
    """Where a service or a provider's office stands."""

    street: str
    town: str
    county: str
    postcode: str
    latitude: float
    longitude: float


ANYSHIRE = Authority(
    "Anyshire",
    "ZZ1",
    ("Anyford", "Sampleton St Invent", "Mockingstow", "Upper Noname", "Placebridge", "Fictionby"),
    54.72,
    2.10,
)
OTHERBOROUGH = Authority(
    "Otherborough", "ZZ2", ("Otherborough", "Thitherside", "Elsewick Parva"), 54.72, 2.55
)


def authorities(count: int) -> tuple[Authority, ...]:
    """``count`` invented councils: the two of the sample first, then others with names of their own."""
    return (ANYSHIRE, OTHERBOROUGH, *(_authority(number) for number in range(2, count)))[:count]


def _authority(number: int) -> Authority:
    stem = _stem(number * 37)
    towns = tuple(f"{stem} {suffix}" for suffix in ("Market", "Magna", "Parva", "Underwater"))
    area = f"Q{chr(ord('A') + number % 26)}{1 + number // 26}"
    row, column = divmod(number, 15)
    return Authority(
        f"{stem}{'shire' if number % 2 else ' Borough'}", area, towns, 54.2 + 0.15 * row, 1.5 + 0.25 * column
    )


def _stem(number: int) -> str:
    first, second = divmod(number % (len(_FIRST) * len(_SECOND)), len(_SECOND))
    return _FIRST[first] + _SECOND[second]


def location_id(number: int) -> str:
    """The id of the service with this number."""
    return f"1-99{number:09d}"


def provider_id(number: int) -> str:
    """The id of the provider with this number."""
    return f"1-98{number:09d}"


class Names:
    """Deals names of services, providers and brands from invented place names; each stem once in a round.

    The same ``chance`` gives the same order of stems; ``dealt`` says how many names to pass over, for a
    second dealer that must not repeat the first.
    """

    def __init__(self, chance: Random, dealt: int = 0):
        self._stems = [_stem(number) for number in range(len(_FIRST) * len(_SECOND))]
        chance.shuffle(self._stems)
        self._dealt = dealt

    def _next(self) -> tuple[str, int]:
        turn, place = divmod(self._dealt, len(self._stems))
        self._dealt += 1
        return self._stems[place], turn + place

    def of_service(self, kind: str) -> str:
        """A name for a service of this kind, such as "Gorselmere Lodge"."""
        stem, turn = self._next()
        kinds = _KINDS.get(kind, _AGENCIES)
        return f"{stem} {kinds[turn % len(kinds)]}"

    def of_provider(self) -> str:
        """A name for a provider, such as "Gorselmere Care Limited"."""
        stem, turn = self._next()
        return f"{stem} {_COMPANIES[turn % len(_COMPANIES)]}"

    def of_brand(self, number: int) -> str:
        """The name of the brand with this number, as the regulator prints brands."""
        return f"BRAND {self._stems[-1 - number % len(self._stems)]} Care"


def address(chance: Random, authority: Authority) -> Address:
    """An address in an authority that no letter could reach."""
    letters = chance.choice(_INWARD) + chance.choice(_INWARD)
    return Address(
        f"{chance.randint(1, 240)} {chance.choice(_STREETS)}",
        chance.choice(authority.towns),
        authority.name,
        f"{authority.area} {chance.randint(1, 9)}{letters}",
        round(authority.latitude + chance.uniform(-0.06, 0.06), 6),
        round(authority.longitude + chance.uniform(-0.1, 0.1), 6),
    )


def telephone(chance: Random) -> str:
    """A telephone number kept free for drama."""
    return f"01632960{chance.randint(0, 999):03d}"


def website(name: str) -> str:
    """An address of the web that cannot exist."""
    return f"www.{re.sub('[^a-z0-9]+', '-', name.lower())}.example"
