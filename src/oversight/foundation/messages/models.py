"""The outbox, what people are told in the pages, and how often they want it by e-mail."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from oversight.foundation.accounts.models import User
from oversight.foundation.authorities.models import TenantRow


class State(models.TextChoices):
    """Where an e-mail stands. ``failed`` was tried and will be again; ``dead`` was given up."""

    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not sent yet"
    DEAD = "dead", "Given up"


class Often(models.TextChoices):
    """How often somebody wants an e-mail (ux.md 1.4)."""

    AT_ONCE = "at_once", "At once"
    DAILY = "daily", "Daily at 7am"
    WEEKLY = "weekly", "Weekly on Monday"
    NEVER = "never", "Never"


class Outgoing(TenantRow):
    """An e-mail: written in the transaction of the deed, sent after it.

    ``message_id`` is fixed when it is written, so that a letter sent twice is known as one. While it is
    being sent ``next_try_at`` is ahead: if the sender stops, another takes it up then. ``once`` is a name
    under which no second one is written.
    """

    person = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField(max_length=20_000)
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=60, blank=True)
    once = models.CharField(max_length=120, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    written_by = models.UUIDField()
    next_try_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["written_at", "id"]
        indexes: ClassVar = [models.Index(fields=["state", "next_try_at"], name="outgoing_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "once"], condition=~Q(once=""), name="outgoing_once_a_name"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="outgoing_sent_says_when",
            ),
        ]


class Notification(TenantRow):
    """Something a person is told in the pages. ``mailed_at`` is when an e-mail said that there is something."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300)
    url = models.CharField(max_length=200)
    about = models.CharField(max_length=60, blank=True)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-told_at", "id"]
        indexes: ClassVar = [models.Index(fields=["person", "read_at"], name="notification_unread")]


class Preference(TenantRow):
    """How often a person wants e-mails from an authority; daily until they choose."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    often = models.CharField(max_length=10, choices=Often.choices, default=Often.DAILY)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "person"], name="preference_once_a_person")
        ]
