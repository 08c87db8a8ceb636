"""What the policy says about one service: outcomes with reasons, what is undecided, the recommendation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from oversight.engine.risk.improving import NextBetter
from oversight.engine.risk.scoring import Risk
from oversight.engine.rules.trace import Because, plain
from oversight.engine.words import OutcomeKind, Strength


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that follows, with the rule, the clause and the facts that make it follow.

    ``carries`` holds what its kind brings: the role of a prompt, how often an activity happens.
    """

    kind: OutcomeKind
    value: str
    label: str
    strength: Strength
    rule: str
    clause: str
    pack: str
    because: tuple[Because, ...]
    carries: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The outcome as the command line's contract gives it."""
        return {
            "kind": self.kind.value,
            "value": self.value,
            "label": self.label,
            "strength": self.strength.value,
            "rule": self.rule,
            "clause": self.clause,
            "because": [reason.as_json() for reason in self.because],
            "pack": self.pack,
            **self.carries,
        }


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule that cannot be settled, and the facts that would settle it."""

    rule: str
    clause: str
    pack: str
    needs: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """``{"rule": …, "clause": …, "needs": […]}``."""
        return {"rule": self.rule, "clause": self.clause, "needs": list(self.needs), "pack": self.pack}


@dataclass(frozen=True, slots=True)
class SetAside:
    """An activity that a rule leads to but another rule holds off or makes more frequent."""

    outcome: Outcome
    by: str
    clause: str

    def as_json(self) -> dict[str, Any]:
        """The outcome, and the rule that set it aside."""
        return {**self.outcome.as_json(), "set_aside_by": self.by, "set_aside_clause": self.clause}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a policy says about one service on a day."""

    pack: str
    edition: str
    as_at: date
    risk: Risk | None
    next_better: NextBetter | None
    recommended: str
    recommended_label: str
    level: str | None
    outcomes: tuple[Outcome, ...]
    undecided: tuple[Undecided, ...]
    set_aside: tuple[SetAside, ...]
    to_fill_in: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The explanation as the command line's contract gives it."""
        return {
            "pack": self.pack,
            "edition": self.edition,
            "as_at": self.as_at.isoformat(),
            "risk": risk_json(self.risk, self.next_better),
            "recommended": self.recommended,
            "recommended_label": self.recommended_label,
            "level": self.level,
            "outcomes": [outcome.as_json() for outcome in self.outcomes],
            "undecided": [each.as_json() for each in self.undecided],
            "set_aside": [each.as_json() for each in self.set_aside],
            "to_fill_in": list(self.to_fill_in),
        }


def band_words(risk: Risk) -> str:
    """The band in words: ``Red``, ``Green, with gaps``, ``Amber (officer's; worked out: Red)``."""
    words = risk.band.value.capitalize()
    if risk.overridden:
        return f"{words} (officer's; worked out: {risk.worked_out.value.capitalize()})"
    return words if risk.complete else f"{words}, with gaps"


def risk_json(risk: Risk | None, next_better: NextBetter | None) -> dict[str, Any] | None:
    """The ``risk`` part of an explanation; ``None`` where the policy keeps no matrix."""
    if risk is None:
        return None
    return {
        "band": risk.band.value,
        "label": band_words(risk),
        "worked_out": risk.worked_out.value,
        "overridden": risk.overridden,
        "score": risk.score,
        "points": risk.points,
        "reachable": risk.reachable,
        "saturated": risk.saturated,
        "complete": risk.complete,
        "contributions": [
            {
                "rule": each.rule,
                "clause": each.clause,
                "fact": each.fact,
                "value": plain(each.value),
                "points": each.points,
                "title": each.title,
            }
            for each in risk.contributions
        ],
        "floors": [
            {
                "rule": floor.rule,
                "clause": floor.clause,
                "band": floor.band.value,
                "because": [reason.as_json() for reason in floor.because],
            }
            for floor in risk.floors
        ],
        "missing": list(risk.missing),
        "next_better": next_better.as_json() if next_better else None,
        "setting": "local setting, not a published standard",
    }
