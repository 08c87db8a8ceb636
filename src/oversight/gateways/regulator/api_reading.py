"""Careful access to API documents: what is absent or of another type reads as nothing; words are checked.

Keys that are not known here are ignored, because the API grows; names of people are never looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from oversight.gateways.regulator.cells import clean
from oversight.gateways.regulator.dates import DayOrder, UnclearDates, clear_date, read_column
from oversight.gateways.regulator.judgements import UNKNOWN_WORD, Judged
from oversight.gateways.regulator.records import Problem

Document = dict[str, Any]
_cleaned = lru_cache(maxsize=1 << 14)(clean)  # documents repeat few words many times


def text(document: Document, key: str) -> str:
    """A string of a document, cleaned; ``""`` where it is absent or no string."""
    value = document.get(key)
    return _cleaned(value) if isinstance(value, str) else ""


def block(document: Document, key: str) -> Document:
    """An object of a document; an empty one where it is absent or something else."""
    value = document.get(key)
    return value if isinstance(value, dict) else {}


def blocks(document: Document, key: str) -> Iterator[Document]:
    """The objects of a list in a document."""
    value = document.get(key)
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict):
            yield each


class Reading:
    """What is worked out over all documents of a file: the order of its dates, and its problems.

    API dates are mostly ISO, but real documents of 2021 have ``04/11/2013`` in one field and ISO in the
    next. Each field is a column: the first pass reads what has one reading only and collects the rest;
    ``decide`` then settles each field, and a second pass reads with what was found.
    """

    def __init__(self, file: str, stated: DayOrder | dict[str, DayOrder] | None = None):
        self.file = file
        self.problems: list[Problem] = []
        self.row = 0
        self._stated = stated
        self._days: dict[tuple[str, str], date | None] = {}
        self._unclear: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._words: dict[str, Judged] = {}

    def report(self, column: str, value: str, message: str) -> None:
        """A problem with the document being read."""
        self.problems.append(Problem(self.file, self.row, column, value, message))

    def judged(self, column: str, said: str) -> Judged:
        """A published rating word, reported where it is none that the regulator is known to use."""
        word = self._words.get(said)
        if word is None:
            word = self._words[said] = Judged(said)
        if not word.known:
            self.report(column, said, UNKNOWN_WORD)
        return word

    def day(self, document: Document, key: str) -> date | None:
        """A date of a document; ``None`` where it is absent or (yet) unclear."""
        said = text(document, key)
        if not said:
            return None
        found = self._days.get((key, said), _MISSING)
        if found is _MISSING:
            found = self._days[key, said] = clear_date(said)
            if found is None:
                self._unclear[key][said] = self.row
        return found if isinstance(found, date) else None

    def decide(self) -> bool:
        """Settle the dates that were unclear; whether any were, so that a second pass is needed.

        A field whose order nothing settles is no reason to refuse whole documents: its dates are left out
        and a problem says so. The dates of ratings are ISO in every document seen.
        """
        pending, self._unclear = self._unclear, defaultdict(dict)
        if pending:
            self.problems = []
        for key, said in pending.items():
            self._decide_field(key, said)
        return bool(pending)

    def _decide_field(self, key: str, said: dict[str, int]) -> None:
        stated = self._stated.get(key) if isinstance(self._stated, dict) else self._stated
        try:
            column = read_column(said, stated)
        except UnclearDates as unclear:
            message = f"the dates {unclear}; they are left out"
            self.problems.append(Problem(self.file, 0, key, next(iter(said)), message))
            return
        for words in column.unreadable:
            message = "not a date that can be read; left out: check the document"
            self.problems.append(Problem(self.file, said[words], key, words, message))
        self._days.update({(key, words): day for words, day in column.found.items()})


_MISSING: Any = object()
