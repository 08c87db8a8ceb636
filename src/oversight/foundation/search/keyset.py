"""Pages of a list by where the last one ended, so that page 400 costs what the first does.

A page's link says on which row it ended (``after``) or began (``before``) and nothing of what the row holds;
its keys are looked up again. What is empty comes last, equal rows always stand in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, F, Model, Q, QuerySet, TextField
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Lower

Order = str | Combinable


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an order: what is compared, which way, and whether it may be empty."""

    expression: Any
    downwards: bool = False
    nullable: bool = True


def usual_keys(rows: QuerySet[Any]) -> list[Key]:
    """The keys of the order that rows have of their own."""
    return _keys(rows, rows.query.order_by or rows.model._meta.ordering, downwards=False, folded=False)


def keys_of(rows: QuerySet[Any], orders: Sequence[Order], *, downwards: bool) -> list[Key]:
    """The keys of some columns: text without regard to capitals, on every database alike."""
    return _keys(rows, orders, downwards=downwards, folded=True)


def _keys(rows: QuerySet[Any], orders: Iterable[Any], *, downwards: bool, folded: bool) -> list[Key]:
    found = [key for each in orders for key in _key(rows, each, downwards, folded)]
    return [*found, Key(F("pk"), nullable=False)]


def _key(rows: QuerySet[Any], order: Any, downwards: bool, folded: bool) -> list[Key]:
    if isinstance(order, OrderBy):
        return [Key(order.expression, downwards != bool(order.descending))]
    if not isinstance(order, str):
        return [Key(order, downwards)]
    name = order.removeprefix("-")
    turned = downwards != order.startswith("-")
    if name in rows.query.annotations:
        text = isinstance(rows.query.annotations[name].output_field, (CharField, TextField))
        return [Key(Lower(name) if folded and text else F(name), turned)]
    field, nullable = _field(rows.model, name)
    if field.is_relation and not folded:
        return [key for each in _through(field, name) for key in _key(rows, each, turned, folded)]
    text = isinstance(field, (CharField, TextField))
    return [Key(Lower(name) if folded and text else F(name), turned, nullable)]


def _through(field: Any, name: str) -> list[str]:
    """The order of rows by the row they belong to is that row's own."""
    orders = field.related_model._meta.ordering or ["pk"]
    return [f"{'-' if each.startswith('-') else ''}{name}__{each.removeprefix('-')}" for each in orders]


def _field(model: type[Model], name: str) -> tuple[Any, bool]:
    """The column a name leads to, and whether it may be empty."""
    nullable, field = False, None
    for step in name.split("__"):
        field = model._meta.pk if step == "pk" else _by_name(model, step)
        nullable = nullable or bool(getattr(field, "null", False))
        model = getattr(field, "related_model", None) or model
    return field, nullable


def _by_name(model: type[Model], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return next(each for each in model._meta.concrete_fields if each.attname == name)


def in_order(rows: QuerySet[Any], keys: Sequence[Key], *, backwards: bool = False) -> QuerySet[Any]:
    """The rows in order, or in the opposite of it."""
    return rows.order_by(
        *(
            OrderBy(each.expression, descending=each.downwards != backwards, **_empties(each, backwards))
            for each in keys
        )
    )


def _empties(key: Key, backwards: bool) -> dict[str, bool]:
    """Where empty values stand; not said of a column that has none, so that its index is of use."""
    return {"nulls_first" if backwards else "nulls_last": True} if key.nullable else {}


def beyond(
    rows: QuerySet[Any], keys: Sequence[Key], cursor: str, *, backwards: bool = False
) -> QuerySet[Any] | None:
    """The rows behind one (or before it, nearest first), in that order; ``None`` where there is no such row."""
    named = {f"key_{place}": each.expression for place, each in enumerate(keys)}
    if (pk := _pk(cursor)) is None:
        return None
    at = rows.order_by().filter(pk=pk).annotate(**named).values_list(*named).first()
    if at is None:
        return None
    found = rows.alias(**named).filter(_beyond(keys, at, backwards))
    return in_order(found, keys, backwards=backwards)


def _pk(cursor: str) -> UUID | int | None:
    try:
        return int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 19 else UUID(cursor)
    except ValueError:
        return None


def _beyond(keys: Sequence[Key], at: Sequence[Any], backwards: bool) -> Q:
    found, same = Q(pk__in=[]), Q()
    for place, (key, value) in enumerate(zip(keys, at, strict=True)):
        if (further := _further(f"key_{place}", key, value, backwards)) is not None:
            found |= same & further
        same &= Q(**({f"key_{place}__isnull": True} if value is None else {f"key_{place}": value}))
    first, value = keys[0], at[0]
    if first.nullable:
        return found
    test = "lte" if first.downwards != backwards else "gte"
    return Q(**{f"key_0__{test}": value}) & found


def _further(name: str, key: Key, value: Any, backwards: bool) -> Q | None:
    """The rows whose key is further on than a value; ``None`` where there cannot be any."""
    if value is None:
        return Q(**{f"{name}__isnull": False}) if backwards else None
    test = "lt" if key.downwards != backwards else "gt"
    further = Q(**{f"{name}__{test}": value})
    return further | Q(**{f"{name}__isnull": True}) if key.nullable and not backwards else further
