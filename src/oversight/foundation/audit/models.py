"""The chain of events of each authority, its end, and what was submitted once."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from oversight.foundation.authorities.models import TenantRow


class Event(TenantRow):
    """One thing that was done or read. No foreign keys but the authority: it outlives what it is about.

    ``event`` holds the name, the person, the subject and the details; ``salt`` and ``mark`` bind it into
    the authority's chain (see ``chain``). ``number`` counts from 1 in each authority.
    """

    append_only = True

    number = models.PositiveBigIntegerField()
    at = models.DateTimeField(db_index=True)
    name = models.CharField(max_length=80, db_index=True)
    person_id = models.UUIDField(db_index=True)
    subject = models.CharField(max_length=60, blank=True, db_index=True)
    event = models.JSONField()
    salt = models.BinaryField(max_length=16)
    mark = models.BinaryField(max_length=32)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "number"], name="audit_event_number")
        ]


class ChainEnd(TenantRow):
    """The end of an authority's chain; its row is locked while an event is added."""

    number = models.PositiveBigIntegerField(default=0)
    last = models.BinaryField(max_length=32)
    mark = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["authority"], name="audit_one_end")]


class Submission(models.Model):
    """A form that was sent, by its token: the second press is shown the result of the first.

    ``digest`` is of what was sent; ``went_to`` is the page the first one led to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField()
    token = models.UUIDField()
    path = models.CharField(max_length=500)
    digest = models.CharField(max_length=64)
    went_to = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person_id", "token"], name="audit_sent_once")
        ]
