"""What a decision would touch: people, other commissioners, the market, and what was answered before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from oversight.capabilities.decisions.permissions import can_see_evidence
from oversight.capabilities.register import queries as register
from oversight.foundation.authorities.actor import Actor
from oversight.foundation.ui.pages import Fact
from oversight.foundation.ui.words import moment, number, plural


def effect(actor: Actor, row: Any, today: date) -> tuple[Fact, ...]:
    """Who is touched by a restriction of a service, from what the register holds; what is not known is said."""
    return tuple(_effect(register.beside(actor, row, today)))


def _effect(beside: Any) -> Iterator[Fact]:
    yield Fact("People we have placed there", _sum(each.people_placed for each in beside.contracts))
    yield Fact("People who pay for themselves", _sum(each.self_funders for each in beside.contracts))
    others = [_commissioner(each) for each in beside.commissioners]
    yield Fact("Other commissioners", "; ".join(others) or "None is recorded")
    risks = [each.get_criterion_display() for each in beside.market_risks]
    yield Fact("Why the market depends on it", "; ".join(risks) or "No market risk is recorded")


def _commissioner(each: Any) -> str:
    return f"{each.body}, {plural(each.people, 'person', 'people')}" if each.people else str(each.body)


def _sum(counts: Iterable[int | None]) -> str:
    """A sum of what is known; where a contract does not say, that too."""
    every = list(counts)
    known = [each for each in every if each is not None]
    if not known:
        return ""
    return number(sum(known)) + (", and some contracts do not say" if len(known) < len(every) else "")


def so_far(actor: Actor, given: Sequence[Any]) -> tuple[Fact, ...]:
    """What was answered before, the oldest first, with its reasons for who may read them."""
    reads = can_see_evidence(actor)
    return tuple(
        Fact(each.says, _reasons(each) if reads else "Not shown to your role", _who(each))
        for each in given
        if not each.refused
    )


def _who(each: Any) -> str:
    return f"{each.by_name}, {each.role_title}, {moment(each.at)}"


def _reasons(each: Any) -> str:
    return str(each.carries.get("reasons") or each.carries.get("report") or "No reasons were asked for")
