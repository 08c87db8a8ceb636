"""Tasks: what somebody must do, by when; the days on which a clock stood still; and who was told what."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from oversight.foundation.accounts.models import User
from oversight.foundation.audit.history import kept_history
from oversight.foundation.authorities.models import TenantRow, VersionedRow


class State(models.TextChoices):
    """How a task stands. Whether it is overdue is never kept: its date says so."""

    RUNNING = "running", "To do"
    PAUSED = "paused", "Paused"
    MET = "met", "Met"
    MET_LATE = "met_late", "Met late"
    CANCELLED = "cancelled", "Cancelled"


OPEN = (State.RUNNING, State.PAUSED)
"""A task in one of these is still to be done."""

ENDED_WHOLE = Q(state__in=OPEN, ended_at__isnull=True, ended_by__isnull=True) | (
    ~Q(state__in=OPEN) & Q(ended_at__isnull=False, ended_by__isnull=False)
)
ONE_OWNER = (Q(owner__isnull=False) & Q(pool="")) | (Q(owner__isnull=True) & ~Q(pool=""))
CLOCK_WHOLE = Q(clock="", pack="", edition="", clause="", rule="", counts_from__isnull=True) | (
    ~Q(clock="") & ~Q(pack="") & ~Q(edition="") & ~Q(clause="") & ~Q(rule="") & Q(counts_from__isnull=False)
)


class Task(VersionedRow):
    """Something to be done: by one person, or by whoever takes it out of one pool; by one day.

    ``about`` is the reference of what it is about, with its name and page as they were. Where a clock of a
    policy set the day, ``rule`` says so in words, ``rule_kept`` holds the clock as it was then (a later
    change of the policy never moves a running clock), ``counts_from`` is the day of its event, and
    ``skipped`` the days that did not count, one a line. ``pool`` is a role code of the access matrix.
    ``late_pool`` is who hears of it ``late_after`` days after its date.
    """

    audited = True

    reference = models.CharField(max_length=12)
    title = models.CharField("what to do", max_length=200)
    about = models.CharField(max_length=40, blank=True)
    about_name = models.CharField(max_length=200, blank=True)
    about_url = models.CharField(max_length=200, blank=True)
    clock = models.CharField(max_length=120, blank=True)
    pack = models.CharField(max_length=80, blank=True)
    edition = models.CharField(max_length=40, blank=True)
    clause = models.CharField(max_length=60, blank=True)
    rule = models.CharField(max_length=300, blank=True)
    rule_kept = models.JSONField(default=dict, blank=True, editable=False)
    calendar = models.CharField(max_length=120, blank=True)
    counts_from = models.DateField(null=True, blank=True)
    skipped = models.TextField("days that do not count", blank=True)
    started_at = models.DateTimeField()
    started_by = models.UUIDField()
    due_on = models.DateField("due date")
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pool = models.CharField(max_length=4, blank=True)
    late_pool = models.CharField(max_length=4)
    late_after = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    ended_at = models.DateTimeField("moment it ended", null=True, blank=True)
    ended_by = models.UUIDField("ended by", null=True, blank=True)
    ended_why = models.CharField("how it ended", max_length=500, blank=True)

    history = kept_history()

    class Meta:
        ordering: ClassVar = ["due_on", "reference"]
        indexes: ClassVar = [
            models.Index(fields=["authority", "state", "due_on"], name="task_by_day"),
            models.Index(fields=["authority", "about"], name="task_by_about"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "reference"], name="task_reference_once"),
            models.CheckConstraint(
                condition=ONE_OWNER,
                name="task_one_owner",
                violation_error_message="A task has one owner or one pool, never both and never neither.",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="task_known_state"),
            models.CheckConstraint(condition=ENDED_WHOLE, name="task_ended_whole"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(ended_why=""), name="task_cancelled_says_why"
            ),
            models.CheckConstraint(condition=CLOCK_WHOLE, name="task_clock_whole"),
            models.CheckConstraint(condition=~Q(state="paused") | ~Q(clock=""), name="task_paused_has_clock"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in OPEN


class TaskPause(VersionedRow):
    """Days on which a clock stood still: from the first, until the day it ran on; why, in the clock's word.

    Where it ran on the same day it stood still on none.
    """

    audited = True

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="pauses")
    begins_on = models.DateField("first day it stands still")
    runs_on = models.DateField("day it runs on", null=True, blank=True)
    reason = models.CharField(max_length=120)
    why = models.CharField(max_length=500)

    class Meta:
        ordering: ClassVar = ["begins_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(runs_on__isnull=True) | Q(runs_on__gte=F("begins_on")),
                name="pause_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(why=""), name="pause_says_why"),
            models.UniqueConstraint(
                fields=["task"], condition=Q(runs_on__isnull=True), name="pause_one_open_a_task"
            ),
        ]


class Told(TenantRow):
    """That somebody was told of a task's date, once for each kind and date (``warn-2``, ``late``, ``later``)."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    due_on = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "kind", "due_on"], name="told_once_a_date")
        ]


class CalendarAddress(TenantRow):
    """A person's secret address of their calendar: only a digest of it is kept."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "person"], name="calendar_one_a_person")
        ]
