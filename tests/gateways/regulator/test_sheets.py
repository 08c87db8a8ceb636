"""Sheets of every format: rows with the numbers a person sees, cells as text."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.gateways.regulator.csv_sheet import CsvSheet, cells_of, raw_records
from oversight.gateways.regulator.ods_cells import text_of
from oversight.gateways.regulator.ods_sheet import OdsBook
from oversight.gateways.regulator.opening import look_at, opened_book
from oversight.gateways.regulator.sheets import MOST_ROWS
from oversight.gateways.regulator.xlsx_sheet import CalamineBook, cell_text
from tests.fakes.spreadsheets import Xml, ods_cell, write_ods, write_xlsx

BLANKS = Xml(
    f'<table:table-row table:number-rows-repeated="{MOST_ROWS - 10}"><table:table-cell/></table:table-row>'
)


def sheets_of(path, limit=50):
    with opened_book(look_at(path), "utf-8") as book:
        return {sheet.name: sheet.head(limit) for sheet in book.sheets()}


def rows_of(path, width, header=0):
    """Every row of the first sheet below the header, as (number, cells)."""
    with opened_book(look_at(path), "utf-8") as book:
        sheet = next(iter(book.sheets()))
        sheet.head(40)
        batches = list(sheet.batches(header, width, list(range(width)), []))
    return [(number, row) for each in batches for number, row in zip(each.numbers, zip(*each.columns))]  # noqa: B905


def one_row(tmp_path, *cells):
    (found,) = sheets_of(write_ods(tmp_path / "f.ods", {"a": [list(cells)]}))["a"]
    return found


def test_ods_text_numbers_and_dates(tmp_path):
    found = one_row(tmp_path, "people’s & <own>", 28, 2.5, date(2025, 3, 4), "", "x")
    assert found == ["people’s & <own>", "28", "2.5", "2025-03-04", "", "x"]


def test_ods_prefers_the_date_to_what_is_shown(tmp_path):
    cell = Xml('<table:table-cell office:value-type="date" office:date-value="2025-03-04T00:00:00">'
               "<text:p>04/03/25</text:p></table:table-cell>")  # fmt: skip
    assert one_row(tmp_path, cell) == ["2025-03-04T00:00:00"]


def test_ods_prefers_the_number_to_what_is_shown(tmp_path):
    assert one_row(tmp_path, 1024, 28.0) == ["1024", "28"]


def test_ods_repeated_cells_stand_as_often_as_they_say(tmp_path):
    twice = Xml('<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>Y</text:p>'
                "</table:table-cell>")  # fmt: skip
    gap = Xml('<table:table-cell table:number-columns-repeated="3"/>')
    assert one_row(tmp_path, "a", twice, gap, "b") == ["a", "Y", "Y", "", "", "", "b"]


def test_ods_huge_repeats_at_the_end_of_a_row_cost_nothing(tmp_path):
    endless = Xml('<table:table-cell table:number-columns-repeated="1000000"/>')
    path = write_ods(tmp_path / "f.ods", {"a": [["h", "i"], ["a", "b", endless]]})
    assert rows_of(path, 2) == [(2, ("a", "b"))]


def test_ods_paragraphs_are_joined_and_parts_of_text_kept(tmp_path):
    def cell(inside):
        return Xml(f'<table:table-cell office:value-type="string">{inside}</table:table-cell>')

    found = one_row(
        tmp_path,
        cell("<text:p>one</text:p><text:p>two</text:p>"),
        cell('<text:p text:style-name="P1">a<text:s text:c="2"/>b<text:s/>c</text:p>'),
        cell('<text:p><text:span text:style-name="T1">Larch</text:span> <text:a>House</text:a></text:p>'),
        cell("<text:p>a<text:line-break/>b<text:tab/>c</text:p>"),
        cell("<text:p/><text:p>below</text:p>"),
        cell("<text:p>&#8217;&amp;&quot;</text:p>"),
    )
    assert found == ["one\ntwo", "a  b c", "Larch House", "a\nb\tc", "\nbelow", '’&"']


def test_ods_comments_and_merged_cells(tmp_path):
    comment = Xml('<table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p>'
                  "</office:annotation><text:p>kept</text:p></table:table-cell>")  # fmt: skip
    covered = Xml('<table:covered-table-cell table:number-columns-repeated="2"/>')
    assert one_row(tmp_path, comment, covered, "after") == ["kept", "", "", "after"]


def test_ods_row_numbers_are_those_a_person_sees(tmp_path):
    gap = Xml('<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>')
    short = Xml('<table:table-row table:style-name="ro1"/>')
    twice = Xml('<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string">'
                "<text:p>t</text:p></table:table-cell></table:table-row>")  # fmt: skip
    path = write_ods(tmp_path / "f.ods", {"a": [["h"], gap, ["x"], short, short, twice, ["y"], BLANKS]})
    assert rows_of(path, 1) == [(5, ("x",)), (8, ("t",)), (9, ("t",)), (10, ("y",))]
    assert sheets_of(path, 6)["a"] == [["h"], [], [], [], ["x"], []]


def test_ods_sheets_one_after_another_empty_ones_too(tmp_path):
    path = write_ods(tmp_path / "f.ods", {"README": [["first"], BLANKS], "Empty": [], "Data": [["h"], ["x"]]})
    assert sheets_of(path) == {"README": [["first"]], "Data": [["h"], ["x"]]}


def test_ods_written_over_several_lines(tmp_path):
    row = Xml("\n  <table:table-row>\n   <table:table-cell office:value-type='string'>\n    <text:p>x</text:p>\n"
              "   </table:table-cell>\n  </table:table-row>\n")  # fmt: skip
    assert sheets_of(write_ods(tmp_path / "f.ods", {"a": [row, row]}))["a"] == [["x"], ["x"]]


def test_ods_with_a_prefix_of_its_own_is_left_to_calamine(tmp_path):
    path = write_ods(tmp_path / "f.ods", {"a": [["h"], ["x"]]}, prefix="tbl")
    with opened_book(look_at(path), "utf-8") as book:
        assert isinstance(book, CalamineBook)


def test_a_row_longer_than_the_table_is_put_aside(tmp_path):
    path = write_ods(tmp_path / "f.ods", {"a": [["h", "i"], ["a", "b", "c"], ["d", "e"]]})
    with opened_book(look_at(path), "utf-8") as book:
        sheet = next(iter(book.sheets()))
        sheet.head(40)
        bad = []
        (batch,) = sheet.batches(0, 2, [1], bad)
    assert (batch.numbers, [tuple(column) for column in batch.columns]) == ([3], [("e",)])
    assert [(row.number, row.cells) for row in bad] == [(2, 3)]


PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="\u2028\u2029\x85"), max_size=8
)
CELLS = st.one_of(PLAIN.map(str.strip), st.integers(0, 10**6), st.dates(date(1990, 1, 1), date(2030, 1, 1)))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_our_ods_reader_and_calamine_agree(tmp_path_factory, rows):
    rows = [["a", "b", "c"], *rows, ["x", "y", "z"]]
    path = write_ods(tmp_path_factory.mktemp("ods") / "f.ods", {"a": rows})
    with path.open("rb") as stream:
        from python_calamine import CalamineWorkbook

        (sheet,) = CalamineBook(CalamineWorkbook.from_object(stream)).sheets()
        calamine = [list(row) for row in sheet.head(50)]
    ours = [row or [""] * 3 for row in sheets_of(path)["a"]]
    assert [[" ".join(cell.split()) for cell in row] for row in ours] == [
        [" ".join(cell.split()) for cell in row] for row in calamine
    ]


def test_one_cell_by_itself_is_what_it_is_in_a_row():
    assert text_of(ods_cell("x").removeprefix("<table:table-cell").encode()) == "x"


def test_xlsx_cells_as_text(tmp_path):
    path = write_xlsx(
        tmp_path / "f.xlsx", {"a": [["h", "i", "j"], ["", "x", date(2025, 3, 4)], [1, 2.5, " y"]]}
    )
    assert sheets_of(path)["a"] == [["h", "i", "j"], ["", "x", "2025-03-04"], ["1", "2.5", " y"]]
    assert rows_of(path, 3) == [(2, ("", "x", "2025-03-04")), (3, ("1", "2.5", " y"))]
    assert cell_text(True) == "True"


@pytest.mark.parametrize("writer", [write_ods, write_xlsx])
def test_a_table_that_does_not_begin_at_the_corner(tmp_path, writer):
    path = writer(tmp_path / "f", {"a": [["", "", ""], ["", "h", "i"], ["", "x", "y"]]})
    rows = sheets_of(path)["a"]
    assert [[*row, "", "", ""][:3] for row in rows] == [["", "", ""], ["", "h", "i"], ["", "x", "y"]]


AWKWARD = st.text(st.sampled_from("ab\",\n\r' ;"), max_size=10)


@given(st.lists(st.lists(AWKWARD, min_size=1, max_size=4), max_size=6))
def test_our_cutting_of_csv_and_the_parsers_agree(rows):
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    lines = io.StringIO(file.getvalue(), newline="")
    expected = [row or [""] for row in csv.reader(io.StringIO(file.getvalue(), newline=""))]
    assert [row or [""] for row in cells_of(iter(lines))] == expected
    lines.seek(0)
    records = list(raw_records(iter(lines)))
    assert "".join(records) == file.getvalue()
    assert [next(csv.reader([record]), []) or [""] for record in records] == expected


def test_a_quotation_mark_inside_an_unquoted_field_binds_nothing():
    text = '5" pipe,x\r\n6" pipe,"y\r\nz"\r\nlast,w\r\n'
    assert list(raw_records(io.StringIO(text, newline=""))) == [
        '5" pipe,x\r\n',
        '6" pipe,"y\r\nz"\r\n',
        "last,w\r\n",
    ]
    sheet = CsvSheet(io.StringIO(text, newline=""))
    assert sheet.head(40) == [['5" pipe', "x"], ['6" pipe', "y\r\nz"], ["last", "w"]]


def test_a_row_without_an_end_is_refused_before_memory_is_full():
    class Endless:
        def read(self, size):
            return b"<table:table-cell>" * (size // 18)

    from oversight.gateways.regulator import RegulatorFileError

    with pytest.raises(RegulatorFileError, match="a row of its sheet has no end"):
        list(OdsBook(Endless(), "f.ods").sheets())
