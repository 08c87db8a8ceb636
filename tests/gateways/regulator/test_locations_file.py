"""The active-locations file, the wide list and the directory."""

from datetime import date

import pytest

from oversight.gateways.regulator import Kind, RegulatorFileError, columns, read_file
from oversight.gateways.regulator.layouts import LAYOUTS, heading
from tests.fakes.spreadsheets import write_ods, write_xlsx

from .makers import ALDER, LARCH, ROWAN, active, listed, wide, write_csv

BANNER = [
    ["Active locations for providers registered under the Health and Social Care Act (HSCA)"],
    [
        "Source: database as at 01 September 2026. One row for each Location ID, with its Location Name and beds"
    ],
]


def active_csv(path, *rows, banner=()):
    return write_csv(path, [*banner, columns.LOCATIONS, *rows])


def test_every_field_of_an_active_location(tmp_path):
    result = read_file(active_csv(tmp_path / "a.csv", active()))
    assert (result.kind, result.problems) == (Kind.LOCATIONS, [])
    (one,) = result.services
    assert (one.id, one.name, one.authority, one.region) == (LARCH, "Larch House", "Anyshire", "South West")
    assert (one.sector, one.directorate) == ("Social Care Org", "Adult social care")
    assert (one.care_home, one.beds, one.dormant, one.registered) == (True, 28, False, True)
    assert (one.types, one.types_said) == (("nursing_home",), ("Care home service with nursing",))
    assert one.registered_on == date(2011, 1, 13)
    assert one.registered_manager_in_post is True
    assert (one.company_number, one.ownership) == ("01234567", "Organisation")
    assert (one.dual_registered, one.dual_primary_id) == (False, "")
    assert one.ratings["Overall", "overall"].rating == "good"
    assert one.ratings["Overall", "overall"].published_on == date(2019, 5, 22)


def test_coordinates_are_kept_and_what_is_none_is_told(tmp_path):
    rows = (
        active(latitude="51.401", longitude="-1.3234"),
        active(id=ROWAN, latitude="0", longitude="0"),
        active(id=ALDER, latitude="", longitude="nowhere"),
    )
    result = read_file(active_csv(tmp_path / "a.csv", *rows))
    assert [(each.latitude, each.longitude) for each in result.services] == [
        (51.401, -1.3234), (None, 0.0), (None, None),
    ]  # fmt: skip
    assert [(each.row, each.column, each.value) for each in result.problems] == [
        (3, "Location Latitude", "0"), (4, "Location Longitude", "nowhere"),
    ]  # fmt: skip
    assert {each.message for each in result.problems} == {"not a place in the United Kingdom; left out"}


def test_no_name_of_a_person_is_kept(tmp_path):
    result = read_file(active_csv(tmp_path / "a.csv", active()))
    assert "invented person" not in repr(result)


def test_a_file_with_122_columns_is_expected():
    assert len(columns.LOCATIONS) == 122


@pytest.mark.parametrize("rows_above", [0, 1, 6])
def test_the_table_is_found_below_banner_rows_that_hold_its_words(tmp_path, rows_above):
    banner = (BANNER * 3)[:rows_above]
    result = read_file(active_csv(tmp_path / "a.csv", active(), banner=banner))
    assert len(result.services) == 1
    assert result.services[0].source.row == rows_above + 2
    assert (result.as_at, result.as_at_inferred) == (
        (date(2026, 9, 1), False) if rows_above > 1 else (date(2019, 5, 22), True)
    )


def test_a_file_name_that_says_another_day_is_a_problem(tmp_path):
    path = active_csv(tmp_path / "02_September_2026_HSCA_Active_Locations.csv", active(), banner=BANNER)
    (problem,) = read_file(path).problems
    assert problem.message == "the file's name says another day (2026-09-02); the day inside is used"
    assert problem.value == "2026-09-01"


def test_several_service_types_keep_the_regulators_words(tmp_path):
    row = active(nursing="", residential="Y", homecare="Y")
    (one,) = read_file(active_csv(tmp_path / "a.csv", row)).services
    assert one.types == ("residential_home", "home_care")
    assert one.types_said == ("Care home service without nursing", "Domiciliary care service")


def test_a_service_type_the_regulator_adds_is_read_by_its_heading(tmp_path):
    header = [*columns.LOCATIONS, "Service type - Telecare"]
    row = [*active(nursing=""), "Y"]
    (one,) = read_file(write_csv(tmp_path / "a.csv", [header, row])).services
    assert (one.types, one.types_said) == (("other",), ("Telecare",))


