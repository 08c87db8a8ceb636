"""What happened to a case, as recorded: who answered what, in which role, when, and what it carried."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from oversight.engine.clocks.moments import LONDON, instant, local_day, parse_start
from oversight.engine.model import BadInput
from oversight.engine.words import Role, suggestion

FIELDS = ("at", "by", "role", "answer", "carries")
EXAMPLE = '{"at": "2026-11-23T10:00:00+00:00", "by": "A. Officer", "role": "quality_officer", "answer": "…"}'
_FRACTION = re.compile(r"(:\d{2})\.\d{1,6}")


@dataclass(frozen=True, slots=True)
class Event:
    """One recorded answer; ``carries`` holds what came with it, by carry word.

    Raises ``BadInput`` where ``at`` has no zone.
    """

    at: datetime
    by: str
    role: Role
    answer: str
    carries: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        instant(self.at)

    @property
    def day(self) -> date:
        """The day in London on which it happened."""
        return local_day(self.at)

    @property
    def person(self) -> str:
        """Who acted, in a form that compares."""
        return person_key(self.by)


def person_key(name: str) -> str:
    """A person's name in a form that compares: capitals and spaces make nobody somebody else."""
    return "".join(name.split()).casefold()


def parse_events(listed: Sequence[Any]) -> tuple[Event, ...]:
    """Events from a list of mappings, as read from JSON or YAML; numbered from 1 in what is said of them.

    An event that gives only its day counts as following those given before it on that day. Raises
    ``BadInput`` naming the event and the field for anything that cannot be read.
    """
    events: list[Event] = []
    for number, given in enumerate(listed, start=1):
        events.append(_event(given, f"event {number}", events[-1].at if events else None))
    return tuple(events)


def _event(given: Any, where: str, before: datetime | None) -> Event:
    if not isinstance(given, Mapping):
        raise BadInput(f"{where} is {given!r}; write it as {EXAMPLE}")
    for name in given:
        if name not in FIELDS:
            known = suggestion(str(name), FIELDS) or f"; an event has {', '.join(FIELDS)}"
            raise BadInput(f"{where}: '{name}' is not a field of an event{known}")
    by, answer = _text(given, "by", where), _text(given, "answer", where)
    return Event(_moment(given, where, before), by, _role(given, where), answer, _carried(given, where))


def _text(given: Mapping[str, Any], name: str, where: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value.strip():
        found = f"is {value!r}" if name in given else "is missing"
        raise BadInput(f"{where}: '{name}' {found}; give it as text")
    return value.strip()


def _role(given: Mapping[str, Any], where: str) -> Role:
    word, roles = _text(given, "role", where), [role.value for role in Role]
    if word not in roles:
        near = suggestion(word, roles) or f"; the roles are {', '.join(roles)}"
        raise BadInput(f"{where}: 'role' is '{word}', which is not a role{near}")
    return Role(word)


def _carried(given: Mapping[str, Any], where: str) -> dict[str, Any]:
    carried = given.get("carries", {})
    if not isinstance(carried, Mapping):
        raise BadInput(f"{where}: 'carries' is {carried!r}; give it as a mapping, such as {{\"reasons\": …}}")
    return {str(word): value for word, value in carried.items()}


def _moment(given: Mapping[str, Any], where: str, before: datetime | None) -> datetime:
    when = given.get("at")
    try:
        read = _read(when) if isinstance(when, str) else when
        if isinstance(read, datetime):
            instant(read)
            return read
    except BadInput as wrong:
        raise BadInput(f"{where}: 'at': {wrong}") from None
    if not isinstance(read, date):
        found = f"is {when!r}" if "at" in given else "is missing"
        raise BadInput(f"{where}: 'at' {found}; give the day or the moment, as 2026-11-23T10:00:00+00:00")
    begins = datetime.combine(read, time(), LONDON).astimezone(UTC)
    return before if before and before > begins and local_day(before) == read else begins


def _read(text: str) -> date | datetime:
    """A day or a moment; parts of a second are kept, though clocks need none."""
    read = parse_start(_FRACTION.sub(r"\1", text))
    return datetime.fromisoformat(text.strip()) if isinstance(read, datetime) else read
