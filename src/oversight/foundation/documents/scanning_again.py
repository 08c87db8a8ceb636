"""Files that wait are scanned when the scanner is back; for 14 days every file is scanned again each night."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.models import Authority
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.documents import sandbox
from oversight.foundation.documents.actions import note_scan
from oversight.foundation.documents.looking.findings import Unfit
from oversight.foundation.documents.models import Document, State
from oversight.foundation.documents.scanning import Standing, scanned
from oversight.foundation.documents.storage import path_of
from oversight.foundation.jobs.registry import chore, job_kind
from oversight.foundation.jobs.running import Running

AGAIN_FOR = timedelta(days=14)
OPENED = (State.CLEAN, State.UNSCANNED)


@job_kind("documents.scan_again", title="Scan new files again", retries=1, unit="files")
def scan_again(job: Running) -> dict[str, Any]:
    """Scan what was added in the last 14 days: scanners learn of a virus after it is about."""
    with job.inside():
        new = Document.objects.visible_to(job.by).filter(
            added_at__gte=job.at - AGAIN_FOR, state__in=OPENED, withdrawn_at__isnull=True
        )
        ids = list(new.values_list("pk", flat=True))
    changed = 0
    for number, document_id in enumerate(ids, start=1):
        job.stop_if_cancelled()
        changed += _looked_at_again(document_id, job.by, job.at)
        job.progress(number, len(ids), "Scanning the files of the last 14 days.")
    return {"scanned": len(ids), "changed": changed}


@chore("documents.waiting", every=timedelta(minutes=5))
def scan_waiting(at: datetime) -> int:
    """Scan the files that wait for the scanner; how many wait no longer."""
    done = 0
    for authority in Authority.objects.all():
        by = Actor.system(authority.id, "The scanner")
        with acting_for(authority.id):
            waiting = Document.objects.visible_to(by).filter(state=State.WAITING, withdrawn_at__isnull=True)
            ids = list(waiting.values_list("pk", flat=True)[:100])
        for document_id in ids:
            if not _looked_at_again(document_id, by, at):
                break
            done += 1
    return done


def _looked_at_again(document_id: UUID, by: Actor, at: datetime) -> bool:
    """Look and scan outside any transaction, then note it; whether it changed anything."""
    with acting_for(by.authority_id):
        document = Document.objects.visible_to(by).select_related("authority").get(pk=document_id)
    standing = _standing(document)
    with acting_for(by.authority_id):
        return note_scan(document, standing, by=by, at=at)


def _standing(document: Document) -> Standing:
    path = path_of(document.authority_id, document.sha256)
    if not path.exists():
        return Standing(State.WAITING)
    try:
        sandbox.look(path, f"file.{document.kind}")
    except Unfit:
        return Standing(State.REFUSED)
    return scanned(path, demo=document.authority.demo)
