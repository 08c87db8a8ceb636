"""Rows of the register as a person may see them, now or as they were on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from oversight.capabilities.register import models
from oversight.capabilities.register.models import (
    Brand,
    Commissioner,
    Contact,
    Contract,
    LocalCheck,
    MarketRisk,
    Officer,
    Provider,
    Service,
    WarningLine,
)  # fmt: skip
from oversight.capabilities.register.rules import scope_ground, warning_stands
from oversight.foundation.audit.history import as_it_was
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.keeping import once_a_page
from oversight.foundation.authorities.models import Viewer

PARTS: dict[str, type[models.Part]] = {
    "contacts": Contact,
    "contracts": Contract,
    "commissioners": Commissioner,
    "officers": Officer,
    "market-risks": MarketRisk,
    "warnings": WarningLine,
    "checks": LocalCheck,
}
"""What is recorded beside a service, by the word in its address."""

PartT = TypeVar("PartT", bound=models.Part)


def services(viewer: Viewer, *, open_only: bool = True) -> QuerySet[Service]:
    """The services of the register, with their providers."""
    found = Service.objects.visible_to(viewer).select_related("provider")
    return found.filter(standing="open") if open_only else found


def listed_services(viewer: Viewer) -> QuerySet[Service]:
    """The services as a list shows them: those in use or closed; ``officer`` is the name of the linked one."""
    found = Service.objects.visible_to(viewer).filter(standing__in=("open", "closed"))
    linked = Officer.objects.filter(service=OuterRef("pk"), duty="linked_officer", ended_on__isnull=True)
    return found.annotate(officer=Coalesce(Subquery(linked.values("person__name")[:1]), Value("")))


def listed_parts(viewer: Viewer, word: str) -> QuerySet[Any]:
    """What is recorded beside the open services, of one kind, with its service and provider at hand."""
    kind: Any = part_kind(word)
    found: QuerySet[Any] = kind.objects.visible_to(viewer).filter(service__standing="open")
    beside = ("service__provider", "person") if kind is Officer else ("service__provider",)
    return found.select_related(*beside)


def service(viewer: Viewer, reference: str) -> Service:
    """One service by its reference. Raises ``NotHere``."""
    found = (
        services(viewer, open_only=False)
        .select_related("provider__brand", "merged_into")
        .filter(reference=reference)
    )
    if (row := found.first()) is None:
        raise NotHere(reference)
    return row


@once_a_page
def known_as(viewer: Viewer, row: Service) -> list[str]:
    """The reference of a service, and those of the records merged into it, and of those merged into them."""
    names, into = [row.reference], [row.id]
    while into:
        found = Service.objects.visible_to(viewer).filter(merged_into__in=into).order_by("reference")
        pairs = list(found.values_list("id", "reference"))
        into = [each for each, _ in pairs]
        names += [reference for _, reference in pairs]
    return names


def providers(viewer: Viewer, *, open_only: bool = True) -> QuerySet[Provider]:
    """The providers, each with how many open services it runs."""
    found = Provider.objects.visible_to(viewer).select_related("brand", "merged_into")
    found = found.annotate(open_services=Count("services", filter=Q(services__standing="open")))
    return found.filter(standing="open") if open_only else found


def provider(viewer: Viewer, reference: str) -> Provider:
    """One provider by its reference. Raises ``NotHere``."""
    if (row := providers(viewer, open_only=False).filter(reference=reference).first()) is None:
        raise NotHere(reference)
    return row


def services_of(viewer: Viewer, row: Provider) -> Sequence[Service]:
    """A provider's services, so that a failing in one prompts a look at its sisters (PB 5.4.2)."""
    return list(services(viewer, open_only=False).filter(provider=row).order_by("standing", "name"))


def run_by(viewer: Viewer, provider_ids: Collection[UUID]) -> QuerySet[Service]:
    """The open services that these providers run: what a provider's own people may see something of."""
    return services(viewer).filter(provider_id__in=provider_ids)


def providers_known(viewer: Viewer, provider_ids: Collection[UUID]) -> QuerySet[Provider]:
    """Providers by their ids, those in use."""
    return Provider.objects.visible_to(viewer).filter(id__in=provider_ids, standing="open")


