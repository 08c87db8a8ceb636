"""Who somebody is, on a day, at an authority."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from oversight.foundation.accounts.access import matrix
from oversight.foundation.accounts.models import Kind, Membership, User, in_force
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.models import Authority, Viewer


@dataclass(frozen=True, slots=True)
class Place:
    """An authority somebody belongs to, and their roles there."""

    authority: Authority
    roles: frozenset[str]


def places_of(person: User, day: date) -> list[Place]:
    """The authorities a person has a role at on a day. Read under the person's own right (``acting_for``)."""
    found: dict[UUID, list[Membership]] = {}
    rows = Membership.objects.filter(in_force(day), person=person).select_related("authority")
    for each in rows.order_by("authority__name", "role"):
        found.setdefault(each.authority_id, []).append(each)
    return [Place(rows[0].authority, frozenset(each.role for each in rows)) for rows in found.values()]


def actor_for(person: User, chosen: UUID | None, day: date) -> Actor | None:
    """The person acting for the authority chosen (or their first); nobody, if they have no role on that day."""
    if not person.is_active:
        return None
    places = places_of(person, day)
    place = next((each for each in places if each.authority.id == chosen), places[0] if places else None)
    if place is None:
        return None
    return Actor(
        person.id, person.name, place.authority.id, place.authority.name, person.kind, place.roles,
        matrix().granted(place.roles), demo=place.authority.demo,
    )  # fmt: skip


def providers_of(actor: Actor, day: date) -> frozenset[UUID]:
    """The providers somebody acts for on a day, by the roles of a provider's people that they have on it.

    Nobody of the council acts for a provider. A role that is over, or has not begun, gives nothing.
    """
    if actor.kind != Kind.PROVIDER:
        return frozenset()
    roles = [code for code, role in matrix().roles.items() if role.kind == Kind.PROVIDER]
    mine = Membership.objects.visible_to(actor).filter(in_force(day), person_id=actor.person_id)
    found = mine.filter(role__in=roles).values_list("about_id", flat=True)
    return frozenset(each for each in found if each is not None)


def staff_of(viewer: Viewer, day: date) -> QuerySet[User]:
    """The council's own people with a role on a day, by name."""
    members = Membership.objects.visible_to(viewer).filter(in_force(day), person__kind="staff")
    return User.objects.filter(id__in=members.values("person_id"), is_active=True).order_by("name")


def person_named(person_id: UUID) -> str:
    """A person's name, for a sentence."""
    return User.objects.filter(id=person_id).values_list("name", flat=True).first() or "The system"


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """People's names by their ids, for a list: one query whatever their number."""
    return dict(User.objects.filter(id__in=list(people)).values_list("id", "name"))


def user_of(actor: Actor) -> User:
    """The person who acts, as a row: for columns that say who did something."""
    return User.objects.get(id=actor.person_id)
