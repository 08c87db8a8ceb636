"""The small ODS writer, read back by the library that reads the regulator's own."""

from datetime import date
from zipfile import ZIP_STORED, ZipFile

from python_calamine import CalamineWorkbook

from oversight.sample import columns
from oversight.sample.workbook import MEDIA_TYPE, Workbook

from .conftest import read

ROWS = [["name", "", "", "<&>“x”", ""], ["", 7, 2.5, date(2026, 11, 2), "b"], ["a", "a", "", "", "end"]]


def test_cells_come_back_as_they_went(tmp_path):
    with Workbook(tmp_path / "book.ods") as book:
        assert book.sheet("first & last", ROWS) == 3
        assert book.sheet("second", []) == 0
    found = CalamineWorkbook.from_path(str(tmp_path / "book.ods"))
    assert found.sheet_names == ["first & last", "second"]
    assert found.get_sheet_by_name("first & last").to_python() == ROWS


def test_the_media_type_comes_first_and_is_not_packed(tmp_path):
    with Workbook(tmp_path / "book.ods") as book:
        book.sheet("one", ROWS)
    with ZipFile(tmp_path / "book.ods") as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.read("mimetype").decode() == MEDIA_TYPE
        assert archive.testzip() is None


def test_the_samples_workbook_holds_what_its_csv_holds(sample):
    book = CalamineWorkbook.from_path(str(sample / "anyshire_active_locations.ods"))
    assert book.sheet_names == ["README", "HSCA_Active_Locations", "Dual_Registration_Locations"]
    table = book.get_sheet_by_name("HSCA_Active_Locations").to_python()
    assert table[0] == list(columns.LOCATION_COLUMNS)
    printed = read(sample / "anyshire_active_locations.csv", header=6)
    assert len(table) == 1 + len(printed)
    for row, line in zip(table[1:], printed, strict=True):
        assert [as_csv(cell) for cell in row] == list(line.values())


def as_csv(cell):
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def test_the_dual_registrations_are_told_from_both_sides(sample):
    book = CalamineWorkbook.from_path(str(sample / "anyshire_active_locations.ods"))
    header, first, second = book.get_sheet_by_name("Dual_Registration_Locations").to_python()
    assert header == list(columns.DUAL_COLUMNS)
    assert (first[0], first[6]) == (second[6], second[0])
    assert first[10] == second[10] == first[0]
    assert "INVENTED" in str(book.get_sheet_by_name("README").to_python())
