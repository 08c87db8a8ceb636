"""The council's list of positions as it was taken in, the position of each service, and every look-up."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from oversight.capabilities.placements.states import ANSWERS, POSITIONS
from oversight.capabilities.register.models import Service
from oversight.foundation.authorities.models import TenantRow, VersionedRow


class ListState(models.TextChoices):
    """How far a list has come."""

    READ = "read", "Choose columns"
    CHECKED = "checked", "Checked, nothing saved yet"
    SAVED = "saved", "Saved"
    UNDONE = "undone", "Undone"
    NOTHING = "nothing", "Nothing was saved"


class PositionList(VersionedRow):
    """A list of positions: its file, the day it shows, who decided it, its good rows and its problems.

    ``cells`` are the rows as they were read, each its number and its cells under ``headings``, until the list is
    saved or left; ``chosen`` is the heading of each column. ``rows`` are the good rows by column; ``problems`` are
    row, heading, value and what to do; ``missing`` are the references of services that are restricted now and are
    not on it.
    """

    audited: ClassVar[bool] = True

    reference = models.CharField(max_length=12)
    file_name = models.CharField(max_length=200)
    dated = models.DateField("date of the list")
    decided_by = models.CharField("who decided it", max_length=120)
    headings = models.JSONField(default=list)
    cells = models.JSONField(default=list)
    chosen = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    freed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ListState.choices, default=ListState.CHECKED)
    read_at = models.DateTimeField()
    read_by = models.UUIDField()
    saved_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-read_at", "-reference"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "reference"], name="position_list_reference_once")
        ]

    @property
    def has_columns_to_choose(self) -> bool:
        """Whether it can still be said which column is which."""
        return self.state in (ListState.READ, ListState.CHECKED) and bool(self.cells)


class Position(TenantRow):
    """The position of a service from one list on, until another says otherwise; never edited."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="positions")
    of = models.ForeignKey(PositionList, on_delete=models.PROTECT, related_name="+")
    until = models.ForeignKey(PositionList, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=12, choices=tuple(POSITIONS.items()))
    said = models.CharField("the list's own words", max_length=120)
    since = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    call_first = models.CharField("whom to call first", max_length=120, blank=True)
    note = models.CharField(max_length=500, blank=True)
    other_authority = models.CharField(max_length=120, blank=True)
    other_position = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["service_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "service"], condition=Q(until__isnull=True), name="position_stands_once"
            )
        ]


class LookUp(TenantRow):
    """Somebody asked whether a person can be placed with a service: who, when, and everything that was shown."""

    append_only: ClassVar[bool] = True

    reference = models.CharField(max_length=12)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=5, choices=tuple(ANSWERS.items()))
    shown = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    asked_by_name = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        indexes: ClassVar = [models.Index(fields=["authority", "asked_by", "asked_at"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "reference"], name="look_up_reference_once")
        ]
