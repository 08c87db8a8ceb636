"""Writing e-mails and notifications, in the transaction of the deed; reading them; choosing how often."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection

from oversight.foundation.accounts.models import User
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.authorities.models import Authority
from oversight.foundation.messages import queries, words
from oversight.foundation.messages.models import Notification, Often, Outgoing, Preference, State
from oversight.gateways.mail.letters import checked_address, checked_header

_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def send(
    *,
    to: User | str,
    subject: str,
    body: str,
    by: Actor,
    at: datetime,
    kind: str,
    about: str = "",
    once: str = "",
) -> Outgoing:
    """Write an e-mail that is sent once the caller's transaction is saved, and never if it is not.

    ``subject`` and ``body`` carry a link and a reference, no facts. With ``once`` a second e-mail under
    the same name is not written: the first is returned. Raises ``gateways.mail.UnsafeHeader`` for a
    subject or an address that holds more than it should.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"the e-mail '{kind}' must be written in the transaction of what it tells of")
    written = Outgoing.objects.visible_to(by).filter(once=once).first() if once else None
    if written is not None:
        return written
    return Outgoing.objects.create(
        authority_id=by.authority_id, person=to if isinstance(to, User) else None,
        address=checked_address(to.email if isinstance(to, User) else to), subject=checked_header(subject),
        body=_NOT_TEXT.sub("", body.replace("\r\n", "\n").replace("\r", "\n")), kind=kind, about=about, once=once,
        message_id=_new_message_id(), written_at=at, written_by=by.person_id, next_try_at=at,
    )  # fmt: skip


def notify(*, to: User, words: str, url: str, by: Actor, at: datetime, about: str = "") -> Notification:
    """Tell a person something in the pages, and by e-mail that there is something, if they want it at once.

    ``words`` may say what it is; the e-mail says only that there is something, with ``about`` as reference.
    """
    if not url.startswith("/") or url.startswith("//") or "\\" in url:
        raise ValueError("a notification leads to a page of this service")
    told = Notification(
        authority_id=by.authority_id, person=to, words=words[:300], url=url, about=about, told_at=at
    )
    if queries.how_often(by, to.id) == Often.AT_ONCE:
        _mail_now(told, by, at)
        told.mailed_at = at
    told.save(force_insert=True)
    return told


def mark_read(*, by: Actor, at: datetime, which: Iterable[UUID] | None = None) -> int:
    """Mark one's own notifications as read: some of them, or all; how many were unread."""
    mine = Notification.objects.visible_to(by).filter(person_id=by.person_id, read_at__isnull=True)
    return (mine if which is None else mine.filter(id__in=list(which))).update(read_at=at)


def choose(often: str, *, by: Actor, at: datetime) -> Preference:
    """Choose how often one gets e-mails. Raises ``Refused`` for a choice there is not."""
    if often not in Often.values:
        raise Refused("Select how often we email you")
    found, _ = Preference.objects.update_or_create(
        authority_id=by.authority_id, person_id=by.person_id, defaults={"often": often, "chosen_at": at}
    )
    record("preference.chosen", by=by, at=at, details={"e-mails": str(Often(often).label)})
    return found


def try_again(outgoing: Outgoing, *, by: Actor, at: datetime) -> Outgoing:
    """Put an e-mail that was given up back into the outbox, under the same identity."""
    held = Outgoing.objects.visible_to(by).select_for_update().filter(pk=outgoing.pk).first()
    if held is None:
        raise NotHere(str(outgoing.pk))
    if held.state != State.DEAD:
        raise Refused("This e-mail was not given up: it was sent or is still being tried.")
    held.state, held.attempts, held.next_try_at = State.WAITING, 0, at
    held.save()
    record("message.tried_again", by=by, at=at, subject=held.about, details={"message": held.message_id})
    return held


def _mail_now(told: Notification, by: Actor, at: datetime) -> None:
    authority = Authority.objects.get(pk=by.authority_id)
    subject, body = words.notification(authority.name, told.about)
    send(to=told.person, subject=subject, body=body, by=by, at=at, kind="notification", about=told.about)


def _new_message_id() -> str:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    return f"<{uuid4()}@{domain}>"
