"""What an answer can carry: code's words for it, what each must look like, and what each is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from oversight.engine.clocks.moments import local_day, parse_start
from oversight.engine.model import BadInput
from oversight.engine.routes.events import Event, person_key
from oversight.engine.words import Position, suggestion


class Carry(StrEnum):
    """What may have to come with an answer; a pack uses these words and no others."""

    REASONS = "reasons"
    STIPULATIONS = "stipulations"
    POSITION = "position"
    SISTER_SERVICES = "sister_services"
    DOCUMENTS = "documents"
    ATTACHMENTS = "attachments"
    EVIDENCE = "evidence"
    REPORT = "report"
    LEGAL_ADVICE = "legal_advice"
    CONSULTATION = "consultation"
    DELEGATION = "delegation"
    REVIEW_ON = "review_on"
    BREACH_OF_CONTRACT = "breach_of_contract"
    MEETING = "meeting"
    RECORD = "record"
    REQUEST = "request"
    LETTER = "letter"
    NOTE = "note"


Checker = Callable[[Any, Event], str | None]
"""Says what is wrong with a value that came with an event, to follow its name; ``None`` where it will do."""


@dataclass(frozen=True, slots=True)
class CarryKind:
    """What a carry word stands for, in words for people, and what its value must be."""

    says: str
    check: Checker


def missing(value: Any) -> bool:
    """Whether nothing was given; an empty list of sister services says that there are none, so it counts."""
    return value is None or (isinstance(value, str) and not value.strip())


def wrong_with(word: Carry, value: Any, event: Event) -> str | None:
    """What is wrong with the value that came with an event, as a sentence; ``None`` where it will do."""
    problem = CARRIES[word].check(value, event)
    return f"'{word}' {problem}" if problem else None


def not_a_carry(word: str) -> str | None:
    """A sentence where ``word`` is nothing that an answer can carry; ``None`` where it is."""
    words = [each.value for each in Carry]
    if word in words:
        return None
    return f"'{word}' is nothing that an answer can carry{suggestion(word, words) or ': ' + ', '.join(words)}"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _texts(value: Any, event: Event) -> str | None:
    listed = value if isinstance(value, (list, tuple)) else [value]
    return None if listed and all(map(_is_text, listed)) else "must be said in words"


def _text_or_document(value: Any, event: Event) -> str | None:
    return None if _is_document(value) else "must be text, or a document as a mapping with its title"


def _is_document(value: Any) -> bool:
    return _is_text(value) or (isinstance(value, Mapping) and any(map(_is_text, value.values())))


def _documents(value: Any, event: Event) -> str | None:
    if isinstance(value, (list, tuple)) and value and all(map(_is_document, value)):
        return None
    return "must be a list of at least one document"


def _anything(value: Any, event: Event) -> str | None:
    listed = isinstance(value, (list, tuple)) and all(map(_is_document, value))
    return None if listed or _is_document(value) else "must be text, a document, or a list of them"


def _position(value: Any, event: Event) -> str | None:
    words = [each.value for each in Position]
    if isinstance(value, str) and value in words:
        return None
    return f"is {value!r}; it must be one of {', '.join(words)}{suggestion(str(value), words)}"


def _sister_services(value: Any, event: Event) -> str | None:
    each = value.values() if isinstance(value, Mapping) else ()
    if isinstance(value, Mapping) and all(
        isinstance(said, bool) or not _position(said, event) for said in each
    ):
        return None
    if isinstance(value, (list, tuple)) and all(map(_is_document, value)):
        return None
    return (
        "must be a list of the services it also applies to (empty where there are none), "
        "or say true or false for each"
    )


def _delegation(value: Any, event: Event) -> str | None:
    if not isinstance(value, Mapping):
        return None if _is_text(value) else "must name the recorded delegation, or give its days: from and to"
    begins, ends = read_day(value.get("from")), read_day(value.get("to", value.get("until")))
    if begins is None or ends is None:
        return "must give the days it runs: from and to, as 2026-11-22"
    if not begins <= event.day <= ends:
        return f"runs from {begins} to {ends}, which does not cover {event.day}"
    return None


def _consultation(value: Any, event: Event) -> str | None:
    if not isinstance(value, Mapping):
        return None if _is_text(value) else "must say who was consulted and what they said"
    if not _is_text(value.get("with")):
        return "must name who was consulted: {with: A. Person, says: …}"
    if person_key(value["with"]) == event.person:
        return f"names {value['with'].strip()}, who gives this answer; nobody consults themselves"
    return None


def _review_on(value: Any, event: Event) -> str | None:
    day = read_day(value)
    if day is None:
        return f"is {value!r}; give a day as 2026-11-22"
    return f"is {day}, before the day of the answer ({event.day})" if day < event.day else None


def _yes_or_no(value: Any, event: Event) -> str | None:
    return None if isinstance(value, bool) or _is_text(value) else "must be true, false or said in words"


def _meeting(value: Any, event: Event) -> str | None:
    day = read_day(value.get("on")) if isinstance(value, Mapping) else None
    if day is None or not isinstance(value.get("quorate"), bool):
        return "must say when the meeting was and whether it was quorate: {on: 2026-11-22, quorate: true}"
    if day > event.day:
        return f"is on {day}, after the answer it should have given ({event.day})"
    return None if value["quorate"] else "was not quorate, so its record is notes and it decided nothing"


def _record(value: Any, event: Event) -> str | None:
    return None if isinstance(value, Mapping) and value else "must be a mapping of what the form asks"


def read_day(value: Any) -> date | None:
    """A day from a date, a moment or their text; ``None`` for anything else."""
    try:
        read = parse_start(value) if isinstance(value, str) else value
        return local_day(read) if isinstance(read, date) else None
    except BadInput:
        return None


CARRIES: dict[Carry, CarryKind] = {
    Carry.REASONS: CarryKind("reasons, in words", _texts),
    Carry.STIPULATIONS: CarryKind("what must hold before it is considered again", _texts),
    Carry.POSITION: CarryKind("the position that is taken", _position),
    Carry.SISTER_SERVICES: CarryKind("whether it applies to the provider's other services", _sister_services),
    Carry.DOCUMENTS: CarryKind("supporting documents, at least one", _documents),
    Carry.ATTACHMENTS: CarryKind("attachments, at least one", _documents),
    Carry.EVIDENCE: CarryKind("evidence to be considered", _anything),
    Carry.REPORT: CarryKind("a report", _text_or_document),
    Carry.LEGAL_ADVICE: CarryKind("the legal advice that was taken", _text_or_document),
    Carry.CONSULTATION: CarryKind("who was consulted, other than the person answering", _consultation),
    Carry.DELEGATION: CarryKind(
        "the delegation under which someone stands in, covering the day", _delegation
    ),
    Carry.REVIEW_ON: CarryKind("the day on which it is looked at again", _review_on),
    Carry.BREACH_OF_CONTRACT: CarryKind("whether the contract was found to be breached", _yes_or_no),
    Carry.MEETING: CarryKind("the quorate meeting that decided", _meeting),
    Carry.RECORD: CarryKind("the form's fields, filled in", _record),
    Carry.REQUEST: CarryKind("the written request", _text_or_document),
    Carry.LETTER: CarryKind("the letter that was sent", _text_or_document),
    Carry.NOTE: CarryKind("a note", _texts),
}
"""Every carry word with what it is for and what its value must be."""
