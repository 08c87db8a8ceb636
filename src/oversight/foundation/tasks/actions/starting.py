"""Starting the clock of a policy, and adding a task without one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from oversight.engine.clocks.deadlines import Deadline, deadline
from oversight.engine.clocks.moments import local_day
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.models import User
from oversight.foundation.audit.corrections import added
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.authorities.references import next_reference
from oversight.foundation.tasks import rules, working_out
from oversight.foundation.tasks.actions.holding import check_who, tell_owner, who_words
from oversight.foundation.tasks.models import Task
from oversight.foundation.tasks.permissions import can_give_to_anybody
from oversight.foundation.tasks.working_out import Named
from oversight.foundation.ui.words import sentence_case

LATE_POOL, LATE_AFTER = "QM", 2
"""Who hears of a late task unless its starter says otherwise, and how many days after its date."""


@dataclass(frozen=True, slots=True)
class About:
    """What a task is about: its reference, its name and its page in this service."""

    reference: str = ""
    name: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        if self.url and (not self.url.startswith("/") or self.url.startswith("//") or "\\" in self.url):
            raise ValueError("a task leads to a page of this service")


def start_clock(
    *,
    clock: str,
    pack: str,
    about: str,
    about_name: str,
    about_url: str,
    by: Actor,
    at: datetime,
    owner: User | None = None,
    pool: str = "",
    starts: date | datetime | None = None,
    title: str = "",
    event: str = "",
    late_pool: str = LATE_POOL,
    late_after: int = LATE_AFTER,
) -> Task:
    """Start a clock of an adopted policy for one owner or one pool. The caller has checked its own deed.

    ``starts`` is the day or moment of the event where it is not ``at``; ``event`` its words for the rule
    (``the decision``); ``title`` what to do, where the policy's title of the clock does not say it. Raises
    ``Refused`` where the policy is not in force or the owner does no work here.
    """
    on = localdate(at)
    check_who(by, on, owner, pool)
    found = working_out.named(by, pack, clock, on)
    worked = deadline(found.clock, found.calendar, starts or at)
    assert worked.due_on is not None
    words = rules.rule_words(
        found.clock.in_words(), event or rules.event_words(found.clock.starts), found.number
    )
    values = _of_clock(found, worked) | {"rule": words, "counts_from": local_day(starts or at)}
    said = title or found.clock.title or sentence_case(rules.event_words(found.clock.id))
    task = _new(said, worked.due_on, About(about, about_name, about_url), owner, pool, by=by, at=at)
    for name, value in (values | {"late_pool": late_pool, "late_after": late_after}).items():
        setattr(task, name, value)
    return _added(task, "task.started", by=by, at=at)


def _of_clock(found: Named, worked: Deadline) -> dict[str, Any]:
    """What a task keeps of its clock."""
    return {
        "clock": found.clock.id, "pack": found.pack.id, "edition": found.pack.about.edition,
        "clause": found.clock.clause, "rule_kept": working_out.kept(found.clock),
        "calendar": found.calendar.id, "skipped": working_out.skipped_text(worked.skipped),
    }  # fmt: skip


def add(
    *,
    title: str,
    due_on: date,
    by: Actor,
    at: datetime,
    owner: User | None = None,
    pool: str = "",
    about: About | None = None,
) -> Task:
    """Add a task with a day of its own, for oneself, or for anybody if one assigns the team's work."""
    by.check(Can.TASKS_SEE_OWN)
    on = localdate(at)
    check_who(by, on, owner, pool)
    own = owner.pk == by.person_id if owner else pool in by.roles
    if not (own or can_give_to_anybody(by)):
        raise Refused(
            "You can add tasks for yourself and for your own pool. Ask your manager to add this one"
        )
    if not title.strip():
        raise Refused("Enter what to do")
    if due_on < on:
        raise Refused("Due date must be today or in the future")
    task = _new(title.strip(), due_on, about or About(), owner, pool, by=by, at=at)
    return _added(task, "task.added", by=by, at=at)


def _new(
    title: str, due_on: date, about: About, owner: User | None, pool: str, *, by: Actor, at: datetime
) -> Task:
    return Task(
        authority_id=by.authority_id, reference=next_reference("T", by), title=title, due_on=due_on,
        about=about.reference, about_name=about.name, about_url=about.url, owner=owner, pool=pool,
        late_pool=LATE_POOL, late_after=LATE_AFTER, started_at=at, started_by=by.person_id,
    )  # fmt: skip


def _added(task: Task, name: str, *, by: Actor, at: datetime) -> Task:
    told = {"title": task.title, "about": task.about or "nothing recorded", "due": task.due_on,
            "rule": task.rule, "with": who_words(task)}  # fmt: skip
    added(task, by=by, at=at, name=name, subject=task.reference, details=told)
    tell_owner(task, f"{task.reference} is yours: {task.title}"[:300], by=by, at=at)
    return task
