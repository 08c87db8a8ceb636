"""What the pages of tasks ask and are asked: whom to give to, what a task is about, deeds at their form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.contrib import messages as flash
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oversight.foundation.accounts.gate import StaffRequest
from oversight.foundation.accounts.kept import take_kept
from oversight.foundation.accounts.models import User
from oversight.foundation.accounts.queries import person_named
from oversight.foundation.audit.corrections import Stale
from oversight.foundation.audit.submissions import TOKEN, new_token
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.search.queries import findable
from oversight.foundation.tasks import queries
from oversight.foundation.tasks.actions.starting import About
from oversight.foundation.tasks.models import State, Task
from oversight.foundation.tasks.permissions import can_give_to_anybody, pool_roles, pool_words
from oversight.foundation.ui.forms import PlainForm
from oversight.foundation.ui.pages import Pages
from oversight.foundation.ui.words import day, listed

FORM = "tasks/staff/form.html"
PER_PAGE = 50
Saved = tuple[str, str]
"""What was done, in a sentence, and the address to go to."""


def who_options(actor: Actor, on: date, *, with_oneself: bool = True) -> list[tuple[str, str]]:
    """The people and pools this person may give a task to: oneself first."""
    mine = [(f"person:{actor.person_id}", f"{actor.name} (you)")] if with_oneself else []
    if not can_give_to_anybody(actor):
        pools = [role for role in pool_roles() if role.code in actor.roles]
        return [*mine, *((f"pool:{role.code}", f"Pool: {role.title}") for role in pools)]
    return [*mine, *everybody(actor, on, but=actor.person_id)]


def everybody(actor: Actor, on: date, but: UUID | None = None) -> list[tuple[str, str]]:
    """Everybody who can have a task, then every pool."""
    people = [each for each in queries.possible_owners(actor, on) if each.pk != but]
    pools = sorted(pool_roles(), key=lambda role: role.title)
    return [
        *((f"person:{each.pk}", each.name) for each in people),
        *((f"pool:{role.code}", f"Pool: {role.title}") for role in pools),
    ]


def who(value: str) -> tuple[User | None, str]:
    """The person or the pool that was selected."""
    kind, _, name = value.partition(":")
    if kind == "pool":
        return None, name
    return User.objects.filter(pk=UUID(name)).first(), ""


def about_named(actor: Actor, reference: str) -> About:
    """What a reference that was typed stands for. Raises ``Refused`` where this person finds none."""
    plain = reference.strip()
    if not plain:
        return About()
    found = findable(actor).filter(reference__iexact=plain).first()
    if found is None:
        raise Refused(f"We do not hold ‘{plain}’. Check the reference or leave it out")
    return About(found.reference, found.title[:200], found.url[:200])


def known_about(actor: Actor, reference: str) -> About:
    """What a reference in an address stands for; nothing where this person finds none."""
    try:
        return about_named(actor, reference)
    except Refused:
        return About()


def acted(
    request: StaffRequest,
    kind: type[PlainForm],
    *,
    context: Mapping[str, Any],
    save: Callable[[Any, int], Saved],
    task: Task | None = None,
    initial: Mapping[str, Any] | None = None,
    **options: Any,
) -> HttpResponse:
    """Show a form, or do what was sent and go on.

    ``save`` gets the sound form and the version the person was shown, calls one action, and says what was
    done. What is refused stands at the form with everything typed; where somebody changed the task meanwhile
    the form says what they changed, and is sent again knowing it.
    """
    form = _form(request, kind, initial, options)
    version = _version(request, task)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                words, to = save(form, version)
        except Refused as why:
            form.add_error(None, str(why))
        except Stale as stale:
            form.add_error(None, changed_since(request.actor, cast(Task, stale.row), version))
            version = stale.row.version
        else:
            flash.success(request, words)
            return redirect(to)
    told = {"form": form, "form_token": request.POST.get(TOKEN) or new_token(), "version": version or ""}
    return render(
        request, FORM, {"caption": "", "lead": (), "shown": None, "clause": None, **context, **told}
    )


def _version(request: StaffRequest, task: Task | None) -> int:
    """The version the person was shown; 0, which no task has, where the form does not say."""
    if request.method != "POST":
        return task.version if task else 0
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0


def _form(
    request: StaffRequest, kind: type[PlainForm], initial: Mapping[str, Any] | None, options: dict[str, Any]
) -> PlainForm:
    """The form as sent; or with what was typed before a time-out; or fresh."""
    given = {"initial": dict(initial or {}), "today": timezone.localdate(), **options}
    if request.method == "POST":
        return kind(request.POST, **given)
    kept = take_kept(request, request.path)
    return kind(kept, **given) if kept is not None else kind(**given)


def changed_since(actor: Actor, task: Task, version: int) -> str:
    """What somebody else changed of a task since a version of it was shown, and what to do now."""
    last = task.history.order_by("-version").first()
    who_did = person_named(last.history_user_id) if last and last.history_user_id else "Somebody else"
    before = queries.as_shown(actor, task, version)
    said = listed(list(_changes(before, task))) if before else ""
    what = f": {said}" if said else ""
    return f"{who_did} changed {task.reference} since you opened it{what}. Check it, then send this again"


def _changes(before: Task, now: Task) -> Iterator[str]:
    if (before.owner_id, before.pool) != (now.owner_id, now.pool):
        yield f"it is now with {_with(now)}, no longer with {_with(before)}"
    if before.due_on != now.due_on:
        yield f"it is now due on {day(now.due_on)}, not on {day(before.due_on)}"
    if before.state != now.state:
        yield f"its state is now ‘{State(now.state).label}’"


def _with(task: Task) -> str:
    return person_named(task.owner_id) if task.owner_id else f"the pool {pool_words(task.pool)}"


def page_of(request: StaffRequest, rows: QuerySet[Task], path: str) -> tuple[Page[Task], Pages]:
    """One page of tasks and the links to the others; a page past the end is the first."""
    pages, asked = Paginator(rows, PER_PAGE), request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked) <= pages.num_pages else 1
    links = Pages.of(number, pages.num_pages, lambda each: f"{path}?page={each}")
    return pages.page(number), links
