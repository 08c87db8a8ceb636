"""The walls between councils: what `visible_to` shows, and what the database itself refuses."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction

from oversight.capabilities.register.models import Provider, Service
from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.authorities.walls import tenant_models

postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="row-level security is PostgreSQL's"
)


def a_provider(council, reference="P-0001", name="Larch Care"):
    with acting_for(council.authority.id):
        return Provider.objects.create(authority=council.authority, reference=reference, name=name)


def test_each_council_sees_its_own_rows_and_may_use_the_same_reference(house):
    mine, theirs = a_provider(house.anyshire), a_provider(house.otherborough, name="Elm Care")
    with acting_for(house.anyshire.authority.id):
        assert list(Provider.objects.visible_to(house.actor())) == [mine]
    with acting_for(house.otherborough.authority.id):
        assert list(Provider.objects.visible_to(house.outsider)) == [theirs]


def test_a_reference_is_used_once_in_a_council(house):
    a_provider(house.anyshire)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_provider(house.anyshire, name="Another")


def test_a_row_cannot_point_at_another_councils_row(house):
    theirs = a_provider(house.otherborough)
    with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
        with acting_for(house.anyshire.authority.id):
            Service.objects.create(
                authority=house.anyshire.authority, reference="S-0001", name="Larch House",
                kind="home_care", provider_id=theirs.id,
            )  # fmt: skip
        connection.check_constraints()


def test_a_row_never_moves_to_another_council(house):
    mine = a_provider(house.anyshire)
    with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
        with acting_for(house.anyshire.authority.id):
            Provider.objects.filter(id=mine.id).update(authority=house.otherborough.authority)
    mine.refresh_from_db()
    assert mine.authority_id == house.anyshire.authority.id


@postgresql
def test_the_database_shows_nothing_without_a_council(house):
    a_provider(house.anyshire)
    with acting_for(None):
        assert Provider.objects.count() == 0


@postgresql
def test_the_database_shows_and_takes_only_the_councils_own_rows(house):
    a_provider(house.anyshire)
    with acting_for(house.otherborough.authority.id):
        assert Provider.objects.count() == 0
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from register_provider")
            assert cursor.fetchone() == (0,)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        with acting_for(house.otherborough.authority.id):
            Provider.objects.create(authority=house.anyshire.authority, reference="P-0009", name="Put in")


@postgresql
def test_nothing_is_carried_into_the_next_use_of_the_connection(house):
    a_provider(house.anyshire)
    with acting_for(house.anyshire.authority.id), acting_for(house.otherborough.authority.id):
        assert Provider.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('oversight.authority', true), current_setting('role')")
        assert cursor.fetchone() in {("", "none"), (None, "none")}


@postgresql
def test_every_table_of_authorities_is_forced(db):
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relrowsecurity and relforcerowsecurity")
        forced = {name for (name,) in cursor.fetchall()}
    assert {model._meta.db_table for model in tenant_models()} <= forced


def test_every_table_with_an_authority_is_inside_the_walls(db):
    from django.apps import apps

    with_authority = {
        m for m in apps.get_models() if any(f.name == "authority" for f in m._meta.get_fields())
    }
    assert with_authority == set(tenant_models())


@pytest.mark.parametrize("sql", ["update {table} set number = 99", "delete from {table}"])
def test_an_event_is_never_changed_or_removed(house, sql, now):
    from oversight.foundation.audit.actions import record

    with acting_for(house.anyshire.authority.id):
        record("service.added", by=house.actor(), at=now)
    with pytest.raises((IntegrityError, InternalError, ProgrammingError)), transaction.atomic():
        with acting_for(house.anyshire.authority.id), connection.cursor() as cursor:
            cursor.execute(sql.format(table=Event._meta.db_table))
    with pytest.raises((IntegrityError, InternalError, ProgrammingError)), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql.format(table=Event._meta.db_table))


@postgresql
def test_events_are_never_truncated_even_by_the_owner(db):
    with pytest.raises(ProgrammingError, match="only ever added to"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"truncate {Event._meta.db_table}")
