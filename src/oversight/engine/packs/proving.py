"""Running a pack's worked examples: each is a test of the policy, told in words where it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from oversight.engine.clocks.deadlines import deadline
from oversight.engine.clocks.models import Closure
from oversight.engine.clocks.moments import parse_start
from oversight.engine.facts.reading import read_facts
from oversight.engine.meetings.present import parse_present
from oversight.engine.meetings.quorum import quorum
from oversight.engine.model import BadInput, Problem
from oversight.engine.outcomes.explaining import explain, with_band
from oversight.engine.outcomes.explanation import Explanation
from oversight.engine.outcomes.policy import Policy
from oversight.engine.packs.models import Example, Expected
from oversight.engine.packs.pack import Pack, policy_of
from oversight.engine.routes.machine import parse_events, run
from oversight.engine.routes.standing import Standing

ANY_DAY = date(2026, 11, 22)
"""The day an example is read for where it names none: only dated rules could tell the difference."""


def failures(pack: Pack) -> list[Problem]:
    """Every example of the pack that does not come out as it says, with what came out instead."""
    found = []
    policies: dict[date, Policy] = {}
    for example in pack.examples:
        file, line = pack.where["examples", example.name]
        try:
            differences = list(_differences(pack, example, policies))
        except BadInput as wrong:
            differences = [str(wrong)]
        found += [Problem(file, line, f"example '{example.name}': {each}") for each in differences]
    return found


def _differences(pack: Pack, example: Example, policies: dict[date, Policy]) -> Iterator[str]:
    if example.deadline is not None:
        return _deadline(pack, example)
    if example.route is not None:
        return _route(pack, example)
    if example.quorum is not None:
        return _quorum(pack, example)
    day = example.as_at or ANY_DAY
    if day not in policies:
        policies[day] = policy_of([pack], day)
    return _facts(policies[day], example)


def differs(expected: Expected, pairs: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """A sentence for each thing the example names that came out otherwise."""
    for name, found in pairs:
        wanted = getattr(expected, name)
        if wanted is not None and wanted != found:
            yield f"expected {name} {_said(wanted)}, found {_said(found)}"


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) or "nothing" if isinstance(value, tuple) else str(value)


def _facts(policy: Policy, example: Example) -> Iterator[str]:
    facts = read_facts(example.given or {})
    found = explain(policy, facts, suggest=False)
    truths = _truths(policy, facts, found)
    wanted = ((example.expect.fires, True), (example.expect.misses, False), (example.expect.undecided, None))
    for names, truth in wanted:
        for name in names:
            if truths.get(name, "not in force") is not truth:
                stands = _stands(truths.get(name, "not in force"))
                yield f"rule '{name}' {stands}; expected it {_expected(truth)}"
    yield from _compared(example.expect, found)


def _compared(expect: Expected, found: Explanation) -> Iterator[str]:
    risk = found.risk
    yield from differs(expect, [("recommended", found.recommended), ("level", found.level)])
    if risk:
        yield from differs(expect, [("band", risk.band), ("score", risk.score), ("complete", risk.complete)])
    aside = {each.outcome.rule for each in found.set_aside}
    for name in expect.set_aside:
        if name not in aside:
            yield f"expected '{name}' to be set aside; it was not"


def _truths(policy: Policy, facts: dict[str, Any], found: Explanation) -> dict[str, bool | None]:
    """Each rule's truth (``None`` where unknown), floors included."""
    row = with_band(facts, found.risk)
    truths: dict[str, bool | None] = {}
    for book, given in ((policy.rules, row), (policy.risk.floors if policy.risk else None, facts)):
        if book is None:
            continue
        fired, unknown = book.decide(given)
        truths |= {entry.rule.id: False for entry in book.entries}
        truths |= {book.entries[place].rule.id: True for place, _ in fired}
        truths |= {book.entries[place].rule.id: None for place in unknown}
    return truths


def _stands(truth: bool | str | None) -> str:
    return (
        truth
        if isinstance(truth, str)
        else {True: "fires", False: "does not fire", None: "is undecided"}[truth]
    )


def _expected(truth: bool | None) -> str:
    return {True: "to fire", False: "to be known not to fire", None: "to be undecided"}[truth]


def _deadline(pack: Pack, example: Example) -> Iterator[str]:
    assert example.deadline is not None
    clock = pack.find("clocks", example.deadline.clock)
    found = deadline(clock, pack.calendar_of(clock), parse_start(example.deadline.starts))
    yield from differs(example.expect, [("due_on", found.due_on)])


def due_by(pack: Pack, closures: Iterable[Closure] = ()) -> Callable[[str, datetime], date | None]:
    """How a route learns when one of the pack's clocks runs out; ``closures`` are the council's own days."""

    closed = tuple(closures)

    def due(name: str, start: datetime) -> date | None:
        clock = pack.find("clocks", name)
        return deadline(clock, pack.calendar_of(clock), start, closed).due_on

    return due


def _route(pack: Pack, example: Example) -> Iterator[str]:
    assert example.route is not None
    route = pack.find("routes", example.route.route)
    standing = run(route, parse_events(list(example.route.events)), due_by(pack))
    yield from differs(example.expect, [("step", standing.step), ("closed", standing.closed)])
    yield from _refusals(example.expect, standing)
    running = {each.clock: each.due_on for each in standing.clocks}
    for name, day in example.expect.clocks.items():
        if running.get(name) != day:
            yield f"expected the clock '{name}' due on {day}, found {running.get(name, 'not running')}"


def _refusals(expect: Expected, standing: Standing) -> Iterator[str]:
    reasons = [each.why for each in standing.refused]
    if expect.refused is None:
        if reasons:
            yield f"an event was refused: {reasons[0]}"
        return
    if len(expect.refused) != len(reasons):
        yield f"expected {len(expect.refused)} refused events, found {len(reasons)}: {'; '.join(reasons)}"
    for words, why in zip(expect.refused, reasons, strict=False):
        if words.casefold() not in why.casefold():
            yield f"expected a refusal with the words '{words}', found: {why}"


def _quorum(pack: Pack, example: Example) -> Iterator[str]:
    assert example.quorum is not None
    found = quorum(pack.find("meetings", example.quorum.meeting), parse_present(example.quorum.present))
    yield from differs(example.expect, [("quorate", found.quorate), ("missing", found.missing)])
