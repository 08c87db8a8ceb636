"""What was worked out for services, now, before, and on a day; what officers say; the frozen matrices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import make_aware

from oversight.capabilities.register import queries as register
from oversight.capabilities.register.models import Service
from oversight.capabilities.risk.models import (
    Assessment,
    Current,
    OfficerView,
    Response,
    Snapshot,
    SnapshotRow,
    Waiting,
)
from oversight.engine.outcomes.policy import Policy
from oversight.foundation.accounts import queries as accounts
from oversight.foundation.authorities.actor import Actor, NotHere
from oversight.foundation.authorities.keeping import once_a_page
from oversight.foundation.authorities.models import Viewer
from oversight.foundation.policy import queries as policy


@dataclass(frozen=True, slots=True)
class Scale:
    """The policy's scale on a day: the top, where amber and red start, and the packs it comes from."""

    out_of: int
    limits: dict[str, int]


def standing(viewer: Viewer) -> QuerySet[Current]:
    """The result of every open service, worst first."""
    found = Current.objects.visible_to(viewer).filter(service__standing="open")
    return found.select_related("service", "service__provider")


def band_counts(viewer: Viewer) -> dict[str, int]:
    """How many open services stand in each band."""
    found = standing(viewer).order_by().values_list("band").annotate(services=Count("pk"))
    return dict(found)


def matrix(viewer: Viewer, day: date) -> QuerySet[Any]:
    """The same with what people say and do beside each.

    ``view`` is the officer's band and ``doing`` the visit or the support that comes first, ``""`` where none stands.
    """
    views = views_on(viewer, day).filter(service_id=OuterRef("service_id"))
    return standing(viewer).annotate(view=_first(views, "band"), doing=doing(viewer, day))


def doing(viewer: Viewer, day: date) -> Coalesce:
    """What is done about each service on a day: the kind of what comes first, ``""`` where nothing is."""
    rows = responses_on(viewer, day).filter(service_id=OuterRef("service_id")).order_by("day")
    return _first(rows, "kind")


def _first(rows: QuerySet[Any], column: str) -> Coalesce:
    return Coalesce(Subquery(rows.values(column)[:1], output_field=CharField()), Value(""))


def left_alone(viewer: Viewer, day: date) -> QuerySet[Any]:
    """Red and amber services, of those that are overseen, without a planned visit and without support (WB 11.1)."""
    return matrix(viewer, day).filter(LEFT_ALONE)


LEFT_ALONE = Q(band__in=("red", "amber"), doing="") & ~Q(service__scope="not_overseen")
"""Rows of the matrix that WB 11.1 asks to support or to visit; where oversight is undecided they count."""


def current_of(viewer: Viewer, service_id: UUID) -> Current | None:
    """The result that stands for a service; ``None`` where none was worked out."""
    return current_for(viewer, [service_id]).get(service_id)


def inputs_for(viewer: Viewer, service_ids: Sequence[UUID]) -> dict[UUID, tuple[str, str, int, Any]]:
    """What the results that stand were worked out from: the policy's mark, the packs, the settings, the facts."""
    found = Current.objects.visible_to(viewer).filter(service_id__in=service_ids)
    lines = found.values_list("service_id", "policy_mark", "packs", "settings_number", "facts")
    return {service_id: tuple(rest) for service_id, *rest in lines}


@once_a_page
def current_for(viewer: Viewer, service_ids: Sequence[UUID]) -> dict[UUID, Current]:
    """The results that stand, by service."""
    found = Current.objects.visible_to(viewer).filter(service_id__in=service_ids)
    return {each.service_id: each for each in found}


def history(viewer: Viewer, service_id: UUID) -> QuerySet[Assessment]:
    """Every result of a service, newest first."""
    return Assessment.objects.visible_to(viewer).filter(service_id=service_id)


def result_on(viewer: Viewer, service_id: UUID, on: date) -> Assessment | None:
    """The result that stood at the end of a day."""
    end = make_aware(datetime.combine(on + timedelta(days=1), time()))
    return history(viewer, service_id).filter(worked_out_at__lt=end).first()


def moves(viewer: Viewer) -> QuerySet[Assessment]:
    """Every result whose band is another than the one before, newest first."""
    found = Assessment.objects.visible_to(viewer).filter(moved=True)
    return found.select_related("service", "service__provider")


# ------------------------------------------------------------------------------------- a provider's own services


def own_services(actor: Actor, day: date) -> QuerySet[Service]:
    """The open services of the providers this person acts for on a day; nobody of the council acts for one."""
    return register.run_by(actor, accounts.providers_of(actor, day)).order_by("name", "reference")


def own_service(actor: Actor, reference: str, day: date) -> Service:
    """One of them. Raises ``NotHere``: what is another's looks like what is not there."""
    if (row := own_services(actor, day).filter(reference=reference).first()) is None:
        raise NotHere(reference)
    return row


