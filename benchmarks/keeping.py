"""What is stored: a first load, next month's file, one change, and every service worked out again.

Against raw ``COPY`` (PostgreSQL) or ``executemany`` (SQLite) of the same tuples into tables with the same indexes, a
bare insert and commit, and one raw reading-out of the facts. Everything is rolled back.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from benchmarks import house
from benchmarks.timing import ratio


def main(arguments: list[str] | None = None) -> None:
    """Print every ratio."""
    size = house.ready(sys.argv[1:] if arguments is None else arguments)
    _files(size)
    _one_change()
    _all_again()


def _timed(work: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each, interleaved, each in a transaction that is rolled back; a first round is left out."""
    from django.db import transaction

    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds + 1):
        for name, do in work.items():
            gc.collect()
            with transaction.atomic():
                begun = time.perf_counter()
                do()
                seconds[name].append(time.perf_counter() - begun)
                transaction.set_rollback(True)
    return {name: statistics.median(found[1:]) for name, found in seconds.items()}


# ------------------------------------------------------------------------------------- a first load, next month's


def _files(size: house.Size) -> None:
    """All locations and ratings in one empty council: kept by the service, and written raw."""
    from django.db import transaction

    from oversight.capabilities.regulator.actions.saving import keep_records
    from oversight.foundation.authorities.models import Authority

    total = size.councils * size.services
    authority = Authority.objects.get(slug=f"c{size.councils}")
    lines = [
        ("", f"House {each}", "residential_home", "cqc", f"1-8{each:08d}", "Town", "ZZ1 1AA")
        for each in range(total)
    ]
    first = {each.id: each for each in house.records(lines, Random(1))}
    changed = _changed(first)
    plan, again = house.plan(first), house.plan({**first, **changed}, first)
    edition = house.edition(authority)
    locations, ratings = _tuples(first, authority, edition)

    def monthly() -> None:
        keep_records(edition, again, house.AT.date())

    with _raw_tables() as raw:
        found = _timed(
            {
                "load": lambda: keep_records(edition, plan, house.AT.date()),
                "raw": lambda: raw(locations, ratings),
            },
            rounds=3 if total > 10_000 else 7,
        )
        with transaction.atomic():
            keep_records(edition, plan, house.AT.date())
        found |= _timed({"monthly": monthly}, rounds=3 if total > 10_000 else 7)
    _forget(edition)
    print(
        ratio(
            f"first load of {len(ratings):,} ratings / raw, same indexes ({found['raw']:.2f} s)",
            found["load"] / found["raw"],
            "1.5",
        )
    )
    print(ratio("next month's file, 2 % changed / that raw load", found["monthly"] / found["raw"], "0.5"))


def _changed(first: dict[str, Any]) -> dict[str, Any]:
    """Two in a hundred locations with another overall rating."""
    from dataclasses import replace

    found = {}
    for key in list(first)[::50]:
        each = first[key]
        overall = replace(each.ratings["Overall", "overall"], rating="inadequate", said="Inadequate, again")
        found[key] = replace(each, ratings=each.ratings | {("Overall", "overall"): overall})
    return found


def _tuples(records: dict[str, Any], authority: Any, edition: Any) -> tuple[list[Any], list[Any]]:
    from oversight.capabilities.regulator.actions.saving import _columns, _new_ratings

    on = house.AT.date()
    locations = [(key, *_columns(each), edition.id, on, authority.id) for key, each in records.items()]
    plan = house.plan(records)
    new = _new_ratings(plan, {key: list(each.ratings) for key, each in records.items()})
    ratings = [(*each, edition.id, on, authority.id) for each in new]
    return locations, ratings


@contextmanager
def _raw_tables() -> Iterator[Callable[[list[Any], list[Any]], None]]:
    """Tables with the same columns and indexes, and a function that fills them raw."""
    from django.db import connection

    from oversight.capabilities.regulator.actions.saving import COLUMNS, RATED
    from oversight.capabilities.regulator.models import Location, Rated

    wanted = {
        Location: ("location_id", *COLUMNS, "since_id", "since_on", "authority_id"),
        Rated: ("location_id", "group", "question", *RATED, "since_id", "since_on", "authority_id"),
    }
    with connection.cursor() as cursor:
        for model in wanted:
            _twin(cursor, model._meta.db_table)

    def fill(locations: list[Any], ratings: list[Any]) -> None:
        for model, rows in zip(wanted, (locations, ratings), strict=True):
            _fill(model, wanted[model], rows)

    try:
        yield fill
    finally:
        with connection.cursor() as cursor:
            for model in wanted:
                cursor.execute(f"drop table raw_{model._meta.db_table}")


