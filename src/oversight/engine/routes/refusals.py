"""Why an answer cannot be accepted: each check says it in one sentence, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from oversight.engine.routes.carries import Carry, missing, not_a_carry, wrong_with
from oversight.engine.routes.case import Case, Entry
from oversight.engine.routes.events import Event
from oversight.engine.routes.models import Answer, Apart, Separation, Step
from oversight.engine.words import Role, suggestion


def refusal(case: Case, step: Step, event: Event) -> str | None:
    """Why the event cannot be accepted at ``step``, as a sentence; ``None`` where it is in order."""
    if step.ends:
        return f"the case is closed: {step.outcome}"
    answer = step.answer(event.answer)
    if answer is None:
        return _no_such_answer(case, step, event.answer)
    return next((why for check in CHECKS if (why := check(case, step, answer, event))), None)


def _no_such_answer(case: Case, step: Step, word: str) -> str:
    here = [answer.answer for answer in step.answers]
    elsewhere = [other.id for other in case.route.steps if other.answer(word)]
    stands = f"the case stands at '{step.id}', where the answers are {', '.join(here)}"
    if elsewhere:
        return f"'{word}' is an answer at '{elsewhere[0]}'; {stands}"
    return f"'{word}' is not an answer of this route; {stands}{suggestion(word, here)}"


def _back_in_time(case: Case, step: Step, answer: Answer, event: Event) -> str | None:
    before = case.history[-1] if case.history else None
    if before is None or event.at >= before.event.at:
        return None
    return (
        f"it is dated {event.at.isoformat()}, but '{before.event.answer}' of {before.event.at.isoformat()} "
        "already stands before it; put the events in order, or mend the date"
    )


def _nobody_named(case: Case, step: Step, answer: Answer, event: Event) -> str | None:
    return unnamed(case, answer)


def unnamed(case: Case, answer: Answer) -> str | None:
    """What the authority must fill in before anyone can give the answer; ``None`` where nothing."""
    return answer.role.sentence if answer.role and not case.roles_of(answer) else None


def _wrong_role(case: Case, step: Step, answer: Answer, event: Event) -> str | None:
    if stands_in(case, answer, event.role) or event.role in case.roles_of(answer):
        return None
    who = " or ".join(map(in_words, case.roles_of(answer)))
    absent = f" (or, in their absence, the {in_words(answer.stand_in.role)})" if answer.stand_in else ""
    return (
        f"'{event.answer}' at '{step.id}' is for the {who}{absent}, not the {in_words(event.role)}"
        f"{_cited(answer, step)}"
    )


def stands_in(case: Case, answer: Answer, role: Role) -> bool:
    """Whether that role could give the answer only in another's absence."""
    return answer.stand_in is not None and answer.stand_in.role is role and role not in case.roles_of(answer)


def _out_of_window(case: Case, step: Step, answer: Answer, event: Event) -> str | None:
    if answer.within is None:
        return None
    if answer.within not in case.clocks:
        return f"'{event.answer}' has to come within '{answer.within}', which has not started"
    if not case.too_late(answer, event.day):
        return None
    return (
        f"recorded and refused: '{event.answer}' came on {event.day}, too late; the last day was "
        f"{case.last_day_of(answer)} (clock {answer.within}{_cited(answer, step, ', ')})"
    )


def _cited(answer: Answer, step: Step, before: str = "") -> str:
    clause = answer.clause or step.clause
    return f"{before}clause {clause}" if before else f" (clause {clause})"


def _same_person(case: Case, step: Step, answer: Answer, event: Event) -> str | None:
    return next(separated(case, step, event.person), None)


def separated(case: Case, step: Step, person: str) -> Iterator[str]:
    """Why a person (by their key) may not answer at a step for what they did before."""
    for rule in case.route.separation:
        if step.id in rule.steps and (entry := _did_before(case, rule, step, person)):
            yield _not_again(rule, entry, step)


def _did_before(case: Case, rule: Separation, step: Step, person: str) -> Entry | None:
    if rule.kind is Apart.CONSULTS_ANOTHER:
        return None
    elsewhere = set(rule.steps) - {step.id}
    for entry in case.history:
        counts = rule.kind is Apart.NO_PARTICIPANT_AT or entry.step in elsewhere
        if counts and entry.event.person == person:
            return entry
    return None


def _not_again(rule: Separation, entry: Entry, step: Step) -> str:
    did = f"{entry.event.by} gave '{entry.event.answer}' at '{entry.step}'"
    if rule.kind is Apart.NO_PARTICIPANT_AT:
        return f"{did}; nobody who took part may decide at '{step.id}' (clause {rule.clause})"
    return f"{did}; nobody may act at both that step and '{step.id}' (clause {rule.clause})"


def _consults_nobody(case: Case, step: Step, answer: Answer, event: Event) -> str | None:
    said = event.carries.get(Carry.CONSULTATION)
    if isinstance(said, Mapping) or missing(said):
        return None
    rules = [rule for rule in case.route.separation if rule.kind is Apart.CONSULTS_ANOTHER]
    clause = next((rule.clause for rule in rules if step.id in rule.steps), None)
    return clause and (
        f"the consultation must name who was consulted, somebody other than {event.by} (clause {clause}): "
        "{with: A. Person, says: …}"
    )


def _not_carried(case: Case, step: Step, answer: Answer, event: Event) -> str | None:
    lacking = [word for word in answer.carries if missing(event.carries.get(word))]
    if stands_in(case, answer, event.role) and answer.stand_in:
        short = [word for word in answer.stand_in.carries if missing(event.carries.get(word))]
        if Carry.DELEGATION in short:
            return (
                f"the {in_words(event.role)} may give '{event.answer}' only in the absence of the "
                f"{' or '.join(map(in_words, case.roles_of(answer)))}, with a recorded delegation "
                f"(clause {answer.stand_in.clause}); missing: {', '.join([*lacking, *short])}"
            )
        lacking += short
    return f"'{event.answer}' must carry {', '.join(lacking)}" + _cited(answer, step) if lacking else None


def _badly_carried(case: Case, step: Step, answer: Answer, event: Event) -> str | None:
    for name, value in event.carries.items():
        if why := not_a_carry(name):
            return why
        if not missing(value) and (why := wrong_with(Carry(name), value, event)):
            return why
    return _outside(answer, event) or _blanks(answer, event)


def _outside(answer: Answer, event: Event) -> str | None:
    position = event.carries.get(Carry.POSITION)
    if position is None or not answer.positions or position in answer.positions:
        return None
    return f"'{event.answer}' takes one of {', '.join(answer.positions)}, not '{position}'"


def _blanks(answer: Answer, event: Event) -> str | None:
    record = event.carries.get(Carry.RECORD)
    filled = record if isinstance(record, Mapping) else dict.fromkeys(answer.record, "left out")
    blank = [name for name in answer.record if missing(filled.get(name))]
    return f"the record of '{event.answer}' leaves blank: {', '.join(blank)}" if blank else None


def in_words(role: Role) -> str:
    """A role as words, for a sentence."""
    return role.value.replace("_", " ")


Check = Callable[[Case, Step, Answer, Event], str | None]
CHECKS: tuple[Check, ...] = (
    _back_in_time,
    _nobody_named,
    _wrong_role,
    _out_of_window,
    _same_person,
    _not_carried,
    _consults_nobody,
    _badly_carried,
)
"""In the order in which a person would want to hear of them; the first that objects is told."""
