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


Holders = Mapping[tuple[str, str], User]
"""Who holds each post, by pack and role, where it is one person who works here."""


def holders_of_posts(by: Actor, at: datetime) -> Holders:
    """Who holds the posts that the policies in force name."""
    found = {(each.pack, each.role): each.holders for each in policy.posts(by, localdate(at))}
    return {post: held[0].person for post, held in found.items() if len(held) == 1}


def raise_prompts(
    *, service: Any, before: Mapping[str, Any], kept: Assessment, holders: Holders, by: Actor, at: datetime
) -> int:
    """Make a task of each prompt that holds now and did not before; how many were made."""
    held = rules.prompts(before)
    new = [each for rule, each in rules.prompts(kept.result).items() if rule not in held]
    for each in new:
        _task(service, each, holders.get((each["pack"], str(each.get("role") or ""))), by, at)
    return len(new)


def _task(service: Any, prompt: Mapping[str, Any], owner: User | None, by: Actor, at: datetime) -> None:
    """A task for the one person who holds the post, else for the pool; by the policy's clock where it has one."""
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
