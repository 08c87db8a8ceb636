"""Rules as packs write them: an id, a clause, a condition, an outcome with its strength, and dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field, model_validator

from oversight.engine.model import Cited, Identifier, PackModel, Sentence
from oversight.engine.rules.conditions import Condition
from oversight.engine.words import Band, Level, Notice, OutcomeKind, Position, Role, Strength, suggestion

FREQUENCIES = ("every_days", "every_weeks", "every_months", "within_months", "when_required", "to_be_named")


class Then(PackModel):
    """What a rule leads to: exactly one outcome kind, its strength, and what that kind carries.

    ``activity`` carries how often (one of ``every_days``, ``every_weeks``, ``every_months``,
    ``within_months``, ``when_required: true``), or ``suspended: true`` where the rule holds it off.
    ``prompt`` is a task for a role, with its words in ``says``.
    """

    position: Position | None = None
    notice: Notice | None = None
    prompt: Identifier | None = None
    floor: Band | None = None
    activity: Identifier | None = None
    level: Level | None = None
    process: Identifier | None = None
    strength: Strength = Strength.USUALLY
    role: Role | None = None
    says: Sentence | None = Field(default=None, description="words for people, in place of the vocabulary's")
    within: Identifier | None = Field(default=None, description="the clock that limits the task")
    every_days: int | None = Field(default=None, ge=1)
    every_weeks: int | None = Field(default=None, ge=1)
    every_months: int | None = Field(default=None, ge=1)
    within_months: int | None = Field(default=None, ge=1)
    when_required: bool | None = None
    to_be_named: Identifier | None = Field(default=None, description="the gap that leaves the frequency open")
    suspended: bool | None = None

    @model_validator(mode="before")
    @classmethod
    def _known_kind(cls, given: Any) -> Any:
        for key in given if isinstance(given, dict) else ():
            if key not in cls.model_fields:
                raise ValueError(f"'{key}' is not a kind of outcome{suggestion(str(key), cls.model_fields)}")
        return given

    @model_validator(mode="after")
    def _one_kind(self) -> Then:
        kinds = [kind.value for kind in OutcomeKind if getattr(self, kind.value) is not None]
        if len(kinds) != 1:
            raise ValueError(f"'then' names exactly one of: {', '.join(kind.value for kind in OutcomeKind)}")
        often = [name for name in (*FREQUENCIES, "suspended") if getattr(self, name) is not None]
        if kinds == ["activity"] and len(often) != 1:
            raise ValueError(f"an activity says exactly one of: {', '.join(FREQUENCIES)}, suspended")
        if kinds != ["activity"] and often:
            raise ValueError(f"'{often[0]}' belongs to an activity")
        if kinds == ["prompt"] and (self.role is None or self.says is None):
            raise ValueError("a prompt names the role that acts and says what to do ('role' and 'says')")
        return self

    @property
    def kind(self) -> OutcomeKind:
        """Which of the outcome kinds this is."""
        return next(kind for kind in OutcomeKind if getattr(self, kind.value) is not None)

    @property
    def value(self) -> str:
        """The outcome's own word: ``embargo``, ``default``, ``annual-review``."""
        return str(getattr(self, self.kind.value))

    @property
    def months_between(self) -> float | None:
        """How often an activity happens, in months, to compare two; ``None`` where it is not regular."""
        if self.every_days:
            return self.every_days / 30.4
        if self.every_weeks:
            return self.every_weeks / 4.345
        return float(self.every_months) if self.every_months else None


class Rule(Cited):
    """One rule of a pack: when its condition is true, its outcome follows with the given strength.

    ``in_group`` puts it among grounds that others may lean on; ``needs_another`` lets it count only if a
    rule of that group also holds. ``from`` and ``until`` bound the days on which it is in force.
    """

    title: Sentence | None = None
    when: Condition
    in_group: Identifier | None = None
    needs_another: Identifier | None = None
    from_: date | None = Field(default=None, alias="from")
    until: date | None = None
    then: Then
    note: Sentence | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Rule:
        if self.from_ and self.until and self.until < self.from_:
            raise ValueError(f"'{self.id}' ends ({self.until}) before it begins ({self.from_})")
        if self.in_group and self.in_group == self.needs_another:
            raise ValueError(f"'{self.id}' is in the group it leans on; a ground cannot support itself")
        return self

    def in_force(self, as_at: date) -> bool:
        """Whether the rule applies on that day."""
        return (self.from_ is None or self.from_ <= as_at) and (self.until is None or as_at <= self.until)
