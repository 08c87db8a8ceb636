"""Explaining one service: the band first, then every rule, then what is set aside and recommended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from oversight.engine.outcomes.explanation import Explanation, Outcome, SetAside, Undecided
from oversight.engine.outcomes.policy import Policy
from oversight.engine.risk.improving import next_better
from oversight.engine.risk.scoring import Risk, base_facts
from oversight.engine.rules.models import FREQUENCIES, Then
from oversight.engine.rules.normal import BAND
from oversight.engine.rules.trace import GAPS, Because, needs
from oversight.engine.words import LEVEL_ORDER, POSITION_ORDER, OutcomeKind, Position, Strength


def explain(policy: Policy, facts: Mapping[str, Any], *, suggest: bool = True) -> Explanation:
    """Everything the policy says about a service with these known facts (as ``read_facts`` gives them).

    ``suggest`` also works out what would have to change to reach the next better band.
    """
    risk = policy.risk.work_out(facts) if policy.risk else None
    row = with_band(facts, risk)
    fired, unknown = policy.rules.decide(row)
    followed = [_outcome(policy, place, because) for place, because in fired]
    outcomes, set_aside = settle_activities(policy, followed, [place for place, _ in fired])
    recommended = recommendation(outcomes)
    return Explanation(
        pack=policy.name,
        edition=policy.edition,
        as_at=policy.as_at,
        risk=risk,
        next_better=next_better(policy.risk, facts, risk) if suggest and policy.risk and risk else None,
        recommended=recommended,
        recommended_label=policy.label("position", recommended),
        level=gravest(outcomes),
        outcomes=tuple(outcomes),
        undecided=tuple(_undecided(policy, place, row) for place in unknown),
        set_aside=tuple(set_aside),
        to_fill_in=policy.to_fill_in,
    )


def with_band(facts: Mapping[str, Any], risk: Risk | None) -> dict[str, Any]:
    """The facts that the rules read: those known, and the band with whether it has gaps."""
    if risk is None:
        return dict(facts)
    return {**facts, BAND: risk.band.value, GAPS: not risk.complete and not risk.overridden}


def _outcome(policy: Policy, place: int, because: tuple[Because, ...]) -> Outcome:
    rule, then = policy.rules.entries[place].rule, policy.rules.entries[place].rule.then
    return Outcome(
        kind=then.kind,
        value=then.value,
        label=then.says or policy.label(then.kind.value, then.value),
        strength=then.strength,
        rule=rule.id,
        clause=rule.clause,
        pack=policy.owners[place],
        because=tuple(dict.fromkeys(because)),
        carries=carried(then),
    )


def carried(then: Then) -> dict[str, Any]:
    """What an outcome carries beside its value: the role, the clock, how often."""
    names = ("role", "within", *FREQUENCIES)
    return {name: getattr(then, name) for name in names if getattr(then, name) is not None}


def _undecided(policy: Policy, place: int, row: Mapping[str, Any]) -> Undecided:
    """A rule left open; where the band is what leaves it open, the risk's own missing facts settle that."""
    entry = policy.rules.entries[place]
    named = base_facts(set(needs(entry.node, row)), row)
    return Undecided(entry.rule.id, entry.rule.clause, policy.owners[place], named)


def settle_activities(
    policy: Policy, outcomes: Sequence[Outcome], places: Sequence[int]
) -> tuple[list[Outcome], list[SetAside]]:
    """Outcomes without the activities that another rule holds off or already asks for as often.

    What may be chosen never pushes aside what usually follows: it stays beside it as a choice.
    """
    thens = [policy.rules.entries[place].rule.then for place in places]
    pairs = list(zip(thens, outcomes, strict=True))
    held_off = {then.value: outcome for then, outcome in pairs if then.suspended}
    oftenest = {**_oftenest(pairs), **_oftenest([p for p in pairs if p[0].strength is not Strength.MAY])}
    kept, aside = [], []
    for then, outcome in pairs:
        if then.suspended:
            continue
        by = held_off.get(outcome.value) if outcome.kind is OutcomeKind.ACTIVITY else None
        by = by or _more_often(then, outcome, oftenest)
        if by is None:
            kept.append(outcome)
        else:
            aside.append(SetAside(outcome, by.rule, by.clause))
    return kept, aside


Often = tuple[float, Outcome]
"""Months between two, and the outcome that asks for it."""


def _more_often(then: Then, outcome: Outcome, oftenest: Mapping[str, Often]) -> Outcome | None:
    """The outcome that already asks for this activity as often or more often."""
    if then.months_between is None:
        return None
    months, best = oftenest[outcome.value]
    return best if best is not outcome and months <= then.months_between else None


def _oftenest(pairs: Iterable[tuple[Then, Outcome]]) -> dict[str, Often]:
    """For each regular activity, the outcome that asks for it most often (the first of equals)."""
    best: dict[str, Often] = {}
    for then, outcome in pairs:
        months = then.months_between
        if months is not None and (outcome.value not in best or months < best[outcome.value][0]):
            best[outcome.value] = (months, outcome)
    return best


def recommendation(outcomes: Iterable[Outcome]) -> str:
    """The most restrictive position that follows automatically or usually; ``none`` where none does."""
    firm = [
        outcome.value
        for outcome in outcomes
        if outcome.kind is OutcomeKind.POSITION and outcome.strength is not Strength.MAY
    ]
    return max(firm, key=POSITION_ORDER.__getitem__, default=Position.NONE.value)


def gravest(outcomes: Iterable[Outcome]) -> str | None:
    """The gravest provider-concerns level, if any."""
    levels = [outcome.value for outcome in outcomes if outcome.kind is OutcomeKind.LEVEL]
    return max(levels, key=LEVEL_ORDER.__getitem__, default=None)
