"""A council's own spreadsheet: read, checked with nothing saved, saved as far as it is good, undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from oversight.capabilities.register import queries
from oversight.capabilities.register.actions.adding import add_part, add_provider, add_service
from oversight.capabilities.register.actions.checking import check_words, tell
from oversight.capabilities.register.models import Import, ImportRow, ImportState, Outcome, Provider, Service
from oversight.capabilities.register.rules import columns
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.actions import record
from oversight.foundation.audit.corrections import corrected, differences
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.authorities.references import next_reference
from oversight.gateways.spreadsheets import Table

UNDO_DAYS = 14
CHUNK = 50
Progress = Callable[[int, int, str], None]


def read_import(*, table: Table, sha256: str, by: Actor, at: datetime) -> Import:
    """Keep the rows of a spreadsheet, each as it was read; nothing reaches the register yet."""
    by.check(Can.REGISTER_IMPORT)
    row = Import.objects.create(
        authority_id=by.authority_id, reference=next_reference("IM", by), file_name=table.file[:200],
        sha256=sha256, headings=list(table.headings), chosen=columns.guessed(table.headings),
        rows_total=len(table.rows), read_at=at, read_by=by.person_id,
    )  # fmt: skip
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                authority_id=by.authority_id, of=row, number=number,
                cells=dict(zip(table.headings, cells, strict=True)),
            )
            for number, cells in zip(table.numbers, table.rows, strict=True)
        ],
        batch_size=500,
    )  # fmt: skip
    _told(row, "import.read", by, at, file=row.file_name, count=row.rows_total)
    return row


def choose_columns(*, row: Import, chosen: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Say which heading goes where. Raises ``Refused`` where a needed one is missing or one is chosen twice."""
    by.check(Can.REGISTER_IMPORT)
    _in_state(row, ImportState.READ, ImportState.CHECKED)
    kept = {heading: key for heading, key in chosen.items() if key and heading in row.headings}
    if len(set(kept.values())) < len(kept):
        twice = next(key for key in kept.values() if list(kept.values()).count(key) > 1)
        raise Refused(f"‘{columns.BY_KEY[twice].words}’ is chosen for two headings. Choose it for one")
    if lacking := columns.missing(kept):
        raise Refused(f"Choose a heading for: {', '.join(lacking)}")
    row.chosen, row.state = kept, ImportState.CHECKING
    row.save()
    _told(row, "import.columns_chosen", by, at, columns=kept)


def check_rows(*, row: Import, by: Actor, at: datetime, progress: Progress) -> None:
    """Work out what each row would do, saving nothing of it: new, changing, the same, or with its problems."""
    plan = begin_checking(row=row, by=by)
    rows = list(row.rows.order_by("number"))
    for start in range(0, len(rows), CHUNK):
        check_some(plan=plan, rows=rows[start : start + CHUNK])
        progress(min(start + CHUNK, len(rows)), len(rows), plan.so_far(len(rows)))
    finish_checking(row=row, plan=plan, by=by, at=at)


def begin_checking(*, row: Import, by: Actor) -> Plan:
    """The register as it stands, against which the rows are checked."""
    by.check(Can.REGISTER_IMPORT)
    _in_state(row, ImportState.CHECKING)
    return Plan.of(row, by)


def check_some(*, plan: Plan, rows: Sequence[ImportRow]) -> None:
    """Check a few rows and keep what was found of them."""
    for each in rows:
        plan.look_at(each)
    ImportRow.objects.bulk_update(rows, ["outcome", "problems", "service", "before"])


def finish_checking(*, row: Import, plan: Plan, by: Actor, at: datetime) -> None:
    """Keep the totals; the person now chooses what is saved."""
    row.rows_new, row.rows_changing, row.rows_same, row.rows_wrong = (
        plan.new, plan.changing, plan.same, plan.wrong,
    )  # fmt: skip
    row.state = ImportState.CHECKED
    row.save()
    _told(
        row, "import.checked", by, at, new=plan.new, changing=plan.changing, same=plan.same, wrong=plan.wrong
    )


def keep_job(*, row: Import, job: str, by: Actor, at: datetime) -> None:
    """Keep which job is at work on an import, so that its page shows the progress."""
    row.job_reference = job
    row.save()
    _told(row, "import.job_started", by, at, job=job)


def back_to(*, row: Import, state: ImportState, by: Actor, at: datetime) -> None:
    """Put an import back where it stood before a job that failed; nothing of that job was saved."""
    row.state = state
    row.save()
    _told(row, "import.interrupted", by, at, state=state.value)


