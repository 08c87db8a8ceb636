"""Asking once: what several parts of a page need to know is read once while that page is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")
ViewerT = TypeVar("ViewerT")


def once_a_page(query: Callable[Concatenate[ViewerT, P], T]) -> Callable[Concatenate[ViewerT, P], T]:
    """Have a query answered once for each page and each set of arguments.

    Only while a page is read: an action, a job or a form that was sent asks anew each time, since it may
    have changed the answer. What is given is not to be changed by whoever asked.
    """

    shape = signature(query)

    @wraps(query)
    def asked(viewer: ViewerT, *args: P.args, **more: P.kwargs) -> T:
        kept: dict[Any, Any] | None = getattr(viewer, "kept", None)
        if kept is None:
            return query(viewer, *args, **more)
        given = shape.bind(viewer, *args, **more)
        given.apply_defaults()
        key = (query.__module__, query.__qualname__, *(_plain(each) for each in given.args[1:]))
        if key not in kept:
            kept[key] = query(viewer, *args, **more)
        found: T = kept[key]
        return found

    return cast("Callable[Concatenate[ViewerT, P], T]", asked)


def _plain(value: Any) -> Any:
    """What is given, as a key: a list as a tuple."""
    return tuple(value) if isinstance(value, list) else value
