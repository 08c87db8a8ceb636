"""What was worked out for each service, what officers say of it, and the matrix as it was frozen."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from oversight.capabilities.register.models import Service
from oversight.capabilities.risk.states import BANDS, ENDINGS, RESPONSES
from oversight.foundation.accounts.models import User
from oversight.foundation.authorities.models import TenantRow, VersionedRow


class WorkedOut(TenantRow):
    """A result with its inputs. ``score`` is on the policy's scale; ``rank`` orders bands, higher is worse.

    ``packs`` and ``settings_number`` say by which policy; ``policy_mark`` is a digest of all that it said. ``facts``
    are the inputs, ``result`` the whole explanation as the engine gives it; ``recommended`` is a position in the
    engine's words, ``recommended_words`` in the council's. ``cause`` says in words what brought it about.
    ``since`` is when this band began.
    """

    band = models.CharField(max_length=10, blank=True, choices=tuple(BANDS.items()))
    rank = models.PositiveSmallIntegerField(default=0)
    score = models.PositiveIntegerField(null=True, blank=True)
    complete = models.BooleanField(default=True)
    missing = models.PositiveSmallIntegerField(default=0)
    top_reason = models.CharField(max_length=300, blank=True)
    recommended = models.CharField(max_length=40, blank=True)
    recommended_words = models.CharField(max_length=120, blank=True)
    band_before = models.CharField(max_length=10, blank=True, choices=tuple(BANDS.items()))
    moved = models.BooleanField(default=False)
    facts = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    packs = models.CharField(max_length=200, blank=True)
    policy_mark = models.CharField(max_length=64, blank=True)
    settings_number = models.PositiveIntegerField(default=0)
    as_at = models.DateField()
    worked_out_at = models.DateTimeField()
    cause = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Assessment(WorkedOut):
    """A result, kept for good: every one that differs from the one before."""

    append_only: ClassVar[bool] = True
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-worked_out_at"]
        indexes: ClassVar = [
            models.Index(fields=["authority", "service", "worked_out_at"]),
            models.Index(fields=["authority", "moved", "worked_out_at"]),
        ]


class Current(WorkedOut):
    """The result that stands: one for each service, for the matrix. ``since`` is when its band began."""

    service = models.OneToOneField(Service, on_delete=models.PROTECT, related_name="risk")
    since = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-rank", "-score", "service_id"]
        indexes: ClassVar = [models.Index(fields=["authority", "rank", "score"])]


class Waiting(TenantRow):
    """A service that is to be worked out again, or with ``service`` empty every one; ``cause`` says why."""

    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    cause = models.CharField(max_length=300)
    asked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["asked_at"]


class OfficerView(VersionedRow):
    """What an officer makes of a service, beside the worked-out band and never merged with it (WB 11.1).

    It is never edited: a newer one supersedes it, or it is withdrawn with a reason. It lapses on ``ends_on``.
    """

    audited: ClassVar[bool] = True

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="officer_views")
    band = models.CharField("officer view", max_length=10, choices=tuple(BANDS.items())[:3])
    reason = models.CharField(max_length=1000)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ends_on = models.DateField("last day")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-recorded_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service"], condition=Q(ended_at__isnull=True), name="officer_view_one_stands"
            )
        ]


class Response(VersionedRow):
    """What is done about a service: a visit that is planned, or help it is given (WB 11.1).

    ``day`` is the day of the visit, or the day on which somebody looks again at the help. It counts until that
    day; then somebody says what came of it. ``person`` is who does it, ``task_reference`` their task.
    """

    audited: ClassVar[bool] = True

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="responses")
    kind = models.CharField("what is done", max_length=10, choices=tuple(RESPONSES.items()))
    what = models.CharField("what for", max_length=500)
    day = models.DateField("day")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    task_reference = models.CharField(max_length=12)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_as = models.CharField(max_length=10, blank=True, choices=tuple(ENDINGS.items()))
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-recorded_at"]
        indexes: ClassVar = [
            models.Index(
                fields=["service", "day"], condition=Q(ended_at__isnull=True), name="response_that_stands"
            )
        ]


class Snapshot(TenantRow):
    """The matrix as it stood, frozen under a name for a meeting."""

    append_only: ClassVar[bool] = True
    audited: ClassVar[bool] = True

    reference = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    frozen_at = models.DateTimeField()
    frozen_by = models.UUIDField()
    frozen_by_name = models.CharField(max_length=200)
    red = models.PositiveIntegerField(default=0)
    amber = models.PositiveIntegerField(default=0)
    green = models.PositiveIntegerField(default=0)
    no_band = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-frozen_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "reference"], name="snapshot_reference_once")
        ]


class SnapshotRow(TenantRow):
    """A service in a frozen matrix, in words as they stood."""

    append_only: ClassVar[bool] = True

    of = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=12)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=60)
    band = models.CharField(max_length=10, blank=True, choices=tuple(BANDS.items()))
    complete = models.BooleanField(default=True)
    score = models.PositiveIntegerField(null=True, blank=True)
    officer_view = models.CharField(max_length=10, blank=True, choices=tuple(BANDS.items()))
    officer_reason = models.CharField(max_length=1000, blank=True)
    top_reason = models.CharField(max_length=300, blank=True)
    recommended_words = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar = ["of", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["of", "number"], name="snapshot_row_once")]
