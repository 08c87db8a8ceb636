"""The readers on the real files with their known answers, and on the invented sample in every format."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from oversight.gateways.regulator import (
    RegulatorFileError,
    compare,
    facts_of,
    merge,
    read_file,
    same_authority,
)
from oversight.sample import write_sample

NATIONAL = "cqc/2021-02_latest_ratings_overall_england_asc.csv"
SHROPSHIRE = "cqc/2025-10_latest_ratings_shropshire_telford.csv"
SOUTH_WEST = "cqc/2021-01_api_locations_south_west_care_homes.jsonl"
OLDHAM = "cqc/2025-03_api_locations_oldham_part.jsonl"
WIDE = "cqc/2025-08_locations_wide_999.csv"

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def national(shared_data):
    return read_file(shared_data / NATIONAL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("sample")
    write_sample(made)
    return made


@pytest.mark.real_data
def test_all_england_is_read_whole(national):
    assert (len(national.services), national.problems, national.rows) == (23_084, [], 23_095)
    ratings = [
        each.ratings["Overall", "overall"].rating
        for each in national.services
        if ("Overall", "overall") in each.ratings
    ]
    assert ratings.count("inadequate") == 246
    assert sum(1 for each in national.services if each.inherited) > 900


@pytest.mark.real_data
def test_what_changed_in_shropshire_and_telford_between_two_dates(national, shared_data):
    later = read_file(shared_data / SHROPSHIRE).services
    places = {each.authority for each in later}
    earlier = [
        each for each in national.services if any(same_authority(each.authority, place) for place in places)
    ]
    found = compare(earlier, later)
    assert (len(found.both), len(found.gone), len(found.new), len(found.overall)) == (208, 50, 41, 37)


@pytest.mark.real_data
def test_the_api_of_one_month_agrees_with_the_file_of_the_next(national, shared_data):
    by_id = {each.id: facts_of(each).get("regulator.overall") for each in national.services}
    api = {
        each.id: facts_of(each).get("regulator.overall")
        for each in read_file(shared_data / SOUTH_WEST).services
    }
    both = [name for name in api if name in by_id]
    assert (len(api), len(both)) == (728, 711)
    assert sum(api[name] == by_id[name] for name in both) == 708


@pytest.mark.real_data
def test_only_social_care_is_kept_of_a_file_of_all_sectors(shared_data):
    found = read_file(shared_data / SHROPSHIRE)
    assert (found.rows, len(found.services), found.problems) == (2_800, 249, [])
    assert len(read_file(shared_data / SHROPSHIRE, all_sectors=True).services) == 345


@pytest.mark.real_data
def test_a_location_with_several_groups_and_no_overall_takes_the_lowest_of_its_groups(shared_data):
    services = read_file(shared_data / SHROPSHIRE).services
    split = [each for each in services if facts_of(each).get("regulator.from_groups")]
    assert split
    for each in split:
        groups = [
            r.rating
            for (group, question), r in each.ratings.items()
            if question == "overall" and group != "Overall" and r.rating
        ]
        order = ["outstanding", "good", "requires_improvement", "inadequate"]
        if facts_of(each).get("regulator.overall") and groups:
            assert facts_of(each)["regulator.overall"] == max(groups, key=order.index)


@pytest.mark.real_data
def test_both_spellings_of_one_rating_are_read_and_unrated_rows_have_no_inspection_date(shared_data):
    services = read_file(shared_data / WIDE, all_sectors=True).services
    words = {
        r.said for each in services for (_, question), r in each.ratings.items() if question == "overall"
    }
    assert {"Requires improvement", "Requires Improvement"} <= words
    rated = [each for each in services if "regulator.overall" in facts_of(each)]
    improving = [each for each in rated if facts_of(each)["regulator.overall"] == "requires_improvement"]
    assert (len(rated), len(improving)) == (747, 95)
    unrated = [each for each in services if "regulator.overall" not in facts_of(each)]
    assert all("regulator.published_on" not in facts_of(each) for each in unrated)


@pytest.mark.real_data
def test_deregistered_locations_and_names_of_people(shared_data):
    services = read_file(shared_data / OLDHAM).services
    gone = [each for each in services if each.registered is False]
    assert gone
    assert all(facts_of(each)["regulator.registered"] is False for each in gone)
    text = repr(services)
    assert "personGivenName" not in text
    assert any(each.successors for each in gone)


def test_every_file_of_the_sample_is_read_without_a_problem(folder):
    for path in sorted(folder.glob("anyshire_*")):
        if path.suffix in (".csv", ".ods") and "evidence" not in path.name:
            found = read_file(path)
            assert found.problems == [], path.name
            assert len(found.services) > 150


def test_the_same_table_as_csv_and_as_ods_gives_the_same_facts(folder):
    one = {each.id: facts_of(each) for each in read_file(folder / "anyshire_active_locations.csv").services}
    other = {each.id: facts_of(each) for each in read_file(folder / "anyshire_active_locations.ods").services}
    assert one == other


def test_two_files_are_joined_by_location(folder):
    ratings, locations = (
        read_file(folder / "anyshire_latest_ratings.csv"),
        read_file(folder / "anyshire_active_locations.csv"),
    )
    joined = merge([ratings, locations])
    assert len(joined.services) == len({each.id for each in (*ratings.services, *locations.services)}) == 200
    whole = [facts_of(each) for each in joined.services]
    assert sum("regulator.safe" in facts and "service.type" in facts for facts in whole) > 100


def test_a_month_later_services_are_gone_and_new_and_ratings_changed(folder):
    before, after = (
        read_file(folder / f"anyshire_latest_ratings{end}.csv").services for end in ("", "_next_month")
    )
    found = compare(before, after)
    assert found.gone
    assert found.new
    assert found.overall
    assert compare(before, before).ratings == ()


def rewritten(folder: Path, tmp_path: Path, change) -> Path:
    """The sample's ratings with its rows changed by ``change``."""
    rows = list(
        csv.reader(io.StringIO((folder / "anyshire_latest_ratings.csv").read_text(encoding="utf-8-sig")))
    )
    change(rows)
    path = tmp_path / "ratings.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_a_header_that_lost_a_column_is_refused_and_the_column_named(folder, tmp_path):
    def change(rows):
        place = rows[0].index("Latest Rating")
        for row in rows:
            del row[place]

    with pytest.raises(RegulatorFileError) as refused:
        read_file(rewritten(folder, tmp_path, change))
    assert "Latest Rating" in str(refused.value)
    assert "ratings.csv" in str(refused.value)


