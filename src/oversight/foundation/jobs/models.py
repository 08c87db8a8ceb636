"""Jobs as they stand, and the times of the schedule that were already taken."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from oversight.foundation.authorities.models import TenantRow


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", "Waiting to start"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


ENDED = (State.DONE, State.FAILED, State.CANCELLED)


class Job(TenantRow):
    """A piece of long or nightly work, how far it got, and what came of it.

    ``about`` is the address of the page it belongs to. ``heartbeat_at`` is when its worker last said that it
    is alive; ``attempts`` counts the times it was started and tells an old worker from the one in charge.
    """

    reference = models.CharField(max_length=12, editable=False)
    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    result = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    about = models.CharField(max_length=200, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    sentence = models.CharField(max_length=300, blank=True)
    error = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-reference"]
        indexes: ClassVar = [models.Index(fields=["state", "heartbeat_at"], name="job_state_heartbeat")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "reference"], name="job_reference_once"),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | Q(state__in=(State.WAITING, State.RUNNING), ended_at__isnull=True),
                name="job_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ENDED


class Slot(TenantRow):
    """A time of the schedule that was taken for an authority: the row that makes it once and no more."""

    name = models.CharField(max_length=60)
    starts_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "name", "starts_at"], name="slot_taken_once")
        ]
