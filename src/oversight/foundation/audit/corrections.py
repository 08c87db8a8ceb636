"""Writing a row through one door: its history, its version and its event are written together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.authorities.models import VersionedRow

Row = TypeVar("Row", bound=VersionedRow)


@dataclass(frozen=True, slots=True)
class Difference:
    """A column before and after, as people read it."""

    column: str
    words: str
    before: Any
    after: Any


class Stale(Exception):
    """Somebody else saved the row since the form was shown: here is what they saved, and who and when."""

    def __init__(self, row: VersionedRow, differences: list[Difference]) -> None:
        super().__init__("Somebody else saved this page since you opened it.")
        self.row, self.differences = row, differences


def added(
    row: Row,
    *,
    by: Actor,
    at: datetime,
    name: str,
    subject: str = "",
    details: Mapping[str, Any] | None = None,
) -> Row:
    """Add a row with its history and its event. Raises ``Refused`` where the database would not take it."""
    _stamp(row, by, at, "")
    _saved(row, force_insert=True)
    after = {each: _plain(value) for each, value in told(row).items() if value not in (None, "")}
    record(name, by=by, at=at, subject=subject, changed=[row], details={"after": after, **(details or {})})
    return row


def corrected(
    row: Row,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    reason: str,
    name: str,
    version: int | None,
    subject: str = "",
    details: Mapping[str, Any] | None = None,
) -> list[Difference]:
    """Correct a row: nothing is overwritten unseen, and the old values stay in its history and its event.

    ``version`` is the one the person was shown; ``None`` only where no person chose the values. Raises
    ``Stale`` where the row moved on, ``Refused`` without a reason, ``NotHere`` where it is not theirs.
    """
    if not reason.strip():
        raise Refused("Enter why you are changing this")
    kept = type(row)._base_manager.filter(pk=row.pk, authority_id=by.authority_id).select_for_update().first()
    if kept is None:
        raise NotHere(str(row.pk))
    found = differences(kept, changes)
    if version is not None and kept.version != version:
        raise Stale(kept, found)
    if not found:
        return []
    for column, value in changes.items():
        setattr(kept, column, value)
    kept.version += 1
    _stamp(kept, by, at, reason)
    _saved(kept)
    row.refresh_from_db()
    record(name, by=by, at=at, subject=subject, changed=[kept], details=_details(found, reason, details))
    return found


def differences(row: models.Model, changes: Mapping[str, Any]) -> list[Difference]:
    """What a set of new values would change, column by column."""
    found = []
    for column, after in changes.items():
        before = getattr(row, column)
        if before != after:
            words = str(row._meta.get_field(column).verbose_name)  # type: ignore[union-attr]
            found.append(Difference(column, words, before, after))
    return found


def told(row: models.Model) -> dict[str, Any]:
    """A row's columns as people read them, without its keys."""
    hidden = {"id", "authority_id", "version"}
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in hidden}


def _details(found: Iterable[Difference], reason: str, more: Mapping[str, Any] | None) -> dict[str, Any]:
    changes = {each.words: [_plain(each.before), _plain(each.after)] for each in found}
    return {"changes": changes, "reason": reason, **(more or {})}


def _plain(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def _stamp(row: Any, by: Actor, at: datetime, reason: str) -> None:
    """What the row's history keeps: when, who, why."""
    row._history_date, row._history_by, row._change_reason = at, by.person_id, reason[:500] or None


def _saved(row: models.Model, *, force_insert: bool = False) -> None:
    """Save a row by the model's own rules; what the database refuses is said as one sentence.

    The database keeps the constraints; they are asked a second time, for their words, only where it refused:
    asking first took half of the time of a write.
    """
    _refused(row, constraints=False)
    try:
        with transaction.atomic():
            row.save(force_insert=force_insert)
    except IntegrityError:
        _refused(row, constraints=True)
        raise


def _refused(row: models.Model, *, constraints: bool) -> None:
    """Raises ``Refused`` with the sentences of the rules that a row breaks."""
    try:
        row.full_clean(validate_unique=constraints, validate_constraints=constraints)
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from None
