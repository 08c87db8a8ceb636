"""The matrix, why a service stands where it does, officers' views and frozen matrices, as people meet them."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest

from oversight.capabilities.register.tests.places import a_service
from oversight.capabilities.regulator.tests.files import LARCH, ROWAN, a_file, rated, services, taken
from oversight.capabilities.risk import actions, queries
from oversight.capabilities.risk.models import OfficerView, Snapshot
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.policy import actions as policy


@pytest.fixture(autouse=True)
def _inside(house):
    with acting_for(house.anyshire.authority.id):
        yield


@pytest.fixture
def by(house):
    return house.actor("QM")


@pytest.fixture
def two(house, by, now, tmp_path):
    """One service that is red and one that is green, worked out."""
    policy.adopt(by=by, at=now, pack="west-berkshire", edition="1", starts_on=now.date() - timedelta(days=30))
    worst = a_service(house.anyshire, now, name="Alder House", regulator_id=LARCH)
    best = a_service(house.anyshire, now, worst.provider, name="Birch House", regulator_id=ROWAN)
    rows = [rated(domain=domain, rating="Inadequate", name="House 1")
            for domain in ("Overall", "Safe", "Effective", "Caring", "Responsive", "Well-led")]  # fmt: skip
    taken(a_file(tmp_path, *rows, *services(ROWAN)), by=by, at=now)
    actions.work_out(cause="A test", by=by, at=now)
    return worst, best


def view(service, by, at, **changes):
    given = {"band": "amber", "reason": "The new manager is good", "ends_on": at.date() + timedelta(days=30)}
    return actions.record_view(service=service, by=by, at=at, **(given | changes))


def page(council, role, address):
    answer = council.client(role).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_matrix_has_the_worst_first_and_is_filtered(house, two):
    shown = page(house.anyshire, "QM", "/risk/")
    assert shown.index("Alder House") < shown.index("Birch House")
    assert "1 red, 0 amber, 1 green." in shown
    assert "Birch House" not in page(house.anyshire, "QM", "/risk/?band=red")


def test_the_page_says_why_with_points_clauses_what_is_missing_and_what_would_change_it(house, two):
    shown = page(house.anyshire, "QO", f"/services/{two[0].reference}/risk/")
    for words in ("Alder House is red with", "Red starts at", "overall rating: inadequate", "Total",
                  "What would change this", "became", "The band may be worse than shown",
                  "west-berkshire, edition 1", "not a published standard"):  # fmt: skip
        assert words in shown, words
    assert "/policy/west-berkshire/1/#" in shown


@pytest.mark.requirement("WB-11.1b")
def test_an_officers_view_stands_beside_the_worked_out_band_and_never_changes_it(house, two, now):
    worst, _ = two
    by = house.actor("QO")
    first = view(worst, by, now)
    assert queries.current_of(by, worst.id).band == "red"
    assert "Officer view differs: <strong>amber</strong>" in page(
        house.anyshire, "QO", f"/services/{worst.reference}/risk/"
    )
    shown = page(house.anyshire, "QM", "/risk/?view=differs")
    assert "Alder House" in shown and "Birch House" not in shown  # noqa: PT018
    second = view(worst, by, now + timedelta(hours=1), band="red")
    first.refresh_from_db()
    assert (first.ended_why, queries.view_of(by, worst.id, now.date())) == (
        "A newer view was recorded",
        second,
    )
    assert queries.view_of(by, worst.id, second.ends_on + timedelta(days=1)) is None, "it lapses"
    actions.withdraw_view(view=second, why="It was meant for another", by=by, at=now)
    assert queries.view_of(by, worst.id, now.date()) is None
    assert [each.band for each in queries.views_of(by, worst.id)] == ["red", "amber"], "nothing is lost"


@pytest.mark.parametrize(("changes", "says"), [
    ({"reason": "  "}, "Enter why"),
    ({"band": "blue"}, "Select red, amber or green"),
    ({"days": 300}, "within six months"),
    ({"days": -1}, "from today on"),
])  # fmt: skip
def test_a_view_without_reason_or_end_is_refused_and_nothing_is_kept(house, two, now, changes, says):
    if "days" in changes:
        changes = {"ends_on": now.date() + timedelta(days=changes["days"])}
    with pytest.raises(Refused, match=says):
        view(two[0], house.actor("QO"), now, **changes)
    assert not OfficerView.objects.exists()


def test_who_may_not_record_or_freeze_cannot(house, two, now):
    with pytest.raises(NotHere):
        view(two[0], house.actor("PL"), now)
    with pytest.raises(NotHere):
        actions.freeze(name="Board", by=house.actor("QO"), at=now)
    assert not OfficerView.objects.exists()
    assert not Snapshot.objects.exists()


def test_a_frozen_matrix_stays_as_it_stood(house, by, two, now, tmp_path):
    view(two[0], house.actor("QO"), now)
    row = actions.freeze(name="Quality board of December", by=by, at=now)
    assert (row.red, row.amber, row.green) == (1, 0, 1)
    later = now + timedelta(days=1)
    taken(
        a_file(tmp_path, *services(LARCH, ROWAN), name="latest_ratings_01_November_2026.csv"), by=by, at=later
    )
    actions.work_out(cause="A test", by=by, at=later)
    assert queries.current_of(by, two[0].id).band == "green"
    kept = [(each.name, each.band, each.officer_view) for each in queries.rows_of(by, row)]
    assert kept == [("Alder House", "red", "amber"), ("Birch House", "green", "")]
    shown = page(house.anyshire, "QM", f"/risk/snapshots/{row.reference}/")
    assert "1 red, 0 amber, 1 green." in shown
    with pytest.raises(Refused, match="Enter a name"):
        actions.freeze(name=" ", by=by, at=now)


def test_what_changed_since_a_day_is_listed_with_its_cause(house, by, two, now, tmp_path):
    taken(
        a_file(tmp_path, *services(LARCH, ROWAN), name="latest_ratings_01_November_2026.csv"), by=by, at=now
    )
    actions.work_out(cause="RE-0002 was taken in", by=by, at=now)
    shown = page(house.anyshire, "QM", f"/risk/changes/?when_from={now:%d/%m/%Y}")
    assert "Alder House" in shown
    assert "RE-0002 was taken in" in shown
    assert "Birch House" not in shown


def test_the_strip_of_a_service_shows_the_band_and_why(house, two):
    shown = page(house.anyshire, "QO", f"/services/{two[0].reference}/")
    assert "Red," in shown
    assert f"/services/{two[0].reference}/risk/" in shown


def test_the_matrix_is_exported_with_the_officers_view_in_its_own_column(house, two, now):
    view(two[0], house.actor("QO"), now)
    client = house.anyshire.client("QM")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    lines = b"".join(client.get("/risk/?format=csv&asked=yes&outside=no")).decode("utf-8-sig").splitlines()
    (alder,) = [each for each in lines if each.startswith(("Alder", '"Alder'))]
    assert alder.startswith('"Alder House","Red, with gaps","100","Amber",')


@pytest.mark.parametrize("address", ["/services/", "/risk/", "/risk/changes/"])
def test_a_list_reads_all_that_any_of_its_columns_shows(house, two, by, now, tmp_path, address):
    better = a_file(tmp_path, *services(LARCH, ROWAN), name="latest_ratings_01_November_2026.csv")
    taken(better, by=by, at=now)
    actions.work_out(cause="Another test", by=by, at=now)
    client = house.anyshire.client("QM")
    keys = re.findall(r'id="column-([a-z_]+)"', client.get(address).content.decode())
    assert len(keys) > 4
    shown = client.get(address, {"cols": keys}).content.decode()
    assert "Alder House" in shown
    assert all(f'id="column-{key}"' in shown for key in keys)