def _twin(cursor: Any, table: str) -> None:
    """A table like another, with its indexes, without its walls and its links."""
    from django.db import connection

    cursor.execute(f"drop table if exists raw_{table}")
    if connection.vendor == "postgresql":
        cursor.execute(f"create table raw_{table} (like {table} including all)")
        return
    cursor.execute("select sql from sqlite_master where type = 'table' and name = %s", [table])
    cursor.execute(cursor.fetchone()[0].replace(f'"{table}"', f'"raw_{table}"', 1))
    cursor.execute(
        "select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name = %s",
        [table],
    )
    for name, sql in cursor.fetchall():
        cursor.execute(
            sql.replace(f'"{name}"', f'"raw_{name}"', 1).replace(f'"{table}"', f'"raw_{table}"', 1)
        )


def _fill(model: Any, names: tuple[str, ...], rows: list[Any]) -> None:
    """The rows as fast as the database takes them."""
    from uuid import uuid4

    from django.db import connection

    from oversight.foundation.authorities import bulk

    fields = [bulk._field(model, name) for name in names]
    rest = [each for each in model._meta.concrete_fields if each not in fields and not each.primary_key]
    columns = [model._meta.pk, *fields, *rest]
    turned = bulk._turned(columns)
    ends = [each.get_default() for each in rest]
    lines = (bulk._adapted((uuid4(), *row, *ends), turned) for row in rows)
    named = ", ".join(connection.ops.quote_name(each.column) for each in columns)
    table = f"raw_{model._meta.db_table}"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"copy {table} ({named}) from stdin") as copy:
                for line in lines:
                    copy.write_row(line)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"insert into {table} ({named}) values ({marks})", lines)


def _forget(edition: Any) -> None:
    from oversight.capabilities.regulator.models import Location, Rated

    for kind in (Location, Rated):
        kind.objects.filter(since=edition).delete()
    edition.delete()


# -------------------------------------------------------------------------------------- one change, and all again


def _one_change() -> None:
    """From a change of a service to its new result, both committed; against a bare insert and commit."""
    from django.db import transaction

    from oversight.capabilities.register.models import Service
    from oversight.capabilities.risk import actions as risk
    from oversight.foundation.authorities.actor import Actor
    from oversight.foundation.authorities.models import Authority, Counter

    authority = Authority.objects.get(slug="c0")
    by, seconds = Actor.system(authority.id, "The benchmark"), {"ours": [], "bare": []}
    for each in range(40):
        service = Service.objects.filter(authority=authority).order_by("reference")[each]
        begun = time.perf_counter()
        with transaction.atomic():
            Service.objects.filter(pk=service.pk).update(beds=(service.beds or 10) + 1)
            risk.work_out(cause="A change", by=by, at=house.AT, only={service.reference})
        seconds["ours"].append(time.perf_counter() - begun)
        begun = time.perf_counter()
        with transaction.atomic():
            kept = Counter.objects.create(authority=authority, letter=f"Z{each}", last=1)
        seconds["bare"].append(time.perf_counter() - begun)
        kept.delete()
    ours, bare = (statistics.median(seconds[name]) * 1000 for name in ("ours", "bare"))
    print(
        ratio(
            f"one change to its stored result ({ours:.1f} ms) / insert and commit ({bare:.2f} ms)",
            ours / bare,
            "3",
        )
    )


def _all_again() -> None:
    """Every service worked out again as it is each night, against one raw reading-out of the facts."""
    from django.db import connection

    from oversight.capabilities.risk import actions as risk
    from oversight.foundation.authorities.actor import Actor
    from oversight.foundation.authorities.models import Authority

    councils = [each for each in Authority.objects.all() if not each.name.startswith("The Region")]

    def again() -> None:
        for each in councils:
            risk.work_out(cause="A day passed", by=Actor.system(each.id), at=house.AT)

    def read_out() -> None:
        with connection.cursor() as cursor:
            for table in ("register_service", "regulator_location", "regulator_rated"):
                if connection.vendor == "postgresql":
                    with cursor.copy(f"copy {table} to stdout") as copy:
                        for _ in copy:
                            pass
                else:
                    cursor.execute(f"select * from {table}")
                    cursor.fetchall()

    found = _timed({"again": again, "read": read_out}, rounds=3)
    words = (
        f"all services worked out again ({found['again']:.1f} s) / facts read out raw ({found['read']:.2f} s)"
    )
    print(ratio(words, found["again"] / found["read"], "6"))


if __name__ == "__main__":
    main()
