"""Keeping what can be found in step with the records; called inside the transaction of the deed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from uuid import UUID

from oversight.foundation.authorities.models import Viewer
from oversight.foundation.search import engines, registry
from oversight.foundation.search.folding import (
    fold,
    near_index,
    postcodes,
    reference_key,
    reference_tokens,
    tokens,
)  # fmt: skip
from oversight.foundation.search.models import Entry
from oversight.foundation.search.registry import Indexed

_BATCH, _LONGEST_WORDS, _MOST_TOKENS = 500, 50_000, 5_000
_WRITTEN = [
    "reference", "reference_key", "title", "words", "url", "capability", "people", "updated_at",
    "title_index", "words_index", "near_index",
]  # fmt: skip


def put(*entries: Indexed, by: Viewer, at: datetime) -> None:
    """Have records found as they now stand: those known are changed, the others added."""
    last = {(each.kind, each.object_id): each for each in entries}
    rows = [_row(each, by, at) for each in last.values()]
    Entry.objects.bulk_create(
        rows, batch_size=_BATCH, update_conflicts=True, update_fields=_WRITTEN,
        unique_fields=["authority", "kind", "object_id"],
    )  # fmt: skip


def forget(kind: str, *object_ids: UUID, by: Viewer) -> None:
    """Have records of a kind found no more."""
    Entry.objects.visible_to(by).filter(kind=kind, object_id__in=object_ids).delete()


def rebuild(*, by: Viewer, at: datetime) -> int:
    """Make an authority's index anew from every kind that is registered. Gives how many records it holds."""
    Entry.objects.visible_to(by).delete()
    count = 0
    for kind in registry.kinds():
        rows = iter(kind.rows(by))
        while batch := list(islice(rows, _BATCH)):
            put(*batch, by=by, at=at)
            count += len(batch)
    engines.settle()
    return count


def _row(entry: Indexed, by: Viewer, at: datetime) -> Entry:
    """An entry with everything it is found by."""
    words = _lines(entry.words)
    title = _unique([*tokens(entry.title), *reference_tokens(entry.reference)])
    rest = _rest(entry.words)
    return Entry(
        authority_id=by.authority_id, kind=entry.kind, object_id=entry.object_id,
        reference=entry.reference, reference_key=reference_key(entry.reference)[:60],
        title=_clean(entry.title)[:300], words=words, url=entry.url,
        capability=registry.index(entry.kind).capability,
        people=" ".join(each.hex for each in entry.people), updated_at=entry.updated_at or at,
        title_index=" ".join(title), words_index=" ".join(rest), near_index=near_index([*title, *rest]),
    )  # fmt: skip


def _lines(words: Mapping[str, str]) -> str:
    """The texts an entry is found by, each on a line behind its label."""
    lines = [f"{label}\t{' '.join(_clean(text).split())}" for label, text in words.items() if text]
    return "\n".join(lines)[:_LONGEST_WORDS]


def _rest(words: Mapping[str, str]) -> list[str]:
    folded = [fold(_clean(text)[:_LONGEST_WORDS]) for text in words.values() if text]
    return _unique(token for text in folded for token in (*text.split(), *postcodes(text)))


def _unique(found: Iterable[str]) -> list[str]:
    return list(islice((each for each in dict.fromkeys(found) if each), _MOST_TOKENS))


def _clean(text: str) -> str:
    return text.replace("\0", " ")
