"""Names of local authorities: the regulator's, the Office for National Statistics', and what people type.

They differ by titles only (``X``, ``X, City of``, ``County X``, ``X Borough``), so a rule serves where a
table would have to be kept. Old names (authorities that were split or merged) stay what they are: their
successors are other places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_BODIES = re.compile(r"\b(?:unitary|council|authority|corporation)\b")
_TITLES = re.compile(r"\b(?:the|royal|london|metropolitan|borough|county|district|city|of)\b")


@lru_cache(maxsize=4096)
def authority_key(name: str) -> str:
    """What is left of a name without case, punctuation and titles (``City of``, ``County``, ``Council``).

    A name made of titles alone is kept as it is; ``""`` for an empty one.
    """
    plain = re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("&", " and "))
    body = " ".join(_BODIES.sub(" ", plain).split())
    return " ".join(_TITLES.sub(" ", body).split()) or body


def same_authority(a: str, b: str) -> bool:
    """Whether two names mean one authority. An empty name is never the same as another."""
    key = authority_key(a)
    return bool(key) and key == authority_key(b)


def authorities_like(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known names that ``name`` could have meant: the same first, then near ones, then longer ones."""
    key = authority_key(name)
    if not key:
        return []
    names = {authority_key(other): other for other in sorted(set(known))}
    near = get_close_matches(key, names, n=most, cutoff=0.6)
    longer = [other for other in names if key in other]
    same = [key] if key in names else []
    return [names[each] for each in dict.fromkeys([*same, *near, *longer])][:most]
