"""The register of restrictions: every position that was taken, by which answer of which case."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from oversight.capabilities.decisions.models import Case, Given
from oversight.capabilities.register.models import Service
from oversight.foundation.authorities.models import TenantRow


class Taken(TenantRow):
    """That a position stands for a service from a moment on. It follows from an answer and is never typed.

    The newest of a service and a body stands. ``said`` is the position in the council's words of that day;
    ``before`` the one that stood until then. ``as_sister`` says that the case is about another service of the
    provider and covers this one too (WB 18.4).
    """

    append_only: ClassVar[bool] = True
    audited: ClassVar[bool] = True

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="positions_taken")
    body = models.CharField(max_length=10)
    position = models.CharField(max_length=12)
    before = models.CharField(max_length=12)
    said = models.CharField(max_length=120)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    given = models.ForeignKey(Given, on_delete=models.PROTECT, related_name="+")
    as_sister = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-given__number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "given"], name="position_taken_once_an_answer")
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "service", "at"])]
