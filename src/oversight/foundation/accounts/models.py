"""People, what they are at each authority, and for whom they stand in."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from oversight.foundation.authorities.models import TenantRow


class Kind(models.TextChoices):
    """Which door a person comes through."""

    STAFF = "staff", "Council staff"
    PROVIDER = "provider", "Provider"
    PARTNER = "partner", "Partner agency"


class People(BaseUserManager["User"]):
    """People, found by their e-mail address whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The person with this e-mail address."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **values: Any) -> User:
        """A new person; without a password they can only come by single sign-on or a link."""
        person = self.model(email=self.normalize_email(email).lower(), **values)
        person.set_password(password)
        person.save()
        return person


class User(AbstractBaseUser):
    """A person who can sign in. What they may do hangs on their memberships alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.STAFF)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The person's name."""
        return self.name


def in_force(day: date) -> Q:
    """What holds on a day: started, and not ended before it."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


ENDS_AFTER_START = Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))


class Membership(TenantRow):
    """A role that a person has at an authority, from one day to another. Ended, never deleted.

    ``role`` is a code of ``content/access/roles.csv``. ``about_id`` is the provider a provider's person
    belongs to, or the agency of a partner.
    """

    audited = True
    seen_by_person = "person_id"

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=4)
    job_title = models.CharField(max_length=120, blank=True)
    about_id = models.UUIDField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    granted_by = models.UUIDField()

    class Meta:
        ordering: ClassVar = ["role"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=ENDS_AFTER_START, name="membership_ends_after_start"),
            models.CheckConstraint(condition=~Q(granted_by=F("person")), name="membership_not_by_oneself"),
            models.UniqueConstraint(
                fields=["authority", "person", "role"],
                condition=Q(ends_on__isnull=True),
                name="membership_once_each_role",
            ),
        ]


class Delegation(TenantRow):
    """That one person stands in for another in a post, between two days, and why.

    ``post`` is a role word of the policies (``head_of_commissioning``). A decision taken so says it.
    """

    audited = True

    absent = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    stand_in = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=500)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    ended_early_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-starts_on"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=ENDS_AFTER_START, name="delegation_ends_after_start"),
            models.CheckConstraint(condition=~Q(absent=F("stand_in")), name="delegation_not_to_oneself"),
        ]


class RoleProposal(TenantRow):
    """A role that somebody asked for on another's behalf, until a second person grants or refuses it."""

    audited = True

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=4)
    job_title = models.CharField(max_length=120, blank=True)
    about_id = models.UUIDField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    granted = models.BooleanField(null=True)

    class Meta:
        ordering: ClassVar = ["proposed_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=ENDS_AFTER_START, name="proposal_ends_after_start"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="proposal_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(proposed_by=F("person"))
                & (Q(decided_by__isnull=True) | ~Q(decided_by=F("person"))),
                name="proposal_not_for_oneself",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, granted__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False, granted__isnull=False),
                name="proposal_decided_whole",
            ),
            models.UniqueConstraint(
                fields=["authority", "person", "role"],
                condition=Q(decided_at__isnull=True),
                name="proposal_once_each_role",
            ),
        ]


class SignedIn(models.Model):
    """A browser that a person is signed in with: listed on their account page, and ended there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=120)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-seen_at"]
