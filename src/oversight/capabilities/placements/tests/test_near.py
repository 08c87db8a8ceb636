"""What is nearby without a restriction: distance and direction, and what is never offered."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.gateways.regulator.makers import active, write_csv

from oversight.capabilities.placements import actions, queries
from oversight.capabilities.placements.tests.lists import saved
from oversight.capabilities.register import actions as register
from oversight.capabilities.register.tests.places import a_service
from oversight.capabilities.regulator.tests.files import a_file, services, taken
from oversight.foundation.authorities.tenancy import acting_for
from oversight.gateways.regulator import columns

HERE, NORTH, EAST, NOWHERE, FELL, EMBARGO = (f"1-99000000{number:02d}" for number in range(1, 7))
WHERE = {
    HERE: ("52.0", "2.0"), NORTH: ("52.2", "2.0"), EAST: ("52.0", "2.05"), NOWHERE: ("", ""), FELL: ("52.0", "2.01"),
    EMBARGO: ("52.0", "2.0"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _inside(house):
    with acting_for(house.anyshire.authority.id):
        yield


@pytest.fixture
def by(house):
    return house.actor("QM")


def located(folder, where):
    """The active locations, with their coordinates."""
    rows = [
        active(id=key, latitude=at[0], longitude=at[1], overall="Inadequate" if key == FELL else "Good")
        for key, at in where.items()
    ]
    return write_csv(folder / "active_locations_02_October_2026.csv", [columns.LOCATIONS, *rows])


@pytest.fixture
def six(house, by, now, tmp_path):
    """Six homes: five the regulator rates Good and one Inadequate; one is under an embargo, one has no coordinates."""
    first = a_service(house.anyshire, now, name="Here", regulator_id=HERE)
    made = [first] + [
        a_service(house.anyshire, now, first.provider, name=name, regulator_id=key)
        for name, key in (
            ("North", NORTH),
            ("East", EAST),
            ("Nowhere", NOWHERE),
            ("Fell", FELL),
            ("Kept", EMBARGO),
        )
    ]
    taken(located(tmp_path, WHERE), by=by, at=now)
    rated = (*services(*(set(WHERE) - {FELL})), *services(FELL, rating="Inadequate"))
    taken(a_file(tmp_path, *rated, name="latest_ratings_03_October_2026.csv"), by=by, at=now)
    saved((made[5].reference, "", "Embargo"), by=by, at=now)
    return made


def near(by, row, now):
    return [(each.name, answer, where) for each, answer, where in queries.near(by, row, now.date())]


def test_the_nearest_come_first_with_miles_and_direction_and_only_where_the_answer_is_yes(by, now, six):
    assert near(by, six[0], now) == [
        ("East", "yes", "About 2 miles east"),
        ("North", "yes", "About 14 miles north"),
        ("Nowhere", "yes", "In the same postcode district, ZZ1. Distance not known"),
    ]
    assert near(by, six[1], now)[0] == ("Here", "yes", "About 14 miles south")


def test_a_file_without_coordinates_keeps_those_that_were_told(by, now, six):
    """The ratings came after the locations, and have none."""
    assert near(by, six[0], now)[0][2] == "About 2 miles east"


def test_where_the_register_has_another_postcode_the_distance_is_not_known(by, now, six):
    values = {"postcode": "ZZ1 7QQ"}
    register.correct_service(service=six[2], values=values, reason="It moved", version=None, by=by, at=now)
    assert ("East", "yes", "In the same postcode district, ZZ1. Distance not known") in near(by, six[0], now)


def test_a_closed_service_and_one_that_is_listed_no_more_have_alternatives_and_are_none(
    by, now, six, tmp_path
):
    left = {key: at for key, at in WHERE.items() if key != NORTH}
    path = located(tmp_path, left)
    taken(path.rename(tmp_path / "active_locations_04_October_2026.csv"), by=by, at=now)
    register.close_service(
        service=six[2], closed_on=now.date(), reason="It closed", version=None, by=by, at=now
    )
    six[2].refresh_from_db()
    assert [name for name, _, _ in near(by, six[2], now)] == ["Here", "Nowhere"]
    assert near(by, six[1], now)[0] == ("Here", "yes", "About 14 miles south"), "where it was is known"


def test_another_kind_of_service_and_the_other_council_are_never_offered(house, by, now, six):
    a_service(house.anyshire, now, six[0].provider, name="Carers", kind="home_care")
    with acting_for(house.otherborough.authority.id):
        a_service(house.otherborough, now, name="Theirs")
    assert {name for name, _, _ in near(by, six[0], now)} == {"East", "North", "Nowhere"}


def test_without_a_list_nobody_is_offered(by, now, six):
    actions.undo_list(row=queries.newest_list(by), by=by, at=now)
    assert near(by, six[0], now) == []


def test_the_number_of_queries_does_not_grow_with_the_services(house, by, now, six, tmp_path):
    def count():
        with CaptureQueriesContext(connection) as seen:
            assert near(by, six[0], now)
        return len(seen)

    before = count()
    more = {f"1-99100000{number:02d}": ("52.1", "2.1") for number in range(20)}
    for key in more:
        a_service(house.anyshire, now, six[0].provider, name=f"House {key[-2:]}", regulator_id=key)
    path = located(tmp_path, WHERE | more)
    taken(path.rename(tmp_path / "active_locations_05_October_2026.csv"), by=by, at=now)
    assert count() == before


def test_the_page_says_how_far_and_that_no_restriction_is_not_good(house, by, now, six):
    row = actions.ask(service=six[0], by=house.actor("PL"), at=now)
    text = house.anyshire.client("PL").get(f"/placements/look-ups/{row.reference}/").content.decode()
    for words in ("About 2 miles east", "Distance not known", "No restriction does not say that a service is good.",
                  "Distances are in a straight line between postcodes"):  # fmt: skip
        assert words in text, words
