"""Whether a meeting may decide: enough people, the roles asked for, one person in one seat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from oversight.engine.meetings.models import Meeting, QuorumRule
from oversight.engine.meetings.present import Attendee, Person, persons
from oversight.engine.words import Role


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether a meeting is quorate, and what follows.

    ``present`` is how many different people count, ``required`` how many there must be (``None`` where
    the policy does not say; then ``quorate`` is ``None`` too). ``missing`` holds the roles that nobody
    fills, or ``1 more member`` where only the number is short. Without a quorum the record is notes and
    nothing may be decided; with one, ``may_decide`` still needs somebody who decides.
    """

    quorate: bool | None
    present: int
    required: int | None
    missing: tuple[str, ...]
    record: Literal["minutes", "notes"]
    may_decide: bool
    why: str


def quorum(meeting: Meeting, present: Sequence[Attendee]) -> Quorum:
    """Whether ``meeting`` is quorate with those present, and what is missing, in words and by role."""
    people = persons(present)
    counting = meeting.counting_roles()
    number = sum(1 for person in people if counting.intersection(person.roles))
    rule = meeting.quorum
    if not isinstance(rule, QuorumRule):
        return Quorum(None, number, None, (), "notes", False, _not_stated(meeting))
    empty = unfilled(rule.roles, people)
    short = max(rule.at_least - number, 0)
    quorate = not empty and not short
    missing = tuple(roles[0].value for roles in empty) or _more(short)
    record: Literal["minutes", "notes"] = "minutes" if quorate else "notes"
    why = _why(meeting, rule, number, empty) + _afterwards(meeting, people, quorate)
    return Quorum(quorate, number, rule.at_least, missing, record, quorate and _decided(meeting, people), why)


def who_may_decide(meeting: Meeting, present: Sequence[Attendee]) -> tuple[Person, ...]:
    """Those present who sit in seats that decide; nobody where the meeting is not known to be quorate."""
    if not quorum(meeting, present).quorate:
        return ()
    deciding = set(meeting.roles_that(decide=True))
    return tuple(person for person in persons(present) if deciding.intersection(person.roles))


def unfilled(seats: Sequence[tuple[Role, ...]], people: Sequence[Person]) -> list[tuple[Role, ...]]:
    """The seats that stay empty when as many as possible are filled, one person in one seat.

    Kuhn's matching: a person may move to another seat of theirs to make room; a filled seat stays filled.
    """
    sits: dict[int, int] = {}

    def fill(seat: int, tried: set[int]) -> bool:
        for person in range(len(people)):
            if person in tried or not set(seats[seat]).intersection(people[person].roles):
                continue
            tried.add(person)
            if person not in sits or fill(sits[person], tried):
                sits[person] = seat
                return True
        return False

    return [roles for seat, roles in enumerate(seats) if not fill(seat, set())]


def _decided(meeting: Meeting, people: Sequence[Person]) -> bool:
    deciding = set(meeting.roles_that(decide=True))
    return any(deciding.intersection(person.roles) for person in people)


def _not_stated(meeting: Meeting) -> str:
    return (
        f"the policy does not say what makes a quorum of the {meeting.title} (clause {meeting.clause}); "
        "the authority must fill in how many members and which roles before it can decide"
    )


def _more(short: int) -> tuple[str, ...]:
    return (f"{short} more member{'s' if short > 1 else ''}",) if short else ()


def _why(meeting: Meeting, rule: QuorumRule, number: int, empty: Sequence[tuple[Role, ...]]) -> str:
    people = f"{number} of at least {rule.at_least} members present"
    if empty:
        return f"{people}; still needed, each a different person: " + ", ".join(map(_role_words, empty))
    named = ", with every role the quorum asks for" if rule.roles else ""
    return people + named


def _role_words(roles: tuple[Role, ...]) -> str:
    return " or ".join(role.value.replace("_", " ") for role in roles)


def _afterwards(meeting: Meeting, people: Sequence[Person], quorate: bool) -> str:
    if not quorate:
        return f"; the record is notes, not minutes, and nothing can be decided (clause {meeting.clause})"
    if not _decided(meeting, people):
        return "; only advisers are present, so nothing can be decided"
    return ""


def as_json(found: Quorum) -> dict[str, Any]:
    """The quorum as the command line's ``--json`` gives it."""
    return {
        "quorate": found.quorate,
        "present": found.present,
        "required": found.required,
        "missing": list(found.missing),
        "record": found.record,
        "may_decide": found.may_decide,
        "why": found.why,
    }
