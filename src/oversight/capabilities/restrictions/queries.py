"""Which positions stand, and which stood."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from oversight.capabilities.restrictions.models import Taken
from oversight.capabilities.restrictions.permissions import can_see_list
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.keeping import once_a_page
from oversight.foundation.authorities.models import Viewer

COUNCIL = "council"


def taken(viewer: Viewer) -> QuerySet[Taken]:
    """Every position that was taken, newest first."""
    found = Taken.objects.visible_to(viewer)
    return found.select_related("service", "service__provider", "case", "given")


def standing(viewer: Viewer) -> QuerySet[Taken]:
    """The position that stands for each service and body of which one was ever taken."""
    same = Taken.objects.filter(
        authority_id=OuterRef("authority_id"), service_id=OuterRef("service_id"), body=OuterRef("body")
    )
    later = same.filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), given__number__gt=OuterRef("given__number"))
    )
    return taken(viewer).filter(~Exists(later))


def restricted(viewer: Actor) -> QuerySet[Taken]:
    """The services with a restriction now, whoever's it is; nothing for who may not see the list."""
    found = standing(viewer).exclude(position="none")
    return found if can_see_list(viewer) else found.none()


@once_a_page
def standing_for(viewer: Viewer, service_ids: Sequence[UUID], body: str = COUNCIL) -> dict[UUID, Taken]:
    """What stands for some services by decisions of one body, by service."""
    return {each.service_id: each for each in standing(viewer).filter(service_id__in=service_ids, body=body)}


def last_of(viewer: Viewer, service_id: UUID, body: str) -> Taken | None:
    """The newest position of a service."""
    return taken(viewer).filter(service_id=service_id, body=body).first()


def of_case(viewer: Viewer, case_id: UUID) -> list[Taken]:
    """Every position that was taken by the answers of one case, the oldest first."""
    return list(taken(viewer).filter(case_id=case_id).order_by("at", "given__number"))


def history(viewer: Viewer, service_id: UUID) -> QuerySet[Taken]:
    """Every position of a service, newest first."""
    return taken(viewer).filter(service_id=service_id)
