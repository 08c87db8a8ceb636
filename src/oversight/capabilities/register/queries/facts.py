"""What the register knows of each service, as facts the engine reads (engine.md). Unknown is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from oversight.capabilities.register.models import Contract, MarketRisk, Service
from oversight.capabilities.register.queries.rows import services
from oversight.engine.facts.catalogue import SERVICE_TYPES
from oversight.foundation.authorities.models import Viewer

LARGEST_COUNT = 30_000


class Known(NamedTuple):
    """A service and the facts known of it."""

    reference: str
    name: str
    url: str
    facts: dict[str, Any]


def known_of_all(viewer: Viewer, day: date, only: Collection[str] | None = None) -> list[Known]:
    """Every open service with its facts on a day, in a handful of queries whatever their number.

    ``only``: the references of those that are wanted.
    """
    wanted = services(viewer) if only is None else services(viewer).filter(reference__in=only)
    rows = list(wanted.order_by("reference"))
    contracts, markets = (
        _by_service(_of(_standing(kind.objects.visible_to(viewer), day), rows, only))
        for kind in (Contract, MarketRisk)
    )
    sizes = _sizes(viewer, rows, only)
    return [
        Known(
            each.reference, each.name, f"/services/{each.reference}/",
            facts_of(each, contracts.get(each.id, []), markets.get(each.id, []), sizes[each.provider_id]),
        )
        for each in rows
    ]  # fmt: skip


def _of(parts: Any, rows: list[Service], only: Collection[str] | None) -> Any:
    """Parts of the services that are wanted."""
    return parts if only is None else parts.filter(service_id__in=[each.id for each in rows])


def _sizes(viewer: Viewer, rows: list[Service], only: Collection[str] | None) -> Counter[Any]:
    """How many open services each provider runs."""
    if only is None:
        return Counter(each.provider_id for each in rows)
    theirs = services(viewer).filter(provider_id__in={each.provider_id for each in rows})
    return Counter(theirs.values_list("provider_id", flat=True))


def _standing(rows: Any, day: date) -> Any:
    return rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))


def _by_service(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for each in rows:
        found.setdefault(each.service_id, []).append(each)
    return found


def facts_of(row: Service, contracts: list[Contract], markets: list[MarketRisk], size: int) -> dict[str, Any]:
    """The facts of one service. A fact that nobody recorded is not there: it is unknown, never false."""
    facts: dict[str, Any] = {
        "service.type": row.kind if row.kind in SERVICE_TYPES else "other",
        "service.closed": row.standing != "open",
        "provider.services": min(size, LARGEST_COUNT),
        "contract.commissioned": any(each.kind != "direct_payment" for each in contracts),
        **dict(_when_known(row)),
        **dict(_bought(contracts)),
    }
    if contracts:
        facts |= {f"market.{each.criterion}": True for each in markets}
    return facts


def _when_known(row: Service) -> Iterator[tuple[str, Any]]:
    told: dict[str, Any] = {
        "service.in_area": row.in_area,
        "service.in_house": row.in_house,
        "service.beds": row.beds,
    }
    if row.regulator != "unknown":
        told["service.regulated"] = row.regulator != "none"
    if row.provider.finance_risk != "unknown":
        told["finance.risk"] = row.provider.finance_risk
    if row.provider.in_administration is not None:
        told["provider.in_administration"] = row.provider.in_administration
    return ((name, value) for name, value in told.items() if value is not None)


def _bought(contracts: list[Contract]) -> Iterator[tuple[str, Any]]:
    """Sums over the contracts; a number is known only where some contract gives it."""
    kinds = [each.kind for each in contracts]
    yield "contract.type", next((kind for kind in ("block", "framework", "spot") if kind in kinds), "none")
    sums = {
        "contract.annual_spend": "annual_spend", "contract.hours_per_week": "hours_per_week",
        "contract.people_placed": "people_placed", "contract.self_funders": "self_funders",
    }  # fmt: skip
    for fact, column in sums.items():
        given = [getattr(each, column) for each in contracts if getattr(each, column) is not None]
        if given:
            yield (
                fact,
                float(sum(given))
                if fact in ("contract.annual_spend", "contract.hours_per_week")
                else int(sum(given)),
            )
    funded = [each.health_funded for each in contracts if each.health_funded is not None]
    if funded:
        yield "contract.health_funded", any(funded)
