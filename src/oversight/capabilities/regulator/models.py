"""What was taken in from the regulator: editions, and what each said of every location from when to when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from oversight.capabilities.regulator.rules import RATINGS
from oversight.foundation.authorities.models import TenantRow, VersionedRow


class EditionState(models.TextChoices):
    """How far an edition has come."""

    FETCHING = "fetching", "Fetching from the regulator"
    READING = "reading", "Reading the file"
    READ = "read", "Choose areas"
    UNREADABLE = "unreadable", "Cannot be read"
    CHECKING = "checking", "Comparing"
    CHECKED = "checked", "Compared, nothing saved yet"
    SAVING = "saving", "Saving"
    SAVED = "saved", "Saved"
    UNDOING = "undoing", "Undoing"
    UNDONE = "undone", "Undone"
    NOTHING = "nothing", "Nothing was saved"


class Edition(VersionedRow):
    """One file of the regulator's: what it is, what it would change or changed, who took it in and when.

    ``as_at`` is the day it shows. ``areas`` are pairs of an area and its locations in the file; ``chosen`` are
    those whose services belong on the register. ``asked_for`` are the areas that the regulator's API was asked for
    (none: it was uploaded), ``asked_since`` from which day on, where only what changed was. ``dates`` is the order
    of its dates, where somebody said it. ``added`` are pairs of a service and its provider's ids, made for locations
    that were not on it. ``stored`` is the file, kept until it is saved or left.
    """

    audited: ClassVar[bool] = True

    reference = models.CharField(max_length=12)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=300, blank=True)
    dates = models.CharField(max_length=12, blank=True)
    asked_for = models.JSONField(default=list)
    asked_since = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=30, blank=True)
    as_at = models.DateField(null=True, blank=True)
    as_at_inferred = models.BooleanField(default=False)
    locations = models.PositiveIntegerField(default=0)
    areas = models.JSONField(default=list)
    chosen = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    problem_count = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=12, choices=EditionState.choices, default=EditionState.READING)
    says = models.CharField(max_length=1000, blank=True)
    known = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    to_add = models.PositiveIntegerField(default=0)
    why_confirmed = models.CharField(max_length=500, blank=True)
    added = models.JSONField(default=list)
    kept_services = models.PositiveIntegerField(default=0)
    job_reference = models.CharField(max_length=12, blank=True)
    read_at = models.DateTimeField()
    read_by = models.UUIDField()
    saved_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-read_at", "-reference"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "reference"], name="edition_reference_once")
        ]


class Stood(TenantRow):
    """Something the regulator said of a location, from one edition on and until another said otherwise."""

    location_id = models.CharField(max_length=20)
    since = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    since_on = models.DateField()
    until = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class Location(Stood):
    """What the regulator says of a location beside its ratings; no names of people (cqc-data.md 0.10)."""

    name = models.CharField(max_length=300)
    provider_id = models.CharField(max_length=20, blank=True)
    provider_name = models.CharField(max_length=300, blank=True)
    area = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    told = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["authority", "location_id"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "location_id"],
                condition=Q(until__isnull=True),
                name="location_stands_once",
            )
        ]


class Rated(Stood):
    """A rating of one service group and question, with the words and the date as published."""

    group = models.CharField(max_length=100)
    question = models.CharField(max_length=20)
    rating = models.CharField(max_length=20, blank=True, choices=tuple(RATINGS.items()))
    said = models.CharField(max_length=80, blank=True)
    published_on = models.DateField(null=True, blank=True)
    inherited = models.BooleanField(null=True, blank=True)
    report_type = models.CharField(max_length=80, blank=True)
    carried = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["authority", "location_id"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "location_id", "group", "question"], condition=Q(until__isnull=True),
                name="rating_stands_once",
            )
        ]  # fmt: skip


class What(models.TextChoices):
    """What an edition changes of a location."""

    DOWNGRADED = "downgraded", "Downgraded"
    UPGRADED = "upgraded", "Upgraded"
    RATED = "rated", "Rated for the first time"
    UNRATED = "unrated", "No longer rated"
    NEW = "new", "New"
    GONE = "gone", "Gone"
    DEREGISTERED = "deregistered", "Left the register"


class Change(TenantRow):
    """One thing that an edition changes; shown when it is compared, and under its month once it is saved."""

    of = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=14, choices=What.choices)
    location_id = models.CharField(max_length=20)
    name = models.CharField(max_length=300)
    area = models.CharField(max_length=120, blank=True)
    reference = models.CharField("our reference", max_length=12, blank=True)
    group = models.CharField(max_length=100, blank=True)
    question = models.CharField(max_length=20, blank=True)
    before = models.CharField(max_length=20, blank=True, choices=tuple(RATINGS.items()))
    after = models.CharField(max_length=20, blank=True, choices=tuple(RATINGS.items()))
    before_on = models.DateField(null=True, blank=True)
    after_on = models.DateField(null=True, blank=True)
    followed_by = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["of", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["of", "number"], name="change_number_once")]
