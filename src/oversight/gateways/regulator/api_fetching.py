"""Fetching documents from the API into a file that ``read_file`` reads: one document a line, no names of people.

The file stands there whole or not at all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oversight.gateways.regulator.api_client import Document, Kind, RegulatorApi

NAMES_OF_PEOPLE = frozenset(
    {"personTitle", "personGivenName", "personFamilyName", "nominatedIndividual", "mainPartner"}
)
"""Keys whose values are personal data outside the open licence (cqc-data.md 0.10)."""

Progress = Callable[[int, int, str], None]
TELL_EVERY = 25


@dataclass(frozen=True, slots=True)
class Fetched:
    """How many documents are in the file, and the ids for which the API had none."""

    count: int
    missing: tuple[str, ...]


def without_names(document: Any) -> Any:
    """A document without names of people; that somebody is in post is kept, and with which role."""
    if isinstance(document, dict):
        return {key: without_names(each) for key, each in document.items() if key not in NAMES_OF_PEOPLE}
    if isinstance(document, list):
        return [without_names(each) for each in document]
    return document


def fetch(
    api: RegulatorApi, kind: Kind, ids: Iterable[str], into: Path, progress: Progress | None = None
) -> Fetched:
    """Fetch these documents into a file of lines. Raises ``RegulatorApiError``; then there is no file."""
    wanted, missing, count = list(dict.fromkeys(ids)), [], 0
    unfinished = into.with_name(f"{into.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8") as file:
            for at, key in enumerate(wanted):
                found = api.document(kind, key)
                missing += [] if found else [key]
                count += _written(file, found)
                _told(progress, at + 1, len(wanted), kind)
        os.replace(unfinished, into)
    finally:
        unfinished.unlink(missing_ok=True)
    return Fetched(count, tuple(missing))


def _written(file: Any, document: Document | None) -> int:
    if document is None:
        return 0
    file.write(json.dumps(without_names(document), ensure_ascii=False, separators=(",", ":")) + "\n")
    return 1


def _told(progress: Progress | None, done: int, total: int, kind: Kind) -> None:
    if progress and (done % TELL_EVERY == 0 or done == total):
        progress(done, total, f"Fetching from the regulator. {done:,} of {total:,} {kind}s.")
