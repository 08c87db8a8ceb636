"""The regulator's real files, with the answers known beforehand (``../shared/data/README.md``)."""

import csv
import json
from collections import Counter
from datetime import date

import pytest

from oversight.engine.facts.catalogue import CATALOGUE
from oversight.engine.facts.deriving import completed
from oversight.engine.facts.reading import check_value
from oversight.gateways.regulator import (
    Kind,
    RegulatorFileError,
    compare,
    facts_of,
    merge,
    read_again,
    read_file,
    updated,
)
from oversight.gateways.regulator.records import NOWHERE, Rating, Relation

pytestmark = pytest.mark.real_data

FILES = {
    "england": "2021-02_latest_ratings_overall_england_asc.csv",
    "shropshire": "2025-10_latest_ratings_shropshire_telford.csv",
    "wide": "2025-08_locations_wide_999.csv",
    "south_west": "2021-01_api_locations_south_west_care_homes.jsonl",
    "oldham": "2025-03_api_locations_oldham_part.jsonl",
    "providers": "2025-03_api_providers_oldham.jsonl",
}


@pytest.fixture(scope="module")
def read(shared_data):
    """A reader of the real files by short name; each is read once."""
    known = {}

    def read_named(name):
        if name not in known:
            known[name] = read_file(shared_data / "cqc" / FILES[name])
        return known[name]

    return read_named


@pytest.mark.parametrize(
    ("name", "kind", "rows", "services"),
    [
        ("england", Kind.RATINGS, 23_095, 23_084),
        ("shropshire", Kind.RATINGS, 2_800, 249),
        ("wide", Kind.WIDE, 999, 991),
        ("south_west", Kind.API_LOCATIONS, 728, 728),
        ("oldham", Kind.API_LOCATIONS, 231, 117),
        ("providers", Kind.API_PROVIDERS, 20, 0),
    ],
)
def test_every_real_file_is_read_without_a_problem(read, name, kind, rows, services):
    result = read(name)
    assert (result.kind, result.rows, len(result.services), result.problems) == (kind, rows, services, [])


def test_england_in_numbers(read):
    services = read("england").services
    assert len({each.provider_id for each in services}) == 12_407
    assert len({each.authority for each in services}) == 151
    overall = Counter(each.ratings["Overall", "overall"].rating for each in services)
    assert overall == {
        "good": 18_407,
        "requires_improvement": 3_329,
        "outstanding": 1_093,
        "inadequate": 246,
        None: 9,
    }
    assert sum(rating.inherited is True for each in services for rating in each.ratings.values()) == 957
    assert sum(each.care_home is True for each in services) == 14_801
    assert sum(len(each.ratings) for each in services) == 23_095


