"""A file of the regulator's: kept, read, and its areas chosen. Nothing that is held changes here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.text import get_valid_filename

from oversight.capabilities.regulator import queries, rules
from oversight.capabilities.regulator.models import Edition, EditionState
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.authorities.references import next_reference
from oversight.foundation.ui.words import day
from oversight.gateways.regulator import DayOrder, ReadResult, RegulatorFileError, read_file
from oversight.gateways.regulator.dates import day_in_name

PROBLEMS_KEPT = 500


def upload(*, path: Path, file_name: str, sha256: str, dates: str = "", by: Actor, at: datetime) -> Edition:
    """Keep a file to be read. Raises ``Refused`` for the very file that was taken in already.

    ``dates``: the order of its dates (``DayOrder``) where it is known; else the file has to settle it.
    """
    by.check(Can.REGULATOR_IMPORT)
    if same := queries.same_file(by, sha256):
        raise Refused(f"This file was taken in as {same.reference}. Nothing has changed since")
    reference = next_reference("RE", by)
    with path.open("rb") as content:
        name = f"regulator/{by.authority_id}/{reference}/{get_valid_filename(file_name)}"
        stored = default_storage.save(name, File(content))
    row = Edition.objects.create(
        authority_id=by.authority_id, reference=reference, file_name=file_name[:200], sha256=sha256,
        stored=stored, dates=dates, read_at=at, read_by=by.person_id,
    )  # fmt: skip
    told(row, "edition.uploaded", by, at, file=row.file_name)
    return row


def keep_job(*, row: Edition, job: str, by: Actor, at: datetime) -> None:
    """Keep which job is at work on an edition, so that its page shows the progress."""
    row.job_reference = job
    row.save()
    told(row, "edition.job_started", by, at, job=job)


def read_stored(row: Edition) -> ReadResult:
    """The services in the file of an edition. Raises ``RegulatorFileError`` where it cannot be used at all."""
    return read_file(default_storage.path(row.stored), dates=DayOrder(row.dates) if row.dates else None)


def read_edition(*, row: Edition, by: Actor, at: datetime) -> None:
    """See what the file is, which areas it tells of, and what in it could not be read."""
    by.check(Can.REGULATOR_IMPORT)
    in_state(row, EditionState.READING)
    try:
        found = read_stored(row)
    except RegulatorFileError as wrong:
        unreadable(row, str(wrong).replace(default_storage.path(row.stored), row.file_name), by, at)
        return
    if not found.services:
        unreadable(row, f"{row.file_name} holds no adult social care location.", by, at)
        return
    row.kind = found.kind.value
    row.as_at, row.as_at_inferred = _day_shown(found, row.file_name)
    if later := queries.later_of_kind(by, row):
        unreadable(row, _older(row, later), by, at)
        return
    row.locations, row.areas = len(found.services), rules.areas_of(found.services)
    row.problem_count = len(found.problems)
    row.problems = [
        [each.row, each.column, each.value, each.message] for each in found.problems[:PROBLEMS_KEPT]
    ]
    row.state = EditionState.READ
    row.save()
    told(row, "edition.read", by, at, count=row.locations, kind=row.kind)


def _day_shown(found: ReadResult, file_name: str) -> tuple[date | None, bool]:
    """The day that a file shows, and whether that was worked out from the newest date in it.

    Ratings files say no day: the one in their published name stands, where it is not before what is in them.
    """
    named = day_in_name(file_name) if found.as_at_inferred else None
    if named and (found.as_at is None or named >= found.as_at):
        return named, False
    return found.as_at, found.as_at_inferred


def _older(row: Edition, later: Edition) -> str:
    return (
        f"{row.file_name} shows {day(row.as_at)}, and {later.reference} of {day(later.as_at)} is held already. "
        "An older file is not taken in over a newer one."
    )


def unreadable(row: Edition, says: str, by: Actor, at: datetime) -> None:
    """Keep why nothing of a file can be used, and forget it."""
    row.state, row.says = EditionState.UNREADABLE, says[:1000]
    forget_file(row)
    row.save()
    told(row, "edition.unreadable", by, at, why=row.says)


def choose_areas(*, row: Edition, areas: Sequence[str], by: Actor, at: datetime) -> None:
    """Say whose services belong on the register; then the file is compared with what is held."""
    by.check(Can.REGULATOR_IMPORT)
    in_state(row, EditionState.READ, EditionState.CHECKED)
    there = [name for name, _ in row.areas]
    if unknown := [each for each in areas if each not in there]:
        raise Refused(f"‘{unknown[0]}’ is not in this file. Choose areas that are")
    row.chosen, row.state = list(areas), EditionState.CHECKING
    row.save()
    told(row, "edition.areas_chosen", by, at, areas=", ".join(areas) or "none")


def leave(*, row: Edition, by: Actor, at: datetime) -> None:
    """Save nothing of it."""
    by.check(Can.REGULATOR_IMPORT)
    in_state(row, EditionState.READ, EditionState.CHECKED)
    row.state = EditionState.NOTHING
    forget_file(row)
    row.save()
    told(row, "edition.left", by, at)


def forget_file(row: Edition) -> None:
    """Remove the stored file once the transaction is through: what it said is kept, or nothing of it."""
    stored, row.stored = row.stored, ""
    if stored:
        transaction.on_commit(lambda: default_storage.delete(stored))


def in_state(row: Edition, *states: EditionState) -> None:
    """Raises ``Refused`` for an edition that stands elsewhere by now."""
    if row.state not in states:
        raise Refused(f"This file is at ‘{row.get_state_display()}’. Open it again to see what you can do")


def told(row: Edition, name: str, by: Actor, at: datetime, **details: Any) -> None:
    """Record what happened to an edition."""
    record(name, by=by, at=at, subject=row.reference, changed=[row], details=details)
