"""The files: the regulator's formats to the letter, the same bytes from the same seed."""

import csv
import json
import re
from collections import Counter
from datetime import datetime

import pytest

from oversight.engine.model import BadInput
from oversight.sample import columns, scale, write_sample
from oversight.sample.editions import SEED, two_councils
from oversight.sample.proportions import BANDS_CARE_HOME, BANDS_COMMUNITY, CARE_HOME_TYPES, COMMUNITY_TYPES

from .conftest import header_of, read

NAMES = {
    "anyshire_latest_ratings.csv",
    "anyshire_active_locations.csv",
    "anyshire_active_locations.ods",
    "anyshire_directory.csv",
    "anyshire_evidence.csv",
    "anyshire_latest_ratings_next_month.csv",
    "anyshire_active_locations_next_month.csv",
    "README.txt",
}
DAY = re.compile(r"\d\d/\d\d/\d{4}")


@pytest.fixture(scope="module")
def ratings(sample):
    return read(sample / "anyshire_latest_ratings.csv")


@pytest.fixture(scope="module")
def locations(sample):
    return read(sample / "anyshire_active_locations.csv", header=6)


def test_one_seed_writes_the_same_bytes_and_another_different_ones(sample, tmp_path):
    write_sample(tmp_path / "again", SEED)
    write_sample(tmp_path / "other", SEED + 1)
    for name in NAMES:
        assert (tmp_path / "again" / name).read_bytes() == (sample / name).read_bytes()
        assert (tmp_path / "other" / name).read_bytes() != (sample / name).read_bytes()


def test_what_was_written_is_what_is_there(tmp_path):
    written = write_sample(tmp_path)
    assert {one.path.name for one in written} == NAMES == {path.name for path in tmp_path.iterdir()}
    rows = {one.path.name: one.rows for one in written}
    assert rows["anyshire_active_locations.csv"] == rows["anyshire_active_locations.ods"] == 200
    assert rows["anyshire_latest_ratings.csv"] == len(read(tmp_path / "anyshire_latest_ratings.csv"))


def test_column_lists_have_the_published_lengths():
    lengths = [
        len(names)
        for names in (
            columns.RATING_COLUMNS,
            columns.LOCATION_COLUMNS,
            columns.DIRECTORY_COLUMNS,
            columns.DUAL_COLUMNS,
        )
    ]
    assert lengths == [28, 122, 15, 11]
    types = {name for group in (*CARE_HOME_TYPES, *COMMUNITY_TYPES) for name in group}
    assert types <= set(columns.SERVICE_TYPES)
    assert {*BANDS_CARE_HOME, *BANDS_COMMUNITY} <= set(columns.USER_BANDS)


@pytest.mark.real_data
def test_headers_are_the_regulators(sample, shared_data):
    published = json.loads((shared_data / "schema/cqc_bulk_file_columns.json").read_text(encoding="utf-8"))
    by_start = {title.split(" (")[0]: names for title, names in published.items()}
    assert header_of(sample / "anyshire_latest_ratings.csv") == by_start["Latest_ratings"]
    assert header_of(sample / "anyshire_active_locations.csv", 6) == by_start["HSCA_Active_Locations"]
    assert header_of(sample / "anyshire_directory.csv", 4) == by_start["CQC_directory.csv"]
    assert list(columns.DUAL_COLUMNS) == by_start["HSCA sheet Dual_Registration_Locations"]
    with (shared_data / "cqc/2025-10_latest_ratings_shropshire_telford.csv").open(
        encoding="utf-8-sig"
    ) as file:
        assert header_of(sample / "anyshire_latest_ratings.csv") == next(csv.reader(file))


def test_the_table_of_locations_stands_below_six_banner_rows_that_say_it_is_invented(sample):
    lines = (sample / "anyshire_active_locations.csv").read_text(encoding="utf-8").splitlines()
    assert lines[6].startswith("Location ID,Location HSCA start date,")
    assert "INVENTED" in lines[1]
    assert lines[1].endswith('as at 02 November 2026"')


def test_ratings_file_says_what_the_register_holds(ratings):
    held = [
        (one.id, judged.group, judged.domain, judged.rating)
        for one in two_councils().services()
        for judged in one.judgements
    ]
    found = [
        (row["Location ID"], row["Service / Population Group"], row["Domain"], row["Latest Rating"])
        for row in ratings
    ]
    assert found == held


def test_unrated_services_are_absent_from_the_ratings_but_on_the_register(ratings, locations):
    rated = {row["Location ID"] for row in ratings}
    unrated = [row for row in locations if row["Location ID"] not in rated]
    assert 40 <= len(unrated) <= 60
    for row in unrated:
        assert row["Location Latest Overall Rating"] == row["Inherited Rating (Y/N)"] == ""
        assert row["Publication Date"] == row["Location HSCA start date"]


