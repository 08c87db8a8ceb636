"""Files kept with a record: what they are, whether they were scanned, who may open them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from oversight.foundation.audit.history import kept_history
from oversight.foundation.authorities.models import VersionedRow


class State(models.TextChoices):
    """Whether a file can be opened. ``unscanned`` is only ever a demo's."""

    WAITING = "waiting", "Waiting to be scanned for viruses"
    CLEAN = "clean", "Scanned: no virus found"
    UNSCANNED = "unscanned", "Not scanned: this is a demo"
    QUARANTINED = "quarantined", "Quarantined: a virus was found"
    REFUSED = "refused", "Refused: it is not a file we keep"


class Sensitivity(models.TextChoices):
    """How a file is marked (security.md 2.3)."""

    OFFICIAL = "official", "Official"
    SENSITIVE = "sensitive", "Official-sensitive"
    SAFEGUARDING = "safeguarding", "Safeguarding: need to know"


class Document(VersionedRow):
    """A file kept with a record. The file itself is stored under its digest and never changes.

    ``about`` is the reference of the record (``S-0123``). ``kind`` is what its content is (``docx``).
    """

    audited: ClassVar[bool] = True

    reference = models.CharField(max_length=12, editable=False)
    about = models.CharField(max_length=60, db_index=True)
    title = models.CharField(max_length=200)
    file_name = models.CharField("name of the file", max_length=150)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State.choices)
    sensitivity = models.CharField(max_length=12, choices=Sensitivity.choices, default=Sensitivity.OFFICIAL)
    found = models.CharField("what the scanner found", max_length=100, blank=True)
    scanned_at = models.DateTimeField("when it was scanned", null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField()
    withdrawn_at = models.DateTimeField("when it was withdrawn", null=True, blank=True)
    withdrawn_by = models.UUIDField("who withdrew it", null=True, blank=True)
    withdrawn_why = models.CharField("why it was withdrawn", max_length=500, blank=True)

    history = kept_history()

    class Meta:
        ordering: ClassVar = ["-added_at", "reference"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "reference"], name="document_reference_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why="")),
                name="document_withdrawn_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title
