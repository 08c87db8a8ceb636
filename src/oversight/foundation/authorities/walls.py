"""The database's own walls, put up after every migration and never by hand.

For every ``TenantRow``: on PostgreSQL row-level security, forced, for the runtime role, and foreign keys
that carry the authority; on both databases a row can point only at rows of its own authority. For every
append-only table: triggers refuse to change, remove or truncate. They are made anew after each migration,
because a table that a migration rebuilds loses its triggers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from oversight.foundation.authorities import walls_postgresql, walls_sqlite
from oversight.foundation.authorities.models import TenantRow
from oversight.foundation.authorities.wall import Wall


def tenant_models() -> list[type[models.Model]]:
    """Every table that belongs to authorities, those of row history among them."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and (issubclass(model, TenantRow) or getattr(model, "history_of_tenant", False))
    ]


def same_authority(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Each column of a table that points at another authority's table, with that table."""
    tables = {each._meta.db_table for each in tenant_models()}
    for field in model._meta.concrete_fields:
        target = field.related_model
        if isinstance(field, models.ForeignKey) and getattr(field, "db_constraint", True):
            table = target._meta.db_table  # type: ignore[union-attr]
            if table in tables:
                yield field.column, table


def walls() -> list[Wall]:
    """What is to stand around each table."""
    return [
        Wall(
            model._meta.db_table,
            tuple(same_authority(model)),
            append_only=bool(getattr(model, "append_only", False)),
            by_person=getattr(model, "seen_by_person", None),
        )
        for model in tenant_models()
    ]


def statements(database: BaseDatabaseWrapper) -> list[str]:
    """The statements that put every wall up on a database."""
    if database.vendor == "postgresql":
        return walls_postgresql.statements(walls(), settings.RUNTIME_ROLE or "oversight_app")
    return walls_sqlite.statements(walls())


def put_up(sender: Any = None, using: str = "default", **_: Any) -> None:
    """Put up every wall whose table exists. Django calls it once all migrations of a run are done."""
    database = connections[using]
    there = set(database.introspection.table_names())
    with database.cursor() as cursor:
        for statement in statements(database):
            table = statement.split("/*")[1].split("*/")[0] if "/*" in statement else ""
            if not table or table in there:
                cursor.execute(statement)


def take_down(sender: Any = None, using: str = "default", plan: Sequence[Any] = (), **_: Any) -> None:
    """Take the triggers of SQLite down before migrations that are to run: SQLite changes a table by making it
    anew, and a trigger that names it would stand in the way. ``put_up`` puts them up when all are done.
    """
    database = connections[using]
    if database.vendor != "sqlite" or not plan:
        return
    with database.cursor() as cursor:
        cursor.execute("select name from sqlite_master where type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'drop trigger "{name}"')
