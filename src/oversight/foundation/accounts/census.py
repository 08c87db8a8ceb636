"""The census of routes: each must say who may use it, or the service does not start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.checks import Error
from django.urls import URLPattern, URLResolver, get_resolver

from oversight.foundation.accounts.gate import Rule


@dataclass(frozen=True, slots=True)
class Route:
    """A route: its pattern, its full name (``register:services``), its view, and what it declares."""

    pattern: str
    name: str
    view: Any
    rule: Rule | None


def routes(resolver: URLResolver | None = None, before: str = "", space: str = "") -> Iterator[Route]:
    """Every route of the service, found by walking the resolver."""
    for each in (resolver or get_resolver()).url_patterns:
        pattern = before + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from routes(each, pattern, inner)
        elif isinstance(each, URLPattern):
            name = f"{space}{each.name or ''}"
            yield Route(pattern, name, each.callback, _rule(each.callback, name))


def _rule(view: Any, name: str) -> Rule | None:
    """What the view declares, or what the settings say of a library's view."""
    found: Rule | None = getattr(view, "rule", None)
    if found is None:
        because = settings.OPEN_ROUTES.get(name)
        found = Rule(None, ("GET", "POST"), because) if because else None
    return found


def undeclared(app_configs: Any, **_: Any) -> list[Error]:
    """An error for each route that declares nothing: the service refuses to start."""
    return [
        Error(
            f"the route '{route.pattern}' ({route.name or 'no name'}) does not say who may use it",
            hint="put @needs(Can.…) or @open_to_anyone('why') on its view",
            id="oversight.E001",
        )
        for route in routes()
        if route.rule is None
    ]
