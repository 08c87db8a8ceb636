"""The latest-ratings file."""

from datetime import date

import pytest

from oversight.gateways.regulator import DayOrder, Kind, RegulatorFileError, columns, read_file
from oversight.gateways.regulator.records import Source

from .makers import LARCH, OLD_RATINGS, ROWAN, rated, ratings_csv, six, write_csv


def test_a_service_with_six_rows_is_one_record(tmp_path):
    path = ratings_csv(tmp_path / "r.csv", *six())
    result = read_file(path)
    assert (result.kind, result.rows, result.problems) == (Kind.RATINGS, 6, [])
    (one,) = result.services
    assert (one.id, one.name, one.authority, one.region) == (LARCH, "Larch House", "Anyshire", "South West")
    assert (one.provider_id, one.provider_name, one.postcode) == (
        "1-9800000001",
        "Larch Care Limited",
        "ZZ1 1AA",
    )
    assert (one.care_home, one.registered, one.inherited) == (True, True, False)
    assert (one.brand_id, one.brand_name) == ("", "")
    assert one.source == Source(str(path), 2)
    assert set(one.ratings) == {
        ("Overall", question)
        for question in ("overall", "safe", "effective", "caring", "responsive", "well_led")
    }
    rating = one.ratings["Overall", "safe"]
    assert (rating.rating, rating.said, rating.published_on) == ("good", "Good", date(2019, 5, 22))
    assert (rating.inherited, rating.report_type, rating.carried) == (False, "Location", False)


@pytest.mark.parametrize("header", [columns.RATINGS, OLD_RATINGS])
def test_both_editions_and_any_order_and_case_of_columns(tmp_path, header):
    turned = [name.upper() for name in reversed(header)]
    path = write_csv(tmp_path / "r.csv", [turned, rated(turned)])
    assert read_file(path).services[0].ratings["Overall", "overall"].rating == "good"


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("Domain", "Key Question"),
        ("Location Post Code", "Location Postal Code"),
        ("Location Type", "Location Type/Sector"),
        ("Location Commissioning CCG Name", "Location Commissioning CCG"),
        ("Care Home?", "Care home?"),
    ],
)
def test_spellings_of_other_editions(tmp_path, name, spelling):
    header = [spelling if title == name else title for title in columns.RATINGS]
    (one,) = read_file(write_csv(tmp_path / "r.csv", [header, rated(header)])).services
    assert (one.postcode, one.sector, one.care_home) == ("ZZ1 1AA", "Social Care Org", True)


def test_both_spellings_of_requires_improvement_in_one_file(tmp_path):
    rows = [rated(rating="Requires improvement"), rated(id=ROWAN, rating="Requires Improvement")]
    services = read_file(ratings_csv(tmp_path / "r.csv", *rows)).services
    assert [each.ratings["Overall", "overall"].rating for each in services] == ["requires_improvement"] * 2
    assert services[1].ratings["Overall", "overall"].said == "Requires Improvement"


def test_several_groups_and_no_overall_are_kept_apart(tmp_path):
    rows = [
        *six("Not Rated", published=""),
        rated(group="Care Homes", rating="Good"),
        rated(group="Homecare", rating="Inadequate", published="13/08/2025"),
    ]
    (one,) = read_file(ratings_csv(tmp_path / "r.csv", *rows)).services
    assert one.ratings["Overall", "overall"].rating is None
    assert one.ratings["Care Homes", "overall"].rating == "good"
    assert one.ratings["Homecare", "overall"].rating == "inadequate"
    assert len(one.ratings) == 8


def test_each_question_keeps_its_own_date(tmp_path):
    rows = [rated(published="29/04/2025"), rated(domain="Safe", published="15/10/2024")]
    (one,) = read_file(ratings_csv(tmp_path / "r.csv", *rows)).services
    assert one.ratings["Overall", "overall"].published_on == date(2025, 4, 29)
    assert one.ratings["Overall", "safe"].published_on == date(2024, 10, 15)


