"""The databases' own full-text indexes over entries: made after every migration, asked through one door.

SQLite: an FTS5 table beside the entries, kept in step by triggers. PostgreSQL: two generated ``tsvector``
columns under one GIN index. Both hold the tokens that ``folding`` made, so that both find the same.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, models
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from oversight.foundation.search import asking
from oversight.foundation.search.asking import Asked
from oversight.foundation.search.models import Entry

_TITLE, _BOTH = "title_index", "title_index words_index"
_COLUMNS = "title_index, words_index, near_index"
_NEW = "new.number, new.title_index, new.words_index, new.near_index"
_OLD = "old.number, old.title_index, old.words_index, old.near_index"
_PUT = f"insert into search_found (rowid, {_COLUMNS}) values ({_NEW});"
_TAKE = f"insert into search_found (search_found, rowid, {_COLUMNS}) values ('delete', {_OLD});"

SQLITE = (
    f"create virtual table if not exists search_found using fts5({_COLUMNS}, "
    "content='search_entry', content_rowid='number', tokenize='unicode61 remove_diacritics 0')",
    "drop trigger if exists search_entry_put",
    "drop trigger if exists search_entry_changed",
    "drop trigger if exists search_entry_taken",
    f"create trigger search_entry_put after insert on search_entry begin {_PUT} end",
    f"create trigger search_entry_changed after update on search_entry begin {_TAKE} {_PUT} end",
    f"create trigger search_entry_taken after delete on search_entry begin {_TAKE} end",
    "insert into search_found (search_found) values ('rebuild')",
)


def _array(column: str) -> str:
    return f"array_remove(string_to_array({column}, ' '), '')"


_NEARLY = "array_remove(string_to_array('~' || replace(near_index, ' ', ' ~'), ' '), '~')"
POSTGRESQL = (
    "alter table search_entry add column if not exists title_found tsvector "
    f"generated always as (array_to_tsvector({_array('title_index')})) stored",
    "alter table search_entry add column if not exists all_found tsvector generated always as "
    f"(array_to_tsvector({_array('title_index')} || {_array('words_index')} || {_NEARLY})) stored",
    "create index if not exists search_entry_found on search_entry using gin (title_found, all_found)",
)


def put_up(sender: Any = None, using: str = "default", **_: Any) -> None:
    """Make the index where the table is; Django calls it once all migrations of a run are done."""
    database = connections[using]
    if Entry._meta.db_table not in database.introspection.table_names():
        return
    with database.cursor() as cursor:
        for statement in POSTGRESQL if database.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)


def matching(rows: QuerySet[Entry], asked: Asked, *, nearly: bool = False) -> QuerySet[Entry]:
    """The entries in which every word of a search is found: as typed or going on, or nearly so."""
    if connections[rows.db].vendor == "postgresql":
        said = asking.near_for_tsquery(asked) if nearly else asking.for_tsquery(asked)
        return rows.filter(_postgresql("all_found", said))
    said = asking.near_for_fts5(asked, _BOTH) if nearly else asking.for_fts5(asked, _BOTH)
    return rows.filter(number__in=_sqlite(said))


def in_title(rows: QuerySet[Entry], asked: Asked) -> QuerySet[Entry]:
    """The entries in whose title or reference every word of a search is found."""
    if connections[rows.db].vendor == "postgresql":
        return rows.filter(_postgresql("title_found", asking.for_tsquery(asked)))
    return rows.filter(number__in=_sqlite(asking.for_fts5(asked, _TITLE)))


def _postgresql(column: str, said: str) -> RawSQL:
    return RawSQL(f"search_entry.{column} @@ %s::tsquery", [said], output_field=BooleanField())


def _sqlite(said: str) -> RawSQL:
    """The numbers of what the full-text table finds: of every authority, so only ever used as a filter."""
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
