"""What the policy prompts somebody to do becomes a task, once, when it begins to hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from oversight.capabilities.risk import rules
from oversight.capabilities.risk.models import Assessment
from oversight.foundation.accounts.models import User
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.policy import queries as policy
from oversight.foundation.tasks import actions as tasks
from oversight.foundation.tasks.actions.starting import About

POOL = "QO"
"""Whose pool a prompt goes to where nobody holds the post that the policy names."""

DAYS = 14
"""Days until a prompt is due where the policy sets no clock: our own choice, said in the task."""


def raise_prompts(
    *, service: Any, before: Mapping[str, Any], kept: Assessment, by: Actor, at: datetime
) -> int:
    """Make a task of each prompt that holds now and did not before; how many were made."""
    held = rules.prompts(before)
    new = [each for rule, each in rules.prompts(kept.result).items() if rule not in held]
    for each in new:
        _task(service, each, by, at)
    return len(new)


def _task(service: Any, prompt: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """A task for the one person who holds the post, else for the pool; by the policy's clock where it has one."""
    owner = _holder(prompt, by, at)
    pool = "" if owner else POOL
    title = _title(prompt)
    if clock := prompt.get("within"):
        tasks.start_clock(
            clock=clock, pack=prompt["pack"], about=service.reference, about_name=service.name,
            about_url=f"/services/{service.reference}/risk/", owner=owner, pool=pool, title=title, by=by, at=at,
        )  # fmt: skip
        return
    about = About(service.reference, service.name, f"/services/{service.reference}/risk/")
    due = localdate(at) + timedelta(days=DAYS)
    tasks.add(title=title, due_on=due, owner=owner, pool=pool, about=about, by=by, at=at)


def _title(prompt: Mapping[str, Any]) -> str:
    return f"{str(prompt['label']).rstrip('.')} (clause {prompt['clause']})"[:200]


def _holder(prompt: Mapping[str, Any], by: Actor, at: datetime) -> User | None:
    """Whoever holds the post that the prompt names, where it is one person who works here."""
    role = str(prompt.get("role") or "")
    held = [
        each for each in policy.posts(by, localdate(at)) if (each.pack, each.role) == (prompt["pack"], role)
    ]
    people = [one.person for each in held for one in each.holders]
    return people[0] if len(people) == 1 else None
