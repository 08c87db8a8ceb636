"""Keeping a view of a list under a name: saved, renamed, shared, made one's own start, removed."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.urls import Resolver404, resolve

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.search.models import SavedView

NOT_KEPT = {
    "page", "view", "format", "columns", "outside", "reason", "asked", "form_token", "csrfmiddlewaretoken",
}  # fmt: skip
"""What an address may hold that is not part of the view."""

_LONGEST_NAME, _LONGEST_QUERY, _LONGEST_PATH = 80, 2000, 200


def save(
    *, name: str, path: str, query: str, by: Actor, at: datetime, shared: bool = False, default: bool = False
) -> SavedView:
    """Keep the address of a list under a name. Raises ``Refused`` for a name in use or no list of ours."""
    by.check(Can.SEARCH_USE)
    _check_may_share(by, shared)
    if default:
        _none_default(by, path)
    view = SavedView(
        authority_id=by.authority_id, owner_id=by.person_id, name=_free_name(name, path, by, None),
        path=_our_path(path), query=kept(query), shared=shared, is_default=default, saved_at=at,
    )  # fmt: skip
    view.save(force_insert=True)
    _recorded("saved_view.saved", view, by, at)
    return view


def rename(*, view: SavedView, name: str, by: Actor, at: datetime) -> SavedView:
    """Give one's own view another name."""
    _check_own(view, by)
    view.name = _free_name(name, view.path, by, view)
    view.save(update_fields=["name"])
    _recorded("saved_view.renamed", view, by, at)
    return view


def share(*, view: SavedView, shared: bool, by: Actor, at: datetime) -> SavedView:
    """Show one's own view to the team, or no longer."""
    _check_own(view, by)
    _check_may_share(by, shared)
    view.shared = shared
    view.save(update_fields=["shared"])
    _recorded("saved_view.shared" if shared else "saved_view.kept_to_oneself", view, by, at)
    return view


def make_default(*, view: SavedView, default: bool, by: Actor, at: datetime) -> SavedView:
    """Have a list open as one's own view, or no longer."""
    _check_own(view, by)
    if default:
        _none_default(by, view.path)
    view.is_default = default
    view.save(update_fields=["is_default"])
    _recorded("saved_view.made_default" if default else "saved_view.no_longer_default", view, by, at)
    return view


def remove(*, view: SavedView, by: Actor, at: datetime) -> None:
    """Remove one's own view; what it showed is untouched."""
    _check_own(view, by)
    _recorded("saved_view.removed", view, by, at)
    view.delete()


def kept(query: str) -> str:
    """The part of an address that makes the view: filters, sort and columns, never a page or a file."""
    pairs = parse_qsl(query.lstrip("?").replace("\0", ""), keep_blank_values=False)
    said = urlencode([(name, value) for name, value in pairs if name not in NOT_KEPT])
    if len(said) > _LONGEST_QUERY:
        raise Refused("This view has too many filters to be saved. Remove some filters first.")
    return said


def _our_path(path: str) -> str:
    """The path, if it is one of this service's own pages."""
    try:
        if len(path) > _LONGEST_PATH or not path.startswith("/") or path.startswith("//"):
            raise Resolver404
        resolve(path)
    except Resolver404:
        raise Refused("Only a list of this service can be saved as a view.") from None
    return path


def _free_name(name: str, path: str, by: Actor, own: SavedView | None) -> str:
    said = " ".join(name.replace("\0", " ").split())
    if not said:
        raise Refused("Enter a name for this view")
    if len(said) > _LONGEST_NAME:
        raise Refused(f"Name must be {_LONGEST_NAME} characters or fewer")
    same = SavedView.objects.visible_to(by).filter(owner_id=by.person_id, path=path, name=said)
    if (same.exclude(pk=own.pk) if own else same).exists():
        raise Refused(f"You already have a view called ‘{said}’. Enter another name")
    return said


def _none_default(by: Actor, path: str) -> None:
    mine = SavedView.objects.visible_to(by).filter(owner_id=by.person_id, path=path)
    mine.filter(is_default=True).update(is_default=False)


def _check_own(view: SavedView, by: Actor) -> None:
    """Only its owner changes a view; another's is as good as not there."""
    if view.owner_id != by.person_id or view.authority_id != by.authority_id:
        raise NotHere(str(view.pk))


def _check_may_share(by: Actor, shared: bool) -> None:
    if shared and not by.can(Can.SAVED_VIEWS_SHARE):
        raise Refused("Your role cannot share views with the team. Save it for yourself instead.")


def _recorded(name: str, view: SavedView, by: Actor, at: datetime) -> None:
    told = {"view": view.name, "path": view.path, "query": view.query, "shared": view.shared}
    record(name, by=by, at=at, details=told)