def test_an_unrated_location_has_no_date_of_inspection(tmp_path):
    row = active(overall="", published="13/01/2011", inherited="")
    (one,) = read_file(active_csv(tmp_path / "a.csv", row)).services
    rating = one.ratings["Overall", "overall"]
    assert (rating.rating, rating.said, rating.published_on, rating.inherited) == (None, "", None, None)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"beds": "0"}, ("beds", 0)),
        ({"dormant": "Y"}, ("dormant", True)),
        ({"dormant": ""}, ("dormant", None)),
        ({"company": "1234567  "}, ("company_number", "01234567")),
        ({"company": "-"}, ("company_number", "")),
        ({"company": "*"}, ("company_number", "")),
        ({"manager": ""}, ("registered_manager_in_post", False)),
        ({"manager": "-"}, ("registered_manager_in_post", False)),
        ({"manager": "", "ownership": "Individual"}, ("registered_manager_in_post", None)),
        ({"manager": "", "ownership": "NHS Body"}, ("registered_manager_in_post", None)),
        ({"dual": "Dual Registration", "primary": ROWAN}, ("dual_registered", True)),
        ({"dual": "Dual Registration", "primary": ROWAN}, ("dual_primary_id", ROWAN)),
        ({"started": ""}, ("registered_on", None)),
    ],
)
def test_single_fields(tmp_path, changes, expected):
    result = read_file(active_csv(tmp_path / "a.csv", active(**changes)))
    assert result.problems == []
    assert getattr(result.services[0], expected[0]) == expected[1]


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"beds": "many"}, "Care homes beds", "not a whole number of beds"),
        ({"company": "not yet"}, "Provider Companies House Number", "not a company number"),
        ({"dormant": "asleep"}, "Dormant (Y/N)", "neither Y nor N"),
        ({"overall": "Splendid"}, "Location Latest Overall Rating", "not a rating"),
        ({"started": "once"}, "Location HSCA start date", "not a date"),
    ],
)
def test_a_bad_cell_is_a_problem_and_the_row_is_read(tmp_path, changes, column, words):
    result = read_file(active_csv(tmp_path / "a.csv", active(id=ROWAN), active(**changes)))
    (problem,) = result.problems
    assert (problem.row, problem.column, problem.value) == (3, column, next(iter(changes.values())))
    assert words in problem.message
    assert [each.id for each in result.services] == [ROWAN, LARCH]


def test_scope_is_the_type_or_the_directorate(tmp_path):
    rows = [
        active(),
        active(id=ROWAN, sector="Independent Healthcare Org"),
        active(id="1-9900000003", directorate="Unspecified"),
        active(id="1-9900000004", sector="Primary Dental Care", directorate="Primary medical services"),
    ]
    path = active_csv(tmp_path / "a.csv", *rows)
    assert [each.id[-1] for each in read_file(path).services] == ["1", "2", "3"]
    assert len(read_file(path, all_sectors=True).services) == 4


def test_a_location_listed_twice_is_read_once_with_a_problem(tmp_path):
    result = read_file(active_csv(tmp_path / "a.csv", active(), active(beds="30")))
    assert [each.beds for each in result.services] == [28]
    (problem,) = result.problems
    assert (problem.row, problem.value) == (3, LARCH)
    assert problem.message.startswith("this location stands in an earlier row too; this row was left out")


def test_columns_may_differ_in_their_order_of_dates(tmp_path):
    rows = [
        active(started="13/01/2011", published="05/29/2019"),
        active(id=ROWAN, started="05/06/2011", published="05/06/2019"),
    ]
    other = read_file(active_csv(tmp_path / "a.csv", *rows)).services[1]
    assert other.registered_on == date(2011, 6, 5)
    assert other.ratings["Overall", "overall"].published_on == date(2019, 5, 6)


def test_a_clear_column_does_not_settle_another(tmp_path):
    rows = [active(started="13/01/2011", published="05/06/2019")]
    with pytest.raises(
        RegulatorFileError, match=r"the column 'Publication Date' could be read day first or month"
    ):
        read_file(active_csv(tmp_path / "a.csv", *rows))


@pytest.mark.parametrize("writer", [write_ods, write_xlsx])
def test_a_workbook_with_its_readme_and_dual_registrations(tmp_path, writer):
    dual = [LARCH, "Larch House", "", "", "", "", ROWAN, "Rowan", "Dual Registration", "", LARCH]
    sheets = {
        "README": BANNER,
        "HSCA_Active_Locations": [
            list(columns.LOCATIONS),
            active(
                dual="Dual Registration",
                primary=LARCH,
                beds=28,
                published=date(2019, 6, 5),
                started=date(2011, 1, 2),
            ),
            active(id=ROWAN, published=date(2019, 2, 1), started=date(2011, 1, 2), company=1234567),
        ],
        "Dual_Registration_Locations": [["Dual registrations"], list(columns.DUAL), dual],
    }
    result = read_file(writer(tmp_path / "book", sheets))
    one, other = result.services
    assert (result.as_at, result.as_at_inferred, result.problems) == (date(2026, 9, 1), False, [])
    assert (one.dual_registered, one.dual_primary_id, one.dual_linked_ids) == (True, LARCH, (ROWAN,))
    assert (other.dual_registered, other.dual_linked_ids) == (False, ())
    assert one.ratings["Overall", "overall"].published_on == date(2019, 6, 5)
    assert (one.beds, other.company_number) == (28, "01234567")
    assert [each.source.row for each in result.services] == [2, 3]


def wide_csv(path, *rows):
    return write_csv(path, [columns.WIDE, *rows])


