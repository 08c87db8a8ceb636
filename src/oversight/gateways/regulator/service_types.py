"""The regulator's service types in code's words for ``service.type``.

The API, the bulk files and the directory use different names for one type; all are known here. A type of
health care is ``other``. A location may have several types: the first in ``DECIDING`` decides, because a
home with nursing is monitored as one even where it also gives home care. ``specialist_residential`` is the
regulator's residential rehabilitation only: specialist homes of other kinds are known to the register, not
to these files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORDS = {
    "nursing_home": ("Care home service with nursing", "Nursing homes"),
    "residential_home": ("Care home service without nursing", "Residential homes"),
    "specialist_residential": ("Residential substance misuse treatment and/or rehabilitation service",),
    "home_care": ("Domiciliary care service", "Homecare agencies"),
    "supported_living": ("Supported living service", "Supported living"),
    "extra_care": ("Extra Care housing services", "Supported housing"),
    "shared_lives": ("Shared Lives",),
}
DECIDING = (*_WORDS, "other")
"""Code's words for types, the one that decides first."""

SOCIAL_CARE_TYPES = frozenset(name.casefold() for names in _WORDS.values() for name in names) | {
    "specialist college service"
}
"""Published names, in lower case, of the types that are adult social care."""

CARE_HOMES = frozenset({"nursing_home", "residential_home"})
"""The types that make a location a care home in the regulator's sense."""

_BY_NAME = {name.casefold(): word for word, names in _WORDS.items() for name in names}
_COMMA_INSIDE = (
    "Hospital services for people with mental health needs, learning disabilities and problems with "
    "substance misuse"
)


def type_words(said: Iterable[str]) -> tuple[str, ...]:
    """Code's words for published types, each once, the one that decides first."""
    found = {_BY_NAME.get(name.strip().casefold(), "other") for name in said if name.strip()}
    return tuple(word for word in DECIDING if word in found)


@lru_cache(maxsize=4096)
def split_types(cell: str) -> tuple[str, ...]:
    """The types listed in one cell, divided by ``|`` or, after an export, by commas."""
    if "|" in cell:
        parts = cell.split("|")
    else:
        guarded = re.sub(re.escape(_COMMA_INSIDE), _COMMA_INSIDE.replace(",", "\0"), cell, flags=re.I)
        parts = [part.replace("\0", ",") for part in guarded.split(",")]
    return tuple(part.strip() for part in parts if part.strip())