def sisters(viewer: Viewer, row: Service) -> QuerySet[Service]:
    """The other open services of the same provider, and those of its brand."""
    same = Q(provider=row.provider_id)
    if row.provider.brand_id:
        same |= Q(provider__brand=row.provider.brand_id)
    return services(viewer).filter(same).exclude(id=row.id)


def brands(viewer: Viewer) -> QuerySet[Brand]:
    """Groups of providers."""
    return Brand.objects.visible_to(viewer)


def part_kind(word: str) -> type[models.Part]:
    """The kind of part a word in an address names. Raises ``NotHere``."""
    if word not in PARTS:
        raise NotHere(word)
    return PARTS[word]


def part(viewer: Viewer, of: Service, word: str, part_id: Any) -> models.Part:
    """One part of a service. Raises ``NotHere``."""
    row = part_kind(word).objects.visible_to(viewer).filter(service=of, id=part_id).first()
    if row is None:
        raise NotHere(str(part_id))
    return row


@once_a_page
def parts_of(viewer: Viewer, of: Service, kind: type[PartT], day: date) -> list[PartT]:
    """The parts of a service that had not ended by a day."""
    rows = kind.objects.visible_to(viewer).filter(service=of)
    return list(rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day)))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is recorded beside a service on a day, by the word of its kind."""

    contacts: list[Contact] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)
    commissioners: list[Commissioner] = field(default_factory=list)
    officers: list[Officer] = field(default_factory=list)
    market_risks: list[MarketRisk] = field(default_factory=list)
    warnings: list[WarningLine] = field(default_factory=list)
    checks: list[LocalCheck] = field(default_factory=list)

    def of(self, word: str) -> list[Any]:
        """Those of one kind."""
        found: list[Any] = getattr(self, word.replace("-", "_"))
        return found


def beside(viewer: Viewer, of: Service, day: date) -> Beside:
    """Everything recorded beside a service that stands on a day."""
    found: dict[str, list[Any]] = {
        word.replace("-", "_"): parts_of(viewer, of, kind, day) for word, kind in PARTS.items()
    }
    found["warnings"] = [
        each for each in found["warnings"] if warning_stands(each.lapses_on, each.ended_on, day)
    ]
    return Beside(**found)


def warnings_of(viewer: Viewer, of: Service, day: date) -> list[WarningLine]:
    """The lines under a service's name: three at most, the soonest to lapse first."""
    standing = parts_of(viewer, of, WarningLine, day)
    return [each for each in standing if warning_stands(each.lapses_on, each.ended_on, day)][:3]


def end_of(day: date) -> datetime:
    """The last moment of a day in London."""
    return timezone.make_aware(datetime.combine(day, time.max), timezone.get_default_timezone())


def service_on(viewer: Viewer, reference: str, day: date) -> Any:
    """A service as it stood at the end of a day. Raises ``NotHere`` before it was recorded."""
    was = as_it_was(service(viewer, reference), end_of(day))
    if was is None:
        raise NotHere(f"{reference} on {day}")
    return was


def provider_on(viewer: Viewer, reference: str, day: date) -> Any:
    """A provider as it stood at the end of a day. Raises ``NotHere`` before it was recorded."""
    was = as_it_was(provider(viewer, reference), end_of(day))
    if was is None:
        raise NotHere(f"{reference} on {day}")
    return was


def beside_on(viewer: Viewer, of: Service, day: date) -> Beside:
    """What was recorded beside a service as it stood at the end of a day."""
    found: dict[str, list[Any]] = {}
    for word, kind in PARTS.items():
        history: Any = kind.history
        then = history.filter(
            authority_id=viewer.authority_id, service_id=of.id, history_date__lte=end_of(day)
        )
        latest = then.values("id").annotate(last=Max("version")).values_list("id", "last")
        rows = [then.filter(id=each, version=last).order_by("-history_date").first() for each, last in latest]
        found[word.replace("-", "_")] = [row for row in rows if row.ended_on is None or row.ended_on > day]
    return Beside(**found)