@dataclass(slots=True)
class Plan:
    """What the rows of an import would do to the register as it stands."""

    chosen: Mapping[str, str]
    by: Actor
    by_reference: Mapping[str, Service]
    by_regulator_id: Mapping[str, Service]
    by_place: Mapping[tuple[str, str], Service]
    seen: dict[str, int]
    new: int = 0
    changing: int = 0
    same: int = 0
    wrong: int = 0

    @classmethod
    def of(cls, row: Import, by: Actor) -> Plan:
        """The register as it stands, ready to be looked up."""
        found = list(queries.services(by))
        return cls(
            row.chosen, by,
            {each.reference: each for each in found},
            {each.regulator_id: each for each in found if each.regulator_id},
            {(each.name.casefold(), each.postcode): each for each in found},
            {},
        )  # fmt: skip

    def so_far(self, total: int) -> str:
        """How far the check is, in words."""
        done = self.new + self.changing + self.same + self.wrong
        return f"Checked {done:,} of {total:,} rows. {self.wrong:,} with a problem."

    def look_at(self, each: ImportRow) -> None:
        """Decide what one row would do."""
        values, problems = columns.understood(each.cells, self.chosen)
        each.service = self._known(values)
        problems += self._further_problems(each, values)
        each.problems = [[one.heading, one.value, one.says] for one in problems]
        if problems:
            each.outcome, self.wrong = Outcome.WRONG, self.wrong + 1
        elif each.service is None:
            each.outcome, self.new = Outcome.NEW, self.new + 1
        elif changed := differences(each.service, service_values(values)):
            each.before = {one.column: None if one.before is None else str(one.before) for one in changed}
            each.outcome, self.changing = Outcome.CHANGING, self.changing + 1
        else:
            each.outcome, self.same = Outcome.SAME, self.same + 1

    def _known(self, values: Mapping[str, Any]) -> Service | None:
        """The service a row is about: by our reference, else the regulator's ID, else name and postcode."""
        if reference := values.get("reference"):
            return self.by_reference.get(reference)
        if regulator_id := values.get("service.regulator_id"):
            return self.by_regulator_id.get(regulator_id)
        return self.by_place.get(
            (str(values.get("service.name", "")).casefold(), values.get("service.postcode", ""))
        )

    def _further_problems(self, each: ImportRow, values: Mapping[str, Any]) -> list[columns.Problem]:
        found: list[columns.Problem] = []
        reference = values.get("reference")
        if reference and each.service is None:
            found.append(
                self._problem(
                    "reference", reference, "is not on the register. Leave it empty for a new service"
                )
            )
        try:
            check_words(Service, service_values(values))
        except Refused as why:
            found.append(columns.Problem("", "", str(why)))
        same = (
            str(each.service.id)
            if each.service
            else values.get("service.regulator_id")
            or (f"{values.get('service.name', '')}/{values.get('service.postcode', '')}".casefold())
        )
        if same in self.seen:
            found.append(
                self._problem(
                    "service.name",
                    values.get("service.name", ""),
                    f"is in row {self.seen[same]} too. Keep one of them",
                )
            )
        else:
            self.seen[same] = each.number
        return found

    def _problem(self, key: str, value: str, says: str) -> columns.Problem:
        heading = next(
            (name for name, chosen in self.chosen.items() if chosen == key), columns.BY_KEY[key].words
        )
        return columns.Problem(heading, str(value), f"{heading} {says}")


