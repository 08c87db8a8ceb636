"""A list as XLSX: one sheet of data, one about it, nothing hidden and nothing that runs."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import Any

from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from oversight.foundation.exports import cells
from oversight.foundation.exports.sheets import Sheet
from oversight.foundation.ui import words

NOT_RECORDED = "not recorded"
"""What stands in a cell without a value, so that none is blank."""

_LONGEST = 32_767
_FIRST_YEAR = 1900
_FORMATS = {"day": "d mmm yyyy", "moment": "d mmm yyyy hh:mm", "money": "£#,##0.00", "number": "General"}


def as_xlsx(sheet: Sheet) -> bytes:
    """The list on the sheet 'Data', and what, who, when and how marked on the sheet 'About'."""
    kept = io.BytesIO()
    with TemporaryDirectory() as folder:
        options = {
            "constant_memory": True, "tmpdir": folder, "strings_to_formulas": False,
            "strings_to_urls": False, "strings_to_numbers": False,
        }  # fmt: skip
        with Workbook(kept, options) as book:
            book.set_properties({
                "title": cells.printable(sheet.title), "author": "", "category": sheet.marking,
                "created": sheet.as_at.astimezone(UTC).replace(tzinfo=None),
            })  # fmt: skip
            _Writer(book, sheet).write()
    return kept.getvalue()


def about(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """What is said of an export, as pairs of words."""
    yield "What this is", sheet.title
    yield "Marking", sheet.marking
    yield "As at", words.moment(sheet.as_at)
    yield "Exported by", sheet.by or NOT_RECORDED
    yield "Which rows", sheet.filters_in_words or "All rows"
    yield "Number of rows", str(sheet.total) if sheet.total is not None else NOT_RECORDED
    yield "Columns left out because this is shared outside the council", "; ".join(sheet.left_out) or "None"
    yield "Cells without a value", f"These say '{NOT_RECORDED}'"


class _Writer:
    """Writes one workbook."""

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self.book, self.sheet = book, sheet
        self.heading = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
        self.formats: dict[str, Format] = {
            kind: book.add_format({"num_format": words}) for kind, words in _FORMATS.items()
        }
        self.formats["text"] = book.add_format({"num_format": "@"})
        self.formats["quoted"] = book.add_format({"num_format": "@", "quote_prefix": True})

    def write(self) -> None:
        """Both sheets."""
        self._data(self.book.add_worksheet("Data"))
        self._about(self.book.add_worksheet("About"))

    def _data(self, page: Worksheet) -> None:
        """Title in the first cell, headings below it, both frozen, then the rows."""
        self._set_up(page)
        page.freeze_panes(2, 0)
        page.set_column(0, max(len(self.sheet.columns) - 1, 0), 22)
        self._text(page, 0, 0, self.sheet.title, self.heading)
        for place, column in enumerate(self.sheet.columns):
            self._text(page, 1, place, column.words, self.heading)
        for line, row in enumerate(self.sheet.rows, start=2):
            for place, (column, value) in enumerate(zip(self.sheet.columns, row, strict=True)):
                self._cell(page, line, place, column.kind, value)

    def _about(self, page: Worksheet) -> None:
        self._set_up(page)
        page.set_column(0, 0, 44)
        page.set_column(1, 1, 80)
        self._text(page, 0, 0, f"About: {self.sheet.title}", self.heading)
        for line, (what, value) in enumerate(about(self.sheet), start=1):
            self._text(page, line, 0, what, self.heading)
            self._text(page, line, 1, value)

    def _set_up(self, page: Worksheet) -> None:
        """On paper each page carries the marking, and says which of how many it is."""
        marking = self.sheet.marking.replace("&", "&&")
        page.set_paper(9)
        page.set_landscape()
        page.set_header(f"&C{marking}")
        page.set_footer(f"&L{marking}&RPage &P of &N")

    def _cell(self, page: Worksheet, line: int, place: int, kind: str, value: Any) -> None:
        if kind in ("number", "money") and _is_number(value):
            page.write_number(line, place, float(value), self.formats[kind])
        elif kind == "date" and _is_date(value):
            day = cells.local(value) if isinstance(value, datetime) else value
            page.write_datetime(
                line, place, day, self.formats["moment" if isinstance(value, datetime) else "day"]
            )
        else:
            self._text(page, line, place, cells.text(value) or NOT_RECORDED)

    def _text(self, page: Worksheet, line: int, place: int, words: str, how: Format | None = None) -> None:
        """Text as text. What would run if it were typed is also marked as quoted."""
        risky = words.lstrip().startswith(cells.RUNS) or words.startswith(cells.RUNS)
        page.write_string(line, place, _plain(words), how or self.formats["quoted" if risky else "text"])


def _plain(words: str) -> str:
    """Text that the writer cannot take for its own mark-up, and no longer than a cell holds.

    XlsxWriter writes text that begins with ``<r>`` and ends with ``</r>`` as it stands, as XML of a rich
    string: without the space at its end such text could bring its own cells, a formula among them.
    """
    kept = cells.printable(words)
    kept = kept if len(kept) <= _LONGEST else f"{kept[: _LONGEST - 1]}…"
    return f"{kept} " if kept.startswith("<r>") and kept.endswith("</r>") else kept


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) and math.isfinite(value)


def _is_date(value: Any) -> bool:
    return isinstance(value, date) and value.year >= _FIRST_YEAR