def test_england_row_by_row_against_the_bare_parser(read, shared_data):
    with (shared_data / "cqc" / FILES["england"]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    services = {each.id: each for each in read("england").services}
    for number, row in enumerate(rows, start=2):
        service = services[row["Location ID"]]
        rating = service.ratings[row["Service / Population Group"], "overall"]
        assert (rating.said, rating.inherited) == (row["Latest Rating"], row["Inherited Rating (Y/N)"] == "Y")
        day, month, year = map(int, row["Publication Date"].split("/"))
        assert rating.published_on == date(year, month, day)
        if service.source.row == number:
            assert service.name == " ".join(row["Location Name"].split())
            assert (service.authority, service.postcode) == (
                row["Location Local Authority"],
                row["Location Post Code"],
            )
            assert service.provider_id == row["Provider ID"]


def test_thirty_seven_overall_ratings_changed_in_shropshire_and_telford(read):
    here = ("Shropshire", "Telford and Wrekin")
    before = [each for each in read("england").services if each.authority in here]
    changes = compare(before, read("shropshire").services)
    assert (len(changes.both), len(changes.gone), len(changes.new), len(changes.overall)) == (208, 50, 41, 37)
    moves = Counter((each.before.rating, each.after.rating) for each in changes.overall)
    assert moves == {
        ("good", "requires_improvement"): 24,
        ("requires_improvement", "good"): 9,
        ("good", None): 1,
        ("outstanding", None): 1,
        ("outstanding", "good"): 1,
        ("requires_improvement", "inadequate"): 1,
    }


def test_the_api_and_the_national_file_of_the_same_month_agree(read):
    changes = compare(read("south_west").services, read("england").services)
    assert len(changes.both) == 711
    assert len(changes.overall) == 3
    assert len(changes.both) - len(changes.overall) == 708


def test_the_slice_of_2025_against_the_national_file(read):
    changes = compare(read("england").services, read("wide").services)
    moves = Counter((each.before.rating, each.after.rating) for each in changes.overall)
    assert len(changes.both) == 540
    assert moves["good", "requires_improvement"] == 43
    assert moves["requires_improvement", "good"] == 41
    assert moves["good", "inadequate"] == 1


def test_a_location_id_never_survives_a_change_of_provider(read):
    before = {each.id: each.provider_id for each in read("england").services}
    for name in ("shropshire", "wide", "oldham"):
        after = {each.id: each.provider_id for each in read(name).services if each.id in before}
        assert after
        assert [one for one, provider in after.items() if before[one] != provider] == []


def test_services_assessed_in_two_groups_take_the_lowest(read):
    services = {each.id: facts_of(each) for each in read("shropshire").services}
    from_groups = {name for name, found in services.items() if found.get("regulator.from_groups")}
    assert from_groups == {"1-123919358", "1-8478071918"}
    assert services["1-123919358"]["regulator.overall"] == "requires_improvement"
    assert "regulator.effective" not in services["1-123919358"]
    assert services["1-8478071918"]["regulator.overall"] == "outstanding"


def test_unrated_rows_of_the_slice_have_no_date_of_inspection(read):
    unrated = [each for each in read("wide").services if not each.ratings["Overall", "overall"].rating]
    assert len(unrated) == 246
    assert [each for each in unrated if each.ratings["Overall", "overall"].published_on and
            each.ratings["Overall", "overall"].said == ""] == []  # fmt: skip
    said = Counter(each.ratings["Overall", "overall"].said for each in read("wide").services)
    assert (said["Requires improvement"], said["Requires Improvement"]) == (66, 29)


def test_the_slice_in_numbers(read, shared_data):
    whole = read_file(shared_data / "cqc" / FILES["wide"], all_sectors=True).services
    assert len(whole) == 999
    assert sum(each.dormant is True for each in whole) == 52
    assert sum(len(each.types_said) > 1 for each in whole) == 146
    assert {len(each.company_number) for each in whole} == {0, 8}
    assert sum(each.registered_manager_in_post is True for each in whole) == 871
    assert sum(each.company_number.startswith("0") for each in whole) > 300


def test_dates_of_the_slice_are_decided_column_by_column(read):
    (one,) = [each for each in read("wide").services if each.id == "1-11958380640"]
    assert one.registered_on == date(2022, 2, 9)


def test_both_frameworks_in_the_api(read):
    (one,) = [each for each in read("oldham").services if each.id == "1-5203053560"]
    published = date(2024, 9, 17)
    assert one.ratings["Care Homes", "overall"] == Rating("good", "Good", published)
    assert one.ratings["Overall", "overall"] == Rating("good", "Good", published)
    assert one.ratings["Overall", "effective"] == Rating("good", "Good", date(2020, 12, 18), carried=True)
    assert facts_of(one)["regulator.overall"] == "good"
    assert one.predecessors == (Relation("1-280584830", "HSCA Predecessor", "New Provider"),)


def test_a_later_inspection_that_did_not_rate_leaves_the_rating(read):
    (one,) = [each for each in read("south_west").services if each.id == "1-1000587219"]
    assert one.ratings["Overall", "overall"].published_on == date(2020, 5, 6)
    assert any(event.published_on == date(2020, 12, 18) and event.rating is None for event in one.history)
    assert one.registered_on == date(2013, 11, 4)


def test_inherited_in_the_api_is_inherited_in_the_file(read):
    national = {each.id: each.inherited for each in read("england").services}
    both = [
        (each.inherited, national[each.id]) for each in read("south_west").services if each.id in national
    ]
    assert Counter(both) == {(False, False): 688, (True, True): 22, (True, False): 1}


def test_social_care_by_type_and_by_directorate_differ(read, shared_data):
    whole = read_file(shared_data / "cqc" / FILES["oldham"], all_sectors=True).services
    assert sum(each.directorate == "Adult social care" for each in whole) == 93
    assert sum(each.sector == "Social Care Org" for each in whole) == 117
    assert sum(each.sector == "Independent Healthcare Org" for each in read("south_west").services) == 1


def test_managers_of_the_api(read):
    registered = [each for each in read("oldham").services if each.registered]
    closed = [each for each in read("oldham").services if each.registered is False]
    assert Counter(each.registered_manager_in_post for each in registered) == {True: 48, False: 7}
    assert {each.registered_manager_in_post for each in closed} == {None}


def documents(shared_data, name):
    lines = (shared_data / "cqc" / FILES[name]).read_text(encoding="utf-8").splitlines()
    return {
        document.get("locationId") or document["providerId"]: document for document in map(json.loads, lines)
    }


def test_closed_services_name_their_successors(read, shared_data):
    given = documents(shared_data, "oldham")
    closed = [each for each in read("oldham").services if each.registered is False]
    assert len(closed) == 62
    for each in closed:
        relations = given[each.id]["relationships"]
        expected = [one["relatedLocationId"] for one in relations if one["type"] == "HSCA Successor"]
        assert [one.id for one in each.successors] == expected
    assert sum(bool(each.successors) for each in closed) == 31


def test_providers_fill_in_the_locations(read):
    merged = merge([read("oldham"), read("providers")])
    providers = {each.id for each in read("providers").providers}
    assert {each.id for each in merged.services if each.provider_name} == {
        each.id for each in merged.services if each.provider_id in providers
    }
    assert sum(bool(each.provider_name) for each in merged.services) == 7
    assert {"11708723", "IP19203R"} <= {each.company_number for each in read("providers").providers}


def test_files_of_four_years_merge(read):
    merged = merge([read("england"), read("shropshire"), read("wide")])
    services = {each.id: each for each in merged.services}
    assert len(services) == 23_084 + 41 + 448
    moved = [problem for problem in merged.problems if problem.column == "authority"]
    assert len(moved) == 28
    assert {problem.value for problem in moved} >= {"Cumberland", "North Northamptonshire"}


@pytest.mark.parametrize("name", ["england", "shropshire", "wide", "south_west", "oldham"])
def test_every_fact_is_one_the_engine_takes(read, name):
    for each in read(name).services:
        found = facts_of(each)
        for fact, value in found.items():
            check_value(CATALOGUE[fact], value)
        completed(found)


def test_no_cell_of_a_manager_is_kept(read):
    assert "(name removed)" not in repr(read("wide"))


@pytest.mark.parametrize("name", ["england", "shropshire", "wide"])
def test_the_same_file_again_parses_nothing(read, shared_data, name):
    path = shared_data / "cqc" / FILES[name]
    first = read_again(path)
    again = read_again(path, first.seen)
    assert (again.parsed, again.gone, again.whole, again.result.rows) == (
        0,
        frozenset(),
        "",
        first.result.rows,
    )
    assert first.result.services == read(name).services
    assert again.result.as_at == read(name).as_at


def test_a_changed_copy_parses_what_changed(shared_data, tmp_path):
    lines = (shared_data / "cqc" / FILES["england"]).read_text(encoding="utf-8").splitlines(keepends=True)
    before, after = tmp_path / "1.csv", tmp_path / "2.csv"
    before.write_text("".join(lines), encoding="utf-8", newline="")
    changed = [
        line.replace(",Good,", ",Inadequate,") if number < 50 else line for number, line in enumerate(lines)
    ]
    after.write_text("".join(changed[:-100]), encoding="utf-8", newline="")
    first = read_again(before)
    again = read_again(after, first.seen)
    whole = read_file(after)
    assert again.whole == ""
    assert 30 < again.parsed < 60
    found = updated({each.id: each for each in first.result.services}, again)
    assert {name: (each.name, each.ratings) for name, each in found.items()} == {
        each.id: (each.name, each.ratings) for each in whole.services
    }
    assert NOWHERE not in {each.source for each in found.values()}


def test_other_files_of_the_folder_are_refused(shared_data):
    for name in (
        "reference/england_asc_authorities_153.csv",
        "reference/icb-la-lookup.csv",
        "reference/bank-holidays.json",
    ):
        with pytest.raises(
            RegulatorFileError, match=r"is not one of the regulator's files|no location or provider"
        ):
            read_file(shared_data / name)
