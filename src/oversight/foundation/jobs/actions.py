"""Starting and cancelling jobs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.authorities.references import next_reference
from oversight.foundation.jobs import endings
from oversight.foundation.jobs.models import Job, State
from oversight.foundation.jobs.queries import may_see
from oversight.foundation.jobs.registry import kind_named
from oversight.foundation.jobs.running import enqueue

LARGEST_PAYLOAD = 16_384


def start(
    kind: str, *, by: Actor, at: datetime, payload: Mapping[str, Any] | None = None, about: str = ""
) -> Job:
    """Ask for a job; workers see it once the transaction is saved. The caller checks the permission.

    ``payload`` is small: references and choices, never a file. ``about`` is the address of the page the
    job belongs to. Raises ``LookupError`` for an unknown kind.
    """
    kind_named(kind)
    told = dict(payload or {})
    if len(json.dumps(told, cls=DjangoJSONEncoder)) > LARGEST_PAYLOAD:
        raise ValueError(f"the payload of '{kind}' is too large: keep what it needs as a document or rows")
    job = Job.objects.create(
        authority_id=by.authority_id, reference=next_reference("J", by), kind=kind, payload=told,
        about=about, asked_at=at, asked_by=by.person_id,
    )  # fmt: skip
    enqueue(job)
    return job


def cancel(job: Job, *, by: Actor, at: datetime) -> Job:
    """Cancel a job: at once where it waits, at its next safe place where it runs. Raises ``Refused``."""
    held = Job.objects.visible_to(by).select_for_update().filter(pk=job.pk).first()
    if held is None or not may_see(by, held):
        raise NotHere(str(job.pk))
    if held.ended:
        raise Refused(f"This job has already ended. {State(held.state).label}.")
    held.cancel_asked_at = held.cancel_asked_at or at
    if held.state == State.WAITING:
        endings.end(held, State.CANCELLED, at)
    else:
        held.save(update_fields=["cancel_asked_at"])
    return held
