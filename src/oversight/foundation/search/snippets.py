"""The piece of a record in which a search was found, with the words that were found marked. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oversight.foundation.search.asking import Asked
from oversight.foundation.search.folding import near, spots

AROUND = 90
"""So many letters are shown on each side of the first word found."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether it was searched for."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """Where a search was found (``label``) and the text around it."""

    label: str
    pieces: tuple[Piece, ...]

    def __str__(self) -> str:
        return "".join(each.text for each in self.pieces)


def marked(text: str, asked: Asked) -> tuple[Piece, ...]:
    """A whole text with the words found in it marked."""
    return tuple(_pieces(text, list(_found(text, _wanted(asked))), 0, len(text)))


def snippet(words: str, asked: Asked) -> Snippet | None:
    """The line of ``label<TAB>text`` that answers best, around the first word found there."""
    wanted, best = _wanted(asked), None
    for line in words.split("\n"):
        label, _, text = line.partition("\t")
        hits = list(_found(text, wanted))
        if hits and (best is None or len(hits) > len(best[2])):
            best = (label, text, hits)
    if best is None:
        return None
    label, text, hits = best
    start, end = _window(text, hits[0][0])
    return Snippet(label, tuple(_pieces(text, hits, start, end)))


def _wanted(asked: Asked) -> set[str]:
    return {word for unit in asked.units for phrase in unit for word in phrase}


def _found(text: str, wanted: set[str]) -> Iterator[tuple[int, int]]:
    """Where the words of a search stand in a text."""
    for spot in spots(text):
        if any(token.startswith(word) or near(word, token) for token in spot.tokens for word in wanted):
            yield spot.start, spot.end


def _window(text: str, first: int) -> tuple[int, int]:
    """The part of a text around a place, from the start of a word to the end of one."""
    start, end = max(first - AROUND, 0), min(first + AROUND, len(text))
    if start:
        start = text.find(" ", start, first) + 1 or start
    if end < len(text):
        space = text.rfind(" ", first, end)
        end = space if space > first else end
    return start, end


def _pieces(text: str, hits: list[tuple[int, int]], start: int, end: int) -> Iterator[Piece]:
    if start:
        yield Piece("… ")
    place = start
    for first, last in hits:
        if first < place or last > end:
            continue
        if first > place:
            yield Piece(text[place:first])
        yield Piece(text[first:last], found=True)
        place = last
    if place < end:
        yield Piece(text[place:end])
    if end < len(text):
        yield Piece(" …")
