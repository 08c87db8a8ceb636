"""Nothing of another council is found, counted, shown in part, kept or exported (issue 3; security.md T05 to T07)."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.db import connection

from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.exports import answering
from oversight.foundation.search import actions, queries
from oversight.foundation.search.models import Entry, SavedView
from tests.foundation.search.records import NOW, item, put, service

TOKEN = "zqcanaryx"
LIKE_IT = [
    "zqcanaryx",
    "zqcanary",
    "zq",
    "ZQCANARYX",
    "zqcanarx",
    "zqcanaryxy",
    "C-0001",
    "c1",
    "canary lane zqcanaryx",
    '"zqcanaryx"',
    "oak",
]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.ROOT_URLCONF = "tests.foundation.search.urls"


@pytest.fixture
def planted(house):
    """The other council's records and views carry the token; ours are about oaks."""
    other = house.otherborough
    put(house.anyshire, service(house.anyshire, "S-0001", "Oak House", words="1 Oak Road"))
    put(
        other,
        service(other, "C-0001", f"Oak {TOKEN}", words={f"Label {TOKEN}": f"Oak lane {TOKEN}"}),
        item(other, "C-0002", f"{TOKEN} item", words=TOKEN, people=[house.anyshire.people["QO"].id]),
    )
    with acting_for(other.authority.id):
        actions.save(
            name=f"View {TOKEN}",
            path="/t/records/",
            query=f"q={TOKEN}",
            by=house.outsider,
            at=NOW,
            shared=True,
            default=True,
        )
    return house


@pytest.mark.parametrize("typed", LIKE_IT)
@pytest.mark.parametrize("role", ["QO", "QM", "HOC", "DIR", "SG", "PL"])
def test_no_search_finds_or_counts_it(planted, typed, role):
    actor = planted.anyshire.actor(role)
    with acting_for(actor.authority_id):
        for kind in (None, "t-service", "t-item"):
            found = queries.find(actor, typed, kind=kind)
            assert TOKEN not in repr(found.results)
            assert found.everything == found.total == (1 if typed == "oak" else 0)


def test_its_owner_does_find_it(planted):
    with acting_for(planted.otherborough.authority.id):
        assert queries.find(planted.outsider, TOKEN).total == 2


def test_even_the_system_acting_for_us_does_not(planted):
    with acting_for(planted.anyshire.authority.id):
        assert queries.find(planted.anyshire.system, TOKEN).total == 0


def test_no_view_shows_it(planted):
    actor = planted.anyshire.actor("QM")
    with acting_for(actor.authority_id):
        assert queries.views_for(actor, "/t/records/") == []
        assert queries.default_address(actor, "/t/records/", "") is None


def _opened(told: bytes) -> bytes:
    """What a file says, unpacked."""
    if not told.startswith(b"PK"):
        return told
    with zipfile.ZipFile(io.BytesIO(told)) as book:
        return b"".join(book.read(name) for name in book.namelist())


@pytest.mark.parametrize("query", [
    "", "q=canary", "cols=title,words,key", "sort=-words", "page=2",
    "format=csv&columns=all&outside=no", "format=xlsx&columns=all&outside=yes", "format=xlsx&columns=all&outside=no",
])  # fmt: skip
def test_no_list_and_no_file_shows_it(planted, query, monkeypatch):
    monkeypatch.setattr(answering, "signed_in_recently", lambda request: True)
    response = planted.anyshire.client("QM").get(f"/t/records/?{query}")
    assert response.status_code == 200
    assert b"Oak House" in _opened(response.content) or query == "q=canary"
    assert TOKEN.encode() not in _opened(response.content)


def test_ours_cannot_be_put_forgotten_or_rebuilt_over_theirs(planted):
    ours, theirs = planted.anyshire, planted.otherborough
    stolen = service(theirs, "C-0001", "Oak taken over")
    put(ours, stolen)
    with acting_for(ours.authority.id):
        actions.forget("t-service", stolen.object_id, by=ours.system)
        actions.rebuild(by=ours.system, at=NOW)
        assert Entry.objects.visible_to(ours.system).count() == 0
    with acting_for(theirs.authority.id):
        assert queries.find(planted.outsider, TOKEN).total == 2


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
def test_the_database_itself_shows_none_of_it(planted):
    with acting_for(planted.anyshire.authority.id), connection.cursor() as cursor:
        cursor.execute("select count(*) from search_entry where theirs @@ 'zqcanaryx'::tsquery")
        assert cursor.fetchone()[0] == 0
        assert not SavedView.objects.exists()
