"""A person's calendar as other programs read it: days and references, nothing of what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import icalendar
from django.utils.timezone import localdate

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.models import User
from oversight.foundation.accounts.queries import actor_for
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.messages.words import SERVICE, link
from oversight.foundation.tasks import queries, tokens
from oversight.foundation.tasks.models import CalendarAddress, State, Task

TITLE = "Care quality task"
REFRESH = timedelta(hours=6)
NAMED = ("S-", "P-", "T-")
"""References that say nothing by themselves; one of another kind would tell what kind of work it is."""


def feed(secret: str, at: datetime) -> bytes | None:
    """The calendar behind a secret; nothing where it is none, or whose it was has no such work here now."""
    authority_id = tokens.authority_of(secret)
    if authority_id is None:
        return None
    with acting_for(authority_id):
        rows = CalendarAddress.objects.filter(authority_id=authority_id, digest=tokens.digest(secret))
        found = rows.select_related("person").first()
    actor = _actor(found, at) if found else None
    if actor is None:
        return None
    with acting_for(actor.authority_id, actor.person_id):
        return calendar(queries.mine(actor).filter(state=State.RUNNING), at)


def _actor(address: CalendarAddress, at: datetime) -> Actor | None:
    """The person, for the authority of the address alone, with the roles of today."""
    person: User = address.person
    with acting_for(None, person.pk):
        actor = actor_for(person, address.authority_id, localdate(at))
    if actor is None or actor.authority_id != address.authority_id or not actor.can(Can.TASKS_SEE_OWN):
        return None
    return actor


def calendar(tasks: Iterable[Task], at: datetime) -> bytes:
    """Tasks as whole days, which are London's wherever they are read."""
    made = icalendar.Calendar()
    made.add("prodid", f"-//{SERVICE}//Tasks//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Care quality work")
    made.add("x-wr-timezone", "Europe/London")
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT6H")
    for task in tasks:
        made.add_component(_event(task, at))
    written: bytes = made.to_ical()
    return written


def _event(task: Task, at: datetime) -> icalendar.Event:
    about = task.about if task.about.startswith(NAMED) else task.reference
    event = icalendar.Event()
    event.add("uid", f"{task.pk}@oversight")
    event.add("sequence", task.version)
    event.add("dtstamp", at)
    event.add("dtstart", task.due_on)
    event.add("dtend", task.due_on + timedelta(days=1))
    event.add("summary", f"{TITLE}, {about}")
    event.add("url", link(f"/tasks/{task.reference}/"))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
