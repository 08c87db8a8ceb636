"""Calendars and clocks as packs write them: which days do not count, and how long may be taken."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from oversight.engine.model import Cited, Identifier, PackModel, Sentence


class Division(StrEnum):
    """A part of the United Kingdom with bank holidays of its own."""

    ENGLAND = "ENG"
    WALES = "WLS"
    SCOTLAND = "SCT"
    NORTHERN_IRELAND = "NIR"


class Unit(StrEnum):
    """What a clock counts in. Only working days look at the calendar."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Direction(StrEnum):
    """Whether the limit is counted forwards from the event, or backwards from it."""

    AFTER = "after"
    BEFORE = "before"


class Closure(PackModel):
    """A day on which something is different, and why in words."""

    date: dt.date
    why: Sentence


class Calendar(PackModel):
    """Which days are working days: not weekends, bank holidays of any division named, or closures.

    ``extra_holidays`` and ``not_holidays`` put the ``holidays`` library right where it lags behind a
    proclamation; ``closures`` are days on which the council itself is closed.
    """

    id: Identifier
    title: Sentence
    holidays: tuple[Division, ...] = Field(
        min_length=1, description="divisions; a holiday in any of them counts"
    )
    closures: tuple[Closure, ...] = ()
    extra_holidays: tuple[Closure, ...] = ()
    not_holidays: tuple[Closure, ...] = ()
    note: Sentence | None = None

    @model_validator(mode="after")
    def _named_once(self) -> Calendar:
        for name in ("holidays", "closures", "extra_holidays", "not_holidays"):
            days = [getattr(item, "date", item) for item in getattr(self, name)]
            twice = [day for day, times in Counter(days).items() if times > 1]
            if twice:
                raise ValueError(f"'{twice[0]}' is there twice under {name}; take one out")
        both = {each.date for each in self.extra_holidays} & {each.date for each in self.not_holidays}
        if both:
            raise ValueError(f"{min(both)} is under extra_holidays and under not_holidays; take one out")
        return self


class Clock(Cited):
    """A time limit: how long from which event, counted in what, ending at the end of the day in London.

    The day of the event is day 0. ``warn`` is in calendar days before the due date. ``pauses`` are the
    only reasons for which the policy lets the clock stand still; a clock that counts back has none.
    """

    title: Sentence | None = None
    starts: Identifier = Field(description="the event that starts it, or that it counts back from")
    within: int = Field(ge=1, le=10_000, strict=True)
    unit: Unit
    calendar: Identifier | None = Field(default=None, description="the pack's calendar where it names none")
    direction: Direction = Direction.AFTER
    ends: Literal["end_of_day"] = "end_of_day"
    warn: tuple[Annotated[int, Field(ge=1, strict=True)], ...] = ()
    pauses: tuple[Identifier, ...] = ()
    note: Sentence | None = None

    @model_validator(mode="after")
    def _runs_on(self) -> Clock:
        if self.pauses and self.direction is Direction.BEFORE:
            raise ValueError(
                f"'{self.id}' counts back from an event, so it cannot be paused; take 'pauses' out"
            )
        return self

    def in_words(self) -> str:
        """The limit as a person says it: ``5 working days after``, ``21 calendar days after``."""
        kind = {Unit.WORKING_DAYS: "working day", Unit.DAYS: "calendar day"}.get(self.unit, self.unit[:-1])
        return f"{self.within} {kind}{'s' if self.within > 1 else ''} {self.direction}"
