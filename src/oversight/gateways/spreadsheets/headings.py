"""Which heading of a spreadsheet seems to be which column that is wanted, and what stands under it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence


def plain(heading: str) -> str:
    """A heading as it is compared: small letters and figures, one space between words."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", heading.casefold()).split())


def likely(headings: Sequence[str], names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The heading that each wanted column seems to have, by the column; each heading once.

    ``names`` are those a column is known by, the likeliest first.
    """
    here = {plain(each): each for each in reversed(headings)}
    found: dict[str, str] = {}
    for column, known_as in names.items():
        heading = next((here[plain(name)] for name in known_as if plain(name) in here), None)
        if heading is not None and heading not in found.values():
            found[column] = heading
    return found


def first_said(cells: Iterable[str], most: int = 3) -> str:
    """The first few different things said under a heading, so that a person can tell what it holds."""
    said = dict.fromkeys(text for each in cells if (text := each.strip()))
    return "; ".join(text[:40] for text in list(said)[:most])
