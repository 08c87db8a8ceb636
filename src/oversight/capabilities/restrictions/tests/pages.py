"""The pages of restrictions for the gates in the browser (``tests/browser/brought.py`` says how)."""

from __future__ import annotations

PAGES = (
    ("restrictions:restricted", "qm", "/restrictions/"),
    ("restrictions:restricted", "pl", "/restrictions/?position=embargo", "page", "some of them"),
)
"""Route, who looks, address; then, where they differ: what kind of answer, which case of the page, the status."""

KNOWN = {}
"""What the names in braces look like."""


def prepare(it):
    """The demo has restrictions already."""
