"""What a file is, told from its content; and the words with which it is refused."""

import gzip
import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from oversight.engine.model import BadInput
from oversight.gateways.regulator import Kind, RegulatorFileError, columns, opening, read_file
from tests.fakes.spreadsheets import write_ods, write_xlsx

from .makers import LARCH, active, document, listed, rated, wide, write_csv, write_documents


def refused(path: Path) -> str:
    with pytest.raises(RegulatorFileError) as wrong:
        read_file(path)
    assert isinstance(wrong.value, BadInput)
    said = str(wrong.value)
    assert said.startswith(str(path))
    return said.removeprefix(str(path)).lstrip(": ")


TABLES = [
    (columns.RATINGS, rated(), Kind.RATINGS),
    (columns.LOCATIONS, active(), Kind.LOCATIONS),
    (columns.WIDE, wide(), Kind.WIDE),
    (columns.DIRECTORY, listed(), Kind.DIRECTORY),
]


@pytest.mark.parametrize(("header", "row", "kind"), TABLES)
def test_a_table_is_known_whatever_its_file_is_called(tmp_path, header, row, kind):
    assert read_file(write_csv(tmp_path / "notes.txt", [header, row])).kind is kind
    assert read_file(write_ods(tmp_path / "notes.csv", {"a": [header, row]})).kind is kind
    assert read_file(write_xlsx(tmp_path / "notes.ods", {"a": [header, row]})).kind is kind


@pytest.mark.parametrize(("header", "row", "kind"), TABLES)
def test_all_three_forms_give_the_same_records(tmp_path, header, row, kind):
    found = [
        read_file(write_csv(tmp_path / "same", [header, row])).services,
        read_file(write_ods(tmp_path / "same", {"a": [header, row]})).services,
        read_file(write_xlsx(tmp_path / "same", {"a": [header, row]})).services,
    ]
    assert found[0] == found[1] == found[2] != []


@pytest.mark.parametrize(("header", "row", "kind"), TABLES)
@pytest.mark.parametrize("change", ["renamed", "missing", "added", "twice"])
def test_a_changed_header_is_refused_by_the_names_of_its_columns(tmp_path, header, row, kind, change):
    changed, title = list(header), header[3]
    if change == "renamed":
        changed[3] = "Something else"
        words = f"lacks {title!r} and has the unknown 'Something else'"
    elif change == "missing":
        changed, row = changed[:3] + changed[4:], row[:3] + row[4:]
        words = f"lacks {title!r}"
    elif change == "added":
        changed, row = [*changed, "Telecare"], [*row, ""]
        words = "has the unknown 'Telecare'"
    else:
        changed, row = [*changed, title.upper()], [*row, ""]
        words = f"has twice {title!r}"
    said = refused(write_csv(tmp_path / "f.csv", [["A banner"], changed, row]))
    assert f"its header (row 2) {words}; download the file again, and if the regulator has changed" in said
    assert said.startswith("this looks like the ")


def test_the_error_carries_the_columns(tmp_path):
    header = ["Result" if name == "Latest Rating" else name for name in columns.RATINGS]
    with pytest.raises(RegulatorFileError) as wrong:
        read_file(write_csv(tmp_path / "f.csv", [header]))
    assert (wrong.value.missing, wrong.value.unexpected) == (("Latest Rating",), ("Result",))


def test_a_blank_heading_among_the_others_is_named_by_its_place(tmp_path):
    header = [*columns.DIRECTORY[:2], "", *columns.DIRECTORY[2:]]
    assert "has the unknown '(blank, column 3)'" in refused(write_csv(tmp_path / "f.csv", [header]))


def test_deactivated_locations_are_recognised_and_not_read(tmp_path):
    header = ["Location ID", "Location Name", *columns.DEACTIVATED, "Care home?"]
    said = refused(write_csv(tmp_path / "f.csv", [header]))
    assert said == (
        "this is the list of deactivated locations, which have left the register; give the active locations "
        "or the latest ratings"
    )


def test_a_table_of_something_else_is_not_recognised(tmp_path):
    said = refused(write_csv(tmp_path / "f.csv", [["Location ID", "regulator.safe"], [LARCH, "good"]]))
    assert said == (
        "is not one of the regulator's files: no header row of the latest ratings, the active locations, the "
        "wide list or the directory is in its first 40 rows; give the file as it was downloaded"
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty; download it again"),
        (b"\xef\xbb\xbf \r\n", "is empty; download it again"),
        (
            b"<!DOCTYPE html><h1>403</h1>",
            "is a web page or XML, not the file itself; open the regulator's page",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "cannot be read: it is a workbook in the old .xls form; save it as",
        ),
        (b"%PDF-1.7", "cannot be read: it is a PDF; download the spreadsheet or the CSV"),
        ("Location ID".encode("utf-16"), "cannot be read: it is text in UTF-16; save it as 'CSV UTF-8'"),
        (
            gzip.compress(b"Location ID", mtime=0),
            "cannot be read: it is compressed with gzip; unpack it first",
        ),
        (b"PK\x03\x04 and then nothing", "is damaged (not a whole zip); download it again"),
        (b"PK\x05\x06" + bytes(18), "cannot be read: it is an empty zip; download it again"),
    ],
)
def test_files_that_are_something_else(tmp_path, content, words):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert refused(path).startswith(words)


def test_a_file_that_is_not_there_and_a_folder(tmp_path):
    assert refused(tmp_path / "missing.csv") == "cannot be read: no such file or directory; check the path"
    assert refused(tmp_path) == "cannot be read: is a directory; check the path"


