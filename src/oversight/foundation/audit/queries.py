"""Reading the chain: the events somebody may see, filtered, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.actor import Actor, NotHere

READ, VERIFY = "audit.read", "audit.verify"
"""The capabilities of the matrix, which stand above this part of the house."""

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: a person's name, a reference, a kind of event, days."""

    person: str = ""
    subject: str = ""
    name: str = ""
    since: date | None = None
    until: date | None = None


def sees_all(actor: Actor) -> bool:
    """Whether somebody reads the whole trail, not only what they did themselves."""
    return actor.can_freely(READ)


def events(actor: Actor, asked: Asked | None = None) -> QuerySet[Event]:
    """The events this person may see, newest first."""
    if not actor.can(READ):
        raise NotHere("audit")
    rows = Event.objects.visible_to(actor).order_by("-number")
    if not sees_all(actor):
        rows = rows.filter(person_id=actor.person_id)
    return _narrowed(rows, asked) if asked else rows


def _narrowed(rows: QuerySet[Event], asked: Asked) -> QuerySet[Event]:
    if asked.person:
        rows = rows.filter(person_id__in=_named(asked.person))
    if asked.subject:
        rows = rows.filter(subject__iexact=asked.subject.strip())
    if asked.name:
        rows = rows.filter(name=asked.name)
    if asked.since:
        rows = rows.filter(at__gte=_start(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=_start(asked.until + timedelta(days=1)))
    return rows


def _named(words: str) -> list[UUID]:
    people = get_user_model().objects.all()
    for word in words.split():
        people = people.filter(name__icontains=word)
    return list(people.values_list("pk", flat=True)[:500])


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def page_of(actor: Actor, asked: Asked, number: str) -> Page[Event]:
    """One page of them; a page past the end is the first one (ux 1.3)."""
    pages = Paginator(events(actor, asked), PER_PAGE)
    wanted = int(number) if number.isdigit() and 0 < int(number) <= pages.num_pages else 1
    return pages.page(wanted)


def names(actor: Actor) -> Sequence[str]:
    """The kinds of event there are in what this person may see."""
    return list(events(actor).order_by("name").values_list("name", flat=True).distinct())


def event_seen(actor: Actor, number: int) -> Event:
    """One event by its number. Raises ``NotHere``."""
    found = events(actor).filter(number=number).first()
    if found is None:
        raise NotHere(str(number))
    return found


def about(actor: Actor, subject: str, limit: int = 50) -> QuerySet[Event]:
    """The newest events about a record: for its own page, where who may see the record sees what was done."""
    return Event.objects.visible_to(actor).filter(subject=subject).order_by("-number")[:limit]
