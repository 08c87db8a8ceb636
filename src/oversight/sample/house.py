"""The invented councils in the service itself: people of every role, about 200 services, all through actions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from oversight.capabilities.register import actions as register
from oversight.capabilities.register import queries
from oversight.capabilities.register.models import Provider, Service
from oversight.capabilities.regulator.actions import comparing, reading, saving
from oversight.capabilities.risk import actions as risk
from oversight.capabilities.risk import queries as risk_queries
from oversight.foundation.accounts.models import Membership, User
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import SYSTEM, Actor
from oversight.foundation.authorities.models import Authority
from oversight.foundation.authorities.tenancy import acting_for
from oversight.sample import deciding, invented, people, placing, policies, proportions, visiting
from oversight.sample.editions import AS_AT, SEED, two_councils
from oversight.sample.evidence import Council, Facts
from oversight.sample.register import Service as Invented
from oversight.sample.writing import write_edition

PASS_PHRASE = "invented councils only"
"""Everybody's pass phrase in the demo; a demo sends nothing and holds nothing real."""

KINDS = {
    proportions.NURSING: "nursing_home",
    proportions.RESIDENTIAL: "residential_home",
    proportions.HOMECARE: "home_care",
    proportions.SUPPORTED: "supported_living",
    proportions.EXTRA_CARE: "extra_care",
    proportions.SHARED_LIVES: "shared_lives",
}

MANY = 6
"""How many services the provider runs at most whose people can sign in."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was put into one council."""

    name: str
    slug: str
    services: int
    people: int


def fill(at: datetime, tell: Callable[[str], None] = lambda _: None) -> list[Filled]:
    """Put both councils in, unless they are there. Everything is one transaction for each council."""
    plan = two_councils(SEED)
    services = list(plan.services())
    done = []
    for place in (invented.ANYSHIRE, invented.OTHERBOROUGH):
        slug, name = place.name.lower(), place.name
        if Authority.objects.filter(slug=slug).exists():
            continue
        tell(f"Putting {name} in…")
        here = [each for each in services if each.authority.name == name]
        done.append(_council(slug, place, here, at))
    return done


def _council(slug: str, place: invented.Authority, services: list[Invented], at: datetime) -> Filled:
    authority = Authority.objects.create(
        slug=slug, name=f"{place.name} Council", telephone="01632 960100", email=f"care-quality@{slug}.example",
        demo=True, created_at=at,
    )  # fmt: skip
    system = Actor.system(authority.id, "The sample")
    with acting_for(authority.id):
        record("authority.opened", by=system, at=at, details={"title": authority.name})
        staff = _people(authority, system, at)
        policies.adopt(slug, system, staff, at)
        _register(services, Council(place, SEED, AS_AT), system, staff, at)
        _ratings(services, slug, system, at)
        risk.work_out(cause="The sample was put in", by=system, at=at)
        visiting.plan_visits(staff, system, at)
        _provider_people(staff, system, at)
        placing.take_in_list(system, at)
        deciding.decide(slug, staff, system, at)
        policies.start_work(slug, list(queries.services(system).order_by("reference")), system, staff, at)
    return Filled(authority.name, slug, len(services), len(people.PEOPLE))


def _people(authority: Authority, system: Actor, at: datetime) -> dict[str, list[User]]:
    found: dict[str, list[User]] = {}
    for each in people.PEOPLE:
        kind = {"PU": "provider", "PA": "partner", "CL": "partner"}.get(each.role, "staff")
        person = User.objects.create_user(
            people.address(each, authority.slug), PASS_PHRASE, name=each.name, kind=kind, created_at=at
        )
        if kind != "provider":
            _grant(each, person, system, at)
        found.setdefault(each.role, []).append(person)
    return found


def _grant(each: people.Invented, person: User, by: Actor, at: datetime, about: UUID | None = None) -> None:
    member = Membership.objects.create(
        authority_id=by.authority_id, person=person, role=each.role, job_title=each.job_title,
        about_id=about, starts_on=date(2026, 1, 1), granted_by=SYSTEM,
    )  # fmt: skip
    record("role.granted", by=by, at=at, changed=[member],
           details={"title": each.name, "role": each.role})  # fmt: skip


