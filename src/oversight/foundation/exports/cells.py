"""Values as cells: words as people read them, and none that a spreadsheet would run. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.utils import timezone

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""What begins a formula in some spreadsheet: a cell of text never begins with one of these."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def text(value: Any) -> str:
    """A value in words: nothing for none, yes or no, days and moments so that they sort."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return local(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, frozenset)):
        return "; ".join(text(each) for each in value)
    return str(value)


def harmless(words: str) -> str:
    """Text that no spreadsheet takes for a formula, without the characters no spreadsheet can hold."""
    kept = f"'{words}" if words.startswith(RUNS) or words.lstrip().startswith(RUNS) else words
    return printable(kept)


def printable(words: str) -> str:
    """Text without control characters and broken halves of characters."""
    return _CONTROL.sub("", words).encode("utf-8", "replace").decode("utf-8")


def local(moment: datetime) -> datetime:
    """A moment on the clock of the wall, as spreadsheets know it."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment
