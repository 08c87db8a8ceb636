"""Writes invented registers to disk in the regulator's formats, row by row, whatever their size."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from oversight.engine.model import BadInput
from oversight.sample import columns, layouts
from oversight.sample.editions import AS_AT, NEXT_AS_AT, SEED, country, two_councils
from oversight.sample.evidence import COLUMNS, ID_COLUMN, Council
from oversight.sample.invented import ANYSHIRE
from oversight.sample.layouts import Cell, Row
from oversight.sample.months import MEASURED, Change, Fate
from oversight.sample.register import Service
from oversight.sample.workbook import Workbook

if TYPE_CHECKING:
    from _csv import Writer as Table

MOST_AUTHORITIES = 500
MOST_SERVICES = 1_000_000


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: where, what it is, and how many rows it holds below its header."""

    path: Path
    what: str
    rows: int


def write_sample(into: Path, seed: int = SEED) -> tuple[Written, ...]:
    """Write the two invented councils' files into a folder, which is made where it is missing.

    The same seed writes the same bytes. Raises ``BadInput`` where the folder cannot be written.
    """
    plan = two_councils(seed)
    with _writable(into):
        services, changes = list(plan.services()), list(plan.changes())
        later = [change.after for change in changes if change.after is not None]
        return (
            *_edition(into, "anyshire", "", services, AS_AT),
            _locations_workbook(into / "anyshire_active_locations.ods", services, AS_AT),
            _directory(into / "anyshire_directory.csv", services),
            _evidence(into / "anyshire_evidence.csv", services, seed),
            *_edition(into, "anyshire", "_next_month", later, NEXT_AS_AT),
            _readme(into / "README.txt", f"--seed {seed}", changes),
        )


def scale(
    into: Path,
    *,
    services: int = 30_000,
    authorities: int = 150,
    seed: int = SEED,
    rows_each: float = 10,
    workbook: bool = False,
    next_month: bool = False,
) -> tuple[Written, ...]:
    """Write an invented country, streamed to ``invented_latest_ratings.csv`` and its active locations.

    ``rows_each`` is how many rating rows there are for each service, on average; ``workbook`` also writes the
    active locations as ODS; ``next_month`` also writes the edition a month later, with the churn of a real
    month. Raises ``BadInput`` for numbers that make no country and where the folder cannot be written.
    """
    _check_size(services, authorities)
    plan = country(services, authorities, seed, MEASURED, rows_each)
    written: list[Written] = []
    with _writable(into):
        for suffix, as_at in (("", AS_AT), ("_next_month", NEXT_AS_AT))[: 1 + next_month]:
            edition = plan.next_month if suffix else plan.services
            written += _edition(into, "invented", suffix, edition(), as_at)
            if workbook:
                path = into / f"invented_active_locations{suffix}.ods"
                written.append(_locations_workbook(path, edition(), as_at))
        options = f"--seed {seed} --services {services} --authorities {authorities}"
        written.append(_readme(into / "README.txt", options, plan.changes() if next_month else ()))
    return tuple(written)


def _check_size(services: int, authorities: int) -> None:
    if not 1 <= authorities <= MOST_AUTHORITIES:
        raise BadInput(f"--authorities is a number from 1 to {MOST_AUTHORITIES}, not {authorities}")
    if not authorities <= services <= MOST_SERVICES:
        raise BadInput(
            f"--services is a number from {authorities} (one for each authority) to {MOST_SERVICES}, "
            f"not {services}"
        )


@contextmanager
def _writable(into: Path) -> Iterator[None]:
    """Make the folder; say in one sentence what stood in the way of it or of a file in it."""
    try:
        into.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadInput(
            f"the sample cannot be written into '{into}': {reason}; give another folder with --into"
        ) from error


def write_edition(into: Path, stem: str, services: Iterable[Service], as_at: date) -> tuple[Path, Path]:
    """Write the ratings and the active locations of some services; gives both files.

    Their names hold the day they show, as the regulator's do. Raises ``BadInput`` where the folder cannot be written.
    """
    with _writable(into):
        ratings, locations = _edition(into, stem, f"_{as_at:%d_%B_%Y}", services, as_at)
    return ratings.path, locations.path


