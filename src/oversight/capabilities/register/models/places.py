"""Brands, providers and services."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from oversight.capabilities.register import states
from oversight.foundation.audit.history import kept_history
from oversight.foundation.authorities.models import VersionedRow


def one_of(
    words: dict[str, str], *, default: str = "", blank: bool = False, name: str = ""
) -> models.CharField[str, str]:
    """A column that holds one of a list of words."""
    return models.CharField(
        name or None, max_length=30, choices=tuple(words.items()), default=default, blank=blank
    )


class Recorded(VersionedRow):
    """A row people record and correct: with its history, vouched for in the audit."""

    audited: ClassVar[bool] = True

    history = kept_history()

    class Meta:
        abstract = True


class Brand(Recorded):
    """A group that providers belong to, as the regulator or the council names it."""

    name = models.CharField(max_length=200)
    regulator_id = models.CharField("regulator's brand ID", max_length=20, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "name"], name="brand_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Place(Recorded):
    """What providers and services have in common: a reference, a way to reach them, whether they are open."""

    reference = models.CharField(max_length=12, editable=False)
    name = models.CharField(max_length=200)
    regulator_id = models.CharField("regulator's ID", max_length=20, blank=True)
    address = models.CharField(max_length=300, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    email = models.EmailField("email address", blank=True)
    website = models.URLField(blank=True)
    standing = one_of({each.value: each.value.capitalize() for each in states.Standing}, default="open")
    closed_on = models.DateField("date closed", null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Provider(Place):
    """The organisation that runs services; its finance risk is in confidence (SOM 1.7)."""

    brand = models.ForeignKey(
        Brand, null=True, blank=True, on_delete=models.PROTECT, related_name="providers"
    )
    company_number = models.CharField(max_length=20, blank=True)
    finance_risk = one_of(states.FINANCE_RISKS, default="unknown", name="financial risk")
    finance_note = models.TextField("what the accounts show", max_length=5000, blank=True)
    finance_checked_on = models.DateField("date the accounts were looked at", null=True, blank=True)
    in_administration = models.BooleanField("in administration", null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["name", "reference"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "reference"], name="provider_reference_once"),
            models.UniqueConstraint(
                fields=["authority", "regulator_id"],
                condition=~Q(regulator_id="") & Q(standing="open"),
                name="provider_regulator_id_once",
                violation_error_message="Another provider on the register has this regulator's ID",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="provider_not_into_itself"),
        ]


class Service(Place):
    """The place with a door: what is rated, visited and placed with (engine.md; PB 5.1).

    ``scope`` says whether the council oversees it and on what ground (WB 7.1). For supported living and
    shared lives the address is the office's: no home of a person is ever held (WB 7.2).
    """

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="services")
    kind = one_of(states.KINDS, name="kind of service")
    regulator = one_of(states.REGULATORS, default="unknown")
    district = models.CharField("district or ward", max_length=100, blank=True)
    host_authority = models.CharField("council whose area it is in", max_length=120, blank=True)
    in_area = models.BooleanField("in our area", null=True, blank=True)
    in_house = models.BooleanField("run by the council", null=True, blank=True)
    beds = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(30_000)])
    needs = one_of(states.NEEDS, default="unknown", name="complexity of needs")
    opened_on = models.DateField("date registered or opened", null=True, blank=True)
    ofsted_rating = one_of(states.OFSTED_RATINGS, blank=True, name="Ofsted rating")
    ofsted_rated_on = models.DateField("date of the Ofsted rating", null=True, blank=True)
    scope = one_of(states.SCOPE, default="undecided", name="oversight")
    scope_asked_by = one_of(states.MAY_ASK, blank=True, name="who asked for oversight")
    scope_why = models.TextField("why it is or is not overseen", max_length=5000, blank=True)
    scope_on = models.DateField("date oversight was settled", null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["name", "reference"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "reference"], name="service_reference_once"),
            models.UniqueConstraint(
                fields=["authority", "regulator_id"],
                condition=~Q(regulator_id="") & Q(standing="open"),
                name="service_regulator_id_once",
                violation_error_message="Another service on the register has this regulator's ID",
            ),
            models.CheckConstraint(
                condition=~Q(scope="on_request") | (~Q(scope_asked_by="") & ~Q(scope_why="")),
                name="service_scope_says_who_and_why",
                violation_error_message="Say who asked for the service to be overseen, and why",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="service_not_into_itself"),
        ]
