"""A page that is only read holds up nobody who writes; one that meets another writer is made again."""

from __future__ import annotations

from contextlib import contextmanager
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from oversight.foundation.accounts import gate
from oversight.foundation.authorities import tenancy
from oversight.foundation.authorities.actor import Actor


@pytest.fixture
def begun(monkeypatch):
    """How each transaction was begun and how it ended, on a database that has one place for writing."""
    found = []

    @contextmanager
    def acting_for(authority, person, *, reading=False):
        found.append(["reading" if reading else "writing", "saved"])
        try:
            yield
        except OperationalError:
            found[-1][1] = "undone"
            raise

    monkeypatch.setattr(gate, "acting_for", acting_for)
    monkeypatch.setattr(gate, "connection", SimpleNamespace(vendor="sqlite", in_atomic_block=False))
    return found


def answered(do):
    request = RequestFactory().get("/")
    return gate._answered(request, Actor.system(uuid4()), lambda: do(request))


def test_a_page_is_read_in_a_transaction_that_only_reads(begun):
    assert answered(lambda request: request.actor.kept) == {}
    assert begun == [["reading", "saved"]]


def test_a_page_that_meets_another_writer_is_made_again_from_the_start(begun):
    made = []

    def do(request):
        made.append(dict(request.actor.kept))
        request.actor.kept["read"] = True
        if len(made) == 1:
            raise OperationalError("database is locked")
        return "done"

    assert answered(do) == "done"
    assert made == [{}, {}]
    assert begun == [["reading", "undone"], ["writing", "saved"]]


def test_what_goes_wrong_twice_is_an_error(begun):
    def do(request):
        raise OperationalError("disk I/O error")

    with pytest.raises(OperationalError, match="disk"):
        answered(do)
    assert begun == [["reading", "undone"], ["writing", "undone"]]


@pytest.mark.parametrize(
    "database",
    [{"vendor": "postgresql", "in_atomic_block": False}, {"vendor": "sqlite", "in_atomic_block": True}],
)
def test_elsewhere_an_error_is_an_error(begun, monkeypatch, database):
    monkeypatch.setattr(gate, "connection", SimpleNamespace(**database))

    def do(request):
        raise OperationalError("gone")

    with pytest.raises(OperationalError):
        answered(do)
    assert begun == [["reading", "undone"]]


def test_only_a_transaction_that_reads_is_begun_without_the_place_for_writing(monkeypatch):
    database = SimpleNamespace(transaction_mode="IMMEDIATE")
    monkeypatch.setattr(tenancy, "connection", database)
    for mode, begun_as in (("DEFERRED", "DEFERRED"), ("", "IMMEDIATE")):
        with tenancy._begun_as(mode):
            assert database.transaction_mode == begun_as
        assert database.transaction_mode == "IMMEDIATE"
    monkeypatch.setattr(tenancy, "connection", SimpleNamespace())
    with tenancy._begun_as("DEFERRED"):
        assert not hasattr(tenancy.connection, "transaction_mode")
