"""A council's own spreadsheet on its way into the register: what was read, saved, and undone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from oversight.capabilities.register.models.places import Service
from oversight.foundation.authorities.models import TenantRow, VersionedRow


class ImportState(models.TextChoices):
    """How far an import has come."""

    READ = "read", "Choose columns"
    CHECKING = "checking", "Checking"
    CHECKED = "checked", "Checked, nothing saved yet"
    SAVING = "saving", "Saving"
    SAVED = "saved", "Saved"
    UNDOING = "undoing", "Undoing"
    UNDONE = "undone", "Undone"
    NOTHING = "nothing", "Nothing was saved"


class Import(VersionedRow):
    """A spreadsheet: its name and digest, which heading goes where, and what became of its rows."""

    audited = True

    reference = models.CharField(max_length=12)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    headings = models.JSONField()
    chosen = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.READ)
    rows_total = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_changing = models.PositiveIntegerField(default=0)
    rows_same = models.PositiveIntegerField(default=0)
    rows_wrong = models.PositiveIntegerField(default=0)
    rows_saved = models.PositiveIntegerField(default=0)
    rows_undone = models.PositiveIntegerField(default=0)
    job_reference = models.CharField(max_length=12, blank=True)
    read_at = models.DateTimeField()
    read_by = models.UUIDField()
    saved_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-read_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "reference"], name="import_reference_once")
        ]


class Outcome(models.TextChoices):
    """What a row will do, or did."""

    UNCHECKED = "unchecked", "Not checked yet"
    NEW = "new", "New service"
    CHANGING = "changing", "Changes a service"
    SAME = "same", "Changes nothing"
    WRONG = "wrong", "Has a problem"
    SAVED = "saved", "Saved"
    UNDONE = "undone", "Undone"
    LEFT = "left", "Left as it is: it was changed since"


class ImportRow(TenantRow):
    """A row of the spreadsheet: its cells as read, its problems, the service it made or changed, what was before."""

    of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.UNCHECKED)
    problems = models.JSONField(default=list)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField(default=dict)
    version_after = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "number"], name="import_row_number_once")
        ]
