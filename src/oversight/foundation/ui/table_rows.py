"""The rows of a table as HTML: the one place where a cell is drawn, in Python because a list has hundreds.

A template draws everything around them. What is drawn often and depends on nothing but its own value (a mark,
a panel of filters) is drawn once and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from oversight.foundation.ui import words
from oversight.foundation.ui.marks import mark_of

SHORT = 14
"""A cell of so few letters, such as 24 Nov 2026, stays on one line."""
NOTHING = "–"
"""What a cell without a value shows."""


@lru_cache(maxsize=512)
def mark_html(kind: str, level: str, said: str = "") -> Markup:
    """A mark: word, shape and colour together."""
    look = mark_of(kind, level)
    hollow = " app-mark__shape--hollow" if look.hollow else ""
    return Markup(
        '<span class="app-mark app-mark--{}"><svg class="app-mark__shape{}" viewBox="0 0 20 20" width="16" '
        'height="16" aria-hidden="true" focusable="false"><path d="{}"/></svg>'
        '<span class="app-mark__word">{}</span></span>'
    ).format(look.tone, hollow, look.shape, said or look.words)


def table_rows(columns: Sequence[Any], rows: Sequence[Sequence[Any]], *, total: bool = False) -> Markup:
    """The rows of a table. ``columns`` have ``numeric`` and ``words``; ``total``: they are rows of sums."""
    same = set() if total else alike(rows)
    heads = [(each.numeric, escape(each.words)) for each in columns]
    opened = '<tr class="govuk-table__row app-table__total">' if total else '<tr class="govuk-table__row">'
    drawn = []
    for row in rows:
        row = [" " if each == "" else each for each in row] if total else row
        drawn.append(opened)
        drawn += [
            _cell(value, head, place == 0, same)
            for place, (value, head) in enumerate(zip(row, heads, strict=False))
        ]
        drawn.append("</tr>\n")
    return Markup("".join(drawn))  # every part is escaped or drawn here


def alike(rows: Iterable[Iterable[Any]]) -> set[Any]:
    """The words of links in a table that lead to more than one place: two services may have one name."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for value in row:
            if href := getattr(value, "href", "") or getattr(value, "url", ""):
                said = value.shown if hasattr(value, "shown") else value.words
                if isinstance(said, str):
                    found.setdefault(said, set()).add(href)
    return {said for said, hrefs in found.items() if len(hrefs) > 1}


def _cell(value: Any, head: tuple[bool, str], first: bool, same: set[Any]) -> str:
    """A cell; ``words`` of its column stand before it where rows are stacked on a narrow page."""
    shown, href, note = _parts(value)
    numeric, said = head
    inner = _shown(shown)
    if href:
        more = (
            f'<span class="govuk-visually-hidden"> ({escape(words.reference_of(href))})</span>'
            if shown in same
            else ""
        )
        inner = f'<a class="govuk-link" href="{escape(href)}">{inner}{more}</a>'
    if note:
        inner = f'{inner}<span class="app-table__second">{escape(note)}</span>'
    if first:
        look = f"govuk-table__header app-table__first{_width(shown, numeric, note)}"
        return f'<th scope="row" class="{look}">{inner}</th>'
    none = " app-table__none" if not note and (shown is None or shown == "") else ""
    return (
        f'<td class="govuk-table__cell{_width(shown, numeric, note)}{none}" data-words="{said}">{inner}</td>'
    )


def _width(shown: Any, numeric: bool, note: str) -> str:
    if numeric:
        return " govuk-table__cell--numeric"
    return " app-table__short" if isinstance(shown, str) and not note and len(shown) <= SHORT else ""


def _parts(value: Any) -> tuple[Any, str, str]:
    """What a cell shows, where it leads, its second line: plain values and links are cells too."""
    if hasattr(value, "shown"):
        return value.shown, getattr(value, "href", ""), getattr(value, "note", "")
    if hasattr(value, "words") and hasattr(value, "url"):
        return value.words, value.url, ""
    return value, "", ""


def _shown(value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, str):
        return escape(value)
    if hasattr(value, "level") and hasattr(value, "kind"):
        return mark_html(str(value.kind), str(value.level), str(getattr(value, "words", "") or ""))
    return escape(
        words.number(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
    )


@lru_cache(maxsize=512)
def once(macro: _Named, value: Any) -> Markup:
    """What a macro draws of a value, drawn once: for macros that read nothing but what they are given.

    ``value`` is frozen all the way down; another value, however little it differs, is drawn anew.
    """
    return Markup(macro.draws(value))  # a macro's own output is escaped already


class _Named:
    """A macro by its name and code, which stay the same where its template is loaded anew."""

    def __init__(self, macro: Any) -> None:
        self.name = (macro.name, getattr(getattr(macro, "_func", None), "__code__", None))
        self.draws: Callable[[Any], str] = macro

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Named) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


def drawn_once(macro: Any, value: Any) -> Markup:
    """For templates: ``{{ drawn_once(filter_panel, panel) }}``. What cannot be told apart for good is drawn anew."""
    try:
        return once(_Named(macro), value)
    except TypeError:
        return Markup(macro(value))
