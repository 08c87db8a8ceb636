"""What an authority adopted, who holds its posts, its own settings, and who has read what."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from oversight.foundation.accounts.models import ENDS_AFTER_START, User
from oversight.foundation.authorities.models import TenantRow, VersionedRow


class Adoption(VersionedRow):
    """An edition of a pack that the authority works by, from one day to another.

    ``checksum`` is of its files on the day it was adopted, those it builds on included. ``place`` orders the
    packs of an authority: the first that keeps a risk matrix gives the matrix.
    """

    audited = True

    pack = models.CharField(max_length=80)
    edition = models.CharField(max_length=40)
    checksum = models.CharField(max_length=64)
    place = models.PositiveSmallIntegerField(default=1)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day", null=True, blank=True)
    adopted_by = models.UUIDField()
    adopted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["place", "pack", "starts_on"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=ENDS_AFTER_START, name="adoption_ends_after_start"),
            models.UniqueConstraint(
                fields=["authority", "pack"],
                condition=Q(ends_on__isnull=True),
                name="adoption_one_open_a_pack",
            ),
            models.UniqueConstraint(
                fields=["authority", "pack", "edition", "starts_on"], name="adoption_once_a_day"
            ),
        ]


class PostHolder(VersionedRow):
    """Who holds a post that an adopted policy names; ``role`` is a role word of the engine."""

    audited = True

    pack = models.CharField(max_length=80)
    role = models.CharField(max_length=60)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day", null=True, blank=True)
    named_by = models.UUIDField()
    named_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pack", "role", "starts_on"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=ENDS_AFTER_START, name="post_ends_after_start"),
            models.CheckConstraint(condition=~Q(named_by=F("person")), name="post_not_by_oneself"),
            models.UniqueConstraint(
                fields=["authority", "pack", "role", "person"],
                condition=Q(ends_on__isnull=True),
                name="post_once_a_person",
            ),
        ]


class Status(models.TextChoices):
    """How far settings have come."""

    DRAFT = "draft", "Draft"
    IN_FORCE = "in force", "Approved"
    WITHDRAWN = "withdrawn", "Withdrawn"


class SettingsVersion(VersionedRow):
    """The authority's own settings, whole: what it changes of its policies, from a day on.

    Once approved a version is never edited: a new one is drafted. ``based_on`` is the number of the version
    it was drafted from; ``authors`` are all who wrote on the draft, none of whom may approve it.
    """

    audited = True

    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    overrides = models.JSONField(default=dict, blank=True)
    starts_on = models.DateField("first day")
    why = models.CharField(max_length=500)
    based_on = models.PositiveIntegerField(default=0)
    authors = models.JSONField(default=list)
    drafted_by = models.UUIDField()
    drafted_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "number"], name="settings_number"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
                name="settings_not_approved_by_author",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=False, approved_by__isnull=False, status="in force")
                | (Q(approved_at__isnull=True, approved_by__isnull=True) & ~Q(status="in force")),
                name="settings_approved_whole",
            ),
        ]


class Acknowledgement(TenantRow):
    """That a person has read an edition of a policy."""

    audited = True
    append_only = True

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pack = models.CharField(max_length=80)
    edition = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "person", "pack", "edition"], name="read_once")
        ]
