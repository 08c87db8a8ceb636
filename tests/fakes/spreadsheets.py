"""Spreadsheets written by hand, so that tests can put any oddity of the formats into a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_BLANK_ROW = '<table:table-row table:style-name="ro1"/>'


class Xml(str):
    """A cell or a row written as it is."""

    __slots__ = ()


Cell = str | int | float | date
Rows = Sequence[Sequence[Cell] | Xml]


def ods_cell(value: Cell) -> str:
    if isinstance(value, Xml):
        return value
    if isinstance(value, date):
        kind, shown = f'"date" office:date-value="{value.isoformat()}"', value.strftime("%d/%m/%y")
    elif isinstance(value, str):
        if not value:
            return '<table:table-cell table:style-name="ce1"/>'
        kind, shown = '"string"', escape(value)
    else:
        kind, shown = f'"float" office:value="{value}"', f"{value:,}"
    return (
        f'<table:table-cell table:style-name="ce1" office:value-type={kind}><text:p>{shown}</text:p>'
        "</table:table-cell>"
    )


def ods_row(cells: Sequence[Cell] | Xml, attributes: str = ' table:style-name="ro1"') -> str:
    if isinstance(cells, Xml):
        return cells
    return f"<table:table-row{attributes}>{''.join(map(ods_cell, cells))}</table:table-row>"


def write_ods(path: Path, sheets: Mapping[str, Rows], prefix: str = "table") -> Path:
    """An OpenDocument spreadsheet; ``prefix`` other than ``table`` as an unusual program would write it."""
    body = "".join(
        f'<table:table table:name="{name}" table:style-name="ta1"><table:table-column/>'
        f"{''.join(map(ods_row, rows))}</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-content xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0" '
        f'xmlns:text="{_NAMES}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>{body}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    if prefix != "table":
        for before in ("<", "</", " ", "xmlns:"):
            content = content.replace(f"{before}table", f"{before}{prefix}")
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest())
        archive.writestr("content.xml", content)
    return path


def manifest() -> str:
    return (
        f'<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )


def _xlsx_cell(value: Cell) -> str:
    if isinstance(value, date):
        return f'<c s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, str):
        return (
            f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>' if value else "<c/>"
        )
    return f"<c><v>{value}</v></c>"


_OFFICE = "http://schemas.openxmlformats.org"


def write_xlsx(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """An Excel workbook: text in place, dates as numbers with a date format."""
    main, rel = f'xmlns="{_OFFICE}/spreadsheetml/2006/main"', f"{_OFFICE}/officeDocument/2006/relationships"
    listed, related = "", ""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for number, (name, rows) in enumerate(sheets.items(), start=1):
            listed += f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>'
            related += (
                f'<Relationship Id="r{number}" Type="{rel}/worksheet" Target="worksheets/sheet{number}.xml"/>'
            )
            cells = "".join(f"<row>{''.join(map(_xlsx_cell, row))}</row>" for row in rows)
            archive.writestr(
                f"xl/worksheets/sheet{number}.xml",
                f"<worksheet {main}><sheetData>{cells}</sheetData></worksheet>",
            )
        related += f'<Relationship Id="s" Type="{rel}/styles" Target="styles.xml"/>'
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet {main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        )
        archive.writestr(
            "xl/workbook.xml", f'<workbook {main} xmlns:r="{rel}"><sheets>{listed}</sheets></workbook>'
        )
        package = f'xmlns="{_OFFICE}/package/2006/relationships"'
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships {package}>{related}</Relationships>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships {package}><Relationship Id="w" Type="{rel}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_OFFICE}/package/2006/content-types"><Default Extension="xml" '
            'ContentType="application/xml"/></Types>',
        )
    return path
