"""Keeping a file with a record, opening it, withdrawing it, and noting what a later scan found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.utils import timezone

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.actions import record_read
from oversight.foundation.audit.corrections import added, corrected
from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.authorities.references import next_reference
from oversight.foundation.documents import names, queries, sandbox, storage
from oversight.foundation.documents.doors import may_see_record, may_withdraw
from oversight.foundation.documents.looking.findings import EMPTY, MEGABYTE, MISSING, VIRUS, Unfit
from oversight.foundation.documents.looking.kinds import kind_of
from oversight.foundation.documents.models import Document, Sensitivity, State
from oversight.foundation.documents.scanning import Standing, scanned

MOST_A_MONTH = 2048 * MEGABYTE


class NotKept(Refused):
    """A file that is not kept, with the message that stands at its field."""


class Sent(Protocol):
    """A file as a form sends it."""

    name: str | None

    def chunks(self) -> Iterable[bytes]:
        """Its content, in pieces."""


def keep(
    file: Sent | None,
    *,
    title: str,
    about: str,
    by: Actor,
    at: datetime,
    sensitivity: str = Sensitivity.OFFICIAL,
) -> Document:
    """Keep a file with a record. Raises ``NotKept`` with a sentence, and then nothing is kept.

    A file with a virus is kept apart as quarantined and never handed out: look at the state of what is
    returned. Where the scanner cannot be asked the file waits and nobody opens it.
    """
    by.check(Can.DOCUMENTS_ADD)
    if not may_see_record(by, about):
        raise NotHere(about)
    if file is None or not file.name:
        raise NotKept(MISSING)
    try:
        return _kept(
            file, names.cleaned(file.name), title=title, about=about, by=by, at=at, marking=sensitivity
        )
    except Unfit as why:
        raise NotKept(str(why)) from None


def withdraw(
    document: Document, *, why: str, by: Actor, at: datetime, version: int | None = None
) -> Document:
    """Withdraw a file: it stays, with who and why, and is no longer handed out."""
    found = queries.document_named(by, document.reference)
    if found.withdrawn_at is not None:
        raise Refused("This file has already been withdrawn.")
    if not may_withdraw(by, found):
        raise NotHere(found.reference)
    if not why.strip():
        raise Refused("Enter why you are withdrawing this file")
    changes = {"withdrawn_at": at, "withdrawn_by": by.person_id, "withdrawn_why": why.strip()[:500]}
    corrected(found, changes, by=by, at=at, reason=why, name="document.withdrawn", version=version,
              subject=found.reference)  # fmt: skip
    return found


def opened(reference: str, *, by: Actor, at: datetime) -> Document:
    """A file that may be handed out to this person now. Raises ``NotHere``; a marked one's reading is kept."""
    found = queries.document_named(by, reference)
    if not queries.can_be_opened(found) or not storage.is_whole(found.authority_id, found.sha256):
        raise NotHere(reference)
    if found.sensitivity != Sensitivity.OFFICIAL:
        record_read("document", by=by, at=at, subject=reference)
    return found


def note_scan(document: Document, standing: Standing, *, by: Actor, at: datetime) -> bool:
    """Note what a later scan found, if it changes where the file stands."""
    if standing.state == document.state or standing.state == State.WAITING:
        return False
    changes = {"state": standing.state.value, "found": standing.found, "scanned_at": at}
    corrected(document, changes, by=by, at=at, reason=standing.state.label, name="document.scanned", version=None,
              subject=document.reference)  # fmt: skip
    return True


def _kept(
    file: Sent, name: str, *, title: str, about: str, by: Actor, at: datetime, marking: str
) -> Document:
    kind_of(name)
    with storage.incoming(by.authority_id, file.chunks()) as came:
        if not came.size:
            raise Unfit(EMPTY)
        _not_too_much(came.size, by, at)
        _not_twice(came.sha256, about, by)
        kind = sandbox.look(came.path, name)
        standing = scanned(came.path, demo=queries.is_demo(by))
        document = Document(
            authority_id=by.authority_id, reference=next_reference("DOC", by), about=about,
            title=title.strip()[:200] or name, file_name=name, kind=kind, size=came.size, sha256=came.sha256,
            state=standing.state, found=standing.found, sensitivity=marking, added_at=at, added_by=by.person_id,
            scanned_at=None if standing.state in (State.WAITING, State.UNSCANNED) else at,
        )  # fmt: skip
        quarantined = standing.state == State.QUARANTINED
        added(document, by=by, at=at, name="document.quarantined" if quarantined else "document.kept",
              subject=document.reference)  # fmt: skip
        storage.keep(came, by.authority_id)
    return document


def _not_too_much(size: int, by: Actor, at: datetime) -> None:
    local = timezone.localtime(at)
    since = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    if queries.added_this_month(by, since) + size > MOST_A_MONTH:
        raise NotKept("You have added 2GB of files this month, which is the most for one person")


def _not_twice(sha256: str, about: str, by: Actor) -> None:
    there = queries.of(by, about).filter(sha256=sha256).first()
    if there is not None and there.state == State.QUARANTINED:
        raise NotKept(VIRUS)
    if there is not None:
        raise NotKept(f"The selected file is already kept here as {there.reference}")
