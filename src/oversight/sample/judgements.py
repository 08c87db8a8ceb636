"""Invented ratings: one service's rows of the ratings file, in the shapes the regulator publishes.

Before the new framework a service has six rows under ``Overall``. Since then it also has rows for its service
group, holding only the key questions that were scored again, while the others keep an earlier date; and where
two groups were rated there is no overall rating: all six say ``Not Rated``, without a date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from oversight.sample import proportions as seen
from oversight.sample.dealing import Deck, day_between

WHOLE = "Overall"
QUESTIONS = ("Safe", "Effective", "Caring", "Responsive", "Well-led")
DOMAINS = (WHOLE, *QUESTIONS)
NOT_RATED = "Not Rated"
GROUP_OF = {
    seen.RESIDENTIAL: "Care Homes",
    seen.NURSING: "Care Homes",
    seen.HOMECARE: "Homecare",
    seen.SUPPORTED: "Supported Living",
    seen.EXTRA_CARE: "Homecare",
    seen.SHARED_LIVES: "Homecare",
}
"""The service group each service type is rated under."""
GROUPS = ("Care Homes", "Homecare", "Supported Living")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One published rating: of a service group (or ``Overall``), for a domain, on a day (none: not rated)."""

    group: str
    domain: str
    rating: str
    published_on: date | None


def groups_of(types: Iterable[str]) -> tuple[str, ...]:
    """The service groups that services of these types are rated under, each once."""
    return tuple(dict.fromkeys(GROUP_OF[name] for name in types))


def summary(judgements: Iterable[Judgement]) -> Judgement | None:
    """The overall judgement of a service, or ``None`` where it has none."""
    wanted = (one for one in judgements if one.group == WHOLE and one.domain == WHOLE)
    return next(wanted, None)


class Judge:
    """Deals the ratings of one service after another.

    ``rows_each`` asks for about that many rows a service, over all services rated or not, in place of the six
    or so of social care: at scale the further groups stand in for the many groups of health services.
    """

    def __init__(self, chance: Random, as_at: date, rows_each: float | None = None):
        self._chance, self._as_at = chance, as_at
        self._overall = Deck(chance, seen.OVERALL)
        self._patterns = {rating: Deck(chance, weights) for rating, weights in seen.PATTERNS.items()}
        self._years = Deck(chance, seen.YEARS_SINCE_RATED)
        self._spelling = Deck(chance, seen.CAPITAL_SPELLING)
        self._in_two_groups = Deck(chance, seen.RATED_IN_TWO_GROUPS, size=3)
        self._further = None if rows_each is None else _further_groups(chance, rows_each)

    def judge(
        self, groups: tuple[str, ...], *, rating: str | None = None, on: date | None = None
    ) -> tuple[Judgement, ...]:
        """A service's judgements; the overall ``rating`` and its day ``on`` are dealt where not given."""
        rating = rating or self._overall.deal()
        on = on or self._published()
        letters = self._patterns[rating].deal()
        scores = {WHOLE: rating} | {name: seen.LETTERS[x] for name, x in zip(QUESTIONS, letters, strict=True)}
        blocks = self._blocks(groups, scores, on)
        return self._spelt(one for group in blocks for one in group)

    def _published(self) -> date:
        years = self._years.deal()
        last = self._as_at - timedelta(days=round(365.25 * years) + 3)
        return day_between(self._chance, last - timedelta(days=360), last)

    def _blocks(self, groups: tuple[str, ...], scores: Mapping[str, str], on: date) -> list[list[Judgement]]:
        new = on >= seen.NEW_FRAMEWORK_BEGAN
        again = {name: on for name in DOMAINS if self._further or self._scored_again(name)}
        split = new and len(groups) > 1 and self._in_two_groups.deal()
        if split:
            whole = self._block(WHOLE, dict.fromkeys(DOMAINS, NOT_RATED), dict.fromkeys(DOMAINS))
        else:
            earlier = on - timedelta(days=self._chance.randint(500, 2200)) if new else on
            whole = self._block(WHOLE, scores, dict.fromkeys(DOMAINS, earlier) | again)
        own_rows = self._with_own_rows(groups, new, split)
        return [whole, *(self._block(name, scores, again) for name in own_rows)]

    def _scored_again(self, domain: str) -> bool:
        return self._chance.random() < seen.RESCORED.get(domain, 1.0)

    def _with_own_rows(self, groups: tuple[str, ...], new: bool, split: bool) -> tuple[str, ...]:
        """The service groups that have rows beside ``Overall``."""
        if self._further:
            others = (name for name in GROUPS if name not in groups)
            return (*groups, *others)[: max(self._further.deal(), 2 * split)]
        return groups[: new + split]

    def _block(
        self, group: str, scores: Mapping[str, str], days: Mapping[str, date | None]
    ) -> list[Judgement]:
        rows = [Judgement(group, domain, scores[domain], day) for domain, day in days.items()]
        self._chance.shuffle(rows)
        return rows

    def _spelt(self, judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
        """The same, in the other spelling of ``Requires improvement`` where the deck says so."""
        rows = tuple(judgements)
        if not any(one.rating == seen.LETTERS["R"] for one in rows) or not self._spelling.deal():
            return rows
        return tuple(
            Judgement(one.group, one.domain, one.rating.replace(" i", " I"), one.published_on) for one in rows
        )


def _further_groups(chance: Random, rows_each: float) -> Deck[int]:
    """A deck of numbers of further groups that makes ``rows_each`` rows a service, unrated ones included."""
    rated = sum(number for profile, number in seen.PROFILES.items() if profile.rated)
    share = rated / sum(seen.PROFILES.values())
    wanted = max(0.0, min(rows_each / len(DOMAINS) / share - 1, len(GROUPS)))
    fewer = min(int(wanted), len(GROUPS) - 1)
    return Deck(chance, {fewer: 1 - (wanted - fewer), fewer + 1: wanted - fewer})
