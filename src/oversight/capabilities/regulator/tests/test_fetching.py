"""Fetching from the regulator's API with a key: a file like any other, or a sentence and nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.fakes.regulator_api import KEY, FakeApi, serving
from tests.gateways.regulator.test_api_client import location

from oversight.capabilities.register import queries as register
from oversight.capabilities.register.tests.places import a_service
from oversight.capabilities.regulator import queries
from oversight.capabilities.regulator.actions import comparing, fetching, reading, saving
from oversight.capabilities.regulator.jobs import FETCH
from oversight.capabilities.regulator.models import Edition
from oversight.capabilities.regulator.tests.files import quiet
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.jobs.models import Job
from oversight.foundation.jobs.running import run
from oversight.foundation.ui.words import day


@pytest.fixture(autouse=True)
def _inside(house):
    with acting_for(house.anyshire.authority.id):
        yield


@pytest.fixture
def by(house):
    return house.actor("QM")


@pytest.fixture
def api(settings):
    """Four invented locations of Anyshire and one elsewhere, and the key that opens them."""
    held = {"locations": {f"1-{n}": location(n) for n in range(1, 5)}, "providers": {}}
    held["locations"]["1-X5"] = location(5, locationId="1-X5", localAuthority="Otherborough")
    with serving(FakeApi(held)) as running:
        settings.REGULATOR_KEY, settings.REGULATOR_ADDRESS = KEY, running.address
        yield running


def fetched(by, at, *, areas=("Anyshire",), only_changed=False):
    row = fetching.begin_fetching(areas=areas, only_changed=only_changed, by=by, at=at)
    fetching.fetch_edition(row=row, by=by, at=at, progress=quiet, inside=_nothing)
    return row


def _nothing():
    from contextlib import nullcontext

    return nullcontext()


def saved(row, by, at, areas=("Anyshire",)):
    reading.choose_areas(row=row, areas=list(areas), by=by, at=at)
    comparing.compare_edition(row=row, by=by, at=at)
    saving.begin_saving(row=row, why="It is right", by=by, at=at)
    saving.save_edition(row=row, by=by, at=at, progress=quiet)


def test_what_is_fetched_is_read_and_goes_the_way_of_any_file(api, by, now):
    row = fetched(by, now)
    assert (row.state, row.kind, row.locations, row.as_at) == ("read", "api_locations", 4, now.date())
    assert queries.records(by) == {}
    saved(row, by, now)
    kept = queries.records(by)
    assert set(kept) == {"1-1", "1-2", "1-3", "1-4"}
    assert kept["1-1"].ratings["Overall", "overall"].rating == "good"
    assert register.services(by).count() == 4
    saving.begin_undoing(row=row, by=by, at=now)
    saving.undo_edition(row=row, by=by, at=now, progress=quiet)
    assert queries.records(by) == {}


def test_a_service_of_ours_elsewhere_is_asked_for_too(api, house, by, now):
    a_service(house.anyshire, now, name="Far House", regulator_id="1-X5")
    assert fetched(by, now).locations == 5


def test_only_what_changed_is_asked_for_and_nothing_else_is_gone(api, by, now):
    saved(fetched(by, now), by, now)
    later, api.changes = now + timedelta(days=20), ["1-2", "1-777"]
    api.documents["locations"]["1-2"] = location(
        2, registrationStatus="Deregistered", deregistrationDate="2026-11-20"
    )
    api.asked.clear()
    row = fetched(by, later, only_changed=True)
    assert row.asked_since == now.date()
    assert [each for each in api.asked if each.startswith("/locations/")] == ["/locations/1-2"]
    saved(row, by, later)
    assert (row.gone, row.known) == (0, 1)
    kept = queries.records(by)
    assert set(kept) == {"1-1", "1-2", "1-3", "1-4"}
    assert [kept[f"1-{n}"].registered for n in (1, 2, 3)] == [True, False, True]


def test_fetching_some_areas_leaves_the_others_as_they_are(api, by, now):
    saved(fetched(by, now, areas=["Anyshire", "Otherborough"]), by, now, areas=["Anyshire", "Otherborough"])
    later = now + timedelta(days=1)
    del api.documents["locations"]["1-X5"]
    row = fetched(by, later, areas=["Anyshire"])
    saved(row, by, later)
    assert row.gone == 0
    assert "1-X5" in queries.records(by)


def test_nothing_that_changed_is_said_and_nothing_is_kept(api, by, now):
    saved(fetched(by, now), by, now)
    row = fetched(by, now + timedelta(days=9), only_changed=True)
    assert row.state == "unreadable"
    assert row.says == f"The regulator says that nothing changed since {day(now.date())}"


def test_only_what_changed_is_not_asked_for_of_areas_that_are_not_known_whole(api, by, now):
    saved(fetched(by, now), by, now)
    later, count = now + timedelta(days=9), Edition.objects.count()
    with pytest.raises(Refused, match="Choose Everything"):
        fetched(by, later, areas=["Anyshire", "Otherborough"], only_changed=True)
    assert Edition.objects.count() == count
    saved(fetched(by, later, areas=["Otherborough"]), by, later, areas=["Otherborough"])
    api.changes = ["1-2"]
    assert fetched(by, later, only_changed=True).asked_since == now.date()


def test_what_is_not_held_is_fetched_though_it_did_not_change(api, house, by, now):
    saved(fetched(by, now), by, now)
    a_service(house.anyshire, now, name="Far House", regulator_id="1-X5")
    api.documents["locations"]["1-9"] = location(9)
    api.asked.clear()
    fetched(by, now + timedelta(days=9), only_changed=True)
    assert [each for each in api.asked if each.startswith("/locations/")] == [
        "/locations/1-9",
        "/locations/1-X5",
    ]


@pytest.mark.parametrize(
    ("trouble", "says"),
    [([401], "refused the key"), ([500] * 9, "Nothing was taken in"), ([b"<html>"], "cannot be read")],
)
def test_what_goes_wrong_is_said_nothing_is_kept_and_it_can_be_tried_again(
    api, by, now, monkeypatch, trouble, says
):
    monkeypatch.setattr(fetching.RegulatorApi, "__post_init__", _at_once(fetching.RegulatorApi.__post_init__))
    api.trouble = list(trouble)
    row = fetched(by, now)
    assert row.state == "unreadable"
    assert says in row.says
    assert KEY not in row.says
    assert (row.stored, queries.records(by)) == ("", {})
    api.trouble = []
    assert fetched(by, now).state == "read"


def _at_once(made):
    def without_waiting(self):
        self.backoff = 0
        made(self)

    return without_waiting


def test_an_area_that_the_regulator_does_not_know_is_said(api, by, now):
    assert "knows no location in Anyshyre" in fetched(by, now, areas=["Anyshyre"]).says


def test_who_may_not_import_cannot_fetch(api, house, now):
    with pytest.raises(NotHere):
        fetching.begin_fetching(areas=["Anyshire"], by=house.actor("PL"), at=now)
    assert not Edition.objects.exists()


def test_without_a_key_without_an_area_or_twice_at_once_nothing_is_begun(api, settings, by, now):
    with pytest.raises(Refused, match="at least one area"):
        fetching.begin_fetching(areas=[" ", ""], by=by, at=now)
    settings.REGULATOR_KEY = ""
    with pytest.raises(Refused, match="no key"):
        fetching.begin_fetching(areas=["Anyshire"], by=by, at=now)
    assert not Edition.objects.exists()
    settings.REGULATOR_KEY = KEY
    fetching.begin_fetching(areas=["Anyshire"], by=by, at=now)
    with pytest.raises(Refused, match="being fetched already"):
        fetching.begin_fetching(areas=["Anyshire"], by=by, at=now)
    assert Edition.objects.count() == 1


class TestPages:
    def test_without_a_key_the_page_says_how_one_is_set(self, house):
        shown = house.anyshire.client("QM").get("/regulator/fetch/").content.decode()
        assert "has no key" in shown
        assert "OVERSIGHT_REGULATOR_KEY_FILE" in shown
        assert "<form" not in shown.partition("<main")[2].partition("</main")[0]

    def test_with_a_key_a_job_fetches_and_the_page_leads_on(self, api, house, by):
        client = house.anyshire.client("QM")
        page = client.get("/regulator/fetch/").content.decode()
        assert KEY not in page
        token = page.partition('name="form_token" value="')[2].partition('"')[0]
        sent = {"areas": "Anyshire\n", "form_token": token}
        answer = client.post("/regulator/fetch/", sent)
        assert answer.status_code == 302, answer.content.decode()
        row = Edition.objects.get()
        assert client.post("/regulator/fetch/", sent).headers["Location"] == answer.headers["Location"]
        assert Edition.objects.count() == Job.objects.filter(kind=FETCH).count() == 1
        assert "Fetching from the regulator" in client.get(answer.headers["Location"]).content.decode()
        run(by.authority_id, Job.objects.get(kind=FETCH).pk)
        row.refresh_from_db()
        assert row.state == "read"
        assert "Choose areas" in client.get(answer.headers["Location"]).content.decode()