def _edition(
    into: Path, stem: str, suffix: str, services: Iterable[Service], as_at: date
) -> tuple[Written, ...]:
    """The ratings and the active locations of one edition, written side by side in one pass."""
    ratings_path = into / f"{stem}_latest_ratings{suffix}.csv"
    locations_path = into / f"{stem}_active_locations{suffix}.csv"
    ratings = locations = 0
    with ExitStack() as files:
        rating_file = files.enter_context(_table(ratings_path))
        location_file = files.enter_context(_table(locations_path))
        rating_file.writerow(columns.RATING_COLUMNS)
        location_file.writerows([*banner(as_at), columns.LOCATION_COLUMNS])
        for service in services:
            rows = [as_printed(row) for row in layouts.rating_rows(service)]
            rating_file.writerows(rows)
            location_file.writerow(as_printed(layouts.location_row(service)))
            ratings, locations = ratings + len(rows), locations + 1
    return (
        Written(ratings_path, f"latest ratings as at {as_at:%d/%m/%Y}", ratings),
        Written(locations_path, f"active locations as at {as_at:%d/%m/%Y}", locations),
    )


@contextmanager
def _table(path: Path) -> Iterator[Table]:
    with path.open("w", encoding="utf-8", newline="") as file:
        yield csv.writer(file)


def banner(as_at: date) -> list[list[str]]:
    """The rows above the header of the active locations, as workbooks up to 2024 have them."""
    return [
        ["Active locations for providers registered under the Health and Social Care Act (HSCA)"],
        [f"Source: INVENTED SAMPLE, no real service; laid out like the CQC database as at {as_at:%d %B %Y}"],
        ["Every name, address, number and rating is made up by the project Care provider oversight"],
        ["One row for each location; columns from Location ID to Primary ID, as in the regulator's file"],
        [],
        ["Filters may be set on the row below"],
    ]


def as_printed(row: Row) -> list[str | int | float]:
    """A row as CSV holds it: dates as dd/mm/yyyy."""
    return [cell.strftime("%d/%m/%Y") if isinstance(cell, date) else cell for cell in row]


def _locations_workbook(path: Path, services: Iterable[Service], as_at: date) -> Written:
    """The active locations as the regulator publishes them: README, the table, the dual registrations."""
    pairs: dict[str, list[Service]] = {}

    def rows() -> Iterator[Row]:
        yield list(columns.LOCATION_COLUMNS)
        for service in services:
            if service.primary_id:
                pairs.setdefault(service.primary_id, []).append(service)
            yield layouts.location_row(service)

    with Workbook(path) as book:
        book.sheet("README", [line for line in banner(as_at)[:4] if line])
        written = book.sheet("HSCA_Active_Locations", rows())
        book.sheet("Dual_Registration_Locations", [list(columns.DUAL_COLUMNS), *_dual_rows(pairs)])
    return Written(path, f"active locations as at {as_at:%d/%m/%Y}, three sheets", written - 1)


def _dual_rows(pairs: dict[str, list[Service]]) -> Iterator[list[Cell]]:
    for pair in pairs.values():
        if len(pair) == 2:
            yield layouts.dual_row(pair[0], pair[1])
            yield layouts.dual_row(pair[1], pair[0])


def _directory(path: Path, services: Iterable[Service]) -> Written:
    rows = [as_printed(layouts.directory_row(service)) for service in services]
    with _table(path) as table:
        table.writerows(
            [["CQC directory (INVENTED SAMPLE, no real service)"], [f"{AS_AT:%d %B %Y}"], [""], [""]]
        )
        table.writerow(columns.DIRECTORY_COLUMNS)
        table.writerows(rows)
    return Written(path, f"weekly directory as at {AS_AT:%d/%m/%Y}", len(rows))


def _evidence(path: Path, services: Iterable[Service], seed: int) -> Written:
    rows = list(Council(ANYSHIRE, seed, AS_AT).table(services))
    with _table(path) as table:
        table.writerow([ID_COLUMN, *COLUMNS])
        table.writerows(rows)
    return Written(path, "what Anyshire knows of the services it oversees", len(rows))


def _readme(path: Path, options: str, changes: Iterable[Change]) -> Written:
    """Say beside the files that all is invented, and what the later edition changes."""
    counts = Counter(change.fate for change in changes if change.fate is not Fate.UNCHANGED)
    lines = [
        "Everything in these files is invented: no council, service, provider, person, address, rating or",
        "concern is real. They are laid out like the files of the regulator of care in England, so that what",
        "reads those can read these. Ids, postcodes, telephone numbers and web addresses are of kinds that",
        "nobody has.",
        "",
        f"Made by: oversight sample make {options}",
        *(f"Next month: {number} {fate.value}" for fate, number in sorted(counts.items())),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return Written(path, "says that everything is invented", len(lines))
