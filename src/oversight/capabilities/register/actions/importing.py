"""A council's own spreadsheet: read, and checked with nothing saved. (``saving`` saves what is good, and undoes it.)"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from oversight.capabilities.register import queries
from oversight.capabilities.register.actions.checking import word_problems
from oversight.capabilities.register.models import Import, ImportRow, ImportState, Outcome, Provider, Service
from oversight.capabilities.register.rules import columns
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.actions import record
from oversight.foundation.audit.corrections import differences
from oversight.foundation.authorities.actor import Actor, Refused
from oversight.foundation.authorities.references import next_reference
from oversight.gateways.spreadsheets import Table

CHUNK = 50
Progress = Callable[[int, int, str], None]


def read_import(*, table: Table, sha256: str, by: Actor, at: datetime) -> Import:
    """Keep the rows of a spreadsheet, each as it was read; nothing reaches the register yet."""
    by.check(Can.REGISTER_IMPORT)
    row = Import.objects.create(
        authority_id=by.authority_id, reference=next_reference("IM", by), file_name=table.file[:200],
        sha256=sha256, headings=list(table.headings), chosen=_remembered(table.headings, by),
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
    told(row, "import.read", by, at, file=row.file_name, count=row.rows_total)
    return row


def _remembered(headings: Sequence[str], by: Actor) -> dict[str, str]:
    """The columns these headings had in the last import that had them; the rest as their words suggest."""
    found = columns.guessed(headings)
    for each in queries.imports(by)[:20]:
        for heading, key in each.chosen.items():
            if heading in headings and heading not in found and key not in found.values():
                found[heading] = key
    return found


def choose_columns(*, row: Import, chosen: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Say which heading goes where. Raises ``Refused`` where a needed one is missing or one is chosen twice."""
    by.check(Can.REGISTER_IMPORT)
    in_state(row, ImportState.READ, ImportState.CHECKED)
    kept = {heading: key for heading, key in chosen.items() if key and heading in row.headings}
    if len(set(kept.values())) < len(kept):
        twice = next(key for key in kept.values() if list(kept.values()).count(key) > 1)
        raise Refused(f"‘{columns.BY_KEY[twice].words}’ is chosen for two headings. Choose it for one")
    if lacking := columns.missing(kept):
        raise Refused(f"Choose a heading for: {', '.join(lacking)}")
    row.chosen, row.state = kept, ImportState.CHECKING
    row.save()
    told(row, "import.columns_chosen", by, at, columns=kept)


def check_rows(*, row: Import, by: Actor, at: datetime, progress: Progress) -> None:
    """Work out what each row would do, saving nothing of it: new, changing, the same, or with its problems."""
    plan = begin_checking(row=row, by=by)
    rows = list(row.rows.order_by("number"))
    for start in range(0, len(rows), CHUNK):
        check_some(plan=plan, rows=rows[start : start + CHUNK])
        progress(min(start + CHUNK, len(rows)), len(rows), plan.so_far())
    finish_checking(row=row, plan=plan, by=by, at=at)


def begin_checking(*, row: Import, by: Actor) -> Plan:
    """The register as it stands, against which the rows are checked."""
    by.check(Can.REGISTER_IMPORT)
    in_state(row, ImportState.CHECKING)
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
    told(
        row, "import.checked", by, at, new=plan.new, changing=plan.changing, same=plan.same, wrong=plan.wrong
    )


def keep_job(*, row: Import, job: str, by: Actor, at: datetime) -> None:
    """Keep which job is at work on an import, so that its page shows the progress."""
    row.job_reference = job
    row.save()
    told(row, "import.job_started", by, at, job=job)


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

    def so_far(self) -> str:
        """How far the check is, in words."""
        done = self.new + self.changing + self.same + self.wrong
        return f"Checking your file. {self.wrong:,} of the first {done:,} rows have a problem."

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
        found += self._personal(values)
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

    def _personal(self, values: Mapping[str, Any]) -> list[columns.Problem]:
        """Cells that look like a service user or somebody's home, each under its own heading."""
        return [
            self._problem(f"{prefix}.{column}", told[column], says.partition(" ")[2])
            for prefix, kind in (("service", Service), ("provider", Provider))
            for told in (under(values, f"{prefix}."),)
            for column, says in word_problems(kind, told).items()
        ]

    def _problem(self, key: str, value: str, says: str) -> columns.Problem:
        heading = next(
            (name for name, chosen in self.chosen.items() if chosen == key), columns.BY_KEY[key].words
        )
        return columns.Problem(heading, str(value), f"{heading} {says}")


def service_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row that belong to the service itself."""
    return under(values, "service.")


def under(values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """The values whose keys begin with a prefix, without it."""
    return {key.removeprefix(prefix): value for key, value in values.items() if key.startswith(prefix)}


def in_state(row: Import, *states: ImportState) -> None:
    """Raises ``Refused`` for an import that stands elsewhere by now."""
    if row.state not in states:
        raise Refused(f"This import is at ‘{row.get_state_display()}’. Open it again to see what you can do")


def told(row: Import, name: str, by: Actor, at: datetime, **details: Any) -> None:
    """Record what happened to an import."""
    record(name, by=by, at=at, subject=row.reference, changed=[row], details=details)
