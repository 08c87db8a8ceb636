"""The databases' own full-text indexes over entries: made after every migration, asked through one door.

SQLite: an FTS5 table beside the entries, kept in step by triggers. PostgreSQL: two generated ``tsvector``
columns under one GIN index. Both hold the tokens that ``folding`` made, so that both find the same, and the
authority as a token of its own: what others have never has to be looked through.
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
_COLUMNS = "authority_id, title_index, words_index, near_index"
_NEW = "new.number, new.authority_id, new.title_index, new.words_index, new.near_index"
_OLD = "old.number, old.authority_id, old.title_index, old.words_index, old.near_index"
_PUT = f"insert into search_found (rowid, {_COLUMNS}) values ({_NEW});"
_TAKE = f"insert into search_found (search_found, rowid, {_COLUMNS}) values ('delete', {_OLD});"

SQLITE = (
    "drop table if exists search_found",
    f"create virtual table search_found using fts5({_COLUMNS}, "
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
        for statement in POSTGRESQL if database.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)


def matching(rows: QuerySet[Entry], asked: Asked, whose: UUID, *, nearly: bool = False) -> QuerySet[Entry]:
    """The entries of an authority in which every word of a search is found: as typed or going on, or nearly so."""
    if connections[rows.db].vendor == "postgresql":
        said = asking.near_for_tsquery(asked) if nearly else asking.for_tsquery(asked)
        return rows.filter(_postgresql("theirs", said, whose))
    said = asking.near_for_fts5(asked, _BOTH) if nearly else asking.for_fts5(asked, _BOTH)
    return rows.filter(number__in=_sqlite(said, whose))


def in_title(rows: QuerySet[Entry], asked: Asked, whose: UUID) -> QuerySet[Entry]:
    """The entries of an authority in whose title or reference every word of a search is found."""
    if connections[rows.db].vendor == "postgresql":
        return rows.filter(_postgresql("theirs_in_title", asking.for_tsquery(asked), whose))
    return rows.filter(number__in=_sqlite(asking.for_fts5(asked, _TITLE), whose))


def _postgresql(column: str, said: str, whose: UUID) -> RawSQL:
    said = f"'@{whose}' & ({said})"
    return RawSQL(f"search_entry.{column} @@ %s::tsquery", [said], output_field=BooleanField())


def _sqlite(said: str, whose: UUID) -> RawSQL:
    """The numbers of what the full-text table finds; only ever used as a filter of what a person may see."""
    said = f'authority_id : "{whose.hex}" AND ({said})'
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
