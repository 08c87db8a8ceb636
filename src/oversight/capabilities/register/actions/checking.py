"""What every action of the register checks before it writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from oversight.capabilities.register import queries
from oversight.capabilities.register.events import ServiceChanged
from oversight.capabilities.register.models import Contact, Part, Provider, Service
from oversight.capabilities.register.permissions import hidden_columns
from oversight.capabilities.register.rules import address_problem, personal_problems
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor, NotHere, Refused
from oversight.foundation.authorities.happenings import publish
from oversight.foundation.search import actions as search


def word_problems(kind: type[Any], values: Mapping[str, Any]) -> dict[str, str]:
    """By column, the sentence that refuses what looks like a service user's name or a home address (WB 7.2, 11.1)."""
    staff = ("name",) if kind is Contact else ()
    problems = personal_problems(values, names_of_staff=staff)
    if kind is Service and (wrong := address_problem(values.get("kind", ""), values.get("address", ""))):
        problems["address"] = wrong
    return problems


def check_words(kind: type[Any], values: Mapping[str, Any], *, stands: str = "") -> None:
    """Raises ``Refused`` where a value looks like a service user's name or a home address.

    ``stands``: the name as it is recorded, or as the regulator publishes it, which is not refused: somebody who
    provides care alone is registered under their own name.
    """
    told = {column: value for column, value in values.items() if column != "name" or value != stands}
    if problems := list(word_problems(kind, told).values()):
        raise Refused(". ".join(problems))


def check_columns(by: Actor, values: Mapping[str, Any]) -> None:
    """Raises ``NotHere`` where somebody writes a column that they may not even see."""
    if hidden := set(values) & hidden_columns(by):
        raise NotHere(", ".join(sorted(hidden)))


def check_open(row: Service | Provider) -> None:
    """Raises ``Refused`` for a record that is closed or merged."""
    if row.standing != "open":
        raise Refused(f"{row.name} is {row.standing}. Reopen it before you change it")


def check_can_correct(by: Actor) -> None:
    """Raises ``NotHere`` for somebody who may not correct the register."""
    by.check(Can.REGISTER_CORRECT)


def tell(row: Service, *, by: Actor, at: datetime) -> None:
    """Bring search up to date and tell the capabilities above."""
    found_by(row, by=by, at=at)
    publish(ServiceChanged(row.id, row.reference), by=by, at=at)


def found_by(row: Service | Provider, *, by: Actor, at: datetime) -> None:
    """Have search find a service or provider as it is now; a record out of use is found no more."""
    if row.standing in ("open", "closed"):
        search.put(queries.entry_of(by, row), by=by, at=at)
    else:
        search.forget("service" if isinstance(row, Service) else "provider", row.id, by=by)


def event_name(word: str, verb: str) -> str:
    """The audit's name for what was done to a part: ``market-risks`` and ``added`` give ``market_risk.added``."""
    return f"{word.removesuffix('s').replace('-', '_')}.{verb}"


def subject_of(row: Part) -> str:
    """The reference that a part's events are told under: its service's."""
    return row.service.reference
