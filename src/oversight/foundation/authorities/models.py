"""Authorities, and what every table of theirs has in common."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Protocol, TypeVar
from uuid import UUID

from django.db import models


class Viewer(Protocol):
    """Whoever reads: all that matters here is for which authority."""

    @property
    def authority_id(self) -> UUID:
        """The authority they act for."""


class Authority(models.Model):
    """A council of this installation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, help_text="Short name for addresses, such as anyshire")
    name = models.CharField(max_length=120, unique=True)
    team = models.CharField(max_length=120, default="Care quality team")
    telephone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    demo = models.BooleanField(default=False, help_text="Invented: every page says so, nothing is sent")
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


RowT = TypeVar("RowT", bound="TenantRow", covariant=True)


class TenantRows(models.QuerySet[RowT]):
    """Rows of an authority's table; the one door for reading is ``visible_to``."""

    def visible_to(self, viewer: Viewer) -> TenantRows[RowT]:
        """The rows of the authority this person acts for."""
        return self.filter(authority_id=viewer.authority_id)


class TenantRow(models.Model):
    """A row that belongs to one authority; the database itself keeps it apart (see ``walls``)."""

    append_only: ClassVar[bool] = False
    """Rows are only ever added: the database refuses to change or remove them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = TenantRows.as_manager()

    class Meta:
        abstract = True

    def values(self) -> dict[str, Any]:
        """The row's own columns by name, as they stand."""
        return {field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields}


class VersionedRow(TenantRow):
    """A row that people correct: ``version`` counts its corrections, so that none is lost."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Counter(TenantRow):
    """The last number given under a letter (``S`` for services), so that no reference is used twice."""

    letter = models.CharField(max_length=4)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "letter"], name="counter_once_a_letter")
        ]


class HistoryRow(models.Model):
    """What the history of a row of an authority has in common: it stays inside the walls, and only grows."""

    history_of_tenant: ClassVar[bool] = True
    append_only: ClassVar[bool] = True

    objects = TenantRows.as_manager()

    class Meta:
        abstract = True
