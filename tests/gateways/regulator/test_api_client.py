"""The client of the regulator's API, against a local server that speaks it; invented documents in the real shape."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from oversight.gateways.regulator import Pace, RegulatorApi, RegulatorApiError, fetch, read_file
from tests.fakes.regulator_api import KEY, FakeApi, serving

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def location(number: int, **more) -> dict:
    return {
        "locationId": f"1-{number}", "providerId": "1-900", "organisationType": "Location", "type": "Social Care Org",
        "name": f"Invented House {number}", "registrationStatus": "Registered", "registrationDate": "2019-02-01",
        "dormancy": "N", "careHome": "Y", "postalCode": "ZZ1 1AA", "localAuthority": "Anyshire", "numberOfBeds": 20,
        "inspectionDirectorate": "Adult social care", "relationships": [], "specialisms": [{"name": "Dementia"}],
        "gacServiceTypes": [{"name": "Residential homes", "description": "Care home service without nursing"}],
        "regulatedActivities": [{"name": "Accommodation", "code": "RA2", "contacts": [
            {"personTitle": "Dr", "personGivenName": "Zebedee", "personFamilyName": "Quince",
             "personRoles": ["Registered Manager"]}]}],
        "currentRatings": {"overall": {"rating": "Good", "reportDate": "2025-03-13", "keyQuestionRatings": [
            {"name": "Safe", "rating": "Requires improvement", "reportDate": "2025-03-13"}]}},
        "aFieldOfNextYear": {"unknown": True}, **more,
    }  # fmt: skip


@pytest.fixture
def fake():
    held = {"locations": {f"1-{n}": location(n) for n in range(1, 8)}, "providers": {}}
    held["locations"]["1-X5"] = location(5, locationId="1-X5", localAuthority="Otherborough")
    with serving(FakeApi(held)) as running:
        yield running


@pytest.fixture
def api(fake):
    return RegulatorApi(KEY, address=fake.address, backoff=0)


class TestLists:
    def test_every_page_is_read(self, api, fake):
        fake.page_size = 3
        assert [each.id for each in api.listed("location")] == [*(f"1-{n}" for n in range(1, 8)), "1-X5"]
        assert len(fake.asked) == 3

    def test_filters_are_asked_as_given_and_several_mean_any(self, api, fake):
        found = list(api.listed("location", {"localAuthority": ["Otherborough", "Elsewhere"]}))
        assert [(each.id, each.name, each.postcode) for each in found] == [
            ("1-X5", "Invented House 5", "ZZ1 1AA")
        ]
        assert parse_qs(urlsplit(fake.asked[0]).query)["localAuthority"] == ["Otherborough", "Elsewhere"]

    def test_no_pages_at_all(self, api):
        assert list(api.listed("provider")) == []


class TestDocuments:
    def test_one_as_it_is(self, api):
        assert api.document("location", "1-3")["name"] == "Invented House 3"

    def test_one_that_is_not_there_is_none(self, api):
        assert api.document("location", "1-404") is None

    def test_an_id_in_small_letters_is_asked_again_in_capitals(self, api, fake):
        assert api.document("location", "1-x5")["locationId"] == "1-X5"
        assert [each.rpartition("/")[2] for each in fake.asked] == ["1-x5", "1-X5"]


class TestChanges:
    def test_each_id_once_and_thirty_days_are_read_again(self, api, fake):
        fake.changes, fake.page_size = ["1-1", "1-2", "1-1", "1-404"], 2
        assert api.changed("location", NOW, NOW) == ["1-1", "1-2", "1-404"]
        asked = parse_qs(urlsplit(fake.asked[0]).query)
        assert asked["startTimestamp"] == ["2026-10-24T09:30:00Z"]
        assert asked["endTimestamp"] == ["2026-11-23T09:30:00Z"]


class TestTrouble:
    @pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
    def test_it_is_tried_again(self, api, fake, status):
        fake.trouble = [status, status]
        assert api.document("location", "1-3")["locationId"] == "1-3"
        assert len(fake.asked) == 3

    def test_an_outage_that_lasts_is_said(self, api, fake):
        fake.trouble = [503] * 50
        with pytest.raises(
            RegulatorApiError, match=r"answered 503 for location 1-3\. Nothing was taken in\. Try later"
        ):
            api.document("location", "1-3")

    def test_a_key_that_is_refused(self, fake):
        with pytest.raises(RegulatorApiError, match=r"refused the key \(it answered 401\)\. Check the key"):
            RegulatorApi("another", address=fake.address, backoff=0).document("location", "1-3")

    def test_no_key_at_all(self):
        with pytest.raises(RegulatorApiError, match="There is no key for the regulator's API"):
            RegulatorApi(" ")

    def test_nobody_answers(self):
        with pytest.raises(RegulatorApiError, match="cannot be reached"):
            RegulatorApi(KEY, address="http://127.0.0.1:9", backoff=0).document("location", "1-3")

    @pytest.mark.parametrize("content", [b"<html>Out of order</html>", b"[1, 2]"])
    def test_what_is_no_document_is_said(self, api, fake, content):
        fake.trouble = [content]
        with pytest.raises(RegulatorApiError, match=r"location 1-3 (cannot be read|is no document)"):
            api.document("location", "1-3")


def test_calls_wait_for_their_turn():
    slept, now = [], iter([0.0, 0.01, 10.0])
    pace = Pace(a_minute=600, now=lambda: next(now), sleep=slept.append)
    for _ in range(3):
        pace.wait()
    assert slept == [pytest.approx(0.09)]


class TestFetching:
    def test_what_is_fetched_is_read_as_any_file_is(self, api, tmp_path):
        told = []
        found = fetch(api, "location", ["1-1", "1-404", "1-2", "1-1"], tmp_path / "api.jsonl",
                      lambda done, total, words: told.append((done, total, words)))  # fmt: skip
        assert (found.count, found.missing) == (2, ("1-404",))
        assert told == [(3, 3, "Fetching from the regulator. 3 of 3 locations.")]
        first, _ = read_file(tmp_path / "api.jsonl").services
        assert (first.id, first.ratings["Overall", "safe"].rating) == ("1-1", "requires_improvement")
        assert first.registered_manager_in_post is True

    def test_no_name_of_a_person_is_kept(self, api, tmp_path):
        fetch(api, "location", ["1-1"], tmp_path / "api.jsonl")
        kept = (tmp_path / "api.jsonl").read_text()
        assert "Zebedee" not in kept
        assert "Quince" not in kept
        assert "Registered Manager" in kept

    def test_a_fetch_that_breaks_off_leaves_what_stood_there(self, api, fake, tmp_path):
        file = tmp_path / "api.jsonl"
        file.write_text("what stood there\n")
        fake.trouble = [503] * 50
        with pytest.raises(RegulatorApiError):
            fetch(api, "location", ["1-1"], file)
        assert file.read_text() == "what stood there\n"
        assert [each.name for each in tmp_path.iterdir()] == ["api.jsonl"]


@pytest.mark.real_data
def test_real_documents_come_through_as_they_are_read_from_the_file(shared_data, tmp_path):
    real = shared_data / "cqc/2025-03_api_locations_oldham_part.jsonl"
    documents = [json.loads(line) for line in real.read_text(encoding="utf-8").splitlines() if line.strip()]
    held = {"locations": {each["locationId"]: each for each in documents}, "providers": {}}
    with serving(FakeApi(held, page_size=100)) as fake:
        api = RegulatorApi(KEY, address=fake.address, pace=Pace(a_minute=10_000_000))
        fetched = fetch(api, "location", [each.id for each in api.listed("location")], tmp_path / "api.jsonl")
    assert fetched.count == len(held["locations"]) == len(documents)
    through, straight = read_file(tmp_path / "api.jsonl"), read_file(real)
    assert [each.id for each in through.services] == [each.id for each in straight.services]
    assert [each.ratings for each in through.services] == [each.ratings for each in straight.services]
    assert [each.registered_manager_in_post for each in through.services] == [
        each.registered_manager_in_post for each in straight.services
    ]


def test_the_key_follows_no_redirect_and_stands_in_no_description(fake, api):
    with serving(FakeApi({"locations": {}, "providers": {}})) as elsewhere:
        fake.trouble, fake.elsewhere = [302], f"{elsewhere.address}/locations?page=1&perPage=1000"
        with pytest.raises(RegulatorApiError, match="answered 302"):
            list(api.listed("location"))
        assert elsewhere.asked == []
    assert KEY not in repr(api)


def test_too_many_requests_says_to_wait(fake, api):
    fake.trouble = [429] * 9
    with pytest.raises(RegulatorApiError, match=r"too many requests.*few minutes"):
        list(api.listed("location"))
