"""The database's own walls, around every table and with rows of both councils in them (security.md T07, T20).

``tests/foundation/authorities/test_walls.py`` shows how a wall works, on one table. Here is that none is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, models, transaction

from oversight.foundation.authorities.models import TenantRow
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.authorities.walls import tenant_models
from tests.gates.planting import Planted

postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="row-level security is PostgreSQL's"
)
GROWING = [each for each in tenant_models() if getattr(each, "append_only", False)]


def count(model: type[models.Model], where: str = "true") -> int:
    """The rows the database shows, asked without Django's managers."""
    with connection.cursor() as cursor:
        cursor.execute(f'select count(*) from "{model._meta.db_table}" where {where}')
        return int(cursor.fetchone()[0])


def of(planted: Planted) -> str:
    """That a row is this council's, in SQL."""
    key = planted.council.authority.id
    return f"authority_id = '{key if connection.vendor == 'postgresql' else key.hex}'"


def held(ours: Planted, theirs: Planted) -> list[type[models.Model]]:
    """The tables in which both councils have rows."""
    return [each for each in tenant_models() if count(each, of(ours)) and count(each, of(theirs))]


def test_nearly_every_table_holds_rows_of_both_councils(ours: Planted, theirs: Planted) -> None:
    """What every test here rests on."""
    found = {each.__name__ for each in held(ours, theirs)}
    assert len(found) > 0.85 * len(tenant_models()), {each.__name__ for each in tenant_models()} - found


# ------------------------------------------------------------------------------------------- T07: row security


@postgresql
def test_no_table_shows_a_row_of_the_other_council_or_any_without_one(ours: Planted, theirs: Planted) -> None:
    tables, found = held(ours, theirs), []
    for each in tables:
        here = count(each, of(ours))
        with acting_for(ours.council.authority.id):
            if (shown := (count(each), count(each, of(theirs)))) != (here, 0):
                found.append(f"{each.__name__}: {shown}, not {here} and 0")
        with acting_for(None):
            if shown := count(each):
                found.append(f"{each.__name__}: {shown} without a council")
    assert found == []


@postgresql
def test_no_row_of_the_other_council_is_changed_removed_copied_or_put_in(
    ours: Planted, theirs: Planted
) -> None:
    found = []
    for each in held(ours, theirs):
        for said, sql in attacks(each, ours, theirs):
            touched = tried(ours, sql)
            if touched:
                found.append(f"{each.__name__} {said}: {touched} rows")
    assert found == []


def attacks(model: type[models.Model], ours: Planted, theirs: Planted) -> Iterator[tuple[str, str]]:
    """What somebody who could write SQL as the service would try on the other council's rows."""
    table, columns = model._meta.db_table, [each.column for each in model._meta.concrete_fields]
    names = ", ".join(f'"{each}"' for each in columns if each != "authority_id")
    yield "changed", f'update "{table}" set authority_id = authority_id where {of(theirs)}'
    yield "taken", f"update \"{table}\" set authority_id = '{ours.council.authority.id}' where {of(theirs)}"
    yield "given away", f"update \"{table}\" set authority_id = '{theirs.council.authority.id}'"
    yield "removed", f'delete from "{table}" where {of(theirs)}'
    yield "emptied", f'truncate "{table}" cascade'
    yield "copied", f'create temporary table stolen as select * from "{table}" where {of(theirs)}'
    yield (
        "put in",
        f'insert into "{table}" (authority_id, {names}) select \'{theirs.council.authority.id}\', {names} from "{table}"',
    )


def tried(ours: Planted, sql: str) -> int:
    """How many rows a statement touched, as the service acting for us; none where it is refused."""
    try:
        with transaction.atomic(), acting_for(ours.council.authority.id), connection.cursor() as cursor:
            cursor.execute(sql)
            touched = cursor.rowcount
            connection.set_rollback(True)
            return max(touched, 0)
    except DatabaseError:
        return 0