def test_an_unknown_word_in_a_rating_is_told_with_row_and_column_and_the_rest_is_read(folder, tmp_path):
    def change(rows):
        rows[7][rows[0].index("Latest Rating")] = "Rather good"

    found = read_file(rewritten(folder, tmp_path, change))
    assert [(each.row, each.column, each.value) for each in found.problems] == [
        (8, "Latest Rating", "Rather good")
    ]
    assert len(found.services) == len(read_file(folder / "anyshire_latest_ratings.csv").services)


def test_dates_that_could_be_read_both_ways_are_refused(folder, tmp_path):
    def change(rows):
        place = rows[0].index("Publication Date")
        for row in rows[1:]:
            row[place] = "05/06/2025" if row[place] else ""

    with pytest.raises(RegulatorFileError) as refused:
        read_file(rewritten(folder, tmp_path, change))
    assert "05/06/2025" in str(refused.value)
    assert "Publication Date" in str(refused.value)


def test_month_first_dates_are_recognised_from_the_whole_column(folder, tmp_path):
    def change(rows):
        place = rows[0].index("Publication Date")
        for row in rows[1:]:
            if row[place]:
                day, month, year = row[place].split("/")
                row[place] = f"{month}/{day}/{year}"

    before = {each.id: facts_of(each) for each in read_file(folder / "anyshire_latest_ratings.csv").services}
    assert {
        each.id: facts_of(each) for each in read_file(rewritten(folder, tmp_path, change)).services
    } == before


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "{not json", "\x00\x01\x02"])
def test_what_is_no_regulator_file_is_refused_by_name(tmp_path, text):
    path = tmp_path / "something.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegulatorFileError) as refused:
        read_file(path)
    assert "something.csv" in str(refused.value)
