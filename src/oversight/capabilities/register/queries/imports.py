"""Imports of spreadsheets, as their people may see them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from oversight.capabilities.register.models import Import, ImportRow, Outcome
from oversight.foundation.authorities.actor import NotHere
from oversight.foundation.authorities.models import Viewer
from oversight.gateways.spreadsheets import first_said


def imports(viewer: Viewer) -> QuerySet[Import]:
    """Every import, newest first."""
    return Import.objects.visible_to(viewer)


def import_of(viewer: Viewer, reference: str) -> Import:
    """One import by its reference. Raises ``NotHere``."""
    if (row := imports(viewer).filter(reference=reference).first()) is None:
        raise NotHere(reference)
    return row


def import_at_work(viewer: Viewer, job: str) -> Import | None:
    """The import that a job was at work on."""
    return imports(viewer).filter(job_reference=job).first()


def rows_to_save(viewer: Viewer, of: Import) -> int:
    """How many good rows are not saved."""
    good = (Outcome.NEW, Outcome.CHANGING)
    return ImportRow.objects.visible_to(viewer).filter(of=of, outcome__in=good).count()


def samples(viewer: Viewer, of: Import) -> dict[str, str]:
    """For each heading of the file the first few things said under it, so that its column can be chosen."""
    rows = ImportRow.objects.visible_to(viewer).filter(of=of)[:50]
    cells = [each.cells for each in rows]
    return {heading: first_said(each.get(heading, "") for each in cells) for heading in of.headings}


def wrong_rows(viewer: Viewer, of: Import) -> Sequence[ImportRow]:
    """The rows with a problem, in the order of the file."""
    return list(ImportRow.objects.visible_to(viewer).filter(of=of, outcome=Outcome.WRONG))


def rows_left(viewer: Viewer, of: Import) -> Sequence[ImportRow]:
    """The rows that an undo left as they were, because somebody changed the service since."""
    rows = ImportRow.objects.visible_to(viewer).filter(of=of, outcome=Outcome.LEFT)
    return list(rows.select_related("service"))


def problem_table(viewer: Viewer, of: Import) -> tuple[list[str], list[list[str]]]:
    """The rows with a problem in the file's own shape, with what to do in a last column: headings and cells."""
    headings = [*of.headings, "What to do"]
    rows = [
        [
            *(each.cells.get(heading, "") for heading in of.headings),
            "; ".join(says for _, _, says in each.problems),
        ]
        for each in wrong_rows(viewer, of)
    ]
    return headings, rows
