"""Giving an answer in a case: who may, in which capacity, on what; then frozen, chained, and the next are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from oversight.capabilities.decisions import queries, rules
from oversight.capabilities.decisions.actions.freezing import frozen_now
from oversight.capabilities.decisions.actions.telling import keep_clocks, tell_the_next
from oversight.capabilities.decisions.events import AnswerGiven
from oversight.capabilities.decisions.models import Case, Given
from oversight.capabilities.decisions.queries import Capacity, Works
from oversight.engine.routes.carries import Carry
from oversight.engine.routes.events import Event
from oversight.engine.routes.models import Answer
from oversight.engine.routes.standing import Standing
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.audit.actions import record
from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.authorities.happenings import publish
from oversight.foundation.authorities.references import next_reference
from oversight.foundation.ui.words import day as in_words


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answers: the word, what comes with it, and, of a recorded one, whose answer it is."""

    answer: str
    carries: Mapping[str, Any]
    from_whom: str = ""


def begin(*, service: Any, pack: str, route: str, said: Said, by: Actor, at: datetime) -> Case:
    """Begin a case of a route for a service with its first answer. Nothing is kept where that is refused.

    Raises ``NotHere`` where the policy is not in force, ``Refused`` where a case of the route runs already.
    """
    by.check(Can.DECISIONS_ACT)
    day = localdate(at)
    works = queries.works_today(by, pack, route, day)
    if service.standing != "open":
        raise Refused(f"{service.name} is closed, so no case is begun about it")
    _none_runs(service, works, by, at)
    step = works.route.step(works.route.starts_at)
    case = Case(
        authority_id=by.authority_id, reference=next_reference("D", by), service=service, pack=works.pack.id,
        edition=works.pack.about.edition, settings_number=works.settings_number, route=works.route.id,
        title=works.route.title, body=works.route.body.value, step=step.id, step_title=step.title, opened_at=at,
        moved_at=at, version=0,
    )  # fmt: skip
    case.save(force_insert=True)
    _give(case, works, [], said, by, at)
    return case


def _none_runs(service: Any, works: Works, by: Actor, at: datetime) -> None:
    running = Case.objects.visible_to(by).filter(
        service=service, pack=works.pack.id, route=works.route.id, closed_at__isnull=True
    )
    if (case := running.select_for_update().first()) and not close_lapsed(case=case, by=by, at=at):
        raise Refused(f"{case.reference} runs already for {service.name}: {case.title}. Answer there")


def answer(*, case: Case, said: Said, version: int | None, by: Actor, at: datetime) -> Given:
    """Give an answer in a case. ``version`` is the number of answers the person was shown.

    Of two who answer at once exactly one is heard; the other is told who was, and when. Raises ``Refused``
    with the policy's own reason, ``NotHere`` for who may not see the case. An answer that comes after its window
    is recorded and refused, where the policy gives it a window.
    """
    by.check(Can.DECISIONS_ACT)
    kept = Case.objects.visible_to(by).select_for_update().filter(pk=case.pk).first()
    if kept is None:
        raise NotHere(case.reference)
    given = queries.given_in(by, kept)
    if version is not None and version != kept.version:
        raise Refused(queries.moved_on(given))
    return _give(kept, queries.works_of(by, kept), given, said, by, at)


def _give(case: Case, works: Works, given: list[Given], said: Said, by: Actor, at: datetime) -> Given:
    day = localdate(at)
    before = queries.standing(works, given, day)
    step = queries.step_of(works, before)
    found = step.answer(said.answer)
    if found is None:
        late = works.route.step(case.step).answer(said.answer)
        if late is None or not late.within:
            raise Refused(_closed_or_unknown(before))
        step, found = works.route.step(case.step), late
    capacity = _capacity_of(case, works, before, found, by, day)
    event = _event(said, found, capacity, by, at)
    why, stands = _tried(works, given, event, day)
    if why and not found.within:
        raise Refused(rules.with_names(why, _names(given, by), works.route))
    row = _row(case, works, given, step.id, found, event, capacity, said, why, by, at)
    row.save(force_insert=True)
    _moved(case, works, row, stands, by, at)
    _recorded(case, row, found, by, at)
    if not why:
        keep_clocks(case=case, works=works, given=row, answer=found, by=by, at=at)
        publish(AnswerGiven(case.pk, case.reference, case.service_id, row.number), by=by, at=at)
        tell_the_next(case=case, works=works, found=stands, by=by, at=at)
    return row


def _closed_or_unknown(found: Standing) -> str:
    if found.closed:
        return f"The case is closed: {found.outcome}"
    return f"The case stands at ‘{found.title}’, where this is no answer. Look at the case as it stands now"


