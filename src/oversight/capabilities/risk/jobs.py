"""Working out risk in the background: within seconds of a change, and every night for what ages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from oversight.capabilities.risk import queries
from oversight.capabilities.risk.actions import working_out
from oversight.capabilities.risk.models import Waiting
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.models import Authority
from oversight.foundation.authorities.tenancy import acting_for
from oversight.foundation.jobs.registry import chore, job_kind
from oversight.foundation.jobs.running import Running

NIGHTLY = "risk.nightly"
AT_ONCE = 500


@job_kind(NIGHTLY, title="Working out risk", unit="services")
def nightly(job: Running) -> dict[str, Any]:
    """Work out every service again: what was recorded grows older, and clocks run out."""
    with job.inside():
        done = working_out.work_out(cause="A day passed", by=job.by, at=job.at)
    return {"services": done.looked_at, "changed": done.changed, "bands moved": done.moved}


@chore("risk.waiting")
def work_out_waiting(at: datetime) -> int:
    """Work out the services that wait for it, for every authority; how many results are others."""
    return sum(work_out_for(authority, at) for authority in Authority.objects.all())


def work_out_for(authority: Authority, at: datetime) -> int:
    """The same for one authority. Several workers never take the same services."""
    by = Actor.system(authority.id, "The service")
    with acting_for(authority.id):
        taken = list(queries.waiting(by).select_for_update(skip_locked=True)[:AT_ONCE])
        if not taken:
            return 0
        done = working_out.work_out(cause=_causes(taken), by=by, at=at, only=_only(by, taken))
        Waiting.objects.visible_to(by).filter(pk__in=[each.pk for each in taken]).delete()
    return done.changed


def _causes(taken: list[Waiting]) -> str:
    return "; ".join(dict.fromkeys(each.cause for each in taken))[:300]


def _only(by: Actor, taken: list[Waiting]) -> set[str] | None:
    """The references to be worked out; ``None`` for every service."""
    ids = [each.service_id for each in taken if each.service_id]
    return set(queries.references_of(by, ids).values()) if len(ids) == len(taken) else None
