"""A list as CSV: UTF-8 with its mark, lines that end as spreadsheets expect, no cell that runs."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from oversight.foundation.exports import cells
from oversight.foundation.exports.sheets import Column, Sheet


def as_csv(sheet: Sheet) -> bytes:
    """The list, with one line of headings."""
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([cells.harmless(each.words) for each in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_cell(column, value) for column, value in zip(sheet.columns, row, strict=True)])
    return kept.getvalue().encode("utf-8-sig")


def _cell(column: Column, value: Any) -> str:
    """A number may be negative; whatever else begins with a sign is text."""
    if column.kind in ("number", "money") and isinstance(value, (int, float, Decimal)):
        return cells.text(value)
    return cells.harmless(cells.text(value))
