"""What was asked: the words of a search, with the other words that mean the same. Pure.

Whatever people type is words: quotes, brackets and operators mean nothing, so no search can be malformed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from oversight.foundation.search.folding import is_reference, near_forms, reference_key, tokens

Phrase = tuple[str, ...]
MOST_WORDS, LONGEST_TEXT = 8, 300


@dataclass(frozen=True, slots=True)
class Asked:
    """A search. Every unit must be found; a unit is found when all words of one of its phrases are.

    ``text`` is what was typed, for people; ``phrase`` its own words; ``reference`` what it would be as one.
    """

    text: str
    phrase: Phrase
    units: tuple[tuple[Phrase, ...], ...]
    reference: str

    def __bool__(self) -> bool:
        return bool(self.units)


def read(text: str, alike: Iterable[Iterable[str]] = ()) -> Asked:
    """What was asked, from what was typed; ``alike`` are groups of words that mean the same."""
    typed = " ".join(text.replace("\0", " ").split())[:LONGEST_TEXT]
    phrase = tuple(tokens(typed)[:MOST_WORDS])
    reference = reference_key(typed)
    if is_reference(reference):
        return Asked(typed, phrase, ((phrase, (reference,)),), reference)
    return Asked(typed, phrase, tuple(_units(phrase, _groups(alike))), reference)


def _groups(alike: Iterable[Iterable[str]]) -> list[list[Phrase]]:
    """The groups in tokens, the longest phrases first."""
    found = []
    for group in alike:
        phrases = {tuple(tokens(words)) for words in group} - {()}
        if len(phrases) > 1:
            found.append(sorted(phrases, key=lambda each: (-len(each), each)))
    return found


def _units(phrase: Phrase, groups: Sequence[Sequence[Phrase]]) -> Iterator[tuple[Phrase, ...]]:
    """The words one by one; where some of them are a known phrase, that phrase or one that means the same."""
    place = 0
    while place < len(phrase):
        length, others = _known(phrase[place:], groups)
        own = phrase[place : place + length]
        yield (own, *(each for each in others if each != own))
        place += length


def _known(rest: Phrase, groups: Sequence[Sequence[Phrase]]) -> tuple[int, list[Phrase]]:
    """How many words at the start are a known phrase, and everything that means the same."""
    length = max((len(each) for group in groups for each in group if rest[: len(each)] == each), default=1)
    same = [group for group in groups if rest[:length] in group]
    return length, list(dict.fromkeys(each for group in same for each in group))


# ------------------------------------------------------------------ as the databases read it
def expression(asked: Asked, word: Callable[[str], str], both: str, either: str) -> str:
    """The search as a database reads it, with its own words for 'and' and 'or'."""

    def phrase(words: Phrase) -> str:
        return f"({both.join(word(each) for each in words)})"

    return both.join(f"({either.join(phrase(each) for each in unit)})" for unit in asked.units)


def for_fts5(asked: Asked, columns: str, mark: str = "") -> str:
    """The search in the words of SQLite's FTS5, in some columns: every word may go on. ``mark`` begins each token."""
    said = expression(asked, f'"{mark}{{}}"*'.format, " AND ", " OR ")
    return f"{{{columns}}} : ({said})"


def for_tsquery(asked: Asked) -> str:
    """The search in the words of PostgreSQL's ``tsquery``: every word may go on."""
    return expression(asked, "'{}':*".format, " & ", " | ")


def near_for_fts5(asked: Asked, columns: str, mark: str = "") -> str:
    """The search with every word as typed or nearly so, for FTS5."""
    said = []
    for token, forms in _near(asked):
        close = " OR ".join(map(f'"{mark}{{}}"'.format, forms))
        said.append(f'({{{columns}}} : "{mark}{token}"*' + (f" OR near_index : ({close}))" if forms else ")"))
    return " AND ".join(said)


def near_for_tsquery(asked: Asked) -> str:
    """The search with every word as typed or nearly so, for ``tsquery``; near forms begin with a tilde."""
    said = [" | ".join([f"'{token}':*", *map("'~{}'".format, forms)]) for token, forms in _near(asked)]
    return " & ".join(f"({each})" for each in said)


def _near(asked: Asked) -> Iterator[tuple[str, list[str]]]:
    for token in asked.phrase:
        yield token, sorted(near_forms(token))
