"""A small writer of OpenDocument spreadsheets: streamed to disk, the same bytes for the same cells.

The regulator publishes its monthly files so. Runs of blank cells are written once with a repeat count, and
dates carry their value beside the text that is shown, as office programs do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import IO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<office:document-content xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0" '
    f'xmlns:text="{_NAMES}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
)
_TAIL = "</office:spreadsheet></office:body></office:document-content>"
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


class Workbook:
    """An ODS file open for writing, sheet by sheet; use as a context manager.

    Raises ``OSError`` where the file cannot be written.
    """

    def __init__(self, path: Path):
        self._archive = ZipFile(path, "w")
        self._archive.writestr(_entry("mimetype", ZIP_STORED), MEDIA_TYPE)
        self._archive.writestr(_entry("META-INF/manifest.xml"), _MANIFEST)
        self._content: IO[bytes] = self._archive.open(_entry("content.xml"), "w", force_zip64=True)
        self._content.write(_HEAD.encode())

    def __enter__(self) -> Workbook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._content.write(_TAIL.encode())
        self._content.close()
        self._archive.close()

    def sheet(self, name: str, rows: Iterable[Sequence[str | int | float | date]]) -> int:
        """Write a sheet row by row; returns how many rows it holds."""
        written = 0
        self._content.write(f"<table:table table:name={quoteattr(name)}>".encode())
        for row in rows:
            self._content.write(f"<table:table-row>{_cells(row)}</table:table-row>".encode())
            written += 1
        self._content.write(b"</table:table>")
        return written


def _entry(name: str, method: int = ZIP_DEFLATED) -> ZipInfo:
    """A member of the archive with a fixed date, so that the same content gives the same bytes."""
    entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = method
    return entry


def _cells(row: Sequence[str | int | float | date]) -> str:
    return "".join(_run(value, sum(1 for _ in run)) for value, run in groupby(row))


def _run(value: str | int | float | date, length: int) -> str:
    """``length`` cells of the same value; blank ones as a single repeated element."""
    if value == "":
        return f'<table:table-cell table:number-columns-repeated="{length}"/>'
    return _cell(value) * length


def _cell(value: str | int | float | date) -> str:
    if isinstance(value, date):
        kind, shown = f'"date" office:date-value="{value.isoformat()}"', value.strftime("%d/%m/%Y")
    elif isinstance(value, str):
        kind, shown = '"string"', escape(value)
    else:
        kind, shown = f'"float" office:value="{value}"', str(value)
    return f"<table:table-cell office:value-type={kind}><text:p>{shown}</text:p></table:table-cell>"