def _provider_people(staff: dict[str, list[User]], by: Actor, at: datetime) -> None:
    """Those of a provider belong to one that is not the council, with services in as many bands as there is one."""
    bands: dict[UUID, list[str]] = {}
    standing = risk_queries.standing(by).exclude(service__in_house=True).order_by("service__reference")
    for provider_id, band in standing.values_list("service__provider_id", "band"):
        bands.setdefault(provider_id, []).append(band)
    few = {each: found for each, found in bands.items() if len(found) <= MANY}
    about = max(few, key=lambda each: len(set(few[each])))
    named = {each.name: each for each in people.PEOPLE}
    for person in staff["PU"]:
        _grant(named[person.name], person, by, at, about=about)


def _register(
    services: Iterable[Invented], council: Council, by: Actor, staff: dict[str, list[User]], at: datetime
) -> None:
    providers: dict[str, Provider] = {}
    for number, each in enumerate(services):
        facts = council.about(each) or {}
        if each.provider.id not in providers:
            providers[each.provider.id] = _provider(each, facts, by, at)
        row = register.add_service(
            provider=providers[each.provider.id], values=_service_values(each), by=by, at=at
        )
        _beside(row, each, facts, by, at, number, staff)


def _ratings(services: list[Invented], slug: str, by: Actor, at: datetime) -> None:
    """Take in what the invented regulator says of the services, from files in the regulator's formats."""
    with TemporaryDirectory() as folder:
        for path in write_edition(Path(folder), slug, services, AS_AT):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            row = reading.upload(path=path, file_name=path.name, sha256=digest, by=by, at=at)
            reading.read_edition(row=row, by=by, at=at)
            reading.choose_areas(row=row, areas=[], by=by, at=at)
            comparing.compare_edition(row=row, by=by, at=at)
            saving.begin_saving(row=row, by=by, at=at)
            saving.save_edition(row=row, by=by, at=at, progress=lambda done, total, says: None)


def _provider(each: Invented, facts: Facts, by: Actor, at: datetime) -> Provider:
    given, place = each.provider, each.provider.address
    values = {
        "name": given.name, "regulator_id": given.id, "company_number": given.company_number,
        "address": place.street, "town": place.town, "postcode": place.postcode, "telephone": given.telephone,
        "finance_risk": str(facts.get("finance.risk") or "unknown"),
    }  # fmt: skip
    brand = given.brand_name if given.brand is not None else ""
    return register.add_provider(values=values, by=by, at=at, brand=brand)


def _service_values(each: Invented) -> dict[str, Any]:
    kind = next((KINDS[name] for name in each.types if name in KINDS), "other")
    in_house = each.provider.in_house
    return {
        "name": each.name, "kind": kind, "regulator": "cqc", "regulator_id": each.id,
        "address": each.address.street, "town": each.address.town, "postcode": each.address.postcode,
        "telephone": each.telephone, "beds": each.beds or None, "opened_on": each.registered_on,
        "host_authority": each.authority.name, "in_area": True, "in_house": in_house,
    }  # fmt: skip


def _beside(
    row: Service,
    each: Invented,
    facts: Facts,
    by: Actor,
    at: datetime,
    number: int,
    staff: dict[str, list[User]],
) -> None:
    officers = staff["QO"]
    values: list[tuple[str, dict[str, Any]]] = [
        (
            "contacts",
            {"job": "registered_manager", "name": people.PEOPLE[11].name, "telephone": each.telephone},
        ),
        (
            "officers",
            {"person": officers[number % len(officers)], "duty": "linked_officer", "since": at.date()},
        ),
    ]
    if facts.get("contract.commissioned"):
        values.append(("contracts", _contract(facts)))
    for criterion in ("only_provider_of_type", "block_or_specialist", "large_setting", "critical"):
        if facts.get(f"market.{criterion}"):
            values.append(("market-risks", {
                "criterion": criterion, "review_every_months": 12, "since": at.date(),
            }))  # fmt: skip
    for word, part in values:
        register.add_part(service=row, word=word, values=part, by=by, at=at)
    ground = queries.ground_of_scope(by, row, at.date())
    if ground:
        register.settle_scope(
            service=row, scope="by_policy", asked_by="", why=ground, version=None, by=by, at=at
        )


def _contract(facts: Facts) -> dict[str, Any]:
    kind = str(facts.get("contract.type") or "spot")
    return {
        "kind": kind if kind in ("block", "spot", "framework") else "spot",
        "annual_spend": facts.get("contract.annual_spend"),
        "hours_per_week": facts.get("contract.hours_per_week"),
        "people_placed": facts.get("contract.people_placed"),
        "self_funders": facts.get("contract.self_funders"),
        "health_funded": 1 if facts.get("contract.health_funded") else None,
    }