def test_the_wide_list_has_five_questions_in_columns(tmp_path):
    result = read_file(wide_csv(tmp_path / "w.csv", wide(safe="Requires Improvement")))
    assert (result.kind, result.problems) == (Kind.WIDE, [])
    (one,) = result.services
    assert (one.name, one.beds, one.care_home, one.types) == ("Larch House", 28, True, ("residential_home",))
    assert one.registered_on == date(2011, 1, 13)
    assert one.ratings["Overall", "overall"].published_on == date(2019, 5, 22)
    assert one.ratings["Overall", "safe"].rating == "requires_improvement"
    assert one.ratings["Overall", "safe"].published_on is None
    assert one.registered is True


def test_an_unrated_row_of_the_wide_list_prints_its_registration_as_a_publication(tmp_path):
    blank = {"overall": "", "safe": "", "published": "1/13/2011 12:00:00 AM"}
    (one,) = read_file(wide_csv(tmp_path / "w.csv", wide(**blank))).services
    assert one.ratings["Overall", "overall"].published_on is None
    assert read_file(tmp_path / "w.csv").as_at is None


def test_a_wide_row_with_an_end_date_is_no_longer_registered(tmp_path):
    header = columns.WIDE
    row = wide()
    row[header.index("Location HSCA end date")] = "2025-03-13"
    (one,) = read_file(wide_csv(tmp_path / "w.csv", row)).services
    assert (one.registered, one.deregistered_on) == (False, date(2025, 3, 13))


def test_scope_in_the_wide_list_is_the_category_or_else_the_types(tmp_path):
    rows = [
        wide(),
        wide(id=ROWAN, category="Independent consulting doctors"),
        wide(id="1-9900000003", category="", types="Mobile doctors service"),
        wide(id="1-9900000004", category="", types="Domiciliary care service, Mobile doctors service"),
    ]
    assert [each.id[-1] for each in read_file(wide_csv(tmp_path / "w.csv", *rows)).services] == ["1", "4"]


def directory_csv(path, *rows, header=columns.DIRECTORY, encoding="utf-8"):
    banner = [["Care directory"], ["Produced by an invented regulator"], [""], ["This file is invented"]]
    return write_csv(path, [*banner, header, *rows], encoding)


def test_the_directory_has_no_ratings(tmp_path):
    row = listed()
    row[columns.DIRECTORY.index("Service types")] = "Care home service with nursing|Domiciliary care service"
    result = read_file(directory_csv(tmp_path / "d.csv", row, encoding="utf-8-sig"))
    assert (result.kind, result.problems, result.as_at, result.as_at_inferred) == (
        Kind.DIRECTORY,
        [],
        None,
        False,
    )
    (one,) = result.services
    assert (one.id, one.provider_id, one.authority) == (LARCH, "1-9800000001", "Anyshire")
    assert (one.types, one.ratings, one.checked_on) == (("nursing_home", "home_care"), {}, date(2026, 2, 25))
    assert one.source.row == 6


@pytest.mark.parametrize("checked", ["16/11/2015 - 00:00", "25/Feb/2026 - 00:00", "2015-11-16"])
def test_dates_of_the_directory(tmp_path, checked):
    (one,) = read_file(directory_csv(tmp_path / "d.csv", listed(checked=checked))).services
    assert one.checked_on in (date(2015, 11, 16), date(2026, 2, 25))


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("Local authority", "Local Authority"),
        ("CQC Location ID (for office use only)", "CQC Location (for office use only"),
        ("Service's website (if available)", "Service’s website (if available)"),
    ],
)
def test_headings_of_older_directories(tmp_path, name, spelling):
    header = [spelling if title == name else title for title in columns.DIRECTORY]
    (one,) = read_file(directory_csv(tmp_path / "d.csv", listed(), header=header)).services
    assert (one.id, one.authority) == (LARCH, "Anyshire")


def test_the_directory_lists_social_care_by_its_service_types(tmp_path):
    dentist = listed(listed_id=ROWAN)
    dentist[columns.DIRECTORY.index("Service types")] = "Dental service"
    assert [each.id for each in read_file(directory_csv(tmp_path / "d.csv", dentist, listed())).services] == [
        LARCH
    ]


@pytest.mark.real_data
def test_column_lists_are_the_published_ones(shared_data):
    import csv
    import json

    text = (shared_data / "schema/cqc_bulk_file_columns.json").read_text(encoding="utf-8")
    published = {title.split(" (")[0]: names for title, names in json.loads(text).items()}
    assert list(columns.RATINGS) == published["Latest_ratings"]
    assert list(columns.LOCATIONS) == published["HSCA_Active_Locations"]
    assert list(columns.DIRECTORY) == published["CQC_directory.csv"]
    assert list(columns.DUAL) == published["HSCA sheet Dual_Registration_Locations"]
    with (shared_data / "cqc/2025-08_locations_wide_999.csv").open(encoding="utf-8", newline="") as file:
        assert list(columns.WIDE) == next(csv.reader(file))


def test_every_field_of_a_layout_is_one_of_its_columns():
    for layout in LAYOUTS:
        known = set(map(heading, layout.columns))
        assert {heading(title) for title in layout.fields.values()} <= known
