"""The local administrator imports the council's spreadsheet, mends what is wrong with it, undoes it, does it again."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.register_sheet import CHOSEN, HEADINGS, register_rows, write_register, write_table
from tests.journeys.walking import count_of, first_service, heading, press, text, watched


class Administrator:
    """Bevan Sorley at an import: each step is a page of it."""

    def __init__(self, page: Any, scripts: bool) -> None:
        self.page, self.scripts = page, scripts
        self.address = ""

    def reads_the_file(self, path: Path, rows: int) -> None:
        self.page.goto("/imports/")
        press(self.page, self.page.locator("main a[href='/imports/new/']").first)
        self.page.set_input_files("input[type=file]", path)
        press(self.page)
        assert f"{path.name} was read: {rows} rows." in text(self.page)

    def chooses_columns(self) -> None:
        for its_heading, column in CHOSEN.items():
            self.page.get_by_label(its_heading).select_option(label=column)
        press(self.page)
        self.address = self.page.url

    def watches(self) -> list[str]:
        return watched(self.page, self.scripts)

    def saves(self, words: str) -> list[str]:
        press(self.page, self.page.get_by_role("button", name=words))
        seen = self.watches()
        assert heading(self.page) == "Saved"
        return seen

    def imports(self, path: Path, rows: int) -> None:
        """The file, up to where every row is checked and nothing saved."""
        self.reads_the_file(path, rows)
        self.chooses_columns()
        self.watches()
        assert heading(self.page) == "Checked, nothing saved yet"

    def undoes(self, rows: int) -> None:
        self.page.goto(self.address)
        press(self.page, self.page.get_by_role("link", name="Undo this import"))
        assert heading(self.page) == f"Undo the import of {rows} rows?"
        press(self.page)
        self.watches()


@pytest.mark.parametrize(("scripts", "kind", "total"), [(True, "csv", 500), (False, "xlsx", 80)])
def test_an_import_is_mended_undone_and_done_again(served, tmp_path, scripts, kind, total):
    tag, good = f"40{total}", total - 12
    rows, wrong = register_rows(tag, rows=total)
    file = write_register(tmp_path / f"services-{tag}.{kind}", rows)
    with served.as_("bs", scripts=scripts, accept_downloads=True) as page:
        before = count_of(page)
        bevan = Administrator(page, scripts)
        _checked_and_saved(bevan, file, total, wrong)
        assert count_of(page) == before + good
        first = bevan.address
        _mended(bevan, tmp_path / f"mended-{tag}.csv", wrong)
        assert count_of(page) == before + total
        changed = _changed_by_an_officer(served, scripts, rows, wrong)
        bevan.address = first
        bevan.undoes(good)
        assert f"{good - 2} rows were taken back" in text(page)
        assert "2 rows were left, because somebody changed the service since." in text(page)
        assert sorted(page.locator("table td a").all_inner_texts()) == sorted(changed)
        assert count_of(page) == before + 12 + 2
        bevan.imports(file, total)
        assert f"{good - 1} good rows would be saved. 12 rows have a problem." in text(page)
        bevan.saves(f"Save the {good - 1} good rows")
        assert count_of(page) == before + total
    _others_are_told_what_happened(served, scripts, first, good)


def _checked_and_saved(bevan: Administrator, file: Path, total: int, wrong: dict[int, Any]) -> None:
    page, good = bevan.page, total - 12
    bevan.reads_the_file(file, total)
    assert "It says: " in text(page)
    bevan.chooses_columns()
    seen = bevan.watches()
    if bevan.scripts:
        assert f"Done. {total} of {total} rows done." in seen[-1]
    assert f"{good} good rows would be saved. 12 rows have a problem. Nothing is saved yet." in text(page)
    assert file.name in text(page)
    told = [" ".join(each.split()) for each in page.locator("tbody tr").all_inner_texts()]
    assert len(told) == 12
    for said, (number, bad) in zip(told, wrong.items(), strict=True):
        assert said.startswith(f"Row {number} {bad.heading} {bad.heading} ")
        assert bad.says in said
        assert bad.cells.get(bad.heading, "") in said
    seen = bevan.saves(f"Save the {good} good rows")
    assert any(f"of {good} rows done." in each for each in seen), seen
    assert f"{good} rows were saved on" in text(page)


def _mended(bevan: Administrator, path: Path, wrong: dict[int, Any]) -> None:
    """The rows with a problem as a file of the same shape, mended where it says, saved."""
    page = bevan.page
    page.goto(bevan.address)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download the rows with a problem as CSV").click()
    with Path(taken.value.path()).open(newline="", encoding="utf-8-sig") as file:
        headings, *rows = csv.reader(file)
    assert headings == [*HEADINGS, "What to do"]
    assert len(rows) == 12
    for cells, bad in zip(rows, wrong.values(), strict=True):
        assert bad.says in cells[-1]
        for where, cell in bad.mended.items():
            cells[headings.index(where)] = cell
    bevan.imports(write_table(path, [headings, *rows]), 12)
    assert "12 good rows would be saved." in text(page)
    bevan.saves("Save the 12 good rows")


def _changed_by_an_officer(
    served: Any, scripts: bool, rows: list[list[str]], wrong: dict[int, Any]
) -> list[str]:
    """An officer corrects one imported service, and the contract of another; what they are called."""
    good = [
        dict(zip(HEADINGS, each, strict=True))
        for number, each in enumerate(rows, start=2)
        if number not in wrong
    ][:2]
    counted, contracted = (each["Location ID"] for each in good)
    with served.as_("qo", scripts=scripts) as page:
        service = first_service(page, counted)
        page.goto(f"{service}correct/")
        page.fill("[name=beds]", "3")
        page.fill("[name=reason]", "Counted at the visit")
        press(page)
        page.goto(f"{first_service(page, contracted)}details/")
        press(page, page.locator("a[href*='/contracts/'][href$='/correct/']").first)
        page.fill("[name=people_placed]", "21")
        page.fill("[name=reason]", "Counted with the provider")
        press(page)
        assert "The contract was corrected." in text(page)
    return [each["Home or agency"] for each in good]


def _others_are_told_what_happened(served: Any, scripts: bool, first: str, good: int) -> None:
    """The auditor reads it in words."""
    with served.as_("au", scripts=scripts) as page:
        page.goto(f"/audit/?subject={first.rstrip('/').rpartition('/')[2]}")
        assert f"Bevan Sorley saved {good} rows of IM-" in text(page)
        assert f"{good - 2} rows taken back, 2 left" in text(page)