def own_providers(actor: Actor, day: date) -> list[str]:
    """The names of the providers this person acts for on a day."""
    found = register.providers_known(actor, accounts.providers_of(actor, day))
    return list(found.order_by("name").values_list("name", flat=True))


def linked_officer(viewer: Viewer, service: Service, day: date) -> str:
    """The name of the officer who looks after a service; ``""`` where there is none."""
    rows = register.officers_of(viewer, service, day)
    return next((each.person.name for each in rows if each.duty == "linked_officer"), "")


# ----------------------------------------------------------------------------------------- officers' views


def views_on(viewer: Viewer, day: date) -> QuerySet[OfficerView]:
    """The officers' views that stand on a day."""
    return OfficerView.objects.visible_to(viewer).filter(ended_at__isnull=True, ends_on__gte=day)


@once_a_page
def view_of(viewer: Viewer, service_id: UUID, day: date) -> OfficerView | None:
    """The officer's view that stands for a service."""
    return views_on(viewer, day).filter(service_id=service_id).select_related("person").first()


def unended_view(viewer: Viewer, service_id: UUID) -> OfficerView | None:
    """The view that nobody has ended, lapsed or not."""
    return OfficerView.objects.visible_to(viewer).filter(service_id=service_id, ended_at__isnull=True).first()


def views_of(viewer: Viewer, service_id: UUID) -> QuerySet[OfficerView]:
    """Every officer's view of a service, newest first."""
    return OfficerView.objects.visible_to(viewer).filter(service_id=service_id).select_related("person")


# ------------------------------------------------------------------------------------- visits and support


def responses_on(viewer: Viewer, day: date) -> QuerySet[Response]:
    """The visits that are planned and the support that is given on a day; one whose day passed no longer counts."""
    return Response.objects.visible_to(viewer).filter(ended_at__isnull=True, day__gte=day)


def responses_of(viewer: Viewer, service_id: UUID) -> QuerySet[Response]:
    """All that was planned for a service, newest first."""
    found = Response.objects.visible_to(viewer).filter(service_id=service_id)
    return found.select_related("person")


def response(viewer: Viewer, service_id: UUID, response_id: UUID) -> Response:
    """One of them. Raises ``NotHere``."""
    if (row := responses_of(viewer, service_id).filter(pk=response_id).first()) is None:
        raise NotHere(str(response_id))
    return row


# --------------------------------------------------------------------------------------------- the policy


def policy_of(viewer: Viewer, day: date) -> tuple[Policy, int]:
    """What the engine reads on a day, and the number of the settings in it."""
    return policy.policy_for(viewer, day), policy.settings_in_force(viewer, day).number


def policy_titles(viewer: Viewer, day: date) -> list[str]:
    """What the council's policies of a day are called."""
    return [each.pack.about.title for each in policy.packs_in_force(viewer, day)]


def scale_of(read: Policy) -> Scale | None:
    """The policy's scale; ``None`` where it keeps no matrix."""
    if read.risk is None:
        return None
    bands = read.risk.matrix.bands
    return Scale(read.risk.matrix.out_of, {"amber": bands.amber, "red": bands.red})


# ------------------------------------------------------------------------------------ waiting, and frozen


def waiting(viewer: Viewer) -> QuerySet[Waiting]:
    """What is to be worked out again, the first asked first."""
    return Waiting.objects.visible_to(viewer)


def references_of(viewer: Viewer, service_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The references of open services, by id."""
    rows = register.services(viewer).filter(id__in=list(service_ids))
    return dict(rows.values_list("id", "reference"))


def snapshots(viewer: Viewer) -> QuerySet[Snapshot]:
    """Every frozen matrix, newest first."""
    return Snapshot.objects.visible_to(viewer)


def snapshot(viewer: Viewer, reference: str) -> Snapshot:
    """One frozen matrix. Raises ``NotHere``."""
    if (row := snapshots(viewer).filter(reference=reference).first()) is None:
        raise NotHere(reference)
    return row


def rows_of(viewer: Viewer, of: Snapshot) -> QuerySet[SnapshotRow]:
    """The services of a frozen matrix, worst first."""
    return SnapshotRow.objects.visible_to(viewer).filter(of=of)


def recommended(viewer: Viewer) -> list[tuple[str, str]]:
    """The positions that are recommended for some service, with the council's words."""
    rows = Current.objects.visible_to(viewer).exclude(recommended="").order_by("recommended_words")
    return list(rows.values_list("recommended", "recommended_words").distinct())


def differs() -> Q:
    """Rows of the matrix whose officer's view is another than the worked-out band."""
    return ~Q(view="") & ~Q(view=F("band"))
