"""Two editions of an invented register, a month apart: passed over as often as wanted, never kept whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from oversight.sample.invented import ANYSHIRE, OTHERBOROUGH, Authority, Names, authorities
from oversight.sample.months import SHOWN, Change, Churn, Month
from oversight.sample.register import Maker, Service

SEED = 116
"""The seed of the sample that `make run` shows: it happens to hold one of each thing to be seen."""

AS_AT = date(2026, 11, 2)
"""The day of the first edition."""

NEXT_AS_AT = date(2026, 12, 1)
"""The day of the edition a month later."""

_SERVICES_A_BRAND = 25


@dataclass(frozen=True, slots=True)
class Plan:
    """What to invent: how many services in each authority, from which seed, how many rating rows each."""

    shares: tuple[tuple[Authority, int], ...]
    seed: int = SEED
    churn: Churn = SHOWN
    rows_each: float | None = None

    @property
    def count(self) -> int:
        """Services in the first edition."""
        return sum(number for _, number in self.shares)

    def services(self) -> Iterator[Service]:
        """The services of the first edition."""
        maker = self._maker("register", AS_AT, first=1)
        for authority, number in self.shares:
            yield from maker.services(authority, number)

    def changes(self) -> Iterator[Change]:
        """What became of every service by the next edition, and the newly registered ones."""
        maker = self._maker("next month", NEXT_AS_AT, first=self.count + 1)
        return Month(maker, AS_AT, self.churn).passes(self.services())

    def next_month(self) -> Iterator[Service]:
        """The services of the edition a month later."""
        return (change.after for change in self.changes() if change.after is not None)

    def _maker(self, what: str, as_at: date, first: int) -> Maker:
        """A maker of services numbered from ``first``; never more than two names are dealt for each."""
        names = Names(Random(f"{self.seed}/names"), dealt=2 * (first - 1))
        brands = self.count // _SERVICES_A_BRAND
        return Maker(
            f"{self.seed}/{what}", as_at, names, first=first, rows_each=self.rows_each, brands=brands
        )


def two_councils(seed: int = SEED) -> Plan:
    """The sample: 150 services in Anyshire and 50 in Otherborough."""
    return Plan(((ANYSHIRE, 150), (OTHERBOROUGH, 50)), seed)


def country(services: int, councils: int, seed: int, churn: Churn, rows_each: float) -> Plan:
    """``services`` spread evenly over ``councils`` invented authorities."""
    each, over = divmod(services, councils)
    shares = tuple(
        (authority, each + (place < over)) for place, authority in enumerate(authorities(councils))
    )
    return Plan(shares, seed, churn, rows_each)
