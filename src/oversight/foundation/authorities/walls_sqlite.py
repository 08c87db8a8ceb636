"""The walls on SQLite: triggers. (Rows of other authorities are kept from sight by ``visible_to``.)"""

from __future__ import annotations

from collections.abc import Iterator

from oversight.foundation.authorities.wall import Wall


def statements(walls: list[Wall]) -> list[str]:
    """Drop and make every trigger; each statement names its table in a comment."""
    return [each for wall in walls for each in (*_own(wall), *_grows(wall))]


def _trigger(wall: Wall, name: str, when: str, body: str) -> Iterator[str]:
    yield f'drop trigger if exists "{name}" /*{wall.table}*/'
    yield f'create trigger "{name}" {when} on "{wall.table}" begin {body} end /*{wall.table}*/'


def _own(wall: Wall) -> Iterator[str]:
    for column, target in wall.points_at:
        for when in ("insert", "update"):
            body = (
                f"select raise(abort, 'a row can only point at rows of its own authority ({column})') "
                f'where new."{column}" is not null and not exists (select 1 from "{target}" t '
                f'where t.id = new."{column}" and t.authority_id = new.authority_id);'
            )
            yield from _trigger(wall, f"{wall.table}_{column}_own_{when}", f"before {when}", body)
    body = (
        "select raise(abort, 'a row never changes its authority') where new.authority_id <> old.authority_id;"
    )
    yield from _trigger(wall, f"{wall.table}_stays", "before update", body)


def _grows(wall: Wall) -> Iterator[str]:
    for event in ("update", "delete") if wall.append_only else ():
        body = f"select raise(abort, '{wall.table} is only ever added to');"
        yield from _trigger(wall, f"{wall.table}_no_{event}", f"before {event}", body)
