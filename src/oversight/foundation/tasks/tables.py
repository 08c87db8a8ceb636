"""All tasks as a list: filtered, sorted, kept as a view, taken away as a file."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from oversight.foundation.authorities.actor import Actor
from oversight.foundation.search.filters import Choice, Dates, Text
from oversight.foundation.search.lists import Column, ListSpec
from oversight.foundation.tasks.lines import OF_ITS_OWN, address
from oversight.foundation.tasks.models import State, Task
from oversight.foundation.tasks.permissions import pool_roles, pool_words
from oversight.foundation.ui.words import short_day


def _owner(task: Task) -> str:
    return task.owner.name if task.owner else f"Pool: {pool_words(task.pool)}"


def _ended(task: Task) -> str:
    return short_day(task.ended_at) if task.ended_at else ""


def _with(values: Sequence[str]) -> Q:
    """Tasks of any of these people and pools."""
    people = [each.removeprefix("person:") for each in values if each.startswith("person:")]
    pools = [each.removeprefix("pool:") for each in values if each.startswith("pool:")]
    return Q(owner_id__in=people) | Q(owner__isnull=True, pool__in=pools)


def _own(actor: Actor) -> Q:
    return Q(owner_id=actor.person_id)


def tasks_list(people: Sequence[tuple[str, str]]) -> ListSpec:
    """Every task somebody may see; ``people`` are the values and names of those who may have one."""
    pools = [(f"pool:{role.code}", f"Pool: {role.title}") for role in pool_roles()]
    return ListSpec(
        title="All tasks",
        nouns=("task", "tasks"),
        sort="due",
        own=_own,
        empty="There are no tasks yet.",
        columns=(
            Column("reference", "Reference", lambda row: row.reference, "reference", href=address),
            Column("title", "What to do", lambda row: row.title, "title"),
            Column("about", "About", lambda row: row.about, "about"),
            Column("about_name", "Name", lambda row: row.about_name, "about_name"),
            Column("due", "Due", lambda row: row.due_on, "due_on", kind="date"),
            Column("state", "State", lambda row: row.get_state_display(), "state"),
            Column("owner", "Owner", _owner, ("owner__name", "pool")),
            Column("rule", "Rule", lambda row: row.rule or OF_ITS_OWN, "rule", shown=False),
            Column("started", "Started", lambda row: short_day(row.started_at), "started_at", shown=False),
            Column("ended", "Ended", _ended, "ended_at", shown=False),
            Column("why", "How it ended", lambda row: row.ended_why, shown=False),
        ),
        filters=(
            Text(key="q", words="Words", fields=("reference", "title", "about", "about_name")),
            Choice(key="state", words="State", field="state", options=State.choices),
            Choice(key="owner", words="Owner", layout="person", options=(*people, *pools), condition=_with),
            Dates(key="due", words="Due", field="due_on"),
        ),
    )  # fmt: skip
