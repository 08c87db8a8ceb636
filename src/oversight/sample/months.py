"""What a month changes in a register: services gone, taken over, rated anew, rated first, newly registered.

Measured in the regulator's files (``cqc-data.md`` 0 and 7), adult social care, a month: 0.35 to 0.6 in a
hundred location ids lost and as many gained; half of those lost (59 of 118) have a successor under another
id; 37 of 208 overall ratings changed in 56 months, those below Good about three times as often as the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from oversight.sample.dealing import Deck, day_between
from oversight.sample.judgements import groups_of
from oversight.sample.proportions import Profile
from oversight.sample.register import Maker, Service

NEW_RATINGS: dict[str, dict[str, float]] = {
    "Outstanding": {"Good": 4, "Requires improvement": 2},
    "Good": {"Requires improvement": 69, "Inadequate": 1},
    "Requires improvement": {"Good": 57, "Inadequate": 1},
    "Inadequate": {"Requires improvement": 2, "Good": 1},
    "Not Rated": {"Good": 2, "Requires improvement": 1},
}
"""Slice 2025 and Lincolnshire 2026 against England 2021: how overall ratings changed. Not Rated is ours."""


class Fate(StrEnum):
    """What a month did to a service."""

    UNCHANGED = "unchanged"
    GONE = "gone"
    TAKEN_OVER = "taken over"
    RERATED = "rated anew"
    FIRST_RATED = "rated for the first time"
    REGISTERED = "newly registered"


@dataclass(frozen=True, slots=True)
class Churn:
    """How much a month changes, in a thousand services of each kind; ``registered`` in a thousand of all."""

    gone: float
    taken_over: float
    rerated_good: float
    rerated_below_good: float
    first_rated: float
    registered: float
    deck: int


MEASURED = Churn(
    gone=2.5, taken_over=2, rerated_good=2, rerated_below_good=7, first_rated=10, registered=3, deck=1000
)
"""A month as measured; the share of first ratings is ours."""

SHOWN = Churn(
    gone=10, taken_over=10, rerated_good=20, rerated_below_good=100, first_rated=60, registered=20, deck=100
)
"""Ours, for the sample: several times a real month, so that two hundred services show each kind of change."""


@dataclass(frozen=True, slots=True)
class Change:
    """A service before and after the month; ``before`` is ``None`` for a new one, ``after`` for one gone."""

    fate: Fate
    before: Service | None
    after: Service | None


class Month:
    """Turns one edition's services into the next one's. ``maker`` makes what is new, as at the later day."""

    def __init__(self, maker: Maker, began: date, churn: Churn):
        self._maker, self._began, self._churn = maker, began, churn
        chance = maker.chance
        ends = {Fate.GONE: churn.gone, Fate.TAKEN_OVER: churn.taken_over}
        self._good = _fates(maker, ends | {Fate.RERATED: churn.rerated_good}, churn.deck)
        self._below = _fates(maker, ends | {Fate.RERATED: churn.rerated_below_good}, churn.deck // 2)
        self._unrated = _fates(maker, ends | {Fate.FIRST_RATED: churn.first_rated}, churn.deck // 2)
        self._new_rating = {rating: Deck(chance, weights, size=10) for rating, weights in NEW_RATINGS.items()}

    def passes(self, services: Iterable[Service]) -> Iterator[Change]:
        """What became of each service, in order; those newly registered come in evenly between them."""
        newly, due = self._churn.registered / 1000, 0.0
        for service in services:
            yield self._change(service)
            due += newly
            if due >= 1:
                due -= 1
                yield Change(Fate.REGISTERED, None, self._registered(service))

    def _change(self, service: Service) -> Change:
        if service.primary_id:
            return Change(Fate.UNCHANGED, service, service)
        fate = self._deck_for(service).deal()
        if fate is Fate.GONE:
            return Change(fate, service, None)
        if fate is Fate.TAKEN_OVER:
            return Change(fate, service, self._maker.taken_over(service))
        if fate in (Fate.RERATED, Fate.FIRST_RATED):
            return Change(fate, service, self._rated(service))
        return Change(fate, service, service)

    def _deck_for(self, service: Service) -> Deck[Fate]:
        if not service.judgements:
            return self._unrated
        return self._good if service.rating in ("Good", "Outstanding") else self._below

    def _rated(self, service: Service) -> Service:
        """The service with a rating published in the month; another than it had, and its own."""
        rating = self._new_rating[service.rating].deal() if service.judgements else None
        on = day_between(self._maker.chance, self._began, self._maker.as_at - timedelta(days=3))
        judgements = self._maker.judge.judge(groups_of(service.types), rating=rating, on=on)
        profile = service.profile._replace(rated=True, dormant=False)
        return replace(service, judgements=judgements, inherited=False, profile=profile)

    def _registered(self, beside: Service) -> Service:
        """A new service, registered in the month and unrated, in the same authority as another."""
        profile = Profile(beside.profile.care_home, rated=False, dormant=False, manager_in_post=True)
        provider = self._maker.provider(beside.authority)
        new = self._maker.service(provider, beside.authority, profile)
        return replace(new, registered_on=day_between(self._maker.chance, self._began, self._maker.as_at))


def _fates(maker: Maker, in_a_thousand: dict[Fate, float], size: int) -> Deck[Fate]:
    unchanged = 1000 - sum(in_a_thousand.values())
    return Deck(maker.chance, {Fate.UNCHANGED: unchanged, **in_a_thousand}, size)
