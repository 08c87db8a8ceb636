"""What is recorded beside a service."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from oversight.capabilities.register import states
from oversight.capabilities.register.models.places import Recorded, Service, one_of
from oversight.foundation.accounts.models import User


class Part(Recorded):
    """Something recorded beside a service; ended with its date, never deleted."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="%(class)ss")
    ended_on = models.DateField("date it ended", null=True, blank=True)

    class Meta:
        abstract = True


class Contact(Part):
    """Somebody at the provider to speak to."""

    job = one_of(states.CONTACT_JOBS)
    name = models.CharField(max_length=120)
    telephone = models.CharField(max_length=40, blank=True)
    email = models.EmailField("email address", blank=True)

    class Meta:
        ordering: ClassVar = ["job", "name"]


class Contract(Part):
    """How the council buys from a service, and how many people live by it: numbers, never names."""

    kind = one_of(states.CONTRACTS, name="kind of contract")
    contract_reference = models.CharField("contract reference", max_length=60, blank=True)
    starts_on = models.DateField("start date", null=True, blank=True)
    review_on = models.DateField("date of the next contract review", null=True, blank=True)
    review_every_months = models.PositiveSmallIntegerField(
        "months between contract reviews", null=True, blank=True
    )
    hours_per_week = models.DecimalField(
        "hours a week", max_digits=9, decimal_places=2, null=True, blank=True
    )
    annual_spend = models.DecimalField("spend a year", max_digits=12, decimal_places=2, null=True, blank=True)
    people_placed = models.PositiveIntegerField("people we have placed", null=True, blank=True)
    health_funded = models.PositiveIntegerField("people health pays for", null=True, blank=True)
    self_funders = models.PositiveIntegerField("people who pay for themselves", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["kind", "contract_reference"]


class Commissioner(Part):
    """Another body that buys from the service."""

    body = models.CharField("other council or health body", max_length=200)
    people = models.PositiveIntegerField("people they have placed", null=True, blank=True)
    contact = models.CharField("whom to ask there", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["body"]


class Officer(Part):
    """One of our people who looks after the service (HAL 2.2)."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    duty = one_of(states.OFFICER_DUTIES)
    since = models.DateField("since")

    class Meta:
        ordering: ClassVar = ["duty", "-since"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service", "duty"],
                condition=Q(ended_on__isnull=True) & Q(duty="linked_officer"),
                name="officer_one_linked",
                violation_error_message="The service has a linked quality officer already; end that link first",
            )
        ]


class MarketRisk(Part):
    """Why the market depends on the service, and how often its contract is therefore reviewed (SOM 1.8)."""

    criterion = one_of(states.MARKET_RISKS)
    note = models.TextField("what we know", max_length=5000, blank=True)
    review_every_months = models.PositiveSmallIntegerField("agreed months between contract reviews")
    since = models.DateField("since")

    class Meta:
        ordering: ClassVar = ["criterion"]


class WarningLine(Part):
    """One line under the service's name, with who set it and when it lapses; never from a restricted case."""

    words = models.CharField("warning", max_length=160)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_on = models.DateField("date set")
    lapses_on = models.DateField("date it lapses")

    class Meta:
        ordering: ClassVar = ["lapses_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lapses_on__gte=F("set_on")),
                name="warning_lapses_after_it_is_set",
                violation_error_message="The date it lapses must be the same as or after the date it was set",
            )
        ]


class LocalCheck(Part):
    """A check of an unregistered service before it is used (BRO 1)."""

    check_of = one_of(states.LOCAL_CHECKS, name="what was checked")
    outcome = one_of(states.CHECK_OUTCOMES, default="not_done")
    checked_on = models.DateField("date checked", null=True, blank=True)
    note = models.TextField("what was found", max_length=5000, blank=True)

    class Meta:
        ordering: ClassVar = ["check_of"]
