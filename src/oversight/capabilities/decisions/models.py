"""Cases: a decision route that runs for a service, every answer given in it, and interests that people declare."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from oversight.capabilities.register.models import Provider, Service
from oversight.foundation.accounts.models import Delegation, User
from oversight.foundation.authorities.models import TenantRow, VersionedRow


class Case(VersionedRow):
    """A route of a policy that runs for a service. Where it stands follows from its answers alone.

    ``pack``, ``edition`` and ``settings_number`` are those it began under and keeps. ``step``, ``waits_for`` and
    ``outcome`` are what the answers led to, kept here so that a list of cases need not replay each; ``version``
    counts the answers.
    """

    audited: ClassVar[bool] = True

    reference = models.CharField(max_length=12)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="cases")
    pack = models.CharField(max_length=80)
    edition = models.CharField(max_length=40)
    settings_number = models.PositiveIntegerField(default=0)
    route = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    body = models.CharField(max_length=10)
    step = models.CharField(max_length=80)
    step_title = models.CharField(max_length=200)
    waits_for = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-moved_at", "-reference"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "reference"], name="case_reference_once"),
            models.UniqueConstraint(
                fields=["service", "pack", "route"],
                condition=Q(closed_at__isnull=True),
                name="case_one_open_of_a_route",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "closed_at", "moved_at"])]


class Given(TenantRow):
    """An answer given in a case: never edited, never deleted. ``number`` counts from 1, the refused ones too.

    ``person`` gave it; where somebody else recorded it for them (a provider's appeal), ``person`` is empty and
    ``recorded_by`` is who did. ``delegation`` is the one under which somebody stood in. ``frozen`` is what was known
    then: facts, band, policy, files with their digests. ``refused`` is why a late one was recorded and did nothing.
    """

    append_only: ClassVar[bool] = True
    audited: ClassVar[bool] = True

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="given")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=80)
    step_title = models.CharField(max_length=200)
    answer = models.CharField(max_length=80)
    says = models.CharField(max_length=300)
    clause = models.CharField(max_length=40)
    role = models.CharField(max_length=60)
    role_title = models.CharField(max_length=120)
    person = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(
        Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    in_stead_of = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    carries = models.JSONField(default=dict)
    frozen = models.JSONField(default=dict)
    refused = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["case", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="given_number_once")]

    @property
    def actor_key(self) -> str:
        """Who gave it, as the engine compares people."""
        return str(self.person_id) if self.person_id else f"for {self.by_name}"


class Interest(VersionedRow):
    """An interest that somebody declared in a provider: while it stands they answer in no case of it (PB 5.3)."""

    audited: ClassVar[bool] = True

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    what = models.CharField("what the interest is", max_length=500)
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-declared_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "provider"], condition=Q(ended_at__isnull=True), name="interest_once"
            )
        ]
