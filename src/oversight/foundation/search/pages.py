"""A list page whole: the list, its panel of filters with saved views, and what is done with columns and files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from oversight.foundation.search import queries
from oversight.foundation.search.lists import Listed
from oversight.foundation.search.models import SavedView
from oversight.foundation.ui.pages import ERROR, Link, NavItem
from oversight.foundation.ui.pages import Filter as Panel


def list_page(request: HttpRequest, listed: Listed) -> dict[str, Any]:
    """What ``search/staff/list.html`` lays out, and every template that extends it."""
    title = f"{ERROR if listed.problems else ''}{listed.page_title}"
    return {"title": title, "listed": listed, "panel": panel(request, listed)}


def panel(request: HttpRequest, listed: Listed) -> Panel:
    """The panel of filters with the views of this list that the person may use."""
    views = queries.views_for(listed.actor, request.path)
    saving = urlencode({"path": request.path, "query": listed.query})
    return replace(
        listed.panel,
        views=tuple(_place(each, listed, request.GET.get("view", "")) for each in views),
        save=Link("Save this view", f"{reverse('search:save')}?{saving}"),
        manage=Link("Your saved views", reverse("search:views")) if views else None,
    )


def _place(view: SavedView, listed: Listed, named: str) -> NavItem:
    """A view as a place to go; current while it is named in the address."""
    team = "" if view.owner_id == listed.actor.person_id else f" (team, by {view.owner.name})"
    current = named == str(view.id)
    return NavItem(f"{view.name}{team}", view.address, current)
