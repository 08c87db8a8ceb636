"""The regulator's words for ratings: four are ratings, every other one is unrated.

An unrated word is kept as said and never ranked; a word that is in neither list is reported.
"""

from __future__ import annotations

from functools import lru_cache

from oversight.gateways.regulator.records import QUESTIONS

RATING_WORDS: dict[str, str] = {
    "outstanding": "outstanding",
    "good": "good",
    "requires improvement": "requires_improvement",
    "inadequate": "inadequate",
}
"""The four ratings by their published words in lower case: both ``Requires improvement`` and
``Requires Improvement`` occur in one real file."""

RATING_RANK: dict[str, int] = {"outstanding": 4, "good": 3, "requires_improvement": 2, "inadequate": 1}
"""The worth of each rating. Unrated has no rank: it is never 0."""

INSPECTED_UNRATED = frozenset(
    {
        "inspected but not rated",
        "insufficient evidence to rate",
        "regulations met",
        "regulations not met",
        "not applicable",
        "compliance action",
        "no action",
    }
)
"""Unrated words that follow an inspection, so that the date beside them is that of its report."""

NEVER_RATED = frozenset(
    {
        "",
        "-",
        "not rated",
        "not yet rated",
        "unrated",
        "no published rating",
        "no approved rating",
        "do not include in report",
        "evidence requirements not yet scored",
        "evidence requirements partially scored",
        "evidence requirements partially / not yet scored",
        "not assessed",
    }
)
"""Unrated words without a report: a date beside them is that of the registration, or none at all."""

UNKNOWN_WORD = "not a rating the regulator is known to use; read as unrated: check the file"


class Judged:
    """One published word, understood: ``rating`` or ``None``, whether it is ``known`` and ``dated``."""

    __slots__ = ("dated", "known", "rating")

    def __init__(self, said: str):
        word = " ".join(said.split()).casefold()
        self.rating = RATING_WORDS.get(word)
        self.dated = self.rating is not None or word in INSPECTED_UNRATED
        self.known = self.dated or word in NEVER_RATED


@lru_cache(maxsize=256)
def question_of(said: str) -> str | None:
    """The question that a published name means (``Well-led`` is ``well_led``), or ``None``."""
    word = said.strip().casefold().replace("-", "_").replace(" ", "_")
    return word if word in QUESTIONS else None


def lowest(ratings: list[str]) -> str:
    """The worst of several ratings."""
    return min(ratings, key=RATING_RANK.__getitem__)
