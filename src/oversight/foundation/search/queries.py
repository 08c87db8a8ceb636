"""Finding records, and the views of lists that a person may use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from oversight.foundation.authorities.actor import Actor, NotHere
from oversight.foundation.authorities.keeping import once_a_page
from oversight.foundation.search import asking, engines, registry
from oversight.foundation.search.asking import Asked
from oversight.foundation.search.folding import tokens
from oversight.foundation.search.models import Entry, SavedView
from oversight.foundation.search.ranking import Tier, tier
from oversight.foundation.search.snippets import Piece, Snippet, marked, snippet

PAGE_SIZE = 20
RANKED = 200
"""So many of the records found are put in order; those beyond are counted, and found by one more word."""


@dataclass(frozen=True, slots=True)
class Result:
    """A record that was found, and where: in its reference, its title, or under one of its labels."""

    kind: str
    kind_words: str
    reference: str
    title: str
    pieces: tuple[Piece, ...]
    url: str
    matched: str
    snippet: Snippet | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many records of a kind were found."""

    kind: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found. ``nearly``: nothing was found as typed, these are close to it."""

    text: str
    kind: str | None
    total: int
    everything: int
    kinds: tuple[KindCount, ...] = ()
    results: tuple[Result, ...] = ()
    page: int = 1
    pages: int = 1
    nearly: bool = False

    @property
    def heading(self) -> str:
        """How many results there are, in words."""
        number = f"{self.total:,} {'result' if self.total == 1 else 'results'}"
        return f"{number} {'close to' if self.nearly else 'for'} ‘{self.text}’"


def find(actor: Actor, text: str, kind: str | None = None, page: int = 1) -> Found:
    """What a person may see of what they search for: of their authority, and of kinds their role may find."""
    asked = asking.read(text, registry.alike(actor))
    if not asked:
        return Found(asked.text, None, 0, 0)
    rows, lines, nearly = _matched(findable(actor), asked, actor.authority_id)
    counts = _counts(rows) if len(lines) > RANKED else Counter(line.kind for line in lines)
    chosen = kind if kind in counts else None
    order = _in_order(rows, lines, asked, chosen, actor.authority_id)
    pages = max(-(-len(order) // PAGE_SIZE), 1)
    page = page if 1 <= page <= pages else 1
    shown = order[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    everything = sum(counts.values())
    total = counts[chosen] if chosen else everything
    results = tuple(_results(actor, shown, asked))
    return Found(asked.text, chosen, total, everything, _kinds(counts), results, page, pages, nearly)


def findable(actor: Actor) -> QuerySet[Entry]:
    """The entries a person may find at all.

    A role that sees a kind of record only after signing in again does not find it here; one that sees only
    assigned or own records finds those that name the person.
    """
    kinds = registry.kinds()
    rows = Entry.objects.visible_to(actor).filter(kind__in=[each.kind for each in kinds])
    if actor.everything:
        return rows
    able = {each.capability for each in kinds if actor.can(each.capability)}
    able = {each for each in able if not actor.needs_step_up(each)}
    freely = {each for each in able if actor.can_freely(each)}
    own = Q(capability__in=able - freely, people__contains=actor.person_id.hex)
    return rows.filter(Q(capability__in=freely) | own)


class Line(NamedTuple):
    """What is read of each record found, to put them in order."""

    id: UUID
    kind: str
    title: str
    reference_key: str
    updated_at: datetime


def _matched(rows: QuerySet[Entry], asked: Asked, whose: UUID) -> tuple[QuerySet[Entry], list[Line], bool]:
    """What matches as typed, or if nothing does, nearly: all of it, and its newest, one more than are ranked."""
    for nearly in (False, True):
        matched = engines.matching(rows, asked, whose, nearly=nearly)
        if lines := _newest(matched, RANKED + 1):
            return matched, lines, nearly
    return rows.none(), [], False


def _counts(rows: QuerySet[Entry]) -> Mapping[str, int]:
    """How many there are of each kind."""
    return dict(rows.order_by().values_list("kind").annotate(count=Count("pk")))


def _kinds(counts: Mapping[str, int]) -> tuple[KindCount, ...]:
    found = [each for each in registry.kinds() if each.kind in counts]
    return tuple(KindCount(each.kind, each.words[1], counts[each.kind]) for each in found)


def _in_order(
    rows: QuerySet[Entry], lines: list[Line], asked: Asked, kind: str | None, whose: UUID
) -> list[UUID]:
    """The ids of what was found, the best first; of very much, what its title answers comes before the rest."""
    if len(lines) > RANKED:
        chosen = rows.filter(kind=kind) if kind else rows
        newest = _newest(chosen, RANKED) if kind else lines[:RANKED]
        lines = _newest(chosen.filter(reference_key=asked.reference), PAGE_SIZE) if asked.reference else []
        lines += _newest(engines.in_title(chosen, asked, whose), RANKED)
        lines += newest[: max(RANKED - len(lines), 0)]
    once = {line.id: line for line in lines if kind in (None, line.kind)}
    return [line.id for line in sorted(once.values(), key=lambda line: _rank(line, asked))]


def _newest(rows: QuerySet[Entry], most: int) -> list[Line]:
    newest = rows.order_by("-updated_at", "id")[:most]
    return [Line(*each) for each in newest.values_list("id", "kind", "title", "reference_key", "updated_at")]


def _rank(line: Line, asked: Asked) -> tuple[Tier, float, str, str]:
    how = tier(asked, tokens(line.title), line.reference_key)
    return how, -line.updated_at.timestamp(), line.title, str(line.id)


def _results(actor: Actor, ids: Sequence[UUID], asked: Asked) -> list[Result]:
    rows = Entry.objects.visible_to(actor).in_bulk(list(ids))
    return [_result(rows[each], asked) for each in ids]


def _result(row: Entry, asked: Asked) -> Result:
    how = tier(asked, tokens(row.title), row.reference_key)
    title, where = marked(row.title, asked), snippet(row.words, asked)
    if how == Tier.REFERENCE:
        matched = "reference"
    elif any(each.found for each in title) or where is None:
        matched = "title"
    else:
        matched = where.label
    words = registry.index(row.kind).words[0]
    return Result(row.kind, words, row.reference, row.title, title, row.url, matched, where, row.updated_at)


# ------------------------------------------------------------------------------------- saved views
@once_a_page
def views_for(actor: Actor, path: str) -> list[SavedView]:
    """The views of a list that a person may use: their own, then the team's."""
    rows = SavedView.objects.visible_to(actor).filter(path=path)
    found = rows.filter(Q(owner_id=actor.person_id) | Q(shared=True)).select_related("owner")
    return sorted(found, key=lambda each: (each.owner_id != actor.person_id, each.name.casefold()))


def own_views(actor: Actor) -> list[SavedView]:
    """Every view a person keeps, list by list."""
    rows = SavedView.objects.visible_to(actor).filter(owner_id=actor.person_id)
    return list(rows.order_by("path", "name"))


def own_view(actor: Actor, view_id: UUID) -> SavedView:
    """One of a person's own views. Raises ``NotHere``."""
    found = SavedView.objects.visible_to(actor).filter(owner_id=actor.person_id, pk=view_id).first()
    if found is None:
        raise NotHere(str(view_id))
    return found


def default_address(actor: Actor, path: str, query: str) -> str | None:
    """Where a list opened without any filter leads: to the person's default view of it, if they have one."""
    if query:
        return None
    mine = [each for each in views_for(actor, path) if each.owner_id == actor.person_id and each.is_default]
    return mine[0].address if mine else None
