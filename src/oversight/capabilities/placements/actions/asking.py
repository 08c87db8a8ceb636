"""‘Can we place?’, answered and kept with everything that was shown (BRO-3p)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from oversight.capabilities.placements import queries, rules
from oversight.capabilities.placements.models import LookUp
from oversight.capabilities.register import queries as register
from oversight.capabilities.regulator import queries as regulator
from oversight.capabilities.regulator.rules import checked_words, standing_words
from oversight.capabilities.restrictions import queries as restrictions
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.authorities.references import next_reference
from oversight.foundation.policy.reading import clauses_carried
from oversight.foundation.ui.words import day


def ask(*, service: Any, by: Actor, at: datetime) -> LookUp:
    """Work out the answer for a service and keep it with a receipt; the look-up is in the audit trail."""
    by.check(Can.PLACEMENTS_CHECK)
    today = localdate(at)
    known = queries.known_of(by, [service], today)[service.id]
    found = rules.answer(known, today)
    row = LookUp.objects.create(
        authority_id=by.authority_id, reference=next_reference("LU", by), service=service, answer=found.answer,
        shown=_shown(service, known, found, by, today), asked_at=at, asked_by=by.person_id,
        asked_by_name=by.name[:200],
    )  # fmt: skip
    details = {"title": service.name, "answer": row.get_answer_display(), "receipt": row.reference}
    record("service.placing_checked", by=by, at=at, subject=service.reference, details=details)
    return row


def _shown(service: Any, known: rules.Known, found: rules.Answer, by: Actor, today: date) -> dict[str, Any]:
    """Everything the answer page shows, frozen."""
    position, listed = queries.position_of(by, service.id), queries.newest_list(by)
    since, decided_by = _since(service, known, position, by)
    standing = regulator.standing_of(by, service.id)
    location = regulator.location_of(by, service.regulator_id)
    return {
        "reasons": list(found.reasons), "since": since,
        "call": _call(service, position, by, today), "status": _status(known, by, today),
        "list": _list_words(listed), "note": position.note if position else "",
        "decided_by": decided_by,
        "rating": standing_words(standing, location, service.regulator_id), "rating_source": checked_words(standing),
        "near": [[one.reference, one.name, answer, where] for one, answer, where in queries.near(by, service, today)],
        "clauses": [
            [each.document, each.number, each.words, each.url] for each in clauses_carried(by, "placements", today)
        ],
    }  # fmt: skip


def _since(service: Any, known: rules.Known, position: Any, by: Actor) -> tuple[str, str]:
    """Since when the position stands and who decided it: by the decision taken here where that counts."""
    if known.decided_since_the_list:
        decided = restrictions.standing_for(by, [service.id])[service.id]
        return day(localdate(decided.at)), f"{decided.given.by_name}, {decided.given.role_title}"
    return (day(position.since) if position else "", position.decided_by if position else "")


def _call(service: Any, position: Any, by: Actor, today: date) -> list[str]:
    """Whom to call first: as the list says, else the officer of the register, else the team."""
    if position and position.call_first:
        return [position.call_first]
    people = register.officers_of(by, service, today)
    named = next((each for each in people if each.duty == "call_first"), None) or next(iter(people), None)
    return [named.person.name] if named else []


def _status(known: rules.Known, by: Actor, today: date) -> str:
    """The council's own words for the position; nothing said of a service is not ‘no restriction’ without a list."""
    if known.decided_since_the_list:
        return known.decided_words
    if known.list_dated is None:
        return "No list of restrictions is held."
    return queries.own_words(by, today)[known.stands or "none"]


def _list_words(listed: Any) -> str:
    return f"List {listed.reference} of {day(listed.dated)}, decided by {listed.decided_by}" if listed else ""
