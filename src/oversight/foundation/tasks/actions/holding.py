"""What every action on a task begins with: the row is held, may be changed by this person, and is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.utils.timezone import localdate

from oversight.foundation.accounts.models import User
from oversight.foundation.accounts.queries import person_named
from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.messages.actions import notify
from oversight.foundation.tasks import queries
from oversight.foundation.tasks.models import State, Task
from oversight.foundation.tasks.permissions import check, pool_roles, pool_words
from oversight.foundation.ui.words import day

ENDED = {State.MET: "was completed", State.MET_LATE: "was completed", State.CANCELLED: "was cancelled"}


def held(task: Task, by: Actor, allowed: Callable[[Actor, Task], bool]) -> Task:
    """The open task, locked, for somebody who may do this. Raises ``NotHere``, ``Refused``."""
    found = Task.objects.visible_to(by).select_for_update().filter(pk=task.pk).first()
    if found is None:
        raise NotHere(task.reference)
    check(allowed(by, found), found)
    if not found.is_open:
        ended = localdate(found.ended_at) if found.ended_at else found.due_on
        raise Refused(
            f"{found.reference} {ENDED[State(found.state)]} on {day(ended)}, so it can no longer be changed"
        )
    return found


def check_who(by: Actor, on: date, owner: User | None, pool: str) -> None:
    """Raises ``Refused`` unless the task would have one owner, or one pool, that does such work here."""
    if (owner is None) == (not pool):
        raise Refused("Select one person or one pool")
    if owner is not None and not queries.here(by, on).filter(person_id=owner.pk).exists():
        raise Refused("Select somebody who does work here today")
    if pool and pool not in {role.code for role in pool_roles()}:
        raise Refused("Select a pool of a role that does work here")


def who_words(task: Task) -> str:
    """Who has a task, in a sentence."""
    if task.owner_id:
        return person_named(task.owner_id)
    return f"the pool {pool_words(task.pool)}"


def tell_owner(task: Task, words: str, *, by: Actor, at: datetime) -> None:
    """Tell the owner something, unless they did it themselves."""
    if task.owner is not None and task.owner_id != by.person_id:
        notify(to=task.owner, words=words, url=address(task), by=by, at=at, about=task.reference)


def address(task: Task) -> str:
    """The page of a task; what is sent out must not wait for the addresses of pages to be read."""
    return f"/tasks/{task.reference}/"
