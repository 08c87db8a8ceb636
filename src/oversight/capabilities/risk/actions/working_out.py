"""Working out what the policy says of services: stored with its inputs wherever it says something else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from oversight.capabilities.register import queries as register
from oversight.capabilities.risk import queries, rules
from oversight.capabilities.risk.actions.prompting import Holders, holders_of_posts, raise_prompts
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


@dataclass(frozen=True)
class _Work:
    policy: Policy
    packs: str
    settings_number: int
    cause: str
    by: Actor
    at: datetime

    @cached_property
    def holders(self) -> Holders:
        return holders_of_posts(self.by, self.at)


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
    packs = ", ".join(f"{each.pack}/{each.edition}" for each in policy.packs)[:200]
    work = _Work(policy, packs, number, cause, by, at)
    rows = facts_of_services(by, on, only)
    changed = moved = 0
    for start in range(0, len(rows), BATCH):
        done = _some(rows[start : start + BATCH], work)
        changed, moved = changed + done.changed, moved + done.moved
    return Done(len(rows), changed, moved)


def _some(rows: list[Known], work: _Work) -> Done:
    """Work out some services; those whose facts and policy are what they were stand as they are."""
    found = register.services(work.by).filter(reference__in=[each.reference for each in rows])
    services = {each.reference: each for each in found.select_related(None)}
    inputs = queries.inputs_for(work.by, [each.id for each in services.values()])
    given = [(services[each.reference], _Given.of(each)) for each in rows if each.reference in services]
    other = [(service, each) for service, each in given if inputs.get(service.id) != each.inputs(work)]
    before = queries.current_for(work.by, [service.id for service, _ in other])
    worked = [
        (service, before.get(service.id), _values(each, before.get(service.id), work))
        for service, each in other
    ]
    changed = [each for each in worked if each[1] is None or not _is_same(each[1], each[2])]
    _store(changed, work)
    _still_stand([was for _, was, values in worked if was is not None and _is_same(was, values)], work)
    return Done(len(rows), len(changed), sum(values["moved"] for _, _, values in changed))


@dataclass(frozen=True, slots=True)
class _Given:
    """The facts of a service as they are kept, and completed for the engine; or why they contradict each other."""

    plain: dict[str, Any]
    facts: dict[str, Any] | None
    problem: str = ""

    @classmethod
    def of(cls, known: Known) -> _Given:
        try:
            facts = completed(known.facts)
        except BadInput as why:
            return cls(_plain(known.facts), None, str(why))
        return cls(_plain(facts), facts)

    def inputs(self, work: _Work) -> tuple[str, str, int, Any]:
        return (work.policy.mark, work.packs, work.settings_number, self.plain)


def _values(given: _Given, was: Current | None, work: _Work) -> dict[str, Any]:
    """What is stored of a service: the result, its inputs, and the columns of the matrix."""
    if given.facts is None:
        return _without_band(given, was, work)
    result = explain(work.policy, given.facts, suggest=False).as_json()
    risk = result["risk"] or {}
    band = risk.get("band", "")
    found = {
        "band": band, "rank": RANK[band], "score": risk.get("score"), "complete": risk.get("complete", True),
        "missing": len(risk.get("missing", ())), "top_reason": rules.top_reason(result),
        "recommended": _said(result["recommended"]), "recommended_words": _words(result), "facts": given.plain,
        "result": result,
    }  # fmt: skip
    return found | _around(band, was, work)


def _said(recommended: str) -> str:
    return "" if recommended == "none" else recommended


def _words(result: dict[str, Any]) -> str:
    return str(result["recommended_label"])[:120] if _said(result["recommended"]) else ""


def _without_band(given: _Given, was: Current | None, work: _Work) -> dict[str, Any]:
    found = {
        "band": "", "rank": RANK["red"] + 1, "score": None, "complete": False, "missing": 0,
        "top_reason": f"What is recorded contradicts itself: {given.problem}"[:300], "recommended": "",
        "recommended_words": "", "facts": given.plain,
        "result": {"outcomes": [], "risk": None, "problem": given.problem},
    }  # fmt: skip
    return found | _around("", was, work)


def _around(band: str, was: Current | None, work: _Work) -> dict[str, Any]:
    return {
        "band_before": was.band if was else "", "moved": was is not None and was.band != band,
        "packs": work.packs, "policy_mark": work.policy.mark, "settings_number": work.settings_number,
        "as_at": localdate(work.at), "worked_out_at": work.at, "cause": work.cause[:300],
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


def _store(changed: list[tuple[Any, Current | None, dict[str, Any]]], work: _Work) -> None:
    """Keep the results for good, let them stand, and tell what moved."""
    rows = [
        ({"authority_id": work.by.authority_id, "service_id": service.id, **values}, was, service)
        for service, was, values in changed
    ]
    kept = Assessment.objects.bulk_create([Assessment(**values) for values, _, _ in rows], batch_size=BATCH)
    stand = [Current(**values, since=_since(was, values, work)) for values, was, _ in rows]
    written = sorted({each.name for each in Current._meta.concrete_fields} - {"id", "authority", "service"})
    Current.objects.bulk_create(
        stand, batch_size=BATCH, update_conflicts=True, unique_fields=["service"], update_fields=written
    )
    for assessment, (values, was, service) in zip(kept, rows, strict=True):
        if values["moved"]:
            _tell_moved(service, assessment, work)
        raise_prompts(
            service=service,
            before=was.result if was else {},
            kept=assessment,
            holders=work.holders,
            by=work.by,
            at=work.at,
        )


def _still_stand(same: list[Current], work: _Work) -> None:
    """What a changed policy says the same of is not looked at again until it changes once more."""
    rows = Current.objects.visible_to(work.by).filter(pk__in=[each.pk for each in same])
    rows.update(policy_mark=work.policy.mark)


def _since(was: Current | None, values: dict[str, Any], work: _Work) -> datetime:
    """When the band that stands began."""
    return was.since if was and not values["moved"] else work.at


def _tell_moved(service: Any, kept: Assessment, work: _Work) -> None:
    details = {
        "title": service.name, "band": lower_first(kept.get_band_display()),
        "before": lower_first(kept.get_band_before_display()), "why": kept.cause,
    }  # fmt: skip
    record("service.band_changed", by=work.by, at=work.at, subject=service.reference, details=details)
    publish(BandChanged(service.id, service.reference, kept.band_before, kept.band), by=work.by, at=work.at)
