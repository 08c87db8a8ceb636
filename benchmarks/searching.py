"""Search over 1,000,000 invented texts of 150 councils, for one council, against the bare index of the database.

Six kinds of query as in performance.md 4: a common word, two, three, a rare one, the start of a word, a phrase. The
service ranks what it finds and shows where; the bare index gives the newest twenty by one query written by hand.
``--quick`` is 20,000 texts.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from benchmarks.house import AT
from benchmarks.timing import ratio
from oversight.config import running

WORDS = 40_000
LENGTH = 35
KINDS = ("common word", "two words", "three words", "rare word", "start of a word", "phrase")


def main(arguments: list[str] | None = None) -> None:
    """Print how long each kind takes, by the service and bare."""
    arguments = sys.argv[1:] if arguments is None else arguments
    total, councils = (20_000, 3) if "--quick" in arguments else (1_000_000, 150)
    os.environ["OVERSIGHT_VAR"] = str(Path("var/benchmarks").resolve() / f"search-{total}")
    running.prepare(Namespace())
    from django.db import connection

    from oversight.foundation.search.models import Entry

    if Entry.objects.count() != total:
        begun = time.perf_counter()
        _fill(total, councils)
        print(f"filled in {time.perf_counter() - begun:.0f} s")
    print(f"{connection.vendor}, {Entry.objects.count():,} texts of {councils} councils")
    _measure(50 if total > 100_000 else 20)


def _word(chance: Random) -> str:
    """A word as often as words are: few very common, most rare."""
    return f"w{int(WORDS ** chance.random()):05d}x"


def _texts(chance: Random) -> Iterator[list[str]]:
    while True:
        yield [_word(chance) for _ in range(LENGTH)]


def _fill(total: int, councils: int) -> None:
    """The texts, each in a council in turn; without the service's own tokens of names, which are few beside these."""
    from django.db import transaction

    from oversight.foundation.authorities.bulk import put_rows
    from oversight.foundation.authorities.models import Authority
    from oversight.foundation.search import engines
    from oversight.foundation.search.models import Entry, random_number

    Entry.objects.all().delete()
    Authority.objects.all().delete()
    ids = [
        Authority.objects.create(slug=f"s{each}", name=f"Council {each}", created_at=AT).id
        for each in range(councils)
    ]
    names = ("number", "kind", "object_id", "reference", "title", "words", "url", "capability", "updated_at",
             "words_index", "authority_id")  # fmt: skip
    rows = (
        (random_number(), "service", uuid4(), f"S-{each:07d}", f"Text {each}", f"Notes\t{' '.join(text)}", "/", "register.see",
         AT + timedelta(seconds=each), " ".join(dict.fromkeys(text)), ids[each % councils])
        for each, text in enumerate(islice(_texts(Random(3)), total))
    )  # fmt: skip
    with transaction.atomic():
        put_rows(Entry, names, rows)
    engines.settle()


def _queries(number: int) -> dict[str, list[str]]:
    chance = Random(5)

    def common() -> str:
        return f"w{chance.randrange(1, 60):05d}x"

    def rare() -> str:
        return f"w{chance.randrange(20_000, WORDS):05d}x"

    made = {
        "common word": common, "two words": lambda: f"{common()} {common()}",
        "three words": lambda: f"{common()} {common()} {common()}", "rare word": rare,
        "start of a word": lambda: f"w{chance.randrange(100, 400):03d}", "phrase": lambda: f"{common()} {common()}",
    }  # fmt: skip
    return {kind: [made[kind]() for _ in range(number)] for kind in KINDS}


def _measure(number: int) -> None:
    from oversight.foundation.authorities.actor import Actor
    from oversight.foundation.authorities.models import Authority
    from oversight.foundation.authorities.tenancy import acting_for
    from oversight.foundation.search import queries

    authority = Authority.objects.get(slug="s0")
    actor = Actor(uuid4(), "The benchmark", authority.id, everything=True)
    ours: list[float] = []
    bare: list[float] = []
    for kind, texts in _queries(number).items():
        mine, theirs = [], []
        for text in texts:
            with acting_for(authority.id):
                mine.append(_took(lambda text=text: queries.find(actor, text)))
                theirs.append(_took(lambda text=text: _bare(authority, text)))
        ours, bare = ours + mine, bare + theirs
        print(f"  {kind:<18} ours {_two(mine)}   bare index {_two(theirs)}")
    print(
        ratio(
            f"median of all: ours {_two(ours)}, bare {_two(bare)}",
            statistics.median(ours) / statistics.median(bare),
            "2",
        )
    )
    print(ratio("95th percentile of all, milliseconds", statistics.quantiles(ours, n=20)[18], "50"))


def _bare(authority: Any, text: str) -> list[Any]:
    """The newest twenty of a council, by the index alone."""
    from django.db import connection

    from oversight.foundation.search import engines

    words = text.split()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            said = " & ".join([f"'@{authority.id}'", *(f"'{word}':*" for word in words)])
            cursor.execute(
                "select title, words, url, updated_at from search_entry where theirs @@ %s::tsquery and authority_id = %s "
                "order by updated_at desc limit 20", [said, str(authority.id)])  # fmt: skip
        else:
            said = " AND ".join(f'words_index : "{engines.mark_of(authority.id)}{word}"*' for word in words)
            cursor.execute(
                "select title, words, url, updated_at from search_entry where number in "
                "(select rowid from search_found where search_found match %s) order by updated_at desc limit 20",
                [said])  # fmt: skip
        return list(cursor.fetchall())


def _took(do: Any) -> float:
    begun = time.perf_counter()
    do()
    return (time.perf_counter() - begun) * 1000


def _two(found: list[float]) -> str:
    return f"{statistics.median(found):6.1f} ms, 95th {statistics.quantiles(found, n=20)[18]:6.1f}"


if __name__ == "__main__":
    main()