def test_a_date_beside_words_that_are_no_rating_is_no_date_of_an_inspection(tmp_path):
    rows = [
        rated(rating="Not Rated", published="20/11/2019"),
        rated(id=ROWAN, rating="Insufficient evidence to rate", published="21/11/2019"),
    ]
    one, other = read_file(ratings_csv(tmp_path / "r.csv", *rows)).services
    assert one.ratings["Overall", "overall"].published_on is None
    assert other.ratings["Overall", "overall"].published_on == date(2019, 11, 21)


def test_an_inherited_rating_is_marked(tmp_path):
    (one,) = read_file(ratings_csv(tmp_path / "r.csv", rated(inherited="Y"))).services
    assert one.inherited is True
    assert one.ratings["Overall", "overall"].inherited is True


def test_a_word_nobody_knows_is_unrated_and_a_problem(tmp_path):
    path = ratings_csv(tmp_path / "r.csv", rated(), rated(id=ROWAN, rating="Excellent"))
    result = read_file(path)
    assert result.services[1].ratings["Overall", "overall"].rating is None
    assert result.services[1].ratings["Overall", "overall"].said == "Excellent"
    (problem,) = result.problems
    assert (problem.file, problem.row, problem.column) == (str(path), 3, "Latest Rating")
    assert problem.value == "Excellent"
    assert problem.message == "not a rating the regulator is known to use; read as unrated: check the file"


@pytest.mark.parametrize(
    ("changes", "column", "value", "words"),
    [
        ({"domain": "Kind"}, "Domain", "Kind", "not one of the regulator's key questions"),
        ({"published": "31/02/2019"}, "Publication Date", "31/02/2019", "not a date that can be read"),
        ({"inherited": "perhaps"}, "Inherited Rating (Y/N)", "perhaps", "neither Y nor N"),
        ({"care_home": "?"}, "Care Home?", "?", "neither Y nor N"),
        ({"id": "Larch House"}, "Location ID", "Larch House", "not a location id"),
        ({"id": ""}, "Location ID", "", "not a location id"),
    ],
)
def test_a_bad_cell_is_a_problem_with_its_place_and_the_others_are_read(
    tmp_path, changes, column, value, words
):
    path = ratings_csv(tmp_path / "r.csv", rated(id=ROWAN), rated(**changes), rated(id="1-9900000003"))
    result = read_file(path)
    (problem,) = result.problems
    assert (problem.row, problem.column, problem.value) == (3, column, value)
    assert words in problem.message
    assert {ROWAN, "1-9900000003"} <= {each.id for each in result.services}


def test_a_row_of_another_length_is_left_out_with_its_number(tmp_path):
    path = ratings_csv(tmp_path / "r.csv", rated(), [*rated(id=ROWAN), "x"], rated(id="1-9900000003")[:-2])
    result = read_file(path)
    assert [each.id for each in result.services] == [LARCH]
    assert [(problem.row, problem.message[:41]) for problem in result.problems] == [
        (3, "the row has 29 cells and the header 28; i"),
        (4, "the row has 26 cells and the header 28; i"),
    ]
    assert result.rows == 3


def test_blank_rows_and_cells_beyond_the_table_are_nothing(tmp_path):
    path = ratings_csv(tmp_path / "r.csv", [], rated(), [""] * 28, [*rated(id=ROWAN), "", ""], [])
    result = read_file(path)
    assert (len(result.services), result.problems, result.rows) == (2, [], 2)
    assert [each.source.row for each in result.services] == [3, 5]


def test_a_key_that_stands_twice_uses_the_newer_and_says_so(tmp_path):
    rows = [rated(rating="Inadequate", published="23/05/2020"), rated(rating="Good", published="22/05/2019")]
    result = read_file(ratings_csv(tmp_path / "r.csv", *rows))
    assert result.services[0].ratings["Overall", "overall"].rating == "inadequate"
    (problem,) = result.problems
    assert (problem.row, problem.value) == (3, "Good")
    assert (
        problem.message == f"{LARCH} has 'Overall / overall' twice, also as 'Inadequate'; the newer is used"
    )


