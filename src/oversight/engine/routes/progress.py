"""How far a process has come: which step is open, what each lacks and from whom, whether it may close."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from oversight.engine.model import BadInput
from oversight.engine.routes.models import ToBeNamed
from oversight.engine.routes.processes import Action, Process, ProcessStep
from oversight.engine.words import Role, suggestion


class StepState(StrEnum):
    """How a step of a running process stands."""

    DONE = "done"
    SKIPPED = "skipped"
    OPEN = "open"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something that a step must still produce: what to do for it and, where the process says, who."""

    product: str
    do: str
    who: str | None


@dataclass(frozen=True, slots=True)
class StepStanding:
    """How one step stands, and what it lacks; ``reason`` is why it was skipped."""

    step: str
    title: str
    state: StepState
    lacks: tuple[Lacking, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ProcessStanding:
    """How far a process has come. ``open_step`` is ``None`` once every step is done or skipped.

    ``outcome`` is there where the process may close early: the step just done allows it, in its words, and
    the next has not begun.
    ``blocked`` holds a sentence for each role of the open step that the authority must still name.
    """

    open_step: str | None
    steps: tuple[StepStanding, ...]
    may_close: bool
    outcome: str | None
    blocked: tuple[str, ...]

    @property
    def done(self) -> tuple[str, ...]:
        """The steps that are done, in order."""
        return tuple(each.step for each in self.steps if each.state is StepState.DONE)

    @property
    def missing(self) -> dict[str, tuple[Lacking, ...]]:
        """What each step still lacks, by step."""
        return {each.step: each.lacks for each in self.steps if each.lacks}


def standing(
    process: Process,
    produced: Collection[str],
    skipped: Mapping[str, str] | None = None,
    named: Mapping[str, Role] | None = None,
) -> ProcessStanding:
    """How far a process has come, from what exists (``produced``) and which optional steps were skipped.

    ``skipped`` gives the reason for each; ``named`` fills in roles that the source leaves open. Raises
    ``BadInput`` for a product or step that is unknown, a required step skipped, and a reason left out.
    """
    skips, filled = skipped or {}, named or {}
    _check_given(process, produced, skips)
    makers, steps, reached = process.makers(), [], True
    for step in process.steps:
        lacks = tuple(_lacking(makers[product], filled) for product in step.gate if product not in produced)
        found = _step_standing(step, lacks, skips.get(step.id), reached=reached)
        reached = reached and found.state in (StepState.DONE, StepState.SKIPPED)
        steps.append(found)
    return _process_standing(process, tuple(steps), produced, filled)


def _check_given(process: Process, produced: Iterable[str], skipped: Mapping[str, str]) -> None:
    products, steps = process.products(), {step.id: step for step in process.steps}
    for product in produced:
        if product not in products:
            near = suggestion(product, products) or f"; its steps produce {', '.join(sorted(products))}"
            raise BadInput(f"'{product}' is nothing that '{process.id}' produces{near}")
    for name, reason in skipped.items():
        if name not in steps:
            near = suggestion(name, steps) or f"; its steps are {', '.join(steps)}"
            raise BadInput(f"'{name}' is not a step of '{process.id}'{near}")
        if not steps[name].optional:
            raise BadInput(
                f"'{name}' (clause {steps[name].clause}) is not optional and cannot be skipped; carry it out"
            )
        if not reason.strip():
            raise BadInput(f"'{name}' may be skipped only with a reason; say why")


def _step_standing(
    step: ProcessStep, lacks: tuple[Lacking, ...], reason: str | None, *, reached: bool
) -> StepStanding:
    if reached and not lacks:
        return StepStanding(step.id, step.title, StepState.DONE)
    if reason:
        return StepStanding(step.id, step.title, StepState.SKIPPED, reason=reason.strip())
    return StepStanding(step.id, step.title, StepState.OPEN if reached else StepState.TO_COME, lacks)


def _lacking(action: Action, named: Mapping[str, Role]) -> Lacking:
    return Lacking(action.produces or "", action.do, who(action, named))


def who(action: Action, named: Mapping[str, Role] | None = None) -> str | None:
    """Who does an action, in words; ``None`` where the process does not say or nobody is named yet."""
    if action.who:
        return action.who
    role = action.role
    if isinstance(role, ToBeNamed):
        role = (named or {}).get(role.to_be_named)
    return role.value.replace("_", " ") if role else None


def _process_standing(
    process: Process, steps: tuple[StepStanding, ...], produced: Collection[str], named: Mapping[str, Role]
) -> ProcessStanding:
    place = next((place for place, each in enumerate(steps) if each.state is StepState.OPEN), None)
    if place is None:
        return ProcessStanding(None, steps, True, None, ())
    opened = process.steps[place]
    done = [step for step, each in zip(process.steps, steps, strict=True) if each.state is StepState.DONE]
    begun = any(action.produces in produced for action in opened.actions)
    outcome = done[-1].may_end if done and not begun else None
    return ProcessStanding(opened.id, steps, outcome is not None, outcome, tuple(_unnamed(opened, named)))


def _unnamed(step: ProcessStep, named: Mapping[str, Role]) -> Iterator[str]:
    for action in step.actions:
        if isinstance(action.role, ToBeNamed) and action.role.to_be_named not in named:
            yield action.role.sentence


def as_json(found: ProcessStanding) -> dict[str, Any]:
    """How far a process has come, for machine reading."""
    return {
        "open_step": found.open_step,
        "may_close": found.may_close,
        "outcome": found.outcome,
        "steps": [
            {
                "step": each.step,
                "title": each.title,
                "state": each.state.value,
                "missing": [{"product": one.product, "do": one.do, "who": one.who} for one in each.lacks],
                **({"reason": each.reason} if each.reason else {}),
            }
            for each in found.steps
        ],
        "blocked": list(found.blocked),
    }
