"""Giving tasks: taken out of a pool, given to somebody else, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from oversight.foundation.accounts.models import User
from oversight.foundation.accounts.queries import user_of
from oversight.foundation.audit.corrections import corrected
from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.tasks import bulk
from oversight.foundation.tasks.actions.holding import check_who, held, tell_owner, who_words
from oversight.foundation.tasks.models import Task
from oversight.foundation.tasks.permissions import can_give, can_give_to_anybody, can_see, can_take

STALE = "Something changed since you opened this page. Check the list again before you assign"


def take(*, task: Task, by: Actor, at: datetime) -> Task:
    """Take a task out of its pool. Raises ``Refused`` where somebody else was first."""
    row = held(task, by, can_see)
    if row.owner_id == by.person_id:
        raise Refused(f"{row.reference} is already yours")
    if row.owner_id:
        raise Refused(f"{who_words(row)} took {row.reference} before you")
    if not can_take(by, row):
        raise NotHere(row.reference)
    owner = user_of(by)
    check_who(by, localdate(at), owner, "")
    told = {"title": row.title, "from": who_words(row)}
    corrected(
        row, {"owner": owner, "pool": ""}, by=by, at=at, reason="Taken from the pool", name="task.taken",
        version=row.version, subject=row.reference, details=told,
    )  # fmt: skip
    return row


def reassign(
    *,
    task: Task,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None,
    owner: User | None = None,
    pool: str = "",
) -> Task:
    """Give a task to one other person or one pool, with the reason.

    Raises ``Stale`` where somebody changed it since ``version``; ``Refused`` with a sentence.
    """
    row = held(task, by, can_give)
    check_who(by, localdate(at), owner, pool)
    if not (can_give_to_anybody(by) or (pool and pool in by.roles)):
        raise Refused(
            "You can put this task back into your own pool. Ask your manager to give it to somebody"
        )
    if row.owner_id == (owner.pk if owner else None) and row.pool == pool:
        raise Refused(f"{row.reference} is already with {who_words(row)}")
    if not reason.strip():
        raise Refused("Enter why you are giving this task to somebody else")
    told = {"title": row.title, "from": who_words(row), "to": who_words(Task(owner=owner, pool=pool))}
    corrected(
        row, {"owner": owner, "pool": pool}, by=by, at=at, reason=reason.strip(), name="task.reassigned",
        version=version, subject=row.reference, details=told,
    )  # fmt: skip
    tell_owner(row, f"{row.reference} is now yours: {row.title}"[:300], by=by, at=at)
    return row


def assign_many(
    *,
    references: Sequence[str],
    reason: str,
    by: Actor,
    at: datetime,
    seen: str,
    owner: User | None = None,
    pool: str = "",
) -> bulk.Plan:
    """Give many tasks to one person or one pool: those the confirmation page said were in.

    ``seen`` is the mark of the plan that was shown. Raises ``Refused`` where the plan is another by now.
    """
    if not can_give_to_anybody(by):
        raise NotHere("tasks")
    check_who(by, localdate(at), owner, pool)
    plan = bulk.plan(by, references)
    if plan.mark != seen:
        raise Refused(STALE)
    if not plan.inside:
        raise Refused(bulk.NONE_ELIGIBLE)
    here = [each for each in plan.inside if (each.owner_id, each.pool) != (owner and owner.pk, pool)]
    for each in here:
        reassign(task=each, owner=owner, pool=pool, reason=reason, by=by, at=at, version=each.version)
    return plan.given(here)
