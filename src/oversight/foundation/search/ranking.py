"""In which order what was found is shown: one order, whatever the database. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from oversight.foundation.search.asking import Asked
from oversight.foundation.search.folding import near


class Tier(IntEnum):
    """How well a record answers a search; the best first. Within a tier the newest comes first."""

    REFERENCE = 0
    TITLE = 1
    TITLE_BEGINS = 2
    TITLE_HOLDS = 3
    TITLE_BEGINNINGS = 4
    TITLE_IN_PART = 5
    WORDS = 6


def tier(asked: Asked, title: Sequence[str], reference_key: str) -> Tier:
    """How well a record with this title, in tokens, and this reference answers."""
    if asked.reference and asked.reference == reference_key:
        return Tier.REFERENCE
    phrase = asked.phrase
    if tuple(title) == phrase:
        return Tier.TITLE
    if " ".join(title).startswith(" ".join(phrase)):
        return Tier.TITLE_BEGINS
    found = [_how(word, title) for word in phrase]
    if all(each == 2 for each in found):
        return Tier.TITLE_HOLDS
    if all(found):
        return Tier.TITLE_BEGINNINGS
    return Tier.TITLE_IN_PART if any(found) else Tier.WORDS


def _how(word: str, title: Sequence[str]) -> int:
    """2 where the title has the word, 1 where one of its words begins so or nearly is it, else 0."""
    if word in title:
        return 2
    return int(any(each.startswith(word) or near(word, each) for each in title))
