"""What a meeting watches over time: who attends too seldom, and which body has the chair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oversight.engine.meetings.models import Chair, Meeting
from oversight.engine.model import BadInput


@dataclass(frozen=True, slots=True)
class Attended:
    """How often a member came to the latest scheduled meetings.

    ``below`` is true as soon as what is expected can no longer be reached.
    """

    person: str
    attended: int
    held: int
    below: bool
    says: str


def attendance(meeting: Meeting, history: Mapping[str, Sequence[bool]]) -> tuple[Attended, ...]:
    """Every member's attendance, in the order given.

    ``history`` says for each member whether they came to each scheduled meeting since they joined, oldest
    first; only the latest count. Empty where the policy expects nothing.
    """
    expected = meeting.attendance
    if expected is None:
        return ()
    return tuple(
        _attended(person, came[-expected.of :], expected.at_least, expected.of)
        for person, came in history.items()
    )


def _attended(person: str, came: Sequence[bool], at_least: int, of: int) -> Attended:
    attended, held = sum(came), len(came)
    below = attended + of - held < at_least
    says = f"attended {attended} of the last {held}; {at_least} of {of} are expected"
    return Attended(person, attended, held, below, says)


def chair_body(meeting: Meeting, year: int, since: int | None = None) -> str:
    """The body that chairs in ``year``; ``since`` is the authority's own first year, used before the pack's.

    Raises ``BadInput`` where the chair does not rotate, no first year is known, or ``year`` lies before it.
    """
    return _body(meeting, year, since, turn=0)


def vice_chair_body(meeting: Meeting, year: int, since: int | None = None) -> str:
    """The body that has the vice chair in ``year``: the next to chair. Raises ``BadInput`` likewise."""
    return _body(meeting, year, since, turn=1)


def _body(meeting: Meeting, year: int, since: int | None, turn: int) -> str:
    chair = meeting.chair
    if chair is None:
        raise BadInput(f"the policy does not say that the chair of the {meeting.title} rotates")
    first = since if since is not None else chair.since
    if first is None:
        raise BadInput(_no_first_year(meeting, chair))
    if year < first:
        raise BadInput(
            f"the chair of the {meeting.title} rotates from {first}; {year} is before that, check the year"
        )
    return chair.between[(year - first + turn) % len(chair.between)]


def _no_first_year(meeting: Meeting, chair: Chair) -> str:
    return (
        f"the policy does not say in which year {chair.between[0]} first chairs the {meeting.title} "
        f"(clause {meeting.clause}); the authority must fill it in"
    )
