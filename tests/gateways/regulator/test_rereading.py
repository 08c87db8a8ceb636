"""Reading next month's file: only what is new is parsed, and the answer is that of reading it whole."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.gateways.regulator import (
    Rating,
    RegulatorFileError,
    Seen,
    columns,
    read_again,
    read_file,
    updated,
)
from oversight.gateways.regulator.records import NOWHERE
from oversight.sample import write_sample
from tests.fakes.spreadsheets import Xml, ods_row, write_ods, write_xlsx

from .makers import (
    ALDER,
    LARCH,
    QUESTIONS,
    ROWAN,
    active,
    document,
    listed,
    rated,
    wide,
    write_csv,
    write_documents,
)


def by_id(services):
    return {each.id: replace(each, source=NOWHERE) for each in services}


def read_both(first: Path, second: Path, **options):
    """The second file read after the first; its services must be those of reading it whole."""
    before = read_again(first, **options)
    assert before.whole == "the file has not been read before"
    again = read_again(second, Seen.from_json(before.seen.to_json()), **options)
    whole = read_file(second, **options)
    after = updated({each.id: each for each in before.result.services}, again)
    assert by_id(after.values()) == by_id(whole.services)
    assert sorted(map(str, again.result.problems)) == sorted(map(str, whole.problems))
    assert (again.result.kind, again.result.rows, again.result.as_at) == (whole.kind, whole.rows, whole.as_at)
    fresh = read_again(second, **options).seen
    assert again.seen.rows == fresh.rows
    assert again.seen.ids == fresh.ids
    return again


def tables(tmp_path, one, other, header=columns.LOCATIONS, form="csv"):
    """Two editions of a table."""
    if form == "csv":
        return write_csv(tmp_path / "1.csv", [header, *one]), write_csv(tmp_path / "2.csv", [header, *other])
    pages = [
        {"README": [["as at 01 September 2026"]], "Data": [list(header), *rows]} for rows in (one, other)
    ]
    return write_ods(tmp_path / "1.ods", pages[0]), write_ods(tmp_path / "2.ods", pages[1])


MANY = [active(id=f"1-99{number:08}", beds=number % 40) for number in range(10, 60)]


@pytest.mark.parametrize("form", ["csv", "ods"])
def test_only_new_and_changed_rows_are_parsed(tmp_path, form):
    one = [active(), active(id=ROWAN), *MANY]
    other = [active(overall="Inadequate"), *MANY, active(id=ALDER)]
    again = read_both(*tables(tmp_path, one, other, form=form))
    assert (again.parsed, again.result.rows, again.whole) == (2, 52, "")
    assert {each.id for each in again.result.services} == {LARCH, ALDER}
    assert again.gone == {ROWAN}


@pytest.mark.parametrize("form", ["csv", "ods"])
def test_the_same_file_again_parses_nothing(tmp_path, form):
    again = read_both(*tables(tmp_path, MANY, list(reversed(MANY)), form=form))
    assert (again.parsed, again.gone, again.result.services) == (0, frozenset(), [])


def test_a_service_with_one_new_row_is_read_with_all_its_rows(tmp_path):
    one = [rated(id=name, domain=domain) for name in (LARCH, ROWAN, ALDER) for domain in QUESTIONS]
    other = [row for row in one if row[0] != ALDER]
    other[1] = rated(domain="Safe", rating="Inadequate", published="23/05/2020")
    again = read_both(*tables(tmp_path, one, other, columns.RATINGS))
    (larch,) = again.result.services
    assert (again.parsed, again.gone) == (6, {ALDER})
    assert larch.ratings["Overall", "safe"] == Rating(
        "inadequate", "Inadequate", date(2020, 5, 23), False, "Location"
    )
    assert larch.ratings["Overall", "caring"].rating == "good"


def test_a_service_that_lost_a_row_is_read_again(tmp_path):
    one = [rated(id=name, group=group) for name in (LARCH, ROWAN) for group in ("Overall", "Homecare")]
    again = read_both(*tables(tmp_path, one, one[:-1], columns.RATINGS))
    (rowan,) = again.result.services
    assert (rowan.id, list(rowan.ratings), again.gone) == (ROWAN, [("Overall", "overall")], frozenset())


def test_a_row_of_other_text_for_a_service_that_is_still_there(tmp_path):
    one, other = tables(
        tmp_path, [active(), active(id=ROWAN)], [active(), active(id=ROWAN), active(beds="30")]
    )
    again = read_both(one, other)
    assert [(problem.row, problem.value) for problem in again.result.problems] == [(4, LARCH)]


def test_few_new_dates_are_read_in_the_order_found_for_the_whole_column(tmp_path):
    one = [active(published="13/06/2025"), active(id=ROWAN, published="05/06/2025")]
    other = [*one, active(id=ALDER, published="01/02/2026")]
    again = read_both(*tables(tmp_path, one, other))
    (alder,) = again.result.services
    assert alder.ratings["Overall", "overall"].published_on == date(2026, 2, 1)
    assert again.seen.orders["Publication Date"] == "day-first"


def test_dates_in_another_order_than_before_make_the_whole_file_be_read(tmp_path):
    one = [active(published="13/06/2025")]
    other = [active(published="06/13/2025"), active(id=ROWAN, published="01/02/2026")]
    again = read_both(*tables(tmp_path, one, other))
    assert again.whole == "its dates are not in the order of the last reading"


def test_new_dates_that_nothing_settles_make_the_whole_file_be_read(tmp_path):
    one = [active(published="2025-06-13")]
    other = [active(published="05/06/2025"), active(id=ROWAN, published="13/06/2025"), *one[1:]]
    assert read_both(*tables(tmp_path, one, other)).whole == ""
    other = [active(published="05/06/2025")]
    with pytest.raises(RegulatorFileError, match="could be read day first or month first"):
        read_both(*tables(tmp_path, one, other))


def test_a_bad_row_is_reported_every_time(tmp_path):
    rows = [active(), active(id="Rowan"), active(id=ALDER, beds="many"), active()[:-1], *MANY]
    again = read_both(*tables(tmp_path, rows, rows))
    assert len(again.result.problems) == 3
    assert again.parsed == 3


def test_services_out_of_scope_are_neither_parsed_again_nor_gone(tmp_path):
    dentist = active(id=ROWAN, sector="Primary Dental Care", directorate="Primary medical services")
    again = read_both(*tables(tmp_path, [dentist, *MANY], [dentist, *MANY, active()]))
    assert (again.parsed, again.gone) == (1, frozenset())


def test_a_changed_header_is_refused_or_read_whole(tmp_path):
    one, _ = tables(tmp_path, MANY, MANY)
    seen = read_again(one).seen
    turned = list(reversed(columns.LOCATIONS))
    again = read_again(write_csv(tmp_path / "3.csv", [turned, *[list(reversed(row)) for row in MANY]]), seen)
    assert again.whole == "its header, or what is asked of it, is not that of the last reading"
    assert (again.gone, len(again.result.services)) == (frozenset(), 50)
    with pytest.raises(RegulatorFileError, match="lacks 'Location ID'"):
        read_again(write_csv(tmp_path / "4.csv", [columns.LOCATIONS[1:]]), seen)
    assert read_again(one, seen, all_sectors=True).whole != ""


def test_renumbered_styles_make_every_row_new_and_the_answer_the_same(tmp_path):
    rows = [active(id=f"1-99{number:08}") for number in range(1_500)]
    one, _ = tables(tmp_path, rows, rows, form="ods")
    styled = [Xml(ods_row(row).replace('"ce1"', '"ce9"')) for row in rows]
    other = write_ods(
        tmp_path / "3.ods", {"README": [["as at 01 September 2026"]], "Data": [columns.LOCATIONS, *styled]}
    )
    again = read_both(one, other)
    assert again.whole == "more than 1,000 rows are new"
    assert again.gone == frozenset()


def test_a_change_of_dual_registration_alone_is_noticed(tmp_path):
    def book(name, *links):
        dual = [[one, "", "", "", "", "", other, "", "", "", ""] for one, other in links]
        pages = {"Data": [columns.LOCATIONS, active(), active(id=ROWAN), active(id=ALDER)]}
        return write_ods(tmp_path / name, {**pages, "Dual": [columns.DUAL, *dual]})

    again = read_both(book("1.ods", (LARCH, ROWAN)), book("2.ods", (LARCH, ALDER)))
    assert [(each.id, each.dual_linked_ids) for each in again.result.services] == [(LARCH, (ALDER,))]
    assert read_both(book("1.ods", (LARCH, ROWAN)), book("2.ods")).result.services[0].dual_linked_ids == ()


@pytest.mark.parametrize(("header", "row"), [(columns.WIDE, wide()), (columns.DIRECTORY, listed())])
def test_the_other_tables_too(tmp_path, header, row):
    place = next(n for n, name in enumerate(header) if "Location ID" in name)
    other = [ALDER if n == place else cell for n, cell in enumerate(row)]
    again = read_both(*tables(tmp_path, [row], [row, other], header))
    assert [each.id for each in again.result.services] == [ALDER]


def test_workbooks_and_documents_are_read_whole_with_what_is_gone(tmp_path):
    one = write_xlsx(tmp_path / "1.xlsx", {"a": [columns.LOCATIONS, active(), active(id=ROWAN)]})
    other = write_xlsx(tmp_path / "2.xlsx", {"a": [columns.LOCATIONS, active()]})
    again = read_again(other, read_again(one).seen)
    assert again.whole == "rows of a file of the form xlsx are not hashed"
    assert again.gone == {ROWAN}
    documents = write_documents(tmp_path / "f.jsonl", document())
    assert read_again(documents, read_again(one).seen).gone == {ROWAN}


def test_windows_text_is_reported_again(tmp_path):
    rows = [columns.LOCATIONS, active(name="Café")]
    path = write_csv(tmp_path / "1.csv", rows, "cp1252")
    assert [problem.row for problem in read_both(path, path).result.problems] == [0]


def test_a_month_of_the_invented_council(tmp_path):
    write_sample(tmp_path)
    for stem, most in (("active_locations", 30), ("latest_ratings", 200)):
        again = read_both(tmp_path / f"anyshire_{stem}.csv", tmp_path / f"anyshire_{stem}_next_month.csv")
        assert again.whole == ""
        assert 0 < again.parsed < most


WORDS = st.sampled_from(["Good", "Inadequate", "Not Rated", "Splendid"])
ROWS = st.lists(
    st.builds(
        lambda name, group, domain, rating, day: rated(
            id=f"1-990000000{name}", group=group, domain=domain, rating=rating, published=f"{day}/05/2020"
        ),
        st.integers(0, 5), st.sampled_from(["Overall", "Homecare"]), st.sampled_from(QUESTIONS[:3]), WORDS,
        st.integers(13, 28),
    ),
    min_size=1,
    max_size=14,
    unique_by=lambda row: (row[0], row[17], row[18]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(ROWS, ROWS, st.sampled_from(["csv", "ods"]))
def test_any_two_editions_give_the_answer_of_the_whole(tmp_path_factory, one, other, form):
    before, after = tables(tmp_path_factory.mktemp("pair"), one, other, columns.RATINGS, form)
    first = read_again(before)
    again = read_again(after, first.seen)
    whole = read_file(after)
    services = updated({each.id: each for each in first.result.services}, again)
    assert by_id(services.values()) == by_id(whole.services)
    assert {each.id for each in first.result.services} - {each.id for each in whole.services} == again.gone
