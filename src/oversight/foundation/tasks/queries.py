"""Tasks somebody may see: their own, those of a pool, the team's, those about a record; and how many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from oversight.foundation.accounts.models import Membership, User, in_force
from oversight.foundation.accounts.queries import staff_of
from oversight.foundation.authorities.actor import Actor, NotHere
from oversight.foundation.authorities.models import TenantRows, Viewer
from oversight.foundation.tasks.models import OPEN, CalendarAddress, State, Task
from oversight.foundation.tasks.permissions import pool_roles, sees_team
from oversight.foundation.tasks.rules import Counts, week_end

IN_ORDER = (F("state").desc(), "due_on", "reference")
"""Running before paused, then by day."""


def every(viewer: Viewer) -> TenantRows[Task]:
    """The tasks of the authority, with their owners: only for what narrows them further."""
    return Task.objects.visible_to(viewer).select_related("owner")


def theirs(actor: Actor) -> Q:
    """A person's own tasks, and those that wait in a pool of one of their roles."""
    return Q(owner_id=actor.person_id) | Q(owner__isnull=True, pool__in=actor.roles)


def seen_by(actor: Actor) -> QuerySet[Task]:
    """Every task this person may open, ended ones too."""
    rows = every(actor)
    return rows if sees_team(actor) else rows.filter(theirs(actor))


def mine(actor: Actor) -> QuerySet[Task]:
    """A person's own open tasks, first due first."""
    return _open(every(actor).filter(owner_id=actor.person_id))


def team(actor: Actor) -> QuerySet[Task]:
    """The whole team's open tasks, first due first; nothing for who does not see the team's work."""
    return _open(every(actor) if sees_team(actor) else every(actor).none())


def unassigned(actor: Actor, on: date) -> QuerySet[Task]:
    """Open tasks nobody has: in a pool of one's own roles; for who sees the team's work every pool, and
    tasks whose owner no longer has a role here."""
    if not sees_team(actor):
        return _open(every(actor).filter(owner__isnull=True, pool__in=actor.roles))
    return _open(every(actor).filter(Q(owner__isnull=True) | ~Q(owner_id__in=here(actor, on))))


def of(viewer: Viewer, *about: str) -> QuerySet[Task]:
    """Every open task about these records, first due first. The caller has checked that they may see them."""
    return _open(every(viewer).filter(about__in=about))


def ended_of(viewer: Viewer, about: str) -> QuerySet[Task]:
    """The ended tasks about a record, last ended first. As ``of``."""
    return every(viewer).filter(about=about).exclude(state__in=OPEN).order_by("-ended_at", "reference")


def running_clocks(viewer: Viewer) -> QuerySet[Task]:
    """Tasks whose clock runs: those a changed calendar may move."""
    rows = every(viewer).filter(state=State.RUNNING).exclude(clock="")
    return rows.prefetch_related("pauses").order_by("due_on", "reference")


def task_seen(actor: Actor, reference: str) -> Task:
    """One task. Raises ``NotHere``."""
    found = seen_by(actor).filter(reference=reference).prefetch_related("pauses").first()
    if found is None:
        raise NotHere(reference)
    return found


def counts(rows: QuerySet[Task], on: date) -> Counts:
    """How many of these open tasks stand in each group."""
    runs, end = Q(state=State.RUNNING), week_end(on)
    found = rows.order_by().aggregate(
        overdue=Count("pk", filter=runs & Q(due_on__lt=on)),
        today=Count("pk", filter=runs & Q(due_on=on)),
        week=Count("pk", filter=runs & Q(due_on__gt=on, due_on__lte=end)),
        later=Count("pk", filter=runs & Q(due_on__gt=end)),
        paused=Count("pk", filter=Q(state=State.PAUSED)),
    )
    return Counts(**found)


def between(actor: Actor, first: date, last: date) -> QuerySet[Task]:
    """One's own running tasks due between two days."""
    return mine(actor).filter(state=State.RUNNING, due_on__range=(first, last))


def here(viewer: Viewer, on: date) -> QuerySet[Membership, object]:
    """The ids of the people who have work here on a day."""
    codes = [role.code for role in pool_roles()]
    found = Membership.objects.visible_to(viewer).filter(in_force(on), role__in=codes, person__is_active=True)
    return found.values("person_id")


def possible_owners(viewer: Viewer, on: date) -> Sequence[User]:
    """The people a task can be given to, by name."""
    return list(staff_of(viewer, on).filter(id__in=here(viewer, on)))


def people_of_pool(viewer: Viewer, pool: str, on: date) -> list[User]:
    """Everybody who works from a pool on a day."""
    members = Membership.objects.visible_to(viewer).filter(in_force(on), role=pool)
    return list(User.objects.filter(id__in=members.values("person_id"), is_active=True).order_by("name"))


def address_made_at(actor: Actor) -> datetime | None:
    """When a person's calendar address was made, where they have one."""
    mine = CalendarAddress.objects.visible_to(actor).filter(person_id=actor.person_id)
    return mine.values_list("made_at", flat=True).first()


def as_shown(actor: Actor, task: Task, version: int) -> Task | None:
    """A task as it stood at an earlier version: what somebody was shown before another saved."""
    kept = task.history.filter(authority_id=actor.authority_id, version=version).first()
    return kept.instance if kept else None


def _open(rows: QuerySet[Task]) -> QuerySet[Task]:
    return rows.filter(state__in=OPEN).prefetch_related("pauses").order_by(*IN_ORDER)
