"""What is good of an import, saved a few rows at a time; and an import taken back.

Each few rows are a transaction of their own, so that nobody waits for the database while a long file is
saved. An import that is interrupted keeps what it saved, says how much, and can go on or be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from oversight.capabilities.register import queries
from oversight.capabilities.register.actions.adding import add_part, add_provider, add_service
from oversight.capabilities.register.actions.checking import found_by, tell
from oversight.capabilities.register.actions.importing import Progress, in_state, service_values, told, under
from oversight.capabilities.register.models import Import, ImportRow, ImportState, Outcome, Provider, Service
from oversight.capabilities.register.rules import columns
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.corrections import corrected, differences
from oversight.foundation.authorities.actor import Actor, Refused

UNDO_DAYS = 14
AT_ONCE = 20
GOOD = (Outcome.NEW, Outcome.CHANGING)
Inside = Callable[[], AbstractContextManager[Any]]
Known = dict[str, Provider]
Beside = Mapping[Any, Mapping[str, Sequence[int]]]


def begin_saving(*, row: Import, by: Actor, at: datetime) -> None:
    """Confirm that the good rows are to be saved, or the rest of them; the job then saves them."""
    by.check(Can.REGISTER_IMPORT)
    in_state(row, ImportState.CHECKED, ImportState.SAVED)
    if not (count := row.rows.filter(outcome__in=GOOD).count()):
        raise Refused("No row of this file would change anything")
    row.state = ImportState.SAVING
    row.save()
    told(row, "import.confirmed", by, at, count=count)


def save_nothing(*, row: Import, by: Actor, at: datetime) -> None:
    """Leave the register as it is."""
    by.check(Can.REGISTER_IMPORT)
    in_state(row, ImportState.READ, ImportState.CHECKED)
    row.state = ImportState.NOTHING
    row.save()
    told(row, "import.left", by, at)


def save_rows(
    *, row: Import, by: Actor, at: datetime, progress: Progress, inside: Inside = transaction.atomic
) -> int:
    """Save every good row; what the register refuses by now becomes a row with a problem. Gives how many."""
    by.check(Can.REGISTER_IMPORT)
    in_state(row, ImportState.SAVING)
    done = 0
    with inside():
        total = row.rows.filter(outcome__in=GOOD).count()
        known = _known_providers(by)
    while done < total:
        with inside():
            done += _save_some(row, known, by, at)
        progress(done, total, "Saving the good rows.")
    with inside():
        row.state = ImportState.SAVED
        _count(row, at)
        told(row, "import.saved", by, at, count=row.rows_saved)
    return row.rows_saved


def _known_providers(by: Actor) -> Known:
    found: Known = {}
    for each in queries.providers(by):
        _remember(found, each)
    return found


def _remember(known: Known, provider: Provider) -> None:
    """Find a provider again by its regulator's ID and by its name."""
    known[provider.name.casefold()] = provider
    if provider.regulator_id:
        known[provider.regulator_id] = provider


def _save_some(row: Import, known: Known, by: Actor, at: datetime) -> int:
    some = list(row.rows.filter(outcome__in=GOOD).select_related("service__provider")[:AT_ONCE])
    for each in some:
        before = dict(known)
        try:
            with transaction.atomic():
                _save_row(row, each, known, by, at)
        except Refused as why:
            known.clear()
            known |= before
            each.service = None if each.outcome == Outcome.NEW else each.service
            each.outcome, each.problems = Outcome.WRONG, [["", "", str(why)]]
    ImportRow.objects.bulk_update(some, ["outcome", "problems", "service", "before", "version_after"])
    return len(some)


def _save_row(of: Import, each: ImportRow, known: Known, by: Actor, at: datetime) -> None:
    values, _ = columns.understood(each.cells, of.chosen)
    if each.service is None:
        each.service = _new_service(values, known, by, at)
        each.before = {}
    else:
        changes = service_values(values)
        kept = differences(each.service, changes)
        each.before = {one.column: None if one.before is None else str(one.before) for one in kept}
        corrected(
            each.service, changes, by=by, at=at, reason=f"Import {of.reference} of {of.file_name}",
            name="service.corrected", version=None, subject=each.service.reference,
            details={"title": each.service.name, "import": of.reference},
        )  # fmt: skip
        tell(each.service, by=by, at=at)
    each.outcome, each.version_after = Outcome.SAVED, each.service.version


def _new_service(values: Mapping[str, Any], known: Known, by: Actor, at: datetime) -> Service:
    given = under(values, "provider.")
    provider = known.get(given.get("regulator_id", "")) or known.get(given["name"].casefold())
    if provider is None:
        provider = add_provider(values=given, by=by, at=at)
        _remember(known, provider)
    service = add_service(provider=provider, values=service_values(values), by=by, at=at, quietly=True)
    for word, part in _parts(values).items():
        add_part(service=service, word=word, values=part, by=by, at=at, quietly=True)
    tell(service, by=by, at=at)
    return service


