"""A page that is only read holds up nobody who writes; one that comes to write is whole or made again."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory

from oversight.foundation.accounts import gate
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.models import Authority

pytestmark = pytest.mark.django_db(transaction=True)
sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite has one place for writing")


@pytest.fixture
def actor(now):
    authority = Authority.objects.create(slug="reading", name="Reading Council", created_at=now)
    return Actor.system(authority.id)


def answered(actor, do, method="get"):
    request = getattr(RequestFactory(), method)("/")
    return gate._answered(request, actor, lambda: do(request))


@sqlite
def test_reading_does_not_take_the_place_for_writing(actor, django_assert_num_queries):
    begun = []

    def do(request):
        begun.append(connection.connection.in_transaction)
        assert request.actor.kept == {}
        return "read"

    with django_assert_num_queries(2) as asked:
        assert answered(actor, do) == "read"
    assert asked.captured_queries[0]["sql"] == "BEGIN DEFERRED"
    assert begun == [True]
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    assert connection.transaction_mode == "IMMEDIATE"


@sqlite
def test_a_page_that_meets_another_writer_is_made_again_from_the_start(actor):
    made = []

    def do(request):
        made.append(request.actor.kept)
        request.actor.kept["read"] = len(made)
        if len(made) == 1:
            Authority.objects.filter(slug="reading").update(telephone="half")
            raise OperationalError("database is locked")
        return Authority.objects.get(slug="reading").telephone

    assert answered(actor, do) == ""
    assert made == [{"read": 1}, {"read": 2}]


@sqlite
def test_what_goes_wrong_twice_is_an_error_and_nothing_is_half_written(actor):
    def do(request):
        Authority.objects.filter(slug="reading").update(telephone="half")
        raise OperationalError("disk I/O error")

    with pytest.raises(OperationalError, match="disk"):
        answered(actor, do)
    assert Authority.objects.get(slug="reading").telephone == ""


def test_a_page_that_comes_to_write_saves_it(actor):
    answered(actor, lambda request: Authority.objects.filter(slug="reading").update(telephone="01632"))
    assert Authority.objects.get(slug="reading").telephone == "01632"
