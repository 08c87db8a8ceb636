"""What stands around one table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wall:
    """A table, its columns that point at other tables of authorities, and whether it only ever grows.

    ``by_person`` names a column: rows are also shown to the person it holds, whatever authority is acted
    for (a person's own memberships, before an authority is chosen).
    """

    table: str
    points_at: tuple[tuple[str, str], ...] = ()
    append_only: bool = False
    by_person: str | None = None
