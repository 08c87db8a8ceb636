"""A list page as an export, in three lines of a view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponseBase

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.exports.answering import answer
from oversight.foundation.exports.forms import MOST
from oversight.foundation.exports.sheets import Column, Kind, Sheet


class Heading(Protocol):
    """A column of a list, as far as an export needs it."""

    @property
    def key(self) -> str:
        """Its word in addresses."""

    @property
    def words(self) -> str:
        """Its heading."""

    @property
    def kind(self) -> Kind:
        """What its values are."""

    @property
    def sensitive(self) -> bool:
        """Whether it stays inside the council."""


class Exportable(Protocol):
    """A list that was read: ``search.lists.Listed`` is one."""

    @property
    def title(self) -> str:
        """What it is a list of."""

    @property
    def marking(self) -> str:
        """How it is marked."""

    @property
    def filters_in_words(self) -> str:
        """Which rows it shows."""

    def columns_exported(self, *, every: bool) -> Sequence[Heading]:
        """The columns shown, or every column this person may see."""

    def rows_exported(self, *, every: bool, own_only: bool, most: int) -> tuple[int, Iterable[Sequence[Any]]]:
        """How many rows there are, and their values; only the person's own where that is asked."""


def answer_list(request: HttpRequest, listed: Exportable, *, by: Actor, at: datetime) -> HttpResponseBase:
    """What ``answer`` gives for a list, with this view's columns or (``columns=all``) every column."""
    every = request.GET.get("columns") == "all"
    own_only = not by.can_freely(Can.EXPORTS_ROWS)
    columns = [
        Column(each.key, each.words, each.kind, each.sensitive)
        for each in listed.columns_exported(every=every)
    ]
    total, rows = listed.rows_exported(every=every, own_only=own_only, most=MOST)
    sheet = Sheet(
        listed.title, columns, rows, listed.marking, _filters(listed, own_only), at, total, own_only
    )
    return answer(request, sheet, by=by, at=at)


def _filters(listed: Exportable, own_only: bool) -> str:
    said = [listed.filters_in_words, "Only records of the person who exported it" if own_only else ""]
    return "; ".join(each for each in said if each)
