"""The list of people as a file."""

import csv
import io

import pytest

from oversight.foundation.audit.models import Event
from oversight.foundation.authorities.tenancy import acting_for


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    monkeypatch.setattr("oversight.foundation.accounts.gate.signed_in_recently", lambda request: True)
    monkeypatch.setattr("oversight.foundation.exports.answering.signed_in_recently", lambda request: True)


def test_people_are_exported_as_the_filter_has_them_and_it_is_recorded(house):
    council = house.anyshire
    answer = council.client("QM").get("/people/export/?format=csv&role=QO&outside=no")
    if answer.headers["Content-Type"].startswith("text/html"):
        pytest.fail("the question page came back")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    named = [row for row in rows if council.people["QO"].email in row]
    assert len(named) == 1
    assert not any("otherborough" in cell for row in rows for cell in row)
    assert not any(council.people["DIR"].email in row for row in rows)
    with acting_for(council.authority.id):
        assert Event.objects.filter(name="list.exported").count() == 1


def test_without_a_format_there_is_no_such_page(house):
    assert house.anyshire.client("QM").get("/people/export/").status_code == 404


def test_the_question_before_it_leads_back_to_the_list(house):
    client = house.anyshire.client("QM")
    answer = client.get("/people/export/?format=csv&role=QO")
    assert 'href="/people/?role=QO"' in answer.content.decode()
    assert client.get("/people/?role=QO").status_code == 200
