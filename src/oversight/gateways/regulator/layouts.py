"""Recognising a table by its header row, wherever it stands, and asserting that the header is as published.

A header is compared without regard to case and spaces and in any order. A file whose header has changed is
refused with the names of the columns: figures read from the wrong column would look right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from oversight.gateways.regulator import columns
from oversight.gateways.regulator.cells import clean
from oversight.gateways.regulator.records import Kind, RegulatorFileError

LOOK_FOR_HEADER = 40
"""How many rows are searched for the header: older workbooks put some six banner rows above it."""

_ENOUGH_ALIKE, _CERTAIN = 0.35, 0.9
_SPELLINGS = {
    "key question": "domain",
    "location postal code": "location post code",
    "location type/sector": "location type",
    "location commissioning ccg": "location commissioning ccg name",
    "cqc location (for office use only": "cqc location id (for office use only)",
    "cqc provider (for office use only": "cqc provider id (for office use only)",
}
"""Headings that one file or edition writes otherwise than another."""


def heading(text: str) -> str:
    """A heading as it is compared: lower case, plain spaces and apostrophes, one spelling."""
    plain = clean(text).casefold().replace("’", "'")
    return _SPELLINGS.get(plain, plain)


@dataclass(frozen=True, slots=True)
class Layout:
    """One of the regulator's tables: its columns, and which of them are read into which field.

    ``later`` are columns that an older edition lacks. ``family`` begins the headings of columns of which
    there may be new ones, each saying itself what it is. ``by_row`` are the fields in which the rows of one
    location differ; where there are none, each location has one row.
    """

    kind: Kind
    title: str
    columns: tuple[str, ...]
    fields: dict[str, str]
    later: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    by_row: tuple[str, ...] = ()
    _known: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_known", {heading(name): name for name in self.columns})

    def likeness(self, headings: set[str]) -> float:
        """How much of a row and of this layout are the same, from 0 to 1."""
        return len(headings & self._known.keys()) / len(headings | self._known.keys())

    def differences(self, row: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
        """The columns missing from a header row, those not known in it, and those it has twice."""
        given = [heading(cell) for cell in row]
        optional = {heading(name) for name in self.later}
        missing = [name for key, name in self._known.items() if key not in given and key not in optional]
        family = tuple(heading(start) for start in self.families)
        unexpected = [
            clean(cell) or f"(blank, column {place})"
            for place, (cell, key) in enumerate(zip(row, given, strict=True), start=1)
            if key not in self._known and not (family and key.startswith(family))
        ]
        twice = sorted({clean(row[given.index(key)]) for key in given if given.count(key) > 1})
        return missing, unexpected, twice


_OF_LOCATION = {
    "id": "Location ID",
    "name": "Location Name",
    "authority": "Location Local Authority",
    "provider_id": "Provider ID",
    "provider_name": "Provider Name",
    "brand_id": "Brand ID",
    "brand_name": "Brand Name",
    "published": "Publication Date",
}
RATINGS = Layout(
    Kind.RATINGS,
    "the latest ratings",
    columns.RATINGS,
    {
        **_OF_LOCATION,
        "care_home": "Care Home?",
        "sector": "Location Type",
        "category": "Location Primary Inspection Category",
        "postcode": "Location Post Code",
        "region": "Location Region",
        "group": "Service / Population Group",
        "question": "Domain",
        "rating": "Latest Rating",
        "report_type": "Report Type",
        "inherited": "Inherited Rating (Y/N)",
    },
    later=columns.RATINGS_LATER,
    by_row=("group", "question", "rating", "published", "inherited", "report_type"),
)
LOCATIONS = Layout(
    Kind.LOCATIONS,
    "the active locations",
    columns.LOCATIONS,
    {
        **_OF_LOCATION,
        "registered_on": "Location HSCA start date",
        "dormant": "Dormant (Y/N)",
        "care_home": "Care home?",
        "manager": "Registered manager",
        "beds": "Care homes beds",
        "sector": "Location Type/Sector",
        "directorate": "Location Inspection Directorate",
        "category": "Location Primary Inspection Category",
        "rating": "Location Latest Overall Rating",
        "inherited": "Inherited Rating (Y/N)",
        "region": "Location Region",
        "postcode": "Location Postal Code",
        "latitude": "Location Latitude",
        "longitude": "Location Longitude",
        "company_number": "Provider Companies House Number",
        "ownership": "Provider Ownership Type",
        "dual_registered": "Location Dual Registered",
        "dual_primary_id": "Primary ID (Dual registration locations)",
    },
    families=(columns.TYPE, columns.ACTIVITY, columns.BAND),
)
WIDE = Layout(
    Kind.WIDE,
    "the wide list of locations",
    columns.WIDE,
    {
        **_OF_LOCATION,
        "manager": "Registered manager",
        "region": "Location ADASS Region",
        "category": "Primary inspection category",
        "types": "Service Types",
        "beds": "Care homes beds",
        "registered_on": "Location HSCA start date",
        "deregistered_on": "Location HSCA end date",
        "dormant": "Dormant",
        "rating": "Location Latest Overall Rating",
        "safe": "Location safe rating",
        "effective": "Location effective rating",
        "caring": "Location caring rating",
        "responsive": "Location responsive rating",
        "well_led": "Location well-led rating",
        "company_number": "Provider Companies House Number",
        "ownership": "Provider Ownership Type",
    },
)
DIRECTORY = Layout(
    Kind.DIRECTORY,
    "the weekly directory",
    columns.DIRECTORY,
    {
        "id": "CQC Location ID (for office use only)",
        "name": "Name",
        "provider_id": "CQC Provider ID (for office use only)",
        "provider_name": "Provider name",
        "authority": "Local authority",
        "region": "Region",
        "postcode": "Postcode",
        "types": "Service types",
        "checked": "Date of latest check",
    },
)
LAYOUTS = (RATINGS, LOCATIONS, WIDE, DIRECTORY)
_DUAL = frozenset(map(heading, columns.DUAL))
_DEACTIVATED = frozenset(map(heading, columns.DEACTIVATED))


@dataclass(frozen=True, slots=True)
class Header:
    """A header row found: its layout, its place from 0, how many columns it has, where each field stands.

    ``types`` are the columns that stand for one service type each.
    """

    layout: Layout
    row: int
    width: int
    places: dict[str, int]
    types: dict[int, str]
    names: tuple[str, ...]


def find_header(file: str, rows: Sequence[Sequence[str]]) -> Header | None:
    """The header among the first rows of a sheet; ``None`` where no row is like any layout.

    Raises ``RegulatorFileError`` where a row is like one but not the same, and for the list of closed
    locations, which is not read.
    """
    best: tuple[float, int, Layout] | None = None
    for place, row in enumerate(rows[:LOOK_FOR_HEADER]):
        headings = {heading(cell) for cell in row} - {""}
        if headings >= _DEACTIVATED:
            raise RegulatorFileError(
                f"{file}: this is the list of deactivated locations, which have left the register; give the "
                "active locations or the latest ratings"
            )
        for layout in LAYOUTS:
            likeness = layout.likeness(headings)
            if likeness >= _ENOUGH_ALIKE and (best is None or likeness > best[0]):
                best = likeness, place, layout
        if best and best[0] > _CERTAIN:
            break
    return _asserted(file, best[2], best[1], rows[best[1]]) if best else None


def _asserted(file: str, layout: Layout, place: int, row: Sequence[str]) -> Header:
    cells = list(row)
    while cells and not clean(cells[-1]):
        cells.pop()
    missing, unexpected, twice = layout.differences(cells)
    faults = [
        f"{says} {', '.join(repr(name) for name in names)}"
        for says, names in (("lacks", missing), ("has the unknown", unexpected), ("has twice", twice))
        if names
    ]
    if faults:
        raise RegulatorFileError(
            f"{file}: this looks like {layout.title}, but its header (row {place + 1}) "
            f"{' and '.join(faults)}; download the file again, and if the regulator has changed its columns, "
            "this reader must be brought up to date before it is used",
            missing,
            unexpected,
        )
    places = {heading(cell): number for number, cell in enumerate(cells)}
    start = columns.TYPE.casefold()
    return Header(
        layout,
        place,
        len(cells),
        {name: places[heading(title)] for name, title in layout.fields.items()},
        {n: clean(cell)[len(start) :] for n, cell in enumerate(cells) if heading(cell).startswith(start)},
        tuple(map(heading, cells)),
    )


def is_dual_header(row: Sequence[str]) -> bool:
    """Whether a row is the header of the sheet of dual registrations."""
    if not any("inked" in cell for cell in row):  # spares the headings of every other row
        return False
    return {heading(cell) for cell in row} >= _DUAL
