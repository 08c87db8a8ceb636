"""The walls on PostgreSQL: row-level security, keys that carry the authority, append-only triggers."""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

from oversight.foundation.authorities.wall import Wall

AUTHORITY = "nullif(current_setting('oversight.authority', true), '')::uuid"
PERSON = "nullif(current_setting('oversight.person', true), '')::uuid"

_REFUSE = """
create or replace function oversight_only_added_to() returns trigger language plpgsql as $$
begin raise exception '% is only ever added to', tg_table_name; end $$
"""


def statements(walls: list[Wall], role: str) -> list[str]:
    """Everything, so that it can be run again at any time; each names its table in a comment."""
    rights = [
        f"do $$ begin create role {role} nologin; exception when duplicate_object then null; end $$",
        f"grant usage on schema public to {role}",
        f"grant select, insert, update, delete on all tables in schema public to {role}",
        f"grant usage, select on all sequences in schema public to {role}",
        _REFUSE,
    ]
    return rights + [each for wall in walls for each in (*_security(wall), *_keys(wall), *_grows(wall, role))]


def _security(wall: Wall) -> Iterator[str]:
    own = f"authority_id = {AUTHORITY}"
    seen = f"({own} or {wall.by_person} = {PERSON})" if wall.by_person else own
    mark = f"/*{wall.table}*/"
    yield f'alter table "{wall.table}" enable row level security {mark}'
    yield f'alter table "{wall.table}" force row level security {mark}'
    yield f'drop policy if exists own_authority on "{wall.table}" {mark}'
    yield f'create policy own_authority on "{wall.table}" using ({seen}) with check ({own}) {mark}'


def _add(wall: Wall, name: str, what: str) -> str:
    """Add a constraint unless it stands already."""
    return (
        f"do $$ begin if not exists (select 1 from pg_constraint where conname = '{name}') then "
        f'alter table "{wall.table}" add constraint "{name}" {what}; end if; end $$ /*{wall.table}*/'
    )


def _short(*parts: str) -> str:
    """A name of at most 63 characters that stays the same."""
    whole = "_".join(parts)
    return whole if len(whole) < 60 else f"{whole[:48]}_{crc32(whole.encode()):08x}"


def _keys(wall: Wall) -> Iterator[str]:
    for _column, target in wall.points_at:
        yield _add(Wall(target), _short(target, "authority_row"), "unique (authority_id, id)")
    for column, target in wall.points_at:
        what = (
            f'foreign key (authority_id, "{column}") references "{target}" (authority_id, id) '
            "deferrable initially deferred"
        )
        yield _add(wall, _short(wall.table, column, "own"), what)


def _grows(wall: Wall, role: str) -> Iterator[str]:
    if not wall.append_only:
        return
    mark, name = f"/*{wall.table}*/", _short(wall.table, "grows")
    yield f'revoke update, delete, truncate on "{wall.table}" from {role} {mark}'
    for suffix, when in (("", "update or delete"), ("_all", "truncate")):
        level = "row" if not suffix else "statement"
        yield f'drop trigger if exists "{name}{suffix}" on "{wall.table}" {mark}'
        yield (
            f'create trigger "{name}{suffix}" before {when} on "{wall.table}" '
            f"for each {level} execute function oversight_only_added_to() {mark}"
        )
