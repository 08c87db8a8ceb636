"""A file of the regulator's: read, compared, saved all at once, undone; and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.gateways.regulator.makers import active, write_csv

from oversight.capabilities.register import actions as register_actions
from oversight.capabilities.register import queries as register
from oversight.capabilities.register.tests.places import a_service
from oversight.capabilities.register.views.staff import happened
from oversight.capabilities.regulator import queries, rules
from oversight.capabilities.regulator.actions import reading, saving
from oversight.capabilities.regulator.events import RatingChanged, RegulatorDataTaken
from oversight.capabilities.regulator.models import Location, Rated
from oversight.capabilities.regulator.tests.files import (
    LARCH,
    ROWAN,
    TWO,
    a_file,
    compared,
    quiet,
    rated,
    services,
    taken,
    undone,
    uploaded,
)  # fmt: skip
from oversight.foundation.audit.verifying import verify
from oversight.foundation.authorities import happenings
from oversight.foundation.authorities.actor import NotHere, Refused
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.jobs.events import JobEnded
from oversight.gateways.regulator import columns, read_file

MANY = tuple(f"1-97{number:08d}" for number in range(100))


@pytest.fixture(autouse=True)
def _inside(house):
    with acting_for(house.anyshire.authority.id):
        yield


@pytest.fixture
def by(house):
    return house.actor("QM")


@pytest.fixture
def heard():
    """What is told to others while a test runs."""
    told = []

    def hear(event, by, at):
        told.append(event)

    for kind in (RatingChanged, RegulatorDataTaken):
        happenings.subscribe(kind)(hear)
    yield told
    for kind in (RatingChanged, RegulatorDataTaken):
        happenings._listeners[kind].remove(hear)


def worse(*ids, rating="Inadequate", published="02/10/2026"):
    """The same services, with Safe and the whole of each rated anew."""
    rows = services(*ids)
    anew = [rated(id=each, name=f"House {each[-1]}", domain=domain, rating=rating, published=published)
            for each in ids for domain in ("Overall", "Safe")]  # fmt: skip
    return [row for row in rows if (row[0], row[18]) not in {(each[0], each[18]) for each in anew}] + anew


def kept():
    """Every row that is kept, as plain values."""
    return [list(kind.objects.order_by("id").values_list()) for kind in (Location, Rated)]


def test_a_first_file_puts_the_services_of_the_chosen_areas_on_the_register(by, now, tmp_path):
    path = a_file(tmp_path, *services(*TWO), *services("1-9900000009", authority="Otherborough"))
    row = taken(path, by=by, at=now)
    assert (row.locations, row.to_add, row.known, row.new) == (3, 2, 0, 2)
    found = register.services(by).order_by("name")
    assert [(each.name, each.regulator_id, each.kind, each.in_area) for each in found] == [
        ("House 1", LARCH, "residential_home", True), ("House 2", ROWAN, "residential_home", True),
    ]  # fmt: skip
    assert {each.provider.name for each in found} == {"Larch Care Limited"}
    assert verify(by).faults == []


def test_nothing_changes_until_it_is_saved(by, now, tmp_path):
    compared(a_file(tmp_path, *services(*TWO)), by=by, at=now)
    assert kept() == [[], []]
    assert not register.services(by).exists()


def test_a_service_on_the_register_is_joined_by_its_id_and_not_added_again(house, by, now, tmp_path):
    service = a_service(house.anyshire, now, regulator_id=LARCH)
    row = taken(a_file(tmp_path, *services(*TWO)), by=by, at=now, areas=())
    assert (row.to_add, register.services(by).count()) == (0, 1)
    standing = queries.standing_of(by, service.id)
    assert (standing.overall, standing.published_on, standing.source) == (
        "good",
        date(2019, 5, 22),
        row.reference,
    )
    assert [each.question for each in standing.questions] == [
        "overall", "safe", "effective", "caring", "responsive", "well_led",
    ]  # fmt: skip


def test_a_changed_rating_is_on_the_timeline_with_source_and_dates_and_others_are_told(
    by, now, tmp_path, heard
):
    taken(a_file(tmp_path, *services(*TWO)), by=by, at=now)
    later = a_file(tmp_path, *worse(LARCH), *services(ROWAN), name="latest_ratings_01_November_2026.csv")
    heard.clear()
    row = taken(later, by=by, at=now)
    service = register.services(by).get(regulator_id=LARCH)
    assert {(each.question, each.before, each.after) for each in heard if isinstance(each, RatingChanged)} == {
        ("overall", "good", "inadequate"), ("safe", "good", "inadequate"),
    }  # fmt: skip
    assert heard[-1] == RegulatorDataTaken(row.reference, (service.id,))
    (said,) = [each for each in happened.events(by, service.reference, 5) if "regulator" in each.title]
    assert said.title == "The regulator changed what it rates House 1"
    assert set(said.body.split(". ")) == {
        "Overall: Inadequate, which was Good", "Safe: Inadequate, which was Good", "Published: 2 October 2026",
        "Source: RE-0002, which shows 1 November 2026",
    }  # fmt: skip
    assert not any("regulator" in each.title for each in happened.events(by, "S-0002", 5))


def test_what_stood_on_a_day_is_still_known(by, now, tmp_path):
    taken(a_file(tmp_path, *services(*TWO)), by=by, at=now)
    taken(
        a_file(tmp_path, *worse(LARCH), *services(ROWAN), name="latest_ratings_01_November_2026.csv"),
        by=by,
        at=now,
    )
    service = register.services(by).get(regulator_id=LARCH)
    on = {day: queries.standing_of(by, service.id, day) for day in (date(2026, 10, 31), date(2026, 11, 1))}
    assert [each.overall for each in on.values()] == ["good", "inadequate"]
    assert [each.source for each in on.values()] == ["RE-0001", "RE-0002"]
    assert queries.standing_of(by, service.id, date(2026, 9, 30)) is None
    assert [(each.question, each.rating) for each in queries.earlier_ratings(by, LARCH)] == [
        ("overall", "good"), ("safe", "good"),
    ]  # fmt: skip


def test_the_changes_are_listed_worst_first_with_who_followed(by, now, tmp_path):
    taken(a_file(tmp_path, *services(*MANY)), by=by, at=now)
    rows = [*worse(MANY[0]), *worse(MANY[1], rating="Outstanding"), *services(*MANY[2:-1], "1-9900000008")]
    row = compared(a_file(tmp_path, *rows, name="latest_ratings_01_November_2026.csv"), by=by, at=now)
    told = [(each.what, each.question, each.location_id) for each in queries.changes_of(by, row)]
    assert told == [
        ("downgraded", "overall", MANY[0]), ("downgraded", "safe", MANY[0]),
        ("upgraded", "overall", MANY[1]), ("upgraded", "safe", MANY[1]),
        ("gone", "", MANY[-1]), ("new", "", "1-9900000008"),
    ]  # fmt: skip
    assert not queries.changes(by).filter(of=row).exists(), "nothing has changed before it is saved"


def test_a_file_that_moves_little_needs_no_reason_and_one_that_moves_much_does(by, now, tmp_path):
    taken(a_file(tmp_path, *services(*MANY)), by=by, at=now)
    little = a_file(tmp_path, *services(*MANY[1:]), name="latest_ratings_01_November_2026.csv")
    assert compared(little, by=by, at=now).says == ""
    much = a_file(tmp_path, *services(*MANY[3:]), name="latest_ratings_02_November_2026.csv")
    row = compared(much, by=by, at=now)
    assert row.says.startswith("This file moves 3.0% of the 100 locations we hold: 3 are gone and 0 are new.")
    before = kept()
    with pytest.raises(Refused, match="Enter why this is the right file"):
        saving.begin_saving(row=row, why=" ", by=by, at=now)
    assert (row.state, kept()) == ("checked", before)
    saving.begin_saving(row=row, why="Three homes closed", by=by, at=now)
    saving.save_edition(row=row, by=by, at=now, progress=quiet)
    assert (row.state, row.gone, row.why_confirmed) == ("saved", 3, "Three homes closed")
    gone = register.services(by).get(regulator_id=MANY[0])
    assert queries.standing_of(by, gone.id) is None
    assert queries.location_of(by, MANY[0]).until == row


def test_a_first_file_of_another_kind_has_nothing_that_is_new_and_a_list_of_ratings_does_not_end_what_is_unrated(
    by, now, tmp_path
):
    taken(a_file(tmp_path, *services(*MANY)), by=by, at=now)
    rows = [
        columns.LOCATIONS,
        *(active(id=each) for each in MANY),
        *(active(id=each, overall="", published="") for each in TWO),
    ]
    path = write_csv(tmp_path / "01_November_2026_HSCA_Active_Locations.csv", rows)
    row = taken(path, by=by, at=now, why="")
    assert (row.new, row.gone, row.says, row.to_add) == (2, 0, "", 2)
    again = a_file(tmp_path, *reversed(services(*MANY)), name="latest_ratings_02_November_2026.csv")
    assert compared(again, by=by, at=now).gone == 0


def test_the_same_file_again_says_so_and_an_older_one_is_not_taken_in(by, now, tmp_path):
    path = a_file(tmp_path, *services(*TWO))
    taken(path, by=by, at=now)
    with pytest.raises(Refused, match=r"RE-0001\. Nothing has changed since"):
        uploaded(path, by=by, at=now)
    older = uploaded(
        a_file(tmp_path, *services(LARCH), name="latest_ratings_01_September_2026.csv"), by=by, at=now
    )
    assert (older.state, older.stored) == ("unreadable", "")
    assert "RE-0001 of 1 October 2026 is held already" in older.says


def test_a_file_with_the_same_rows_changes_nothing(by, now, tmp_path, heard):
    taken(a_file(tmp_path, *services(*TWO)), by=by, at=now)
    before, count = kept(), register.services(by).count()
    heard.clear()
    path = a_file(tmp_path, *reversed(services(*TWO)), name="latest_ratings_01_November_2026.csv")
    row = taken(path, by=by, at=now)
    assert (row.new, row.gone, row.changed, row.to_add) == (0, 0, 0, 0)
    assert (kept(), register.services(by).count()) == (before, count)
    assert heard == [RegulatorDataTaken(row.reference, ())]


def test_undo_restores_exactly_what_stood(by, now, tmp_path):
    taken(a_file(tmp_path, *services(*TWO)), by=by, at=now)
    before = kept()
    rows = [*worse(LARCH), *services("1-9900000008")]
    row = taken(a_file(tmp_path, *rows, name="latest_ratings_01_November_2026.csv"), by=by, at=now)
    assert kept() != before
    assert register.services(by).count() == 3
    undone(row, by=by, at=now)
    assert (kept(), register.services(by).count()) == (before, 2)
    assert queries.standing_of(by, register.services(by).get(regulator_id=LARCH).id).overall == "good"
    assert not queries.changes(by).filter(of=row).exists()
    assert verify(by).faults == []


def test_undo_leaves_what_somebody_changed_since(by, now, tmp_path):
    row = taken(a_file(tmp_path, *services(*TWO)), by=by, at=now)
    service = register.services(by).get(regulator_id=LARCH)
    register_actions.correct_service(
        service=service, values={"beds": 9}, reason="Counted again", version=None, by=by, at=now
    )
    assert undone(row, by=by, at=now) == 1
    assert [each.regulator_id for each in register.services(by)] == [LARCH]


def test_only_the_newest_is_undone_and_only_for_a_while(by, now, tmp_path):
    first = taken(a_file(tmp_path, *services(*TWO)), by=by, at=now)
    second = taken(a_file(tmp_path, *worse(*TWO), name="latest_ratings_01_November_2026.csv"), by=by, at=now)
    with pytest.raises(Refused, match=r"RE-0002 was saved after this one\. Undo that first"):
        saving.begin_undoing(row=first, by=by, at=now)
    with pytest.raises(Refused, match="A file can be undone for 14 days"):
        saving.begin_undoing(row=second, by=by, at=now + timedelta(days=15))
    undone(second, by=by, at=now)
    undone(first, by=by, at=now)
    assert kept() == [[], []]
    assert not register.services(by).exists()


def test_a_job_that_stops_half_way_leaves_nothing(by, now, tmp_path):
    row = compared(a_file(tmp_path, *services(*MANY)), by=by, at=now)
    saving.begin_saving(row=row, by=by, at=now)
    reading.keep_job(row=row, job="J-0001", by=by, at=now)

    class Stopped(Exception):
        pass

    def stop(done, total, sentence):
        if done >= 40:
            raise Stopped

    with pytest.raises(Stopped):
        saving.save_edition(row=row, by=by, at=now, progress=stop)
    assert register.services(by).count() == 40
    happenings.publish(
        JobEnded("J-0001", "regulator.save", "Saving", "failed", by.person_id, ""), by=by, at=now
    )
    row.refresh_from_db()
    assert (row.state, row.added, register.services(by).count(), kept()) == ("checked", [], 0, [[], []])
    saving.begin_saving(row=row, by=by, at=now)
    saving.save_edition(row=row, by=by, at=now, progress=quiet)
    assert register.services(by).count() == 100


@pytest.mark.parametrize(("name", "content", "says"), [
    ("photo.csv", b"\x89PNG\r\n\x1a\n....", "photo.csv"),
    ("other.csv", b"Name,Age\nA,1\n", "other.csv"),
    ("empty.csv", b"", "empty.csv"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_says_what_it_is_and_nothing_is_kept(
    by, now, tmp_path, name, content, says
):
    path = tmp_path / name
    path.write_bytes(content)
    row = uploaded(path, by=by, at=now)
    assert (row.state, row.stored) == ("unreadable", "")
    assert says in row.says
    assert kept() == [[], []]


def test_rows_with_a_problem_are_told_by_row_and_column(by, now, tmp_path):
    row = uploaded(
        a_file(tmp_path, *services(LARCH), *services(ROWAN, published="31/02/2026")), by=by, at=now
    )
    assert row.problem_count >= 1
    at, column, value, says = row.problems[0]
    assert (at, column, value) == (8, "Publication Date", "31/02/2026")
    assert says


def test_who_may_not_import_cannot_and_the_other_council_finds_nothing(house, by, now, tmp_path):
    path = a_file(tmp_path, *services(*TWO))
    with pytest.raises(NotHere):
        uploaded(path, by=house.actor("PL"), at=now)
    assert not queries.editions(by).exists()
    taken(path, by=by, at=now)
    with acting_for(house.otherborough.authority.id):
        assert not queries.editions(house.outsider).exists()
        assert queries.records(house.outsider) == {}
        with pytest.raises(NotHere):
            queries.edition(house.outsider, "RE-0001")


def test_areas_that_are_not_in_the_file_are_refused(by, now, tmp_path):
    row = uploaded(a_file(tmp_path, *services(*TWO)), by=by, at=now)
    with pytest.raises(Refused, match="‘Nowhere’ is not in this file"):
        reading.choose_areas(row=row, areas=["Nowhere"], by=by, at=now)
    assert row.state == "read"


def test_dates_that_could_be_read_two_ways_are_asked_for_in_words_without_a_path_of_ours(by, now, tmp_path):
    path = a_file(tmp_path, *services(LARCH, published="02/10/2026"))
    row = uploaded(path, by=by, at=now)
    assert row.state == "unreadable"
    assert row.says.startswith(
        f"{path.name}: the column 'Publication Date' could be read day first or month first"
    )
    row = uploaded(path, by=by, at=now, dates="day-first")
    assert (row.state, row.as_at) == ("read", date(2026, 10, 2))


def test_a_file_that_shows_a_day_to_come_stands_from_today(by, now, tmp_path):
    taken(a_file(tmp_path, *services(*TWO)), by=by, at=now)
    taken(
        a_file(tmp_path, *worse(LARCH), *services(ROWAN), name="latest_ratings_01_December_2026.csv"),
        by=by,
        at=now,
    )
    service = register.services(by).get(regulator_id=LARCH)
    on = [queries.standing_of(by, service.id, now.date() - timedelta(days=back)) for back in (1, 0)]
    assert [each.overall for each in on] == ["good", "inadequate"]


def test_a_file_of_very_many_services_is_kept_as_a_small_one_is(house, now, tmp_path):
    by = house.actor("QM")
    ids = [f"1-1{number:09d}" for number in range(120)]
    taken(path := a_file(tmp_path, *services(*ids)), by=by, at=now)
    told = {each.id: each for each in read_file(path).services}
    kept = queries.records(by)
    assert set(kept) == set(told)
    assert all(kept[key].ratings == each.ratings for key, each in told.items())
    assert all(rules.told_of(kept[key]) == rules.told_of(each) for key, each in told.items())
    assert Rated.objects.visible_to(by).count() == 720
    worse = services(*ids[:3], rating="Inadequate") + services(*ids[3:])
    row = taken(a_file(tmp_path, *worse, name="latest_ratings_01_November_2026.csv"), by=by, at=now)
    assert Rated.objects.visible_to(by).filter(since=row).count() == 18
    assert Rated.objects.visible_to(by).filter(until=row).count() == 18
    assert Rated.objects.visible_to(by).count() == 738


def test_coordinates_are_kept_and_stay_with_the_postcode_they_were_told_for(house, by, now, tmp_path):
    rows = [active(id=each, latitude="52.5", longitude="2.5") for each in TWO]
    taken(
        write_csv(tmp_path / "HSCA_Active_Locations_1_October_2026.csv", [columns.LOCATIONS, *rows]),
        by=by,
        at=now,
    )
    moved = rated(id=ROWAN)
    moved[columns.RATINGS.index("Location Post Code")] = "ZZ1 9ZZ"
    name = "latest_ratings_02_October_2026.csv"
    taken(a_file(tmp_path, *services(LARCH), moved, name=name), by=by, at=now)
    assert queries.coordinates(by, TWO) == {(LARCH, "ZZ11AA"): (52.5, 2.5), (ROWAN, "ZZ11AA"): (52.5, 2.5)}
    assert "latitude" not in queries.location_of(by, ROWAN).told
    with acting_for(house.otherborough.authority.id):
        assert queries.coordinates(house.outsider, TWO) == {}


def test_who_provides_care_alone_is_registered_under_their_own_name_and_can_be_corrected(by, now, tmp_path):
    alone = rated(id=LARCH, name="Mrs Larch’s Home Care")
    alone[columns.RATINGS.index("Provider Name")] = "Miss Larch Example"
    taken(a_file(tmp_path, alone), by=by, at=now)
    service = register.services(by).get(regulator_id=LARCH)
    assert (service.name, service.provider.name) == ("Mrs Larch’s Home Care", "Miss Larch Example")
    values = {"name": service.provider.name, "town": "Oakton"}
    correct = register_actions.correct_provider
    correct(provider=service.provider, values=values, reason="It moved", version=None, by=by, at=now)
    for wrong in ({"name": "Mr Somebody Else"}, {"town": "near Mrs Appleby"}):
        with pytest.raises(Refused, match="must not hold a person’s name"):
            correct(
                provider=service.provider, values=values | wrong, reason="No", version=None, by=by, at=now
            )
