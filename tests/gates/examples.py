"""For every address with something in it, an example: a council's own record, another's, and none.

A route that is not here fails the gate's test: whoever adds an address says which record stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

from django.urls import reverse

from oversight.foundation.accounts.census import Route, routes
from tests.browser.brought import brought
from tests.gates.planting import Planted

Given = dict[str, Any]
Example = Callable[[Planted, str], Given]

KEPT = {"word", "section"}
"""Parts of an address that name a kind of thing and no record."""


def all_routes() -> list[Route]:
    """Every route of the service."""
    return list(routes())


def guarded() -> list[Route]:
    """The routes that ask for a capability."""
    return [each for each in routes() if each.rule and each.rule.capability]


def open_routes() -> list[Route]:
    """The routes that are open to anyone."""
    return [each for each in routes() if each.rule and not each.rule.capability]


def _has(kept: str, /, **more: str) -> Example:
    return lambda planted, role: {"reference": getattr(planted.has, kept), **more}


def _part(planted: Planted, role: str) -> Given:
    contact = planted.has.parts["contacts"]
    return {"reference": planted.has.service, "word": "contacts", "part_id": contact.pk}


def _mine(word: str, name: str = "reference") -> Example:
    """Something of this person, or of the quality officer where they have none."""
    return lambda planted, role: {name: getattr(planted.own[role], word) or getattr(planted.own["QO"], word)}


def _person(planted: Planted, role: str) -> Given:
    return {"person_id": _other(planted, role).person}


def _role_of(planted: Planted, role: str) -> Given:
    return {"membership": _other(planted, role).membership}


def _other(planted: Planted, role: str) -> Any:
    """Somebody else whom this one could see: a colleague, or for people outside one of their organisation."""
    return planted.has.fellows.get(role) or planted.own[colleague(role)]


def colleague(role: str) -> str:
    """Somebody else of the same council."""
    return "QO" if role != "QO" else "PL"


def _event(planted: Planted, role: str) -> Given:
    return {"number": planted.own[role].event}


def _pack(planted: Planted, role: str) -> Given:
    return dict(zip(("pack", "edition"), planted.has.pack, strict=True))


def _number(word: str) -> Example:
    return lambda planted, role: {"number": getattr(planted.has, word)}


def _every(names: str, example: Example) -> dict[str, Example]:
    space, _, words = names.partition(":")
    return {f"{space}:{word}": example for word in words.split()}


EXAMPLES: dict[str, Example] = {
    **_every(
        "register:service timeline details files deadlines correct scope close merge change_provider",
        _has("service"),
    ),
    **_every("register:section", _has("service", section="intelligence")),
    **_every("register:reopen", _has("closed")),
    **_every("register:add_part", _has("service", word="contacts")),
    **_every("register:correct_part end_part", _part),
    **_every("register:provider correct_provider close_provider merge_provider", _has("provider")),
    **_every("register:reopen_provider", _has("closed_provider")),
    **_every("register:import columns leave_import", _has("read")),
    **_every("register:import_problems save_import", _has("checked")),
    **_every("register:undo_import", _has("saved")),
    **_every("tasks:task complete reassign take cancel", _mine("task")),
    **_every("tasks:pause", _mine("clock")),
    **_every("tasks:resume", _mine("paused")),
    **_every("documents:show download withdraw", _mine("document")),
    **_every("jobs:show progress cancel", _mine("job")),
    **_every("search:rename share default remove", _mine("view", "view_id")),
    **_every("account:end_one", _mine("session", "session")),
    **_every("people:person grant invite deactivate", _person),
    **_every("people:end_role", _role_of),
    **_every("people:end_delegation", lambda planted, role: {"delegation": planted.has.delegation.pk}),
    **_every("people:decide", lambda planted, role: {"proposal": planted.has.proposal.pk}),
    **_every("audit:event", _event),
    **_every("policy:policy read posts end", _pack),
    **_every("policy:version", _number("settled")),
    **_every("policy:change preview approve withdraw", _number("draft")),
}

for _capability in brought("planted"):
    EXAMPLES |= _capability.EXAMPLES

OPEN_EXAMPLES: dict[str, Example] = {
    "openid_connect_login": lambda planted, role: {"provider_id": "council"},
    "openid_connect_callback": lambda planted, role: {"provider_id": "council"},
    "account_reset_password_from_key": lambda planted, role: {"uidb36": "1", "key": "abc-def"},
    "invitation": lambda planted, role: {"code": "not-a-code"},
    "mfa_remove_webauthn": lambda planted, role: {"pk": 1},
    "mfa_edit_webauthn": lambda planted, role: {"pk": 1},
    "tasks:feed": lambda planted, role: {"secret": planted.own["QO"].secret},
}


ASKED: dict[str, Callable[[Planted], str]] = {
    "people_file": lambda planted: "format=csv",
    "documents:add": lambda planted: f"about={planted.has.service}",
}
"""What must follow the question mark for there to be a page."""


def has_parts(route: Route) -> bool:
    """Whether the address has something to be filled in."""
    return "<" in route.pattern


def address(route: Route, planted: Planted, role: str, *, missing: bool = False) -> str:
    """The address of a route for a record of this council, or for one there is not. ``KeyError`` without example."""
    given = (EXAMPLES | OPEN_EXAMPLES)[route.name](planted, role) if has_parts(route) else {}
    asked = f"?{ASKED[route.name](planted)}" if route.name in ASKED else ""
    if missing:
        given, asked = _none_such(given), re.sub(r"\d+$", "99999", asked)
    return reverse(route.name, kwargs=given) + asked


def _none_such(given: Given) -> Given:
    return {name: value if name in KEPT else _not(name, value) for name, value in given.items()}


def _not(name: str, value: Any) -> Any:
    """A value of the same shape that is nobody's."""
    if name in ("number", "pk"):
        return 99_999
    if name == "edition":
        return value
    if re.fullmatch(r"[A-Z]+-\d+", str(value)):
        return re.sub(r"\d+$", "99999", value)
    return uuid4() if re.fullmatch(r"[0-9a-f-]{36}", str(value)) else f"no-such-{name}"


def without_example() -> Iterator[str]:
    """The routes that nobody gave an example for, and the examples of routes there are not."""
    known = EXAMPLES | OPEN_EXAMPLES
    named = {each.name: has_parts(each) for each in all_routes()}
    yield from (name for name, parts in named.items() if parts and name not in known)
    yield from (name for name in known if not named.get(name))
