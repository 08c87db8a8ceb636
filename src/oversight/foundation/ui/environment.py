"""The Jinja2 environment of all pages: strict about what a template asks for, escaped, with our words.

The official components are written for an engine in which a missing attribute is nothing. They are compiled
in an environment of their own, in which it is; our templates import from them as if they were ours, and in
ours a missing attribute is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
)

from oversight.foundation.ui import marks, table_rows, words
from oversight.foundation.ui.fields import describe
from oversight.foundation.ui.pages import Page

OFFICIAL = "govuk_frontend_jinja"
FILTERS: dict[str, Callable[..., str]] = {
    "day": words.day,
    "short_day": words.short_day,
    "weekday_day": words.weekday_day,
    "clock": words.clock,
    "moment": words.moment,
    "number": words.number,
    "money": words.money,
    "plural": words.plural,
    "due_phrase": words.due_phrase,
    "due": words.due,
    "listed": words.listed,
    "lower_first": words.lower_first,
    "reference_of": words.reference_of,
}


class Official(BaseLoader):
    """Loads the official components, compiled in their own forgiving environment."""

    def __init__(self) -> None:
        self.components = Environment(
            loader=PrefixLoader({OFFICIAL: PackageLoader(OFFICIAL)}),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=ChainableUndefined,
            auto_reload=False,
        )

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        """A component, whichever environment asks for it."""
        if not name.startswith(f"{OFFICIAL}/"):
            raise TemplateNotFound(name)
        return self.components.get_template(name)


def environment(**options: Any) -> Environment:
    """The environment for Django's Jinja2 engine."""
    options |= {
        "autoescape": True,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "loader": ChoiceLoader([options["loader"], Official()]),
    }
    made = Environment(**options)
    made.filters |= FILTERS
    made.globals |= {
        "url": url,
        "static": static,
        "notes": notes,
        "bare_page": Page(),
        "describe": describe,
        "shape_of": marks.shape_of,
        "mark_html": table_rows.mark_html,
        "with_more": with_more,
        "table_rows": table_rows.table_rows,
        "drawn_once": table_rows.drawn_once,
    }
    return made


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page by its name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def notes(request: HttpRequest | None) -> list[str]:
    """What was done on the page before, to be said once."""
    if request is None or not hasattr(request, "_messages"):
        return []
    return [str(each) for each in get_messages(request)]


def with_more(params: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters of a component with others beside them."""
    return {**params, **more}