@once_a_page
def officers_of(viewer: Viewer, of: Service, day: date) -> list[Officer]:
    """Who of ours looks after a service, the linked officer first."""
    rows = Officer.objects.visible_to(viewer).filter(service=of).select_related("person")
    return list(rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day)).order_by(F("duty").desc()))


def linked_references(viewer: Viewer, person_id: Any, day: date) -> set[str]:
    """The references of the services a person looks after."""
    rows = Officer.objects.visible_to(viewer).filter(person=person_id)
    live = rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))
    return set(live.values_list("service__reference", flat=True))


def look_alikes(viewer: Viewer, *, name: str, postcode: str, regulator_id: str) -> list[Service]:
    """Open services that may be the same one: the same regulator's ID, or the same name or postcode."""
    alike = Q(pk__in=[])
    if regulator_id:
        alike |= Q(regulator_id__iexact=regulator_id)
    if name:
        alike |= Q(name__iexact=name)
    if postcode:
        alike |= Q(postcode__iexact=postcode, name__istartswith=name[:4])
    return list(services(viewer).filter(alike)[:5])


def by_regulator_id(viewer: Viewer, ids: Iterable[str]) -> dict[str, Service]:
    """Open services by the regulator's ID."""
    found = services(viewer).filter(regulator_id__in=[each for each in ids if each])
    return {row.regulator_id: row for row in found}


def ground_of_scope(viewer: Viewer, of: Service, day: date) -> str:
    """Why a service is overseen under the policy, from what is recorded; empty where it is not (WB 7.1)."""
    commissioned = any(each.kind != "direct_payment" for each in parts_of(viewer, of, Contract, day))
    return scope_ground(
        of.kind, in_area=of.in_area, in_house=of.in_house, commissioned=commissioned,
        regulated=of.regulator in ("cqc", "ofsted"),
    )  # fmt: skip


def linked_services(people: Iterable[Any] | None) -> QuerySet[Any]:
    """The ids of services that have a linked officer: one of these people, or anybody (``None``)."""
    live = Officer.objects.filter(duty="linked_officer", ended_on__isnull=True)
    return (live if people is None else live.filter(person_id__in=list(people))).values("service_id")


def provider_named(viewer: Viewer, typed: str) -> Provider:
    """The open provider of this reference or name. Raises ``Refused`` where none or several match."""
    text = typed.strip()
    found = list(providers(viewer).filter(Q(reference__iexact=text) | Q(name__iexact=text))[:2])
    if not found:
        raise Refused(f"No provider matches ‘{text}’. Check the spelling, or add the provider first")
    if len(found) > 1:
        raise Refused(
            f"Several providers are called ‘{text}’. Enter the reference of one, like {found[0].reference}"
        )
    return found[0]


def service_typed(viewer: Viewer, typed: str) -> Service:
    """The service whose reference somebody typed. Raises ``Refused`` where there is none."""
    found = services(viewer).filter(reference__iexact=typed.strip()).first()
    if found is None:
        raise Refused(f"No open service has the reference ‘{typed.strip()}’. Check it on the service’s page")
    return found


def group_of(viewer: Viewer, row: Provider) -> Sequence[Provider]:
    """The other open providers of the same brand."""
    return list(providers(viewer).filter(brand=row.brand_id).exclude(id=row.id)) if row.brand_id else []


def versions_beside(viewer: Viewer, of: Iterable[Service]) -> dict[Any, dict[str, list[int]]]:
    """For each of several services the versions of everything recorded beside it, by word."""
    found: dict[Any, dict[str, list[int]]] = {each.id: {} for each in of}
    for word, kind in PARTS.items():
        rows = kind.objects.visible_to(viewer).filter(service__in=list(found))
        for service_id, version in rows.values_list("service_id", "version"):
            found[service_id].setdefault(word, []).append(version)
    return found


def first_recorded(row: Any) -> datetime:
    """When a row was put on the register."""
    first: datetime = row.history.order_by("version").values_list("history_date", flat=True)[0]
    return first


def has_services(viewer: Viewer, row: Provider) -> bool:
    """Whether anything of a provider is still on the register."""
    return services(viewer, open_only=False).filter(provider=row).exclude(standing="withdrawn").exists()
