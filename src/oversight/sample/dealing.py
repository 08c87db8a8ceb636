"""Chance with a seed: decks in fixed proportions, counts, and draws along a measured distribution."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta
from math import exp, floor
from random import Random
from typing import Generic, TypeVar

Card = TypeVar("Card", bound=Hashable)


class Deck(Generic[Card]):
    """Cards in given proportions, dealt in random order and shuffled again when all have been dealt.

    A plain draw would leave two hundred services without a single rare case under many seeds; a deck keeps
    the proportions whatever the seed, and needs no knowledge of how many services will follow.
    """

    def __init__(self, chance: Random, weights: Mapping[Card, float], size: int = 100):
        self._chance = chance
        self._cards = _shares(weights, size)
        self._left: list[Card] = []

    def deal(self) -> Card:
        """The next card."""
        if not self._left:
            self._left = list(self._cards)
            self._chance.shuffle(self._left)
        return self._left.pop()


def _shares(weights: Mapping[Card, float], size: int) -> list[Card]:
    """``size`` cards by the method of largest remainders: each count is within one of its exact share."""
    total = sum(weights.values())
    exact = {card: size * weight / total for card, weight in weights.items()}
    counts = {card: floor(share) for card, share in exact.items()}
    by_remainder = sorted(exact, key=lambda card: counts[card] - exact[card])
    for card in by_remainder[: size - sum(counts.values())]:
        counts[card] += 1
    return [card for card, count in counts.items() for _ in range(count)]


def count(chance: Random, mean: float) -> int:
    """A Poisson count: independent events of which ``mean`` are expected (Knuth's method; small means)."""
    limit, product, events = exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        events += 1
    return events


def part_of(chance: Random, whole: int, share: float) -> int:
    """How many of ``whole`` things a share of ``share`` turns out to be (binomial)."""
    return sum(chance.random() < share for _ in range(whole))


def along(chance: Random, quantiles: Sequence[float]) -> int:
    """A whole number drawn along evenly spaced quantiles, smallest and largest included."""
    place = chance.random() * (len(quantiles) - 1)
    below = int(place)
    low, high = quantiles[below], quantiles[below + 1]
    return round(low + (high - low) * (place - below))


def day_between(chance: Random, first: date, last: date) -> date:
    """A day from ``first`` to ``last``, both included; ``last`` where they are the wrong way round."""
    return last - timedelta(days=chance.randint(0, max(0, (last - first).days)))
