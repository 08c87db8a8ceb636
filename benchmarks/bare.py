"""A bare page to measure against: one query written by hand, one Jinja2 template, no sign-in and no permissions.

It gives the very bytes of a page of the service's: what stands around the rows is text, the rows are drawn by a
plain loop from the tuples of the query.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

ENVIRONMENT = Environment(autoescape=True)
CELL = re.compile(r"(<t[hd][^>]*>)(.*?)(</t[hd]>)", re.DOTALL)


@dataclass(frozen=True)
class Bare:
    """A page made in the barest way: its queries, and a template that gives as many bytes as the service's page."""

    queries: tuple[tuple[str, tuple[Any, ...]], ...]
    template: Any

    @classmethod
    def like(cls, page: str, queries: tuple[tuple[str, tuple[Any, ...]], ...]) -> Bare:
        """A bare page of the size of one of the service's; its first query gives the rows of the first table."""
        head, body, tail = _around(page)
        rows = body.split("</tr>")[:-1]
        drawn = _row(rows[0]) if rows else ""
        text = f"{_raw(head)}{{% for row in rows %}}{drawn}</tr>{{% endfor %}}{_raw(tail)}"
        return cls(queries, ENVIRONMENT.from_string(text))

    def draw(self, ask: Callable[[str, tuple[Any, ...]], list[Any]]) -> str:
        """The page, from the database's answers."""
        answers = [ask(*each) for each in self.queries]
        drawn: str = self.template.render(rows=answers[0])
        return drawn


def _around(page: str) -> tuple[str, str, str]:
    head, opened, rest = page.partition("<tbody")
    if not opened:
        return page, "", ""
    body, closed, tail = rest.partition("</tbody>")
    return head + opened, body, closed + tail


def _row(row: str) -> str:
    """A row as a template: each cell shows a column of the query."""
    count = iter(range(100))
    return CELL.sub(lambda cell: f"{_raw(cell[1])}{{{{ row[{next(count)}] }}}}{cell[3]}", row)


def _raw(text: str) -> str:
    return "{% raw %}" + text + "{% endraw %}"