def _parts(values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What a row records beside a new service, by its word."""
    found = {}
    if "kind" in (contract := under(values, "contract.")):
        found["contracts"] = contract
    if contact := under(values, "contact."):
        found["contacts"] = {"job": "registered_manager", **contact}
    return found


def begin_undoing(*, row: Import, by: Actor, at: datetime) -> None:
    """Confirm that an import is to be undone; within fourteen days of saving."""
    by.check(Can.REGISTER_IMPORT)
    in_state(row, ImportState.SAVED)
    if row.saved_at is None or at > row.saved_at + timedelta(days=UNDO_DAYS):
        raise Refused(f"An import can be undone for {UNDO_DAYS} days. Correct the services one by one")
    row.state = ImportState.UNDOING
    row.save()
    told(row, "import.undo_confirmed", by, at)


def undo_rows(
    *, row: Import, by: Actor, at: datetime, progress: Progress, inside: Inside = transaction.atomic
) -> int:
    """Take an import back: new services are withdrawn, changed ones get their old values.

    A service that somebody changed since is left as it is, and listed. A provider that came with the import
    goes when the last of its services goes. Gives how many rows were undone.
    """
    by.check(Can.REGISTER_IMPORT)
    in_state(row, ImportState.UNDOING)
    done = 0
    with inside():
        total = row.rows.filter(outcome=Outcome.SAVED).count()
    while done < total:
        with inside():
            done += _undo_some(row, by, at)
        progress(done, total, "Taking this import back.")
    with inside():
        _undo_providers(row, by, at)
        row.state, row.undone_at = ImportState.UNDONE, at
        _count(row, at)
        told(row, "import.undone", by, at, count=row.rows_undone, left=row.rows_saved - row.rows_undone)
    return row.rows_undone


def _undo_some(row: Import, by: Actor, at: datetime) -> int:
    some = list(row.rows.filter(outcome=Outcome.SAVED).select_related("service__provider")[:AT_ONCE])
    beside = queries.versions_beside(by, [each.service for each in some if each.service])
    for each in some:
        _undo_row(row, each, beside, by, at)
    ImportRow.objects.bulk_update(some, ["outcome"])
    return len(some)


def _undo_row(of: Import, each: ImportRow, beside: Beside, by: Actor, at: datetime) -> None:
    service = each.service
    if service is None or _changed_since(of, each, service, beside):
        each.outcome = Outcome.LEFT
        return
    values: dict[str, Any] = {"standing": "withdrawn"}
    if each.before:
        values = {column: _as_column(service, column, value) for column, value in each.before.items()}
    _take_back(service, values, of, by, at)
    tell(service, by=by, at=at)
    each.outcome = Outcome.UNDONE


def _undo_providers(of: Import, by: Actor, at: datetime) -> None:
    """Providers that came with the import go where the last of their services went."""
    undone = of.rows.filter(outcome=Outcome.UNDONE, before={}).values("service__provider")
    for provider in queries.providers(by).filter(id__in=undone):
        if _came_empty(of, provider, by):
            _take_back(provider, {"standing": "withdrawn"}, of, by, at)
            found_by(provider, by=by, at=at)


def _take_back(row: Service | Provider, values: dict[str, Any], of: Import, by: Actor, at: datetime) -> None:
    kind = "service" if isinstance(row, Service) else "provider"
    corrected(
        row, values, by=by, at=at, reason=f"Import {of.reference} was undone", name=f"{kind}.import_undone",
        version=None, subject=row.reference, details={"title": row.name, "import": of.reference},
    )  # fmt: skip


def _changed_since(of: Import, each: ImportRow, service: Service, beside: Beside) -> bool:
    """Whether somebody changed the service since; of a new one also anything recorded beside it."""
    if service.version != each.version_after or service.standing != "open":
        return True
    if each.before:
        return False
    values, _ = columns.understood(each.cells, of.chosen)
    return beside[service.id] != {word: [1] for word in _parts(values)}


def _came_empty(of: Import, provider: Provider, by: Actor) -> bool:
    """Whether a provider was first recorded by this import, never corrected, and has no service left."""
    return (
        provider.version == 1
        and queries.first_recorded(provider) >= of.read_at
        and not queries.has_services(by, provider)
    )


def _as_column(service: Service, column: str, value: str | None) -> Any:
    """A kept value as its column holds it."""
    return None if value is None else service._meta.get_field(column).to_python(value)  # type: ignore[union-attr]


def put_back(*, row: Import, by: Actor, at: datetime) -> None:
    """Let an import whose job did not finish stand where it got to: what was saved stays, the rest can follow."""
    saved = row.rows.filter(outcome=Outcome.SAVED).exists()
    match row.state:
        case ImportState.CHECKING:
            row.state = ImportState.READ
        case ImportState.SAVING:
            row.state = ImportState.SAVED if saved else ImportState.CHECKED
        case ImportState.UNDOING:
            row.state = ImportState.SAVED
        case _:
            return
    _count(row, at)
    told(row, "import.interrupted", by, at, state=row.get_state_display())


def _count(row: Import, at: datetime) -> None:
    """Keep how many rows were saved, undone and refused."""
    outcomes = list(row.rows.values_list("outcome", flat=True))
    row.rows_undone = outcomes.count(Outcome.UNDONE)
    row.rows_saved = row.rows_undone + outcomes.count(Outcome.SAVED) + outcomes.count(Outcome.LEFT)
    row.rows_wrong = outcomes.count(Outcome.WRONG)
    if row.rows_saved and row.saved_at is None:
        row.saved_at = at
    row.save()