def test_a_zip_around_one_csv_is_opened(tmp_path):
    inner = write_csv(tmp_path / "directory.csv", [columns.DIRECTORY, listed()], "utf-8-sig")
    with ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.write(inner, "CQC_directory.csv")
        archive.writestr("readme.txt", "invented")
    assert [each.id for each in read_file(tmp_path / "d.zip").services] == [LARCH]
    with ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.write(inner, "a.csv")
        archive.write(inner, "b.CSV")
    assert (
        refused(tmp_path / "two.zip") == "is a zip that holds 2 CSV files; unpack it and give the one to read"
    )
    with ZipFile(tmp_path / "none.zip", "w") as archive:
        archive.writestr("readme.txt", "invented")
    assert (
        refused(tmp_path / "none.zip")
        == "is a zip that holds no CSV files; unpack it and give the one to read"
    )


def test_a_bomb_and_a_broken_workbook(tmp_path, monkeypatch):
    path = write_ods(tmp_path / "f.ods", {"a": [columns.RATINGS, rated()]})
    monkeypatch.setattr(opening, "LARGEST_STREAMED", 1_000)
    assert "more than any register; not read" in refused(path)
    monkeypatch.undo()
    broken = write_xlsx(tmp_path / "f.xlsx", {"a": [columns.RATINGS, rated()]})
    with ZipFile(tmp_path / "g.xlsx", "w") as archive, ZipFile(broken) as whole:
        for name in whole.namelist():
            archive.writestr(name, b"<nothing" if name == "xl/workbook.xml" else whole.read(name))
    assert refused(tmp_path / "g.xlsx").startswith("is a damaged workbook")


def test_a_cut_off_spreadsheet_is_refused(tmp_path):
    path = write_ods(
        tmp_path / "f.ods", {"a": [columns.RATINGS, *[rated(id=f"1-99{n:08}") for n in range(400)]]}
    )
    content = bytearray(path.read_bytes())
    place = content.find(b"content.xml") + 2_000
    content[place : place + 40] = bytes(40)
    path.write_bytes(content)
    assert "is damaged" in refused(path)


def test_windows_text_is_read_and_reported(tmp_path):
    path = write_csv(tmp_path / "f.csv", [columns.RATINGS, rated(name="Café – people’s house")], "cp1252")
    result = read_file(path)
    assert result.services[0].name == "Café – people’s house"
    (problem,) = result.problems
    assert (problem.row, problem.message) == (
        0,
        "not UTF-8: read as Windows text (cp1252); check names with accents, and save it as 'CSV UTF-8'",
    )


def test_text_that_is_neither_is_refused(tmp_path):
    path = write_csv(tmp_path / "f.csv", [columns.RATINGS, rated()])
    path.write_bytes(path.read_bytes() + b"\x81\xff")
    assert refused(path).startswith("is neither UTF-8 nor Windows text (byte ")


def test_a_cell_beyond_all_measure_is_refused(tmp_path):
    path = write_csv(tmp_path / "f.csv", [columns.RATINGS, rated(name='"' + "x" * 200_000)])
    assert refused(path).startswith("is not a sound CSV (field larger than field limit (131072))")


def test_the_providers_sheet_of_the_ratings_workbook_is_passed_over(tmp_path):
    providers = [
        ["Provider ID", "Provider Name", "Domain", "Latest Rating", "Publication Date"],
        ["1-98", "x"],
    ]
    path = write_ods(tmp_path / "f.ods", {"Providers": providers, "Locations": [columns.RATINGS, rated()]})
    assert [each.id for each in read_file(path).services] == [LARCH]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"locationId": ', "line 1: this is not JSON (Expecting value); download the file again"),
        ("[1, 2]", "no location or provider document of the regulator's API is in it"),
        ("[" * 100_000, "this is not JSON; download the file again"),
        (
            json.dumps({"total": 1, "locations": [{"locationId": LARCH, "locationName": "Larch House"}]}),
            "no location or provider document of the regulator's API is in it; the list of locations holds only "
            "ids and names: get the document of each location",
        ),
    ],
)
def test_json_that_holds_no_documents(tmp_path, content, words):
    path = tmp_path / "f.json"
    path.write_text(content, encoding="utf-8")
    assert refused(path).lstrip(", ").startswith(words)


def test_documents_as_lines_as_a_list_as_one_and_in_an_envelope(tmp_path):
    one = document()
    texts = [
        json.dumps(one) + "\n",
        json.dumps(one, indent=2),
        json.dumps([one], indent=1),
        "\n" + json.dumps({"total": 1, "locations": [one]}),
        "\ufeff" + json.dumps(one),
    ]
    for text in texts:
        path = tmp_path / "f"
        path.write_text(text, encoding="utf-8")
        assert [each.id for each in read_file(path).services] == [LARCH]


def test_a_bad_line_among_documents_is_a_problem(tmp_path):
    path = write_documents(tmp_path / "f.jsonl", document())
    for place, text in (
        (0, "{broken\n" + path.read_text()),
        (1, path.read_text() + "{broken\n\n" + path.read_text()),
    ):
        path.write_text(text, encoding="utf-8")
        result = read_file(path)
        assert len(result.services) == 1
        problem = result.problems[0]
        assert (problem.row, problem.value) == (place + 1, "{broken")
        assert problem.message == "this line is not a JSON object; it was left out"
        path = write_documents(path, document())
