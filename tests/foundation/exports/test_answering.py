"""Answering a wish for a list as a file: who may, what is asked first, how many rows, and that it is logged."""

from __future__ import annotations

import csv
import io
import time
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from oversight.foundation.accounts import recency
from oversight.foundation.audit.models import Event
from oversight.foundation.audit.sentences import sentence
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.exports import answering
from oversight.foundation.exports.answering import answer, file_name, wants_export
from oversight.foundation.exports.sheets import Column, Sheet
from tests.foundation.search.records import put, service

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PATH = "/t/records/"
COLUMNS = [Column("name", "Service"), Column("spend", "Spend a year", "money", sensitive=True)]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.ROOT_URLCONF = "tests.foundation.search.urls"
    pages = settings.TEMPLATES[0]
    settings.TEMPLATES = [pages | {"OPTIONS": pages["OPTIONS"] | {"context_processors": []}}]


def sheet(rows: int = 2, **more) -> Sheet:
    told = {"title": "Services", "columns": COLUMNS, "rows": [[f"Oak {n}", n] for n in range(rows)], "marking": "OFFICIAL",
            "filters_in_words": "Kind: home care", "as_at": NOW}  # fmt: skip
    return Sheet(**(told | more))


def fresh(client):
    """A person who has just signed in again."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


@pytest.fixture
def asked(rf, house, monkeypatch):
    """Ask for a list as somebody who has just signed in; gives the answer, or the page in between by its values."""
    monkeypatch.setattr(answering, "signed_in_recently", lambda request: True)
    monkeypatch.setattr(answering, "render", lambda request, template, values: (template, values))

    def ask(query: str, role: str = "QM", of: Sheet | None = None):
        actor = house.anyshire.actor(role)
        with acting_for(actor.authority_id):
            return answer(rf.get(f"{PATH}?{query}"), of or sheet(), by=actor, at=NOW)

    return ask


def events(house):
    with acting_for(house.anyshire.authority.id):
        return [
            each.event
            for each in Event.objects.filter(name="list.exported", authority=house.anyshire.authority)
        ]


def rows_of(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def test_only_the_two_formats_are_exports(rf):
    assert [
        wants_export(rf.get(f"/?format={kind}")) for kind in ("csv", "xlsx", "json", "print", "", "CSV")
    ] == [True, True] + [False] * 4


def test_whether_it_is_shared_outside_is_asked_first(house, asked):
    template, values = asked("format=csv&columns=all&q=oak&kind=a&kind=b")
    assert template == "exports/staff/question.html"
    assert values["title"] == "Are you sharing this outside the council?"
    assert values["form"].problems() == {}
    assert "reason" not in values["form"].fields
    assert values["kept"] == [
        ("format", "csv"),
        ("columns", "all"),
        ("q", "oak"),
        ("kind", "a"),
        ("kind", "b"),
    ]
    assert values["back_link"].url.partition("?")[2] == "q=oak&kind=a&kind=b"
    assert values["sheet"].sensitive_words == ("Spend a year",)
    assert events(house) == []


def test_no_answer_is_a_problem_said_in_words(house, asked):
    _, values = asked("format=csv&asked=yes")
    assert values["form"].problems() == {"outside": "Select yes if you are sharing this outside the council"}
    _, values = asked("format=csv&asked=yes&outside=perhaps")
    assert "outside" in values["form"].problems()
    assert events(house) == []


def test_inside_the_council_every_column_is_given_and_it_is_logged(house, asked):
    response = asked("format=csv&outside=no&asked=yes")
    assert rows_of(response) == [["Service", "Spend a year"], ["Oak 0", "0"], ["Oak 1", "1"]]
    (event,) = events(house)
    assert event["by"]["name"] == house.anyshire.people["QM"].name
    assert {key: event[key] for key in ("title", "count", "columns", "outside", "left_out", "format", "filters", "marking")} == {
        "title": "Services", "count": 2, "columns": ["Service", "Spend a year"], "outside": False, "left_out": [],
        "format": "csv", "filters": "Kind: home care", "marking": "OFFICIAL",
    }  # fmt: skip


def test_outside_the_council_sensitive_columns_stay_behind_and_that_is_logged(house, asked):
    response = asked("format=csv&outside=yes&asked=yes")
    assert rows_of(response) == [["Service"], ["Oak 0"], ["Oak 1"]]
    said = sentence(Event.objects.get(name="list.exported"))
    assert said.endswith("exported the list ‘Services’, 2 rows (shared outside the council: yes)")
    (event,) = events(house)
    assert (event["outside"], event["columns"], event["left_out"]) == (True, ["Service"], ["Spend a year"])


def test_the_file_is_an_attachment_that_nothing_keeps(asked):
    response = asked("format=xlsx&outside=no", of=sheet(title='Ser"vices\r\nSet-Cookie: a=b; ../../x'))
    assert (
        response["Content-Disposition"]
        == 'attachment; filename="ser-vices-set-cookie-a-b-x-official-2026-11-23.xlsx"'
    )
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content[:2] == b"PK"


def test_a_file_always_has_a_name():
    assert file_name(sheet(title="…", marking=""), NOW) == "list-2026-11-23"


def test_more_than_five_hundred_rows_need_a_reason(house, asked):
    _, values = asked("format=csv&outside=no&asked=yes", of=sheet(501))
    assert values["form"].problems() == {"reason": "Enter why you need more than 500 rows"}
    assert "reason" in values["form"].fields
    assert events(house) == []
    assert len(rows_of(asked("format=csv&outside=no&asked=yes", of=sheet(500)))) == 501
    response = asked("format=csv&outside=no&asked=yes&reason=Yearly+return", of=sheet(501))
    assert len(rows_of(response)) == 502
    assert events(house)[-1]["reason"] == "Yearly return"


def test_more_than_five_thousand_rows_are_refused_with_a_sentence(house, asked):
    assert len(rows_of(asked("format=csv&outside=no&reason=x", of=sheet(5000)))) == 5001
    before = events(house)
    with pytest.raises(Refused, match=r"You can export up to 5,000 rows. Add a filter"):
        asked("format=csv&outside=no&reason=x", of=sheet(5001))
    assert events(house) == before


@pytest.mark.parametrize("role", ["PL", "CW", "BM", "SA"])
def test_a_role_without_the_capability_gets_nothing(house, asked, role):
    with pytest.raises(NotHere):
        asked("format=csv&outside=no", role)
    assert events(house) == []


def test_a_role_that_exports_its_own_records_gets_no_other_list(house, asked):
    with pytest.raises(Refused, match="your own or assigned records"):
        asked("format=csv&outside=no", "QO")
    assert events(house) == []
    assert len(rows_of(asked("format=csv&outside=no", "QO", of=sheet(own_only=True)))) == 3


def test_a_fresh_sign_in_is_asked_for(rf, house, monkeypatch):
    monkeypatch.setattr(answering, "signed_in_recently", lambda request: False)
    monkeypatch.setattr(recency, "reverse", lambda name: f"/{name}/")
    actor = house.anyshire.actor("QM")
    with acting_for(actor.authority_id):
        response = answer(rf.get(f"{PATH}?format=csv&outside=no"), sheet(), by=actor, at=NOW)
    assert response["Location"] == "/account_reauthenticate/?" + urlencode(
        {"next": f"{PATH}?format=csv&outside=no"}
    )
    assert events(house) == []


@pytest.mark.usefixtures("_kinds")
class TestAListPage:
    @pytest.fixture
    def client(self, house):
        put(
            house.anyshire,
            service(house.anyshire, "S-0001", "Oak", words="secret oak"),
            service(house.anyshire, "S-0002", "=1+1", people=[house.anyshire.people["QO"].id]),
        )
        put(house.otherborough, service(house.otherborough, "S-0009", "Otherborough canary", words="canary"))
        return fresh(house.anyshire.client("QM"))

    def test_is_exported_as_it_stands(self, client):
        rows = rows_of(client.get(f"{PATH}?format=csv&columns=this&cols=title,words&sort=-title&outside=no"))
        assert rows == [["Title", "Words"], ["Oak", "Address\tsecret oak"], ["'=1+1", ""]]

    def test_with_all_columns_less_the_sensitive_ones_outside(self, client):
        (headings, *_) = rows_of(client.get(f"{PATH}?format=csv&columns=all&outside=yes"))
        assert headings == ["Title", "Reference", "Number", "Updated", "Finance"]

    def test_of_ones_own_for_who_may_export_only_those(self, house, client):
        rows = rows_of(fresh(house.anyshire.client("QO")).get(f"{PATH}?format=csv&outside=no&cols=title"))
        assert rows == [["Title"], ["'=1+1"]]
        assert "Only records of the person who exported it" in events(house)[-1]["filters"]

    def test_holds_nothing_of_another_council(self, client):
        for query in ("format=csv&columns=all&outside=no", "format=csv&columns=all&outside=no&q=canary"):
            assert b"anary" not in client.get(f"{PATH}?{query}").content

    def test_asks_for_a_fresh_sign_in(self, house, client):
        stale = house.anyshire.client("QM").get(f"{PATH}?format=csv&outside=no")
        assert stale.status_code == 302
        assert "reauthenticate" in stale["Location"]
        assert events(house) == []

    def test_asks_on_a_page_of_its_own_and_the_answer_leads_to_the_file(self, house, client):
        address = f"{PATH}?format=csv&columns=all&cols=title&sort=-title"
        response = client.get(address)
        assert response.status_code == 200
        said = response.content.decode()
        assert said.count("<h1") == 1
        assert "Are you sharing this outside the council?" in said
        assert "we leave out: Words." in said
        assert "You will get 2 rows of ‘Records’, marked OFFICIAL." in said
        assert 'name="sort" value="-title"' in said
        again = client.get(f"{address}&asked=yes").content.decode()
        assert "Error: " in again
        assert again.count("Select yes if you are sharing this outside the council") == 2
        assert events(house) == []
        assert client.get(f"{address}&asked=yes&outside=yes")["Content-Type"].startswith("text/csv")
