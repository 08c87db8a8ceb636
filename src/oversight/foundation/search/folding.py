"""Words as search compares them: without capitals, accents and punctuation. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST_TOKEN = 40
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼ＇"))
_TOKEN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W_]+(?:['’‘`´ʼ＇][^\W_]+)*")
_REFERENCE = re.compile(r"([a-z]{1,4})0*([0-9]+)")
_POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][a-z0-9]?) ([0-9][a-z]{2})\b")


class Spot(NamedTuple):
    """A word of a text: its tokens and where it stands."""

    tokens: tuple[str, ...]
    start: int
    end: int


def fold(text: str) -> str:
    """The text's tokens, one space between them."""
    return " ".join(tokens(text))


def tokens(text: str) -> list[str]:
    """The text's tokens: letters and figures only, small, without accents; ``Mary's`` is ``marys``."""
    return [each[:LONGEST_TOKEN] for each in _TOKEN.findall(_plain(text))]


def _plain(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    return "".join(each for each in spread if not unicodedata.combining(each)).casefold()


def spots(text: str) -> Iterator[Spot]:
    """The words of a text as they stand there, each with its tokens."""
    for found in _WORD.finditer(text):
        yield Spot(tuple(tokens(found.group())), found.start(), found.end())


def reference_key(text: str) -> str:
    """A reference however it is typed: ``S-0123``, ``s 123`` and ``S0123`` are all ``s123``."""
    joined = "".join(tokens(text))
    match = _REFERENCE.fullmatch(joined)
    return "".join(match.groups()) if match else joined


def is_reference(key: str) -> bool:
    """Whether a word is built as our references are: letters, then a number."""
    return _REFERENCE.fullmatch(key) is not None


def reference_tokens(reference: str) -> list[str]:
    """Every token a reference is found by, with and without its noughts."""
    found = tokens(reference)
    plain = [each.lstrip("0") for each in found if each.isdigit() and each.lstrip("0")]
    return [*found, *plain, "".join(found)[:LONGEST_TOKEN], reference_key(reference)[:LONGEST_TOKEN]]


def postcodes(folded: str) -> list[str]:
    """The postcodes of a folded text, each written as one word."""
    return ["".join(each) for each in _POSTCODE.findall(folded)]


@lru_cache(maxsize=20_000)
def near_forms(token: str) -> frozenset[str]:
    """The token, and what is left of it without each one letter.

    Two words that differ by one letter (left out, put in, changed, or changed places with its neighbour)
    always share such a form, so that one look-up finds them whatever the database.
    """
    if len(token) < 4 or any(each.isdigit() for each in token):
        return frozenset()
    return frozenset({token, *(token[:place] + token[place + 1 :] for place in range(len(token)))})


def near_index(words: Iterable[str], most: int = 60) -> str:
    """The near forms of so many words, as they are kept to be searched."""
    chosen = list(dict.fromkeys(words))[:most]
    return " ".join(sorted({form for each in chosen for form in near_forms(each)}))


def near(first: str, second: str) -> bool:
    """Whether two words are as good as the same: they share a near form."""
    return first == second or not near_forms(first).isdisjoint(near_forms(second))
