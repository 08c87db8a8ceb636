"""Exports as files: nothing in them runs, nothing in them is hidden."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from oversight.foundation.exports import cells
from oversight.foundation.exports.csv_file import as_csv
from oversight.foundation.exports.sheets import Column, Sheet, counted, shareable
from oversight.foundation.exports.xlsx_file import NOT_RECORDED, as_xlsx
from tests.foundation.exports.payloads import PAYLOADS, RAW_XML

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
COLUMNS = [
    Column("name", "Service"), Column("beds", "Beds", "number"), Column("seen", "Last visit", "date"),
    Column("spend", "Spend a year", "money", sensitive=True),
]  # fmt: skip
ROWS = [
    ["Oak House", 12, date(2026, 11, 2), Decimal("1200.50")],
    ["Élan & Søn ‘Care’", -3, None, None],
]


def sheet(rows=ROWS, columns=COLUMNS, **more) -> Sheet:
    values = {"title": "Services", "marking": "OFFICIAL-SENSITIVE", "filters_in_words": "Open", "as_at": NOW}
    return Sheet(columns=columns, rows=rows, **(values | more))


def texts(values, **more) -> Sheet:
    return sheet([[each] for each in values], [Column("text", "Text")], **more)


def parts(book: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name).decode("utf-8") for name in opened.namelist()}


def data(book: bytes) -> list[list[object]]:
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(book))
        .get_sheet_by_name("Data")
        .to_python(skip_empty_area=False)
    )


class TestCsv:
    def test_is_utf_8_with_its_mark_and_ends_lines_as_spreadsheets_expect(self):
        told = as_csv(sheet())
        assert told.startswith(b"\xef\xbb\xbf")
        assert told.count(b"\r\n") == 3
        assert told.replace(b"\r\n", b"").count(b"\n") == 0

    def test_values_are_read_back(self):
        rows = list(csv.reader(io.StringIO(as_csv(sheet()).decode("utf-8-sig"), newline="")))
        assert rows == [
            ["Service", "Beds", "Last visit", "Spend a year"],
            ["Oak House", "12", "2026-11-02", "1200.50"],
            ["Élan & Søn ‘Care’", "-3", "", ""],
        ]

    @pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\0"])
    def test_text_that_would_run_is_quoted(self, first):
        assert cells.harmless(first + "1+1").startswith("'")

    def test_a_negative_number_typed_as_text_is_text(self):
        assert b'"\'-3"' in as_csv(sheet([["a", "-3", None, None]]))

    def test_no_payload_begins_a_formula(self):
        assert len(PAYLOADS) == 500
        text = as_csv(texts(PAYLOADS)).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
        assert [len(row) for row in rows] == [1] * 500
        assert [row[0] for row in rows if row[0].lstrip().startswith(cells.RUNS)] == []
        assert "\0" not in text

    def test_what_is_harmless_is_not_touched(self):
        fine = ["Oak House", "12 High Street, Anytown", "a=b", "3-4", "x@y.example", "‘=’", ""]
        assert [cells.harmless(each) for each in fine] == fine

    def test_headings_cannot_run_either(self):
        assert as_csv(sheet([], [Column("x", "=1+1")])).endswith(b'"\'=1+1"\r\n')

    def test_a_row_of_another_length_is_an_error(self):
        with pytest.raises(ValueError, match="shorter"):
            as_csv(sheet([["only one"]]))


class TestXlsx:
    def test_title_headings_and_values_are_read_back(self):
        rows = data(as_xlsx(sheet()))
        assert rows[0][0] == "Services"
        assert rows[1] == ["Service", "Beds", "Last visit", "Spend a year"]
        assert rows[2] == ["Oak House", 12.0, date(2026, 11, 2), 1200.5]
        assert rows[3] == ["Élan & Søn ‘Care’", -3.0, NOT_RECORDED, NOT_RECORDED]

    def test_a_moment_is_shown_on_the_clock_of_the_wall(self):
        summer = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
        rows = data(as_xlsx(sheet([[summer]], [Column("at", "At", "date")])))
        assert [each.isoformat() for each in rows[2]] == ["2026-07-01T10:30:00"]

    def test_no_payload_is_a_formula_and_each_is_read_back_as_text(self):
        book = as_xlsx(texts([*PAYLOADS, *RAW_XML]))
        for name, xml in parts(book).items():
            tags = {each.tag.rsplit("}", 1)[-1] for each in ElementTree.fromstring(xml).iter()}
            assert not tags & {"f", "hyperlink", "hyperlinks", "definedName", "externalReference"}, name
        rows = data(book)[2:]
        assert len(rows) == len(PAYLOADS) + len(RAW_XML)
        for told, was in zip(rows, [*PAYLOADS, *RAW_XML], strict=True):
            assert len(told) == 1
            assert isinstance(told[0], str)
            kept = cells.printable(was).strip()
            assert _plain(told[0]) == _plain(kept) or not kept

    @pytest.mark.parametrize("text", RAW_XML)
    def test_text_in_the_shape_of_the_writers_own_mark_up_stays_text(self, text):
        rows = data(as_xlsx(texts([text, "after"])))
        assert rows[2:] == [[text + " "], ["after"]]

    def test_numbers_that_are_none_are_words(self):
        rows = data(
            as_xlsx(sheet([[float("nan")], [float("inf")], ["12"], [True]], [Column("n", "N", "number")]))
        )
        assert [row[0] for row in rows[2:]] == ["nan", "inf", "12", "Yes"]

    def test_a_day_that_spreadsheets_do_not_know_is_words(self):
        rows = data(as_xlsx(sheet([[date(1850, 1, 2)]], [Column("d", "D", "date")])))
        assert rows[2] == ["1850-01-02"]

    def test_the_longest_text_is_cut_with_a_mark(self):
        assert data(as_xlsx(texts(["x" * 40_000])))[2][0].endswith("x…")

    def test_the_second_sheet_says_what_this_is(self):
        book = as_xlsx(sheet(by="Invented Person", left_out=("Spend a year",), total=2))
        about = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name("About").to_python()
        assert dict(map(tuple, about[1:])) == {
            "What this is": "Services",
            "Marking": "OFFICIAL-SENSITIVE",
            "As at": "23 November 2026, 9:30am",
            "Exported by": "Invented Person",
            "Which rows": "Open",
            "Number of rows": "2",
            "Columns left out because this is shared outside the council": "Spend a year",
            "Cells without a value": "These say 'not recorded'",
        }

    def test_nothing_is_hidden_and_nobody_is_named(self):
        book = parts(as_xlsx(sheet(by="Invented Person")))
        assert set(book) == {
            "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml",
            "xl/theme/theme1.xml", "docProps/app.xml", "docProps/core.xml", "[Content_Types].xml", "_rels/.rels",
            "xl/_rels/workbook.xml.rels",
        } | ({"xl/sharedStrings.xml"} & set(book))  # fmt: skip
        for name, xml in book.items():
            assert "hidden" not in xml.lower(), name
        assert "Invented Person" not in book["docProps/core.xml"] + book["docProps/app.xml"]
        assert re.search(r"<dc:creator>(.*?)</dc:creator>", book["docProps/core.xml"]).group(1) == ""
        assert "2026-11-23T09:30:00Z" in book["docProps/core.xml"]
        assert "OFFICIAL-SENSITIVE" in book["docProps/core.xml"]

    def test_the_file_was_made_at_a_moment_of_the_world_not_of_the_wall(self):
        book = parts(as_xlsx(sheet(as_at=datetime(2026, 7, 1, 9, 30, tzinfo=UTC))))
        assert "2026-07-01T09:30:00Z" in book["docProps/core.xml"]

    def test_headings_stay_in_sight_no_cell_is_merged_and_paper_is_marked(self):
        page = parts(as_xlsx(sheet()))["xl/worksheets/sheet1.xml"]
        assert 'state="frozen"' in page
        assert 'ySplit="2"' in page
        assert "mergeCell" not in page
        assert "OFFICIAL-SENSITIVE" in re.search(r"<headerFooter.*</headerFooter>", page).group(0)

    def test_sheets_are_named_after_what_they_hold(self):
        assert CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(sheet()))).sheet_names == ["Data", "About"]


class TestSheets:
    def test_what_leaves_the_council_is_without_its_sensitive_columns(self):
        left = shareable(sheet())
        assert [each.key for each in left.columns] == ["name", "beds", "seen"]
        assert [list(row) for row in left.rows] == [row[:3] for row in ROWS]
        assert left.left_out == ("Spend a year",)
        assert b"1200" not in as_csv(shareable(sheet()))
        assert b"1200.5" not in as_xlsx(shareable(sheet()))

    def test_no_more_rows_are_read_than_are_needed(self):
        read = []
        rows = ([read.append(number)] for number in range(10_000))
        assert counted(sheet(rows, [Column("x", "X")]), 50).total == 51
        assert len(read) == 51


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