def service_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row that belong to the service itself."""
    return _under(values, "service.")


def _under(values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {key.removeprefix(prefix): value for key, value in values.items() if key.startswith(prefix)}


def begin_saving(*, row: Import, by: Actor, at: datetime) -> None:
    """Confirm that the good rows are to be saved; the job then saves them."""
    by.check(Can.REGISTER_IMPORT)
    _in_state(row, ImportState.CHECKED)
    if not row.rows_new + row.rows_changing:
        raise Refused("No row of this file would change anything")
    row.state = ImportState.SAVING
    row.save()
    _told(row, "import.confirmed", by, at, count=row.rows_new + row.rows_changing)


def save_nothing(*, row: Import, by: Actor, at: datetime) -> None:
    """Leave the register as it is."""
    by.check(Can.REGISTER_IMPORT)
    _in_state(row, ImportState.READ, ImportState.CHECKED)
    row.state = ImportState.NOTHING
    row.save()
    _told(row, "import.left", by, at)


def save_rows(*, row: Import, by: Actor, at: datetime, progress: Progress) -> int:
    """Save every good row, all or none: one transaction. Gives how many were saved."""
    by.check(Can.REGISTER_IMPORT)
    _in_state(row, ImportState.SAVING)
    with transaction.atomic():
        good = list(
            row.rows.filter(outcome__in=(Outcome.NEW, Outcome.CHANGING)).select_related("service__provider")
        )
        providers = {each.regulator_id or each.name.casefold(): each for each in queries.providers(by)}
        for done, each in enumerate(good, start=1):
            _save_row(row, each, providers, by, at)
            if done % 20 == 0 or done == len(good):
                progress(done, len(good), f"Saved {done:,} of {len(good):,} rows.")
        ImportRow.objects.bulk_update(good, ["outcome", "service", "before", "version_after"], batch_size=200)
        row.state, row.saved_at, row.rows_saved = ImportState.SAVED, at, len(good)
        row.save()
        _told(row, "import.saved", by, at, count=len(good))
    return len(good)


def _save_row(of: Import, each: ImportRow, providers: dict[str, Provider], by: Actor, at: datetime) -> None:
    values, _ = columns.understood(each.cells, of.chosen)
    if each.service is None:
        each.service = _new_service(values, providers, by, at)
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


def _new_service(
    values: Mapping[str, Any], providers: dict[str, Provider], by: Actor, at: datetime
) -> Service:
    told = _under(values, "provider.")
    key = told.get("regulator_id") or told["name"].casefold()
    provider = providers.get(key) or providers.get(told["name"].casefold())
    if provider is None:
        provider = providers[key] = add_provider(values=told, by=by, at=at)
    service = add_service(provider=provider, values=service_values(values), by=by, at=at)
    if (contract := _under(values, "contract.")) and "kind" in contract:
        add_part(service=service, word="contracts", values=contract, by=by, at=at)
    if contact := _under(values, "contact."):
        add_part(
            service=service, word="contacts", values={"job": "registered_manager", **contact}, by=by, at=at
        )
    return service


def begin_undoing(*, row: Import, by: Actor, at: datetime) -> None:
    """Confirm that an import is to be undone; within fourteen days of saving."""
    by.check(Can.REGISTER_IMPORT)
    _in_state(row, ImportState.SAVED)
    if row.saved_at is None or at > row.saved_at + timedelta(days=UNDO_DAYS):
        raise Refused(f"An import can be undone for {UNDO_DAYS} days. Correct the services one by one")
    row.state = ImportState.UNDOING
    row.save()
    _told(row, "import.undo_confirmed", by, at)


def undo_rows(*, row: Import, by: Actor, at: datetime, progress: Progress) -> int:
    """Take an import back: new services are withdrawn, changed ones get their old values.

    A service that somebody changed since is left as it is, and listed. Gives how many rows were undone.
    """
    by.check(Can.REGISTER_IMPORT)
    _in_state(row, ImportState.UNDOING)
    with transaction.atomic():
        saved = list(row.rows.filter(outcome=Outcome.SAVED).select_related("service__provider"))
        for done, each in enumerate(saved, start=1):
            _undo_row(row, each, by, at)
            if done % 20 == 0 or done == len(saved):
                progress(done, len(saved), f"Undone {done:,} of {len(saved):,} rows.")
        ImportRow.objects.bulk_update(saved, ["outcome"], batch_size=200)
        row.rows_undone = sum(each.outcome == Outcome.UNDONE for each in saved)
        row.state, row.undone_at = ImportState.UNDONE, at
        row.save()
        _told(row, "import.undone", by, at, count=row.rows_undone, left=len(saved) - row.rows_undone)
    return row.rows_undone


def _undo_row(of: Import, each: ImportRow, by: Actor, at: datetime) -> None:
    service = each.service
    if service is None or service.version != each.version_after or service.standing != "open":
        each.outcome = Outcome.LEFT
        return
    values: dict[str, Any] = {"standing": "withdrawn"}
    if each.before:
        values = {column: _as_column(service, column, value) for column, value in each.before.items()}
    corrected(
        service, values, by=by, at=at, reason=f"Import {of.reference} was undone", name="service.import_undone",
        version=None, subject=service.reference, details={"title": service.name, "import": of.reference},
    )  # fmt: skip
    tell(service, by=by, at=at)
    each.outcome = Outcome.UNDONE


def _as_column(service: Service, column: str, value: str | None) -> Any:
    """A kept value as its column holds it."""
    return None if value is None else service._meta.get_field(column).to_python(value)  # type: ignore[union-attr]


def _in_state(row: Import, *states: ImportState) -> None:
    if row.state not in states:
        raise Refused(f"This import is at ‘{row.get_state_display()}’. Open it again to see what you can do")


def _told(row: Import, name: str, by: Actor, at: datetime, **details: Any) -> None:
    record(name, by=by, at=at, subject=row.reference, changed=[row], details=details)
