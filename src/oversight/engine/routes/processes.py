"""A process as a pack writes it: steps, actions, what each must produce, and who has which duties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Discriminator, Field, Tag, model_validator

from oversight.engine.model import Cited, ClauseId, Identifier, PackModel, Sentence
from oversight.engine.routes.models import ToBeNamed, repeated
from oversight.engine.words import Role, suggestion

RoleOrGap = Annotated[
    Annotated[Role, Tag("role")] | Annotated[ToBeNamed, Tag("gap")],
    Discriminator(lambda given: "gap" if isinstance(given, (dict, ToBeNamed)) else "role"),
]
"""A role, or the gap that stands where the source names nobody."""


class Action(PackModel):
    """Something to be done at a step, by whom, and what it leaves behind.

    ``role`` is one of code's roles or a gap; ``who`` is one of the process's own roles by its title (the
    chair, the police). Neither is given where the source leaves it to those present.
    """

    id: Identifier
    do: Sentence
    role: RoleOrGap | None = None
    who: Sentence | None = None
    clause: ClauseId | None = None
    produces: Identifier | None = Field(default=None, description="what there is once it is done")

    @model_validator(mode="after")
    def _one_doer(self) -> Action:
        if self.role and self.who:
            raise ValueError(f"'{self.id}' names a role and 'who'; keep one")
        return self


class ProcessStep(PackModel):
    """A step of a process. Its ``gate`` lists what must exist before it is left.

    An optional step may be skipped with a reason. ``may_end`` says with what outcome the process may end
    once this step is done, though steps remain. ``meets`` is the meeting held at it, with its ``agenda``.
    """

    id: Identifier
    title: Sentence
    clause: ClauseId
    optional: bool = Field(default=False, strict=True)
    purpose: tuple[Sentence, ...] = ()
    meets: Sentence | None = None
    agenda: tuple[Sentence, ...] = ()
    actions: tuple[Action, ...] = Field(min_length=1)
    gate: tuple[Identifier, ...] = Field(min_length=1)
    may_end: Sentence | None = None
    clocks: tuple[Identifier, ...] = ()
    letters: tuple[Identifier, ...] = ()
    note: Sentence | None = None

    @model_validator(mode="after")
    def _agenda_of_a_meeting(self) -> ProcessStep:
        if self.agenda and not self.meets:
            raise ValueError(
                f"'{self.id}' has an agenda but no meeting; say in 'meets' which meeting it is of"
            )
        if repeated(self.gate):
            raise ValueError(
                f"the gate of '{self.id}' asks for '{repeated(self.gate)[0]}' twice; take one out"
            )
        return self


class Duties(PackModel):
    """The duties of a part that somebody takes in a process: the host authority, the chair, the police."""

    role_title: Sentence
    clause: ClauseId | None = None
    duties: tuple[Sentence, ...] = Field(min_length=1)


class SuggestedTasks(PackModel):
    """What a profession is well placed to do."""

    profession: Sentence
    clause: ClauseId | None = None
    tasks: tuple[Sentence, ...] = Field(min_length=1)


class Process(Cited):
    """A process: steps in order, whose gates say what must exist; and who has which duties in it."""

    title: Sentence
    about: Sentence | None = None
    steps: tuple[ProcessStep, ...] = Field(min_length=1)
    roles: tuple[Duties, ...] = ()
    suggested_tasks: tuple[SuggestedTasks, ...] = ()
    note: Sentence | None = None

    @model_validator(mode="after")
    def _whole(self) -> Process:
        for what, ids in (
            ("step", [step.id for step in self.steps]),
            ("action", [action.id for action in self.actions()]),
            ("role_title", [each.role_title for each in self.roles]),
        ):
            if twice := repeated(ids):
                raise ValueError(f"the {what} '{twice[0]}' is there twice; give each its own")
        self._check_gates()
        titles = [each.role_title for each in self.roles]
        for action in self.actions():
            if action.who and action.who not in titles:
                near = suggestion(action.who, titles) or "; add it there with its duties"
                raise ValueError(f"'{action.who}' is not a role_title under roles{near}")
        return self

    def _check_gates(self) -> None:
        """A gate asks only for what its own step, or one before it that is never skipped, produces."""
        sure: set[str] = set()
        for step in self.steps:
            made = {action.produces for action in step.actions if action.produces}
            for product in step.gate:
                if product not in sure | made:
                    near = suggestion(product, sure | made) or "; let one of its actions produce it"
                    raise ValueError(
                        f"the gate of '{step.id}' asks for '{product}', which no action of it, or of a step "
                        f"before it that is never skipped, produces{near}"
                    )
            sure |= set() if step.optional else made

    def actions(self) -> Iterator[Action]:
        """Every action of every step."""
        return (action for step in self.steps for action in step.actions)

    def products(self) -> frozenset[str]:
        """Everything that some action produces."""
        return frozenset(self.makers())

    def makers(self) -> dict[str, Action]:
        """For each product, the action that produces it: the first, where there are several."""
        return {action.produces: action for action in reversed([*self.actions()]) if action.produces}
