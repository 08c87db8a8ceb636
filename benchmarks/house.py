"""The service itself at size: 30,000 invented services of 150 invented councils with 300,000 ratings, in a database.

``python -m benchmarks.house [--quick]`` makes it in ``var/benchmarks``, once; the other benchmarks of the service
use it. The database is that of ``OVERSIGHT_DATABASE``, else SQLite. One more council, the region, has 20,000
services and no ratings, for lists of 400 pages.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

from oversight.config import running
from oversight.sample import invented

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
QUESTIONS = ("overall", "safe", "effective", "caring", "responsive", "well_led")
RATINGS, SHARES = ("outstanding", "good", "requires_improvement", "inadequate"), (4, 76, 17, 3)
KINDS = ("residential_home", "nursing_home", "home_care", "supported_living")
VERSION = 3


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made: councils, services of each, services of the region."""

    councils: int
    services: int
    region: int

    @property
    def name(self) -> str:
        """What folder it is kept in."""
        return f"{self.councils}x{self.services}-{self.region}-v{VERSION}"


WHOLE, QUICK = Size(150, 200, 20_000), Size(3, 200, 2_000)


def ready(arguments: list[str]) -> Size:
    """Start Django on the database of that size, made first where it is not there."""
    size = QUICK if "--quick" in arguments else WHOLE
    os.environ.setdefault("OVERSIGHT_VAR", str(Path("var/benchmarks").resolve() / size.name))
    running.prepare(Namespace())
    from django.db import connection

    from oversight.foundation.authorities.models import Authority

    if not Authority.objects.exists():
        _fill(size)
    print(f"{connection.vendor}, {size.councils} councils of {size.services} services, one of {size.region}")
    return size


def _fill(size: Size) -> None:
    from oversight.foundation.authorities.models import Authority

    names = invented.Names(Random(7))
    for number, place in enumerate((*invented.authorities(size.councils), None)):
        title = place.name if place else "The Region"
        authority = Authority.objects.create(
            slug=f"c{number}", name=f"{title} Council {number}", demo=True, created_at=AT
        )
        _council(authority, number, size.services if place else size.region, names, rated=place is not None)
        print(f"\r{number + 1} of {size.councils + 1} councils", end="", file=sys.stderr)
    print(file=sys.stderr)


def _council(authority: Any, number: int, count: int, names: invented.Names, *, rated: bool) -> None:
    from django.db import transaction

    from oversight.capabilities.register.models import Provider, Service
    from oversight.foundation.authorities.bulk import put_rows

    chance = Random(number)
    with transaction.atomic():
        _people(authority, number)
        providers = [f"P-{each:04d}" for each in range(1, count // 4 + 2)]
        put_rows(
            Provider,
            ("reference", "name", "authority_id"),
            [(each, f"{names.of_provider()} {number}", authority.id) for each in providers],
        )
        ids = list(Provider.objects.filter(authority=authority).values_list("id", flat=True))
        services = [_service(each, number, ids, names, chance) for each in range(1, count + 1)]
        columns = ("reference", "name", "kind", "regulator", "regulator_id", "town", "postcode", "provider_id",
                   "in_area", "scope", "authority_id")  # fmt: skip
        put_rows(Service, columns, ((*each, authority.id) for each in services))
        if rated:
            _regulated(authority, services, chance)


def _service(
    each: int, number: int, providers: list[UUID], names: invented.Names, chance: Random
) -> tuple[Any, ...]:
    return (
        f"S-{each:04d}", names.of_service(""), chance.choice(KINDS), "cqc", f"1-{number:03d}{each:07d}",
        f"Town {each % 7}", f"ZZ{number % 90 + 1} {each % 9 + 1}AA", chance.choice(providers), True, "by_policy",
    )  # fmt: skip


def _people(authority: Any, number: int) -> None:
    from oversight.foundation.accounts.models import Membership, User

    for role in ("QO", "PL", "HOC"):
        person = User.objects.create(
            email=f"{role.lower()}{number}@c.example", name=f"{role} {number}", kind="staff", created_at=AT
        )
        Membership.objects.create(
            authority=authority, person=person, role=role, starts_on=date(2026, 1, 1), granted_by=uuid4()
        )


def _regulated(authority: Any, services: Iterable[tuple[Any, ...]], chance: Random) -> None:
    """What the regulator says of them, the policy, and what it makes of them."""
    from oversight.capabilities.regulator.actions.saving import keep_records
    from oversight.capabilities.risk import actions as risk
    from oversight.foundation.authorities.actor import Actor
    from oversight.foundation.policy import actions as policy

    by = Actor.system(authority.id, "The benchmark")
    keep_records(edition(authority), plan({each.id: each for each in records(services, chance)}), AT.date())
    policy.adopt(by=by, at=AT, pack="west-berkshire", edition="1", starts_on=date(2026, 1, 1))
    risk.work_out(cause="The benchmark", by=by, at=AT)


def edition(authority: Any) -> Any:
    """A saved edition of the authority's."""
    from oversight.capabilities.regulator.models import Edition

    return Edition.objects.create(
        authority=authority, reference=f"RE-{uuid4().hex[:6]}", file_name="latest.csv", sha256=uuid4().hex * 2,
        kind="latest_ratings", as_at=AT.date(), state="saved", read_at=AT, read_by=uuid4(), saved_at=AT,
    )  # fmt: skip


def plan(records: dict[str, Any], held: dict[str, Any] | None = None) -> Any:
    """The plan of keeping some records, over what is held."""
    from oversight.capabilities.regulator import rules
    from oversight.capabilities.regulator.actions.comparing import Plan
    from oversight.gateways.regulator import compare

    held = held or {}
    changes = compare(held.values(), records.values())
    return Plan(records, held, changes, (), {}, rules.Moved(len(held), 0, 0), True)


def records(services: Iterable[tuple[Any, ...]], chance: Random) -> Iterator[Any]:
    """What the regulator says of services: ten ratings each."""
    from oversight.gateways.regulator import Rating, ServiceRecord

    for each in services:
        groups = chain((("Overall", one) for one in QUESTIONS), (("Residential social care", one) for one in QUESTIONS[:4]))  # fmt: skip
        ratings = {
            key: Rating(chance.choices(RATINGS, SHARES)[0], "Good", date(2025, 1 + chance.randrange(12), 3))
            for key in groups
        }
        yield ServiceRecord(
            id=each[4], name=each[1], provider_id="1-1", provider_name="Invented Care Limited", postcode=each[6],
            authority="Anyshire", types=(each[2],), registered=True, dormant=False, ratings=ratings,
        )  # fmt: skip


if __name__ == "__main__":
    ready(sys.argv[1:])