def test_the_two_files_agree(ratings, locations):
    overall = {
        row["Location ID"]: (row["Latest Rating"], row["Publication Date"], row["Inherited Rating (Y/N)"])
        for row in ratings
        if row["Service / Population Group"] == row["Domain"] == "Overall"
    }
    stated = {
        row["Location ID"]: (
            row["Location Latest Overall Rating"],
            row["Publication Date"],
            row["Inherited Rating (Y/N)"],
        )
        for row in locations
    }
    assert overall.items() <= stated.items()


def test_every_quirk_the_sample_is_to_show_is_there(ratings):
    assert {row["Latest Rating"] for row in ratings} == {
        "Outstanding", "Good", "Requires improvement", "Requires Improvement", "Inadequate", "Not Rated",
    }  # fmt: skip
    assert {row["Service / Population Group"] for row in ratings} >= {"Overall", "Care Homes", "Homecare"}
    assert {row["Inherited Rating (Y/N)"] for row in ratings} == {"Y", "N"}
    overall = Counter(
        row["Latest Rating"].lower()
        for row in ratings
        if row["Service / Population Group"] == row["Domain"] == "Overall"
    )
    assert overall["inadequate"] == 2
    assert overall["not rated"] == 2


def test_dates_are_day_first_and_one_of_each_column_settles_it(ratings, locations):
    for rows, column in (
        (ratings, "Publication Date"),
        (locations, "Publication Date"),
        (locations, "Location HSCA start date"),
        (locations, "Provider HSCA start date"),
    ):
        days = [row[column] for row in rows if row[column]]
        assert all(DAY.fullmatch(day) for day in days)
        assert any(int(day[:2]) > 12 for day in days)
        for day in days:
            datetime.strptime(day, "%d/%m/%Y")  # noqa: DTZ007 - a date without a time of day
    assert {row["Latest Rating"] for row in ratings if not row["Publication Date"]} == {"Not Rated"}


def test_locations_hold_only_the_regulators_values(locations):
    assert {row["Dormant (Y/N)"] for row in locations} == {"Y", "N"}
    assert {row["Care home?"] for row in locations} == {"Y", "N"}
    for row in locations:
        assert (int(row["Care homes beds"]) > 0) == (row["Care home?"] == "Y")
        for prefix in ("Regulated activity", "Service type", "Service user band"):
            marks = [value for column, value in row.items() if column.startswith(prefix)]
            assert "Y" in marks
            assert set(marks) <= {"Y", ""}
    dual = [row for row in locations if row["Location Dual Registered"]]
    assert {row["Location Dual Registered"] for row in dual} == {"Dual Registration"}
    assert len(dual) == 2
    assert {row["Primary ID (Dual registration locations)"] for row in dual} == {dual[0]["Location ID"]}


def test_the_directory_has_four_banner_rows_and_the_same_services(sample, locations):
    rows = read(sample / "anyshire_directory.csv", header=4)
    assert {row["CQC Location ID (for office use only)"] for row in rows} == {
        row["Location ID"] for row in locations
    }
    checked = [row["Date of latest check"] for row in rows if row["Date of latest check"]]
    assert all(re.fullmatch(r"\d\d/[A-Z][a-z]{2}/\d{4} - 00:00", day) for day in checked)


def test_the_readme_says_that_all_is_invented(sample):
    assert "Everything in these files is invented" in (sample / "README.txt").read_text(encoding="utf-8")


def test_a_country_is_streamed_in_the_same_formats(tmp_path):
    written = scale(tmp_path, services=600, authorities=12, seed=3, next_month=True)
    rows = {one.path.name: one.rows for one in written}
    assert rows["invented_active_locations.csv"] == 600
    assert 5_400 <= rows["invented_latest_ratings.csv"] <= 6_600
    assert header_of(tmp_path / "invented_latest_ratings.csv") == list(columns.RATING_COLUMNS)
    locations = read(tmp_path / "invented_active_locations.csv", header=6)
    assert len({row["Location Local Authority"] for row in locations}) == 12
    later = read(tmp_path / "invented_active_locations_next_month.csv", header=6)
    assert {row["Location ID"] for row in later} != {row["Location ID"] for row in locations}


def test_a_country_of_one_seed_is_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        scale(tmp_path / name, services=300, authorities=3, seed=3, workbook=True)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


@pytest.mark.parametrize(
    ("services", "authorities", "words"),
    [
        (100, 0, "--authorities is a number from 1 to 500, not 0"),
        (1000, 501, "--authorities is a number from 1 to 500, not 501"),
        (3, 4, "--services is a number from 4 (one for each authority) to 1000000, not 3"),
        (2_000_000, 4, "--services is a number from 4 (one for each authority) to 1000000, not 2000000"),
    ],
)
def test_numbers_that_make_no_country_are_refused_and_nothing_is_written(
    tmp_path, services, authorities, words
):
    with pytest.raises(BadInput) as refused:
        scale(tmp_path / "country", services=services, authorities=authorities)
    assert str(refused.value) == words
    assert not (tmp_path / "country").exists()


def test_a_folder_that_cannot_be_made_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        write_sample(tmp_path / "taken")
    assert str(refused.value) == (
        f"the sample cannot be written into '{tmp_path / 'taken'}': file exists; "
        "give another folder with --into"
    )