def test_the_same_row_twice_is_no_problem(tmp_path):
    result = read_file(ratings_csv(tmp_path / "r.csv", rated(), rated()))
    assert (len(result.services), result.problems) == (1, [])


def test_rows_of_one_service_need_not_stand_together(tmp_path):
    rows = [
        rated(),
        rated(id=ROWAN),
        rated(domain="Safe"),
        rated(id=ROWAN, domain="Safe", rating="Inadequate"),
    ]
    one, other = read_file(ratings_csv(tmp_path / "r.csv", *rows)).services
    assert one.ratings["Overall", "safe"].rating == "good"
    assert other.ratings["Overall", "safe"].rating == "inadequate"


def test_only_social_care_is_read_unless_all_is_asked_for(tmp_path):
    path = ratings_csv(tmp_path / "r.csv", rated(sector="Primary Dental Care"), rated(id=ROWAN))
    assert [each.id for each in read_file(path).services] == [ROWAN]
    assert [each.id for each in read_file(path, all_sectors=True).services] == [LARCH, ROWAN]
    assert read_file(path).rows == 2


def test_an_ambiguous_column_of_dates_refuses_the_file_until_the_order_is_stated(tmp_path):
    path = ratings_csv(
        tmp_path / "r.csv", rated(published="05/06/2019"), rated(id=ROWAN, published="01/02/2020")
    )
    with pytest.raises(RegulatorFileError) as refused:
        read_file(path)
    assert str(refused.value) == (
        f"{path}: the column 'Publication Date' could be read day first or month first (such as "
        f"{str(refused.value).split('such as ')[1][:12]}), and nothing in it settles it; state the order, "
        "day-first or month-first, or export it with dates as 2026-11-22"
    )
    stated = read_file(path, dates=DayOrder.MONTH_FIRST)
    assert stated.services[0].ratings["Overall", "overall"].published_on == date(2019, 5, 6)
    by_heading = read_file(path, dates={"Publication Date": DayOrder.DAY_FIRST})
    assert by_heading.services[0].ratings["Overall", "overall"].published_on == date(2019, 6, 5)


def test_dates_of_services_out_of_scope_help_to_settle_the_order(tmp_path):
    rows = [
        rated(published="05/06/2019"),
        rated(id=ROWAN, sector="Primary Dental Care", published="05/29/2026"),
    ]
    (one,) = read_file(ratings_csv(tmp_path / "r.csv", *rows)).services
    assert one.ratings["Overall", "overall"].published_on == date(2019, 5, 6)


def test_a_file_read_in_many_batches_reads_every_row(tmp_path):
    ids = [f"1-99{number:08}" for number in range(3_000)]
    rows = [rated(id=name, name=f'House "{name}"' if name.endswith("7") else name) for name in ids]
    result = read_file(ratings_csv(tmp_path / "r.csv", *rows))
    assert [each.id for each in result.services] == ids
    assert [each.source.row for each in result.services] == list(range(2, 3_002))
    assert result.services[7].name == 'House "1-9900000007"'


def test_line_breaks_and_commas_inside_quotes(tmp_path):
    path = ratings_csv(tmp_path / "r.csv", rated(name="Larch\nHouse, East"), rated(id=ROWAN))
    one, other = read_file(path).services
    assert one.name == "Larch House, East"
    assert other.source.row == 3


def test_the_newest_publication_date_stands_in_for_the_day_of_the_file(tmp_path):
    result = read_file(ratings_csv(tmp_path / "r.csv", rated(), rated(id=ROWAN, published="23/10/2020")))
    assert (result.as_at, result.as_at_inferred) == (date(2020, 10, 23), True)


def test_the_collector_is_on_again_after_reading(tmp_path):
    import gc

    read_file(ratings_csv(tmp_path / "r.csv", rated()))
    assert gc.isenabled()
    with pytest.raises(RegulatorFileError):
        read_file(tmp_path / "missing.csv")
    assert gc.isenabled()
