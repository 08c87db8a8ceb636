"""Who is in the room: roles, with the person where a name is given, and how roles make persons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oversight.engine.model import BadInput
from oversight.engine.words import Role, suggestion


@dataclass(frozen=True, slots=True)
class Attendee:
    """Someone present in a role. Entries with one name are one person; each without a name is another."""

    role: Role
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One human being who is present, with every role under which they are listed."""

    name: str | None
    roles: tuple[Role, ...]


def parse_present(entries: Iterable[str]) -> tuple[Attendee, ...]:
    """Attendees from ``quality_manager`` or ``strategic_commissioner=A. Person``.

    Raises ``BadInput`` for a word that is not a role, and for a person left blank.
    """
    return tuple(_attendee(entry) for entry in entries)


def _attendee(entry: str) -> Attendee:
    word, named, person = (part.strip() for part in entry.partition("="))
    roles = [role.value for role in Role]
    if word not in roles:
        known = suggestion(word, roles) or f"; the roles are {', '.join(roles)}"
        raise BadInput(f"'{word}' is not a role{known}")
    if named and not person:
        raise BadInput(f"'{entry}' names nobody after '='; write {word}=A. Person, or {word} alone")
    return Attendee(Role(word), person or None)


def persons(present: Sequence[Attendee]) -> tuple[Person, ...]:
    """The different people present, in the order in which they are first listed.

    Names are compared without regard to capitals and spaces.
    """
    found: dict[str | int, Person] = {}
    for place, each in enumerate(present):
        key = place if each.person is None else "".join(each.person.split()).casefold()
        roles = found[key].roles if key in found else ()
        found[key] = Person(each.person, roles if each.role in roles else (*roles, each.role))
    return tuple(found.values())
