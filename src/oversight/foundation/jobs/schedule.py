"""The schedule: what is started by itself, once for each time and authority, however many workers look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.models import Authority
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.jobs.actions import start
from oversight.foundation.jobs.models import Job, Slot

LONDON = ZoneInfo("Europe/London")
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Planned:
    """A kind of job that is started by itself: ``every`` so long, or ``at`` a time of day in London.

    ``weekday`` keeps it to one day of the week (Monday is 0). What was missed while no worker ran is
    started once, when one is back.
    """

    name: str
    kind: str
    every: timedelta | None = None
    at: time | None = None
    weekday: int | None = None

    def __post_init__(self) -> None:
        if (self.every is None) == (self.at is None):
            raise ValueError(f"'{self.name}' is planned either every so long or at a time of day")

    def last_slot(self, now: datetime) -> datetime:
        """The latest time it should have started, up to now."""
        if self.every is not None:
            return _EPOCH + (now - _EPOCH) // self.every * self.every
        assert self.at is not None
        day = now.astimezone(LONDON).date()
        while True:
            moment = datetime.combine(day, self.at, tzinfo=LONDON).astimezone(UTC)
            if moment <= now and self.weekday in (None, day.weekday()):
                return moment
            day -= timedelta(days=1)


def start_due(planned: Iterable[Planned], at: datetime) -> list[Job]:
    """Start whatever is due for each authority."""
    plans, started = list(planned), []
    for authority in Authority.objects.all():
        for each in plans:
            job = _start_once(each, authority, at)
            if job is not None:
                started.append(job)
    return started


def _start_once(each: Planned, authority: Authority, at: datetime) -> Job | None:
    slot = Slot(authority=authority, name=each.name, starts_at=each.last_slot(at))
    with acting_for(authority.id):
        if Slot.objects.filter(authority=authority, name=each.name, starts_at=slot.starts_at).exists():
            return None
        try:
            with transaction.atomic():
                slot.save(force_insert=True)
        except IntegrityError:
            return None
        return start(each.kind, by=Actor.system(authority.id, "The schedule"), at=at)
