"""Councils' own spreadsheets, in every form and state they come in."""

from __future__ import annotations

from datetime import date

import pytest
import xlsxwriter

from oversight.gateways.spreadsheets import SpreadsheetError, read_table


def written(tmp_path, rows, name="services.xlsx"):
    with xlsxwriter.Workbook(tmp_path / name) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, cell, day)
                else:
                    sheet.write(at, column, cell)
    return tmp_path / name


def text(tmp_path, content, name="services.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_workbook_is_read_as_a_person_sees_it(tmp_path):
    path = written(
        tmp_path,
        [
            ["Our services", "", ""],
            [],
            ["Name", "Beds", "Opened"],
            ["Larch", 12, date(2020, 2, 29)],
            [],
            ["Elm", 1.5, ""],
        ],
    )
    found = read_table(path)
    assert found.headings == ("Name", "Beds", "Opened")
    assert found.rows == (("Larch", "12", "2020-02-29"), ("Elm", "1.5", ""))
    assert found.numbers == (4, 6)


@pytest.mark.parametrize("content", [
    "Name,Beds\nLarch,12\n", "\ufeffName;Beds\r\nLarch;12\r\n", "Name\tBeds\nLarch\t12",
    "Name,Beds\nLarch,12\n".encode("utf-16"),
])  # fmt: skip
def test_csv_in_every_form(tmp_path, content):
    found = read_table(text(tmp_path, content))
    assert (found.headings, found.rows, found.numbers) == (("Name", "Beds"), (("Larch", "12"),), (2,))


def test_windows_text_and_short_rows(tmp_path):
    found = read_table(text(tmp_path, "Name,Town,Beds\nCaf\xe9,Anyford\n".encode("cp1252")))
    assert found.rows == (("Café", "Anyford", ""),)


@pytest.mark.parametrize(("content", "says"), [
    (b"", "is empty"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password protected or an old .xls"),
    (b"PK\x03\x04 not a zip", "damaged or not a spreadsheet"),
    (b"\x00\x01\x02\x03", "is not a spreadsheet"),
    ("Name,Beds\n", "no rows below"),
    ("Name,name\nLarch,Elm\n", "has the heading ‘name’ in columns 1 and 2"),
    ("just words", "no row of headings"),
    ("Name,Beds\n" + "Larch,1\n" * 20_001, "import 20,000 at most"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path, content, says):
    with pytest.raises(SpreadsheetError, match=says):
        read_table(text(tmp_path, content))
