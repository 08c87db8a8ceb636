"""A spreadsheet of active locations of the regulator's size, all invented: 57,000 rows of 122 styled cells.

Written a row at a time, with every blank cell written out, as the regulator's program does: some 7,600 bytes
of XML a row, 440 MB in all.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from oversight.gateways.regulator import columns
from tests.fakes.spreadsheets import manifest

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    f'xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0" xmlns:text="{_NAMES}:text:1.0" '
    'office:version="1.2"><office:body><office:spreadsheet>'
)
_SAME = {
    "Dormant (Y/N)": "N",
    "Care home?": "Y",
    "Registered manager": "(invented person)",
    "Location Type/Sector": "Social Care Org",
    "Location Inspection Directorate": "Adult social care",
    "Location Primary Inspection Category": "Residential social care",
    "Publication Date": "22/05/2019",
    "Location HSCA start date": "13/01/2011",
    "Inherited Rating (Y/N)": "N",
    "Location Region": "South West",
    "Location Local Authority": "Anyshire",
    "Provider Name": "Larch Care Limited",
    "Provider Ownership Type": "Organisation",
    "Service type - Care home service without nursing": "Y",
    "Regulated activity - Accommodation for persons who require nursing or personal care": "Y",
}
_RATINGS = ("Good", "Good", "Good", "Requires improvement", "Outstanding", "Inadequate", "")


def _cell(text: str) -> str:
    if not text:
        return '<table:table-cell table:style-name="ce12"/>'
    return (
        f'<table:table-cell table:style-name="ce12" office:value-type="string"><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def _template() -> str:
    changing = {
        "Location ID": "1-99{n:08}",
        "Location Name": "Invented House {n} &amp; Gardens",
        "Location Latest Overall Rating": "{rating}",
        "Care homes beds": "{beds}",
        "Location Postal Code": "ZZ{n} 1AA",
        "Provider ID": "1-98{n:08}",
        "Location Street Address": "{n} Larch Street, near the second oak",
    }
    cells = (_cell(changing.get(name) or _SAME.get(name, "")) for name in columns.LOCATIONS)
    return f'<table:table-row table:style-name="ro2">{"".join(cells)}</table:table-row>'


def large_rows(rows: int, changed: int = 0) -> Iterator[bytes]:
    """The rows; of a later edition ``changed`` have another rating, and as many are gone and new."""
    template = _template()
    for n in range(changed, rows + changed):
        rating = _RATINGS[(n + (2 * changed < n <= 3 * changed) * 3) % len(_RATINGS)]
        yield template.format(n=n, rating=rating, beds=n % 60).encode()


def write_large_ods(path: Path, rows: int = 57_000, changed: int = 0) -> Path:
    """Write the sheet below a README; returns the path."""
    header = "".join(map(_cell, columns.LOCATIONS))
    readme = _cell("Source: invented database as at 01 September 2026")
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("content.xml", "w", force_zip64=True) as content:
            content.write(_HEAD.encode())
            content.write(
                f'<table:table table:name="README"><table:table-row>{readme}</table:table-row>'.encode()
            )
            content.write(b'</table:table><table:table table:name="HSCA_Active_Locations">')
            content.write(f"<table:table-row>{header}</table:table-row>".encode())
            for row in large_rows(rows, changed):
                content.write(row)
            content.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest())
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=int, default=57_000)
    parser.add_argument("--changed", type=int, default=0)
    given = parser.parse_args()
    write_large_ods(given.path, given.rows, given.changed)