@postgresql
def test_the_attacks_would_touch_rows_where_the_walls_let_them(ours: Planted) -> None:
    """That a statement is well written: on one's own rows each that is allowed at all does something."""
    service = next(each for each in tenant_models() if each.__name__ == "Service")
    ran = {said: tried(ours, sql) for said, sql in attacks(service, ours, ours)}
    assert ran["changed"] > 0
    assert ran["copied"] > 0


@postgresql
def test_a_thousand_uses_of_one_connection_carry_nothing_over(ours: Planted, theirs: Planted) -> None:
    service = next(each for each in tenant_models() if each.__name__ == "Service")
    wanted = {each.mark: count(service, of(each)) for each in (ours, theirs)}
    for number in range(1000):
        here = (ours, theirs)[number % 2]
        with acting_for(here.council.authority.id):
            assert count(service) == wanted[here.mark]


@postgresql
def test_nothing_in_the_database_goes_around_the_walls(db: None) -> None:
    """No view, no function that runs as its owner, no power of the runtime role, and no table without its wall."""
    role = settings.RUNTIME_ROLE
    ours = "join pg_namespace n on n.oid = {}namespace where n.nspname = 'public'"
    asked = {
        "select relname from pg_class " + ours.format("rel") + " and relkind in ('v', 'm')": [],
        "select proname from pg_proc " + ours.format("pro") + " and prosecdef": [],
        f"select rolname from pg_roles where rolname = '{role}' and (rolsuper or rolbypassrls or rolcanlogin)": [],
        f"select tablename from pg_tables where schemaname = 'public' and tableowner = '{role}'": [],
    }
    with connection.cursor() as cursor:
        for sql, wanted in asked.items():
            cursor.execute(sql)
            assert [name for (name,) in cursor.fetchall()] == wanted, sql


# ------------------------------------------------------------------------------------- T20: only ever added to


def ways(model: type[models.Model], row: Any) -> Iterator[tuple[str, Any]]:
    """Every way in which a row could be changed or removed."""
    table, column = model._meta.db_table, model._meta.concrete_fields[-1]
    rows = model._base_manager.filter(pk=row.pk)

    def raw(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    yield "update", lambda: rows.update(**{column.attname: getattr(row, column.attname)})
    yield "bulk_update", lambda: model._base_manager.bulk_update([row], [column.name])
    yield "save", lambda: row.save(force_update=True)
    yield "delete", rows.delete
    yield "raw delete", lambda: rows._raw_delete(rows.db)
    yield "SQL update", lambda: raw(f'update "{table}" set "{column.column}" = "{column.column}"')
    yield "SQL delete", lambda: raw(f'delete from "{table}"')
    if connection.vendor == "postgresql":
        yield "truncate", lambda: raw(f'truncate "{table}" cascade')


def refused(do: Any) -> bool:
    """Whether the database itself refuses it."""
    try:
        with transaction.atomic():
            do()
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize("model", GROWING, ids=lambda each: each.__name__)
@pytest.mark.parametrize("as_service", [True, False], ids=["the service", "the owner"])
def test_what_is_only_added_to_is_never_changed(
    ours: Planted, model: type[TenantRow], as_service: bool
) -> None:
    with acting_for(ours.council.authority.id):
        row = model._base_manager.first()
    if row is None:
        pytest.fail(f"no {model.__name__} was planted")
    found = []
    for said, do in ways(model, row):
        with transaction.atomic():
            if as_service:
                with acting_for(ours.council.authority.id):
                    right = refused(do)
            else:
                right = refused(do)
        found += [] if right else [said]
    assert found == []


GROW = {"Event", "Acknowledgement", "Assessment", "Snapshot", "SnapshotRow", "LookUp", "Given", "Taken"}


def test_the_tables_that_only_grow_are_those_they_should_be() -> None:
    """The chain, who read a policy, what was worked out, what was frozen, every answer of a case, every position, and every history of a row."""
    histories = {each.__name__ for each in tenant_models() if each.__name__.startswith("Historical")}
    assert {each.__name__ for each in GROWING} == GROW | histories
    assert len(histories) > 10
