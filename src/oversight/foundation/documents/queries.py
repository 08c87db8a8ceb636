"""Files as somebody may see them."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q, Sum

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor, NotHere
from oversight.foundation.authorities.models import Authority, TenantRows
from oversight.foundation.documents.doors import markings_seen, may_see_record
from oversight.foundation.documents.models import Document, State


def seen_by(viewer: Actor) -> TenantRows[Document]:
    """Every file whose marking the person may open, or that they added themselves."""
    rows = Document.objects.visible_to(viewer)
    if not viewer.can(Can.DOCUMENTS_SEE):
        return rows.none()
    return rows.filter(Q(sensitivity__in=markings_seen(viewer)) | Q(added_by=viewer.person_id))


def of(viewer: Actor, about: str, *, withdrawn: bool = False) -> TenantRows[Document]:
    """The files kept with a record, newest first; with ``withdrawn`` also those that were withdrawn."""
    if not may_see_record(viewer, about):
        return Document.objects.none()
    rows = seen_by(viewer).filter(about=about)
    return rows if withdrawn else rows.filter(withdrawn_at__isnull=True)


def document_named(viewer: Actor, reference: str) -> Document:
    """A file by its reference. Raises ``NotHere``."""
    found = seen_by(viewer).filter(reference=reference).first()
    if found is None or not may_see_record(viewer, found.about):
        raise NotHere(reference)
    return found


def can_be_opened(document: Document) -> bool:
    """Whether its content may be handed out at all: scanned and clean, or in a demo, and not withdrawn."""
    if document.withdrawn_at is not None:
        return False
    if document.state == State.UNSCANNED:
        return not settings.PRODUCTION and document.authority.demo
    return document.state == State.CLEAN


def added_this_month(viewer: Actor, since: object) -> int:
    """The bytes a person has added since a moment."""
    rows = Document.objects.visible_to(viewer).filter(added_by=viewer.person_id, added_at__gte=since)
    return int(rows.aggregate(total=Sum("size"))["total"] or 0)


def is_demo(viewer: Actor) -> bool:
    """Whether the authority is an invented one."""
    return Authority.objects.filter(pk=viewer.authority_id, demo=True).exists()
