"""Notifications, the outbox, and how often somebody wants e-mails."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.models import TenantRows, Viewer
from oversight.foundation.messages.models import Notification, Often, Outgoing, Preference, State

LATE = timedelta(minutes=15)


def notifications_of(viewer: Actor) -> TenantRows[Notification]:
    """One's own notifications, unread ones first, then newest first."""
    mine = Notification.objects.visible_to(viewer).filter(person_id=viewer.person_id)
    return mine.order_by(F("read_at").desc(nulls_first=True), "-told_at", "id")


def unread_count(viewer: Actor) -> int:
    """How many of one's notifications are unread."""
    mine = Notification.objects.visible_to(viewer).filter(person_id=viewer.person_id)
    return mine.filter(read_at__isnull=True).count()


def how_often(viewer: Viewer, person_id: UUID) -> str:
    """How often a person wants e-mails: daily until they chose."""
    chosen = Preference.objects.visible_to(viewer).filter(person_id=person_id)
    return chosen.values_list("often", flat=True).first() or Often.DAILY


def given_up(viewer: Viewer) -> TenantRows[Outgoing]:
    """The e-mails that were given up."""
    return Outgoing.objects.visible_to(viewer).filter(state=State.DEAD)


def late(viewer: Viewer, at: datetime) -> int:
    """How many e-mails were written over a quarter of an hour ago and never tried: the sender stands still."""
    waiting = Outgoing.objects.visible_to(viewer).filter(state=State.WAITING)
    return waiting.filter(written_at__lt=at - LATE).count()
