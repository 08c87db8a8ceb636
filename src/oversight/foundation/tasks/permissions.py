"""Who may see, do, give away and end tasks. Two questions each: may they at all, and this one."""

from __future__ import annotations

from oversight.foundation.accounts.access import RoleOf, matrix
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor, NotHere
from oversight.foundation.tasks.models import Task


def pool_roles() -> list[RoleOf]:
    """The roles whose people have work here: each can have a pool."""
    found = matrix()
    return [role for code, role in found.roles.items() if Can.TASKS_SEE_OWN in found.grants.get(code, {})]


def pool_words(code: str) -> str:
    """A pool as people call it: the title of its role."""
    role = matrix().roles.get(code)
    return role.title if role else code


def sees_team(actor: Actor) -> bool:
    """Whether somebody sees and assigns everybody's work."""
    return actor.can(Can.TASKS_SEE_TEAM)


def is_theirs(actor: Actor, task: Task) -> bool:
    """Whether a task is somebody's own, or lies in the pool of one of their roles."""
    if task.authority_id != actor.authority_id:
        return False
    return task.owner_id == actor.person_id if task.owner_id else task.pool in actor.roles


def can_see(actor: Actor, task: Task) -> bool:
    """Open its page."""
    own = actor.can(Can.TASKS_SEE_OWN) and is_theirs(actor, task)
    return task.authority_id == actor.authority_id and (own or sees_team(actor))


def can_work(actor: Actor, task: Task) -> bool:
    """Complete, pause and resume it: whoever may see it."""
    return can_see(actor, task)


def can_take(actor: Actor, task: Task) -> bool:
    """Take it out of its pool."""
    return bool(task.pool) and can_see(actor, task) and actor.can(Can.TASKS_SEE_OWN)


def can_give(actor: Actor, task: Task) -> bool:
    """Give it to anybody, or put one's own back into a pool of one's own."""
    return can_see(actor, task) and (sees_team(actor) or task.owner_id == actor.person_id)


def can_give_to_anybody(actor: Actor) -> bool:
    """Give tasks to other people and to pools one does not work from."""
    return sees_team(actor)


def can_cancel(actor: Actor, task: Task) -> bool:
    """Cancel it: the team's lead; what one put on oneself without a clock, oneself."""
    mine = not task.clock and task.started_by == actor.person_id and is_theirs(actor, task)
    return can_see(actor, task) and (sees_team(actor) or mine)


def check(allowed: bool, task: Task) -> None:
    """Raises ``NotHere``: denied looks like missing."""
    if not allowed:
        raise NotHere(task.reference)
