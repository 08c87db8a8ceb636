"""Working out what the policy says of services: stored with its inputs wherever it says something else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from oversight.capabilities.register import queries as register
from oversight.capabilities.risk import queries, rules
from oversight.capabilities.risk.actions.prompting import raise_prompts
from oversight.capabilities.risk.events import BandChanged
from oversight.capabilities.risk.models import Assessment, Current, Waiting
from oversight.capabilities.risk.states import RANK
from oversight.engine.facts.deriving import completed
from oversight.engine.model import BadInput
from oversight.engine.outcomes.explaining import explain
from oversight.engine.outcomes.policy import Policy
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.happenings import publish
from oversight.foundation.policy.facts_sources import Known, facts_of_services
from oversight.foundation.ui.words import lower_first

BATCH = 200


@dataclass(frozen=True, slots=True)
class Done:
    """How many services were looked at, for how many something else is said, how many bands moved."""

    looked_at: int
    changed: int
    moved: int


@dataclass(frozen=True, slots=True)
class _Work:
    policy: Policy
    packs: str
    settings_number: int
    cause: str
    by: Actor
    at: datetime


def ask_for_some(*, service_ids: Iterable[UUID], cause: str, by: Actor, at: datetime) -> None:
    """Have services worked out again, in the background, once this transaction is saved."""
    ids = set(service_ids)
    there = set(
        queries.waiting(by).filter(service_id__in=ids, cause=cause).values_list("service_id", flat=True)
    )
    Waiting.objects.bulk_create(
        [
            Waiting(authority_id=by.authority_id, service_id=each, cause=cause[:300], asked_at=at)
            for each in ids - there
        ]
    )


def ask_for_all(*, cause: str, by: Actor, at: datetime) -> None:
    """Have every service worked out again, in the background."""
    if not queries.waiting(by).filter(service__isnull=True, cause=cause).exists():
        Waiting.objects.create(authority_id=by.authority_id, cause=cause[:300], asked_at=at)


def work_out(*, cause: str, by: Actor, at: datetime, only: Collection[str] | None = None) -> Done:
    """Work out what the policy says of every open service, or of those with some references.

    Stored only where it says something else than before, with the facts, the packs and the settings it was
    worked out from. A service whose facts contradict each other is stored without a band, saying so.
    """
    on = localdate(at)
    policy, number = queries.policy_of(by, on)
    packs = ", ".join(f"{each.pack}/{each.edition}" for each in policy.packs)
    work = _Work(policy, packs, number, cause, by, at)
    rows = facts_of_services(by, on, only)
    changed = moved = 0
    for start in range(0, len(rows), BATCH):
        done = _some(rows[start : start + BATCH], work)
        changed, moved = changed + done.changed, moved + done.moved
    return Done(len(rows), changed, moved)


def _some(rows: list[Known], work: _Work) -> Done:
    services = register.services(work.by).filter(reference__in=[each.reference for each in rows])
    by_reference = {each.reference: each for each in services}
    before = queries.current_for(work.by, [each.id for each in by_reference.values()])
    changed = moved = 0
    for known in rows:
        if (service := by_reference.get(known.reference)) is None:
            continue
        was = before.get(service.id)
        values = _values(known, was, work)
        if was is not None and _is_same(was, values):
            continue
        _store(service, was, values, work)
        changed, moved = changed + 1, moved + values["moved"]
    return Done(len(rows), changed, moved)


def _values(known: Known, was: Current | None, work: _Work) -> dict[str, Any]:
    """What is stored of a service: the result, its inputs, and the columns of the matrix."""
    try:
        facts = completed(known.facts)
    except BadInput as why:
        return _without_band(known, str(why), was, work)
    result = explain(work.policy, facts, suggest=False).as_json()
    risk = result["risk"] or {}
    band = risk.get("band", "")
    found = {
        "band": band, "rank": RANK[band], "score": risk.get("score"), "complete": risk.get("complete", True),
        "missing": len(risk.get("missing", ())), "top_reason": rules.top_reason(result),
        "recommended": _said(result["recommended"]), "recommended_words": _words(result), "facts": _plain(facts),
        "result": result,
    }  # fmt: skip
    return found | _around(band, was, work)


def _said(recommended: str) -> str:
    return "" if recommended == "none" else recommended


def _words(result: dict[str, Any]) -> str:
    return str(result["recommended_label"])[:120] if _said(result["recommended"]) else ""


def _without_band(known: Known, why: str, was: Current | None, work: _Work) -> dict[str, Any]:
    found = {
        "band": "", "rank": RANK["red"] + 1, "score": None, "complete": False, "missing": 0,
        "top_reason": f"What is recorded contradicts itself: {why}"[:300], "recommended": "",
        "recommended_words": "", "facts": _plain(known.facts), "result": {"outcomes": [], "risk": None, "problem": why},
    }  # fmt: skip
    return found | _around("", was, work)


def _around(band: str, was: Current | None, work: _Work) -> dict[str, Any]:
    return {
        "band_before": was.band if was else "", "moved": was is not None and was.band != band,
        "packs": work.packs[:200], "settings_number": work.settings_number, "as_at": localdate(work.at),
        "worked_out_at": work.at, "cause": work.cause[:300],
    }  # fmt: skip


def _plain(facts: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in sorted(facts.items())
    }


def _is_same(was: Current, values: dict[str, Any]) -> bool:
    alike = ("packs", "settings_number", "facts")
    return all(getattr(was, name) == values[name] for name in alike) and rules.same(
        was.result, values["result"]
    )


def _store(service: Any, was: Current | None, values: dict[str, Any], work: _Work) -> None:
    """Keep the result for good, let it stand, and tell what moved."""
    given = {"authority_id": work.by.authority_id, "service_id": service.id, **values}
    kept = Assessment.objects.create(**given)
    since = was.since if was and not values["moved"] else work.at
    Current.objects.update_or_create(
        service_id=service.id, defaults=given | {"since": since}, create_defaults=given | {"since": since}
    )
    if values["moved"]:
        _tell_moved(service, kept, work)
    raise_prompts(service=service, before=was.result if was else {}, kept=kept, by=work.by, at=work.at)


def _tell_moved(service: Any, kept: Assessment, work: _Work) -> None:
    details = {
        "title": service.name, "band": lower_first(kept.get_band_display()),
        "before": lower_first(kept.get_band_before_display()), "why": kept.cause,
    }  # fmt: skip
    record("service.band_changed", by=work.by, at=work.at, subject=service.reference, details=details)
    publish(BandChanged(service.id, service.reference, kept.band_before, kept.band), by=work.by, at=work.at)