def _capacity_of(case: Case, works: Works, found: Standing, answer: Answer, by: Actor, day: date) -> Capacity:
    """In which capacity somebody answers. Raises ``Refused`` with the reason why they may not."""
    given = queries.given_in(by, case)
    offers = queries.offers(by, works, found, case.service.provider_id, queries.names_in(given), day)
    offer = next((each for each in offers if each.answer.answer == answer.answer), None)
    if offer and offer.capacity:
        return offer.capacity
    if offer and offer.why_not:
        raise Refused(offer.why_not)
    if offer is None and answer.within:
        return Capacity(works_role(answer), recorded_for=True)
    raise Refused(f"‘{rules.words_of(answer)}’ is for the {_who(works, answer)}")


def works_role(answer: Answer) -> Any:
    """The role of an answer that a late one is recorded for."""
    return answer.roles[0]


def _who(works: Works, answer: Answer) -> str:
    return (
        " or the ".join(queries.role_title(works, role) for role in answer.roles) or "role still to be named"
    )


def _event(said: Said, answer: Answer, capacity: Capacity, by: Actor, at: datetime) -> Event:
    carries = {word: value for word, value in said.carries.items() if value not in (None, "")}
    if capacity.delegation and answer.stand_in:
        stands = capacity.delegation
        carries[Carry.DELEGATION.value] = {"from": str(stands.starts_on), "to": str(stands.ends_on)}
    if not capacity.recorded_for:
        return Event(at, str(by.person_id), capacity.role, said.answer, carries)
    if not said.from_whom.strip():
        raise Refused("Enter who sent it")
    return Event(at, f"for {said.from_whom.strip()}", capacity.role, said.answer, carries)


def _tried(works: Works, given: Sequence[Given], event: Event, day: date) -> tuple[str, Standing]:
    """Why an event is refused (empty where it is not), and where the case stands after it."""
    events = [*rules.events_of(each for each in given if not each.refused), event]
    found = queries.run_events(works, events, day)
    refused = next((each.why for each in found.refused if each.event is event), "")
    return refused, found


def _names(given: Sequence[Given], by: Actor) -> dict[str, str]:
    return queries.names_in(given) | {str(by.person_id): by.name}


def _row(
    case: Case, works: Works, given: Sequence[Given], step: str, answer: Answer, event: Event, capacity: Capacity,
    said: Said, why: str, by: Actor, at: datetime,
) -> Given:  # fmt: skip
    stands = capacity.delegation
    return Given(
        authority_id=by.authority_id, case=case, number=len(given) + 1, step=step,
        step_title=works.route.step(step).title, answer=answer.answer, says=rules.words_of(answer)[:300],
        clause=rules.clause_of(works.route, works.route.step(step), answer), role=event.role.value,
        role_title=queries.role_title(works, event.role)[:120],
        person_id=None if capacity.recorded_for else by.person_id,
        by_name=(said.from_whom.strip() if capacity.recorded_for else by.name)[:200], recorded_by_id=by.person_id,
        delegation=stands, in_stead_of=_in_stead(stands), at=at, carries=dict(event.carries),
        frozen=frozen_now(case, event.carries, by, at),
        refused=rules.with_names(why, _names(given, by), works.route)[:500] if why else "",
    )  # fmt: skip


def _in_stead(stands: Any) -> str:
    if stands is None:
        return ""
    days = f"{in_words(stands.starts_on)} to {in_words(stands.ends_on)}"
    return f"In the stead of {stands.absent.name}, delegated from {days}: {stands.reason}"[:300]


def _moved(case: Case, works: Works, row: Given, stands: Standing, by: Actor, at: datetime) -> None:
    case.version = row.number
    case.moved_at = at
    _kept_as(case, works, stands, at)


def _kept_as(case: Case, works: Works, stands: Standing, at: datetime) -> None:
    case.step, case.step_title = stands.step, stands.title
    case.waits_for = queries.waits_for(works, stands)
    case.outcome = (stands.outcome or "")[:300]
    case.closed_at = at if stands.closed else None
    case.save()


def _recorded(case: Case, row: Given, answer: Answer, by: Actor, at: datetime) -> None:
    """In the chain; what changes a position is anchored at once."""
    details = {
        "title": case.service.name, "case": case.reference, "route": case.title, "answer": row.says,
        "clause": row.clause, "role": row.role_title, "stead": row.in_stead_of, "refused": row.refused,
        "whose": row.by_name,
    }  # fmt: skip
    name = "decision.refused" if row.refused else "decision.answered"
    record(name, by=by, at=at, subject=case.service.reference, changed=[row, case], details=details,
           anchor=answer.sets is not None)  # fmt: skip


def close_lapsed(*, case: Case, by: Actor, at: datetime) -> bool:
    """Close a case whose last window ran out, such as that of an appeal nobody lodged; whether it is closed now."""
    if case.closed_at is not None:
        return True
    works = queries.works_of(by, case)
    found = queries.standing(works, queries.given_in(by, case), localdate(at))
    if found.step == case.step:
        return False
    _kept_as(case, works, found, at)
    details = {"title": case.service.name, "case": case.reference, "outcome": found.outcome or found.title}
    record(
        "decision.window_ended", by=by, at=at, subject=case.service.reference, changed=[case], details=details
    )
    return found.closed
