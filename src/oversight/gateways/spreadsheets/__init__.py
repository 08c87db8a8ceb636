"""A council's own spreadsheets: CSV, XLSX or ODS, read as text cells below a row of headings."""

from oversight.gateways.spreadsheets.headings import first_said, likely, plain
from oversight.gateways.spreadsheets.reading import (
    MOST_ROWS,
    SpreadsheetError,
    Table,
    read_table,
)

__all__ = ["MOST_ROWS", "SpreadsheetError", "Table", "first_said", "likely", "plain", "read_table"]
