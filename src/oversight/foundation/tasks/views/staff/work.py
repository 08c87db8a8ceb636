"""Lists of work: one's own, the team's, what nobody has, all of it, and the week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.accounts.gate import StaffRequest, needs
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.exports.answering import wants_export
from oversight.foundation.exports.lists import answer_list
from oversight.foundation.search.lists import read_list
from oversight.foundation.search.pages import list_page
from oversight.foundation.tasks import agenda, queries, registry, rules, tables
from oversight.foundation.tasks.lines import Lines
from oversight.foundation.tasks.models import Task
from oversight.foundation.tasks.permissions import can_give_to_anybody, sees_team
from oversight.foundation.tasks.views.staff.asking import everybody, page_of
from oversight.foundation.ui.dates import read_day
from oversight.foundation.ui.pages import NavItem

PLACES = (
    ("Your tasks", "tasks:mine", False),
    ("Team", "tasks:team", True),
    ("Unassigned", "tasks:unassigned", False),
    ("This week", "tasks:calendar", False),
    ("All tasks", "tasks:all", False),
)


def places(actor: Actor, current: str) -> Sequence[NavItem]:
    """The pages of work this person can open."""
    shown = [each for each in PLACES if sees_team(actor) or not each[2]]
    return [NavItem(words, reverse(name), name == current) for words, name, _ in shown]


def _listed(request: StaffRequest, name: str, title: str, rows: QuerySet[Task]) -> dict[str, Any]:
    """What the pages of lists have in common."""
    today = timezone.localdate()
    counts = queries.counts(rows, today)
    page, pages = page_of(request, rows, reverse(name))
    where = f" (page {pages.number} of {pages.last})" if pages.last > 1 else ""
    return {
        "title": f"{title}{where}",
        "heading": title,
        "counts": counts,
        "sentence": rules.sentence(counts),
        "blocks": Lines(request.actor, today).blocks(page.object_list, counts),
        "pages": pages,
        "places": places(request.actor, name),
        "may_assign": can_give_to_anybody(request.actor),
    }


@needs(Can.TASKS_SEE_OWN)
def mine(request: StaffRequest) -> HttpResponse:
    """One's own work: overdue, today, this week, later; and what waits in one's pool."""
    actor, today = request.actor, timezone.localdate()
    told = _listed(request, "tasks:mine", "My work", queries.mine(actor))
    told |= {
        "waiting": queries.unassigned(actor, today).count(),
        "sections": registry.sections_for(actor, today),
    }
    return render(request, "tasks/staff/mine.html", told)


@needs(Can.TASKS_SEE_TEAM)
def team(request: StaffRequest) -> HttpResponse:
    """Everybody's open tasks with their owners, to be assigned."""
    told = _listed(request, "tasks:team", "The team’s work", queries.team(request.actor))
    return render(request, "tasks/staff/team.html", told | {"empty": "Nobody has an open task."})


@needs(Can.TASKS_SEE_OWN)
def unassigned(request: StaffRequest) -> HttpResponse:
    """What waits in the pools of one's roles; for who leads the team, in every pool."""
    rows = queries.unassigned(request.actor, timezone.localdate())
    told = _listed(request, "tasks:unassigned", "Unassigned work", rows)
    return render(request, "tasks/staff/team.html", told | {"empty": "No work waits in a pool of yours."})


@needs(Can.TASKS_SEE_OWN)
def every(request: StaffRequest) -> HttpResponseBase:
    """Every task this person may see, ended ones too: filtered, sorted, exported."""
    actor = request.actor
    people = everybody(actor, timezone.localdate()) if sees_team(actor) else []
    spec = tables.tasks_list([each for each in people if each[0].startswith("person:")])
    listed = read_list(spec, request.GET, queries.seen_by(actor), actor=actor)
    if wants_export(request):
        return answer_list(request, listed, by=actor, at=timezone.now())
    told = list_page(request, listed) | {"places": places(actor, "tasks:all")}
    return render(request, "tasks/staff/all.html", told)


@needs(Can.TASKS_SEE_OWN)
def calendar(request: StaffRequest) -> HttpResponse:
    """A week of one's work as a list, day by day; ``?week=`` is any day of another week."""
    today = timezone.localdate()
    week = agenda.week_of(request.actor, _asked_week(request, today), today)
    told = {"title": week.title, "week": week, "places": places(request.actor, "tasks:calendar")}
    return render(request, "tasks/staff/calendar.html", told)


def _asked_week(request: StaffRequest, today: date) -> date:
    """The day of ``?week=``, else today; a week nobody can look at is this one."""
    asked = read_day(request.GET.get("week", ""))
    near = asked is not None and abs(asked - today) <= timedelta(days=3660)
    return asked if asked is not None and near else today
