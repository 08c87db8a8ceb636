"""Very many new rows at once: tuples straight into the table, without a model made of each.

On PostgreSQL rows are copied beside the table first and moved in from there: a table behind walls takes no COPY
(row-level security), and what is moved in is checked row by row as any other. On SQLite it is ``executemany``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

FEW = 200
"""Up to so many rows are written in one statement; a table beside the table is not worth it."""


def put_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write new rows; how many. ``names`` are columns, in the order of each row's values.

    Every column that is not named takes its default; each row is given an id. Raises ``RuntimeError`` outside a
    transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"rows of {model._meta.label} must be written in a transaction")
    fields = [_field(model, name) for name in names]
    given = {each.attname for each in fields}
    rest = [
        each for each in model._meta.concrete_fields if each.attname not in given and not each.primary_key
    ]
    ends = [each.get_default() for each in rest]
    columns = [model._meta.pk, *fields, *rest]
    lines = (_adapted((uuid4(), *row, *ends), turned) for turned in [_turned(columns)] for row in rows)
    first = list(islice(lines, FEW + 1))
    return _written(model, [str(each.column) for each in columns if each], first, lines)


def _field(model: type[models.Model], name: str) -> Any:
    return next(each for each in model._meta.concrete_fields if name in (each.name, each.attname))


def _written(model: type[models.Model], columns: list[str], first: list[Any], lines: Iterator[Any]) -> int:
    table, named = _quoted(model._meta.db_table), ", ".join(map(_quoted, columns))
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        if len(first) <= FEW or connection.vendor != "postgresql":
            count = 0
            for some in _batches(first, lines):
                cursor.executemany(f"insert into {table} ({named}) values ({marks})", some)
                count += len(some)
            return count
        return _copied(cursor, table, named, _all(first, lines))


def _copied(cursor: Any, table: str, named: str, lines: Iterable[Any]) -> int:
    cursor.execute(f"create temporary table beside on commit drop as select {named} from {table} limit 0")
    with cursor.copy(f"copy beside ({named}) from stdin") as copy:
        for line in lines:
            copy.write_row(line)
    cursor.execute(f"insert into {table} ({named}) select {named} from beside")
    count: int = cursor.rowcount
    cursor.execute("drop table beside")
    return count


def _all(first: list[Any], lines: Iterator[Any]) -> Iterator[Any]:
    yield from first
    yield from lines


def _batches(first: list[Any], lines: Iterator[Any]) -> Iterator[list[Any]]:
    some = first
    while some:
        yield some
        some = list(islice(lines, 5000))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


Turn = Callable[[Any], Any] | None


def _turned(columns: Sequence[Any]) -> list[Turn]:
    """How the values of each column are given to the database, where that is not as they are."""
    return [_turn(each) for each in columns]


def _turn(field: Any) -> Turn:
    if isinstance(field, models.JSONField):
        return lambda value: None if value is None else json.dumps(value, cls=DjangoJSONEncoder)
    if connection.vendor == "postgresql":
        return None
    kind = field.target_field if field.is_relation else field
    if isinstance(kind, models.UUIDField):
        return lambda value: value.hex if isinstance(value, UUID) else value
    if isinstance(kind, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(kind, models.DateField):
        return lambda value: value.isoformat() if isinstance(value, date) else value
    return None


def _adapted(row: Sequence[Any], turned: Sequence[Turn]) -> tuple[Any, ...]:
    return tuple(turn(value) if turn else value for turn, value in zip(turned, row, strict=True))
