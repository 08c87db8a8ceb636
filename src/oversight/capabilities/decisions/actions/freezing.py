"""What was known when an answer was given, kept with it: facts, band, policy, files with their digests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from oversight.capabilities.decisions import queries
from oversight.capabilities.decisions.models import Case
from oversight.capabilities.risk import queries as risk
from oversight.engine.routes.carries import Carry
from oversight.foundation.authorities.actor import Actor, Refused

FILES = (Carry.DOCUMENTS.value, Carry.ATTACHMENTS.value)


def frozen_now(case: Case, carries: Mapping[str, Any], by: Actor, at: datetime) -> dict[str, Any]:
    """The facts as they stand, the result that was worked out of them, and each file named, by its digest."""
    current = risk.current_of(by, case.service_id)
    worked = {
        "band": current.band, "score": current.score, "complete": current.complete, "packs": current.packs,
        "policy_mark": current.policy_mark, "settings": current.settings_number,
        "worked_out_at": current.worked_out_at.isoformat(), "recommended": current.recommended,
    } if current else {}  # fmt: skip
    facts = queries.facts_of(by, case.service.reference, localdate(at))
    return {
        "as_at": at.isoformat(),
        "facts": _plain(facts),
        "risk": worked,
        "files": list(_files(carries, by)),
    }


def _files(carries: Mapping[str, Any], by: Actor) -> Iterator[dict[str, str]]:
    named = [str(each) for word in FILES for each in carries.get(word, ())]
    found = {each.reference: each for each in queries.files_named(by, named)}
    for reference in named:
        if reference not in found:
            raise Refused(f"There is no file {reference}. Add it to the service first")
        kept = found[reference]
        yield {"reference": reference, "title": kept.title, "sha256": kept.sha256}


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as JSON holds them, in one order: days as text."""
    return {name: facts[name] if not hasattr(facts[name], "isoformat") else facts[name].isoformat()
            for name in sorted(facts)}  # fmt: skip
