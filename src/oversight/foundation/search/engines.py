"""The databases' own full-text indexes over entries: made after every migration, asked through one door.

SQLite: an FTS5 table beside the entries, kept in step by triggers. PostgreSQL: two generated ``tsvector``
columns under one GIN index. Both hold the tokens that ``folding`` made, so that both find the same, and whose
they are: PostgreSQL by a token of its own, SQLite by a mark before every token. What others have never has to be
looked through, however common a word is. Two authorities whose marks were the same would cost a little time, and
nothing else: what is found here only ever narrows what a person may see.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connections, models
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from oversight.foundation.search import asking
from oversight.foundation.search.asking import Asked
from oversight.foundation.search.models import Entry

_TITLE, _BOTH = "title_index", "title_index words_index"
_COLUMNS = ("title_index", "words_index", "near_index")
_MARK = 8
"""So many figures of an authority's id stand before each of its tokens in SQLite."""


def _marked(row: str) -> str:
    """The columns of a row with the authority's mark before each token: ``larch house`` is ``5a…larch 5a…house``."""
    mark = f"substr({row}authority_id, 1, {_MARK})"
    return ", ".join(f"{mark} || replace({row}{column}, ' ', ' ' || {mark})" for column in _COLUMNS)


_NAMES = ", ".join(_COLUMNS)
_PUT = f"insert into search_found (rowid, {_NAMES}) values (new.number, {_marked('new.')});"
_TAKE = f"insert into search_found (search_found, rowid, {_NAMES}) values ('delete', old.number, {_marked('old.')});"

_MADE = {
    "search_found": f"create virtual table search_found using fts5({_NAMES}, "
    "content='', tokenize='unicode61 remove_diacritics 0')",
    "search_entry_put": f"create trigger search_entry_put after insert on search_entry begin {_PUT} end",
    "search_entry_changed": "create trigger search_entry_changed after update on search_entry "
    f"begin {_TAKE} {_PUT} end",
    "search_entry_taken": f"create trigger search_entry_taken after delete on search_entry begin {_TAKE} end",
}
"""SQLite's table and the triggers that keep it in step, by name, as its own catalogue keeps their texts."""

SQLITE = (
    "drop table if exists search_found",
    *(f"drop trigger if exists {name}" for name in _MADE if name != "search_found"),
    *_MADE.values(),
    f"insert into search_found (rowid, {_NAMES}) select number, {_marked('')} from search_entry",
)


def _array(column: str) -> str:
    return f"array_remove(string_to_array({column}, ' '), '')"


_NEARLY = "array_remove(string_to_array('~' || replace(near_index, ' ', ' ~'), ' '), '~')"
_WHOSE = "array['@' || authority_id::text]"
POSTGRESQL = (
    "alter table search_entry drop column if exists title_found, drop column if exists all_found",
    "alter table search_entry add column if not exists theirs_in_title tsvector "
    f"generated always as (array_to_tsvector({_WHOSE} || {_array('title_index')})) stored",
    "alter table search_entry add column if not exists theirs tsvector generated always as "
    f"(array_to_tsvector({_WHOSE} || {_array('title_index')} || {_array('words_index')} || {_NEARLY})) stored",
    "create index if not exists search_entry_theirs on search_entry using gin (theirs_in_title, theirs)",
)


def put_up(sender: Any = None, using: str = "default", **_: Any) -> None:
    """Make the index where the table is; Django calls it once all migrations of a run are done."""
    database = connections[using]
    if Entry._meta.db_table not in database.introspection.table_names():
        return
    with database.cursor() as cursor:
        if database.vendor == "sqlite" and _stands(cursor):
            return
        for statement in POSTGRESQL if database.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)


def _stands(cursor: Any) -> bool:
    """Whether SQLite has all of it already; a migration that made the table anew took the triggers with it."""
    cursor.execute("select name, sql from sqlite_master where name like 'search_%'")
    found = {name: text.casefold() for name, text in cursor.fetchall() if text}
    return all(found.get(name) == text.casefold() for name, text in _MADE.items())


def matching(rows: QuerySet[Entry], asked: Asked, whose: UUID, *, nearly: bool = False) -> QuerySet[Entry]:
    """The entries of an authority in which every word of a search is found: as typed or going on, or nearly so."""
    if connections[rows.db].vendor == "postgresql":
        said = asking.near_for_tsquery(asked) if nearly else asking.for_tsquery(asked)
        return rows.filter(_postgresql("theirs", said, whose))
    for_fts5 = asking.near_for_fts5 if nearly else asking.for_fts5
    return rows.filter(number__in=_sqlite(for_fts5(asked, _BOTH, mark_of(whose))))


def in_title(rows: QuerySet[Entry], asked: Asked, whose: UUID) -> QuerySet[Entry]:
    """The entries of an authority in whose title or reference every word of a search is found."""
    if connections[rows.db].vendor == "postgresql":
        return rows.filter(_postgresql("theirs_in_title", asking.for_tsquery(asked), whose))
    return rows.filter(number__in=_sqlite(asking.for_fts5(asked, _TITLE, mark_of(whose))))


def mark_of(whose: UUID) -> str:
    """What stands before each token of an authority in SQLite."""
    return whose.hex[:_MARK]


def _postgresql(column: str, said: str, whose: UUID) -> RawSQL:
    said = f"'@{whose}' & ({said})"
    return RawSQL(f"search_entry.{column} @@ %s::tsquery", [said], output_field=BooleanField())


def _sqlite(said: str) -> RawSQL:
    """The numbers of what the full-text table finds; only ever used as a filter of what a person may see."""
    return RawSQL(
        "select rowid from search_found where search_found match %s",
        [said],
        output_field=models.BigIntegerField(),
    )


def settle(using: str = "default") -> None:
    """After very much was written: have SQLite learn how its indexes are filled (PostgreSQL does by itself)."""
    if connections[using].vendor == "sqlite":
        with connections[using].cursor() as cursor:
            cursor.execute("analyze search_entry")
