"""A meeting as a pack writes it: seats by role, who decides, quorum, papers, attendance, chair, agenda."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from oversight.engine.model import Cited, Identifier, PackModel, Sentence
from oversight.engine.words import Role, suggestion


def _listed(given: Any) -> Any:
    return [given] if isinstance(given, str) else given


AnyOf = Annotated[
    tuple[Role, ...], BeforeValidator(_listed, json_schema_input_type=Role | list[Role]), Field(min_length=1)
]
"""A role, or a list of roles any one of which will do; the first names the seat when it is empty."""


class Seat(PackModel):
    """A place at the table, whose holder decides or only advises.

    ``counts`` says whether its holder counts towards the quorum's number; where it is left out those who
    decide count and those who advise do not, unless the quorum asks for the role. Business support never
    does.
    """

    seat: Identifier
    title: Sentence | None = None
    roles: tuple[Role, ...] = Field(min_length=1, description="any of them may sit here")
    decides: bool = Field(strict=True)
    counts: bool | None = Field(default=None, strict=True)
    note: Sentence | None = None


class QuorumRule(PackModel):
    """How many people there must be at least, and which roles among them, each a different person."""

    at_least: int = Field(ge=1, le=100, strict=True)
    roles: tuple[AnyOf, ...] = ()

    @model_validator(mode="after")
    def _enough(self) -> QuorumRule:
        if len(self.roles) > self.at_least:
            raise ValueError(
                f"the quorum asks for {len(self.roles)} roles of at_least {self.at_least}; "
                f"one person fills one seat, so make at_least {len(self.roles)} or more"
            )
        if any(Role.BUSINESS_SUPPORT in roles for roles in self.roles):
            raise ValueError("business_support never counts towards a quorum; take it out of the roles")
        return self


QuorumAsked = Annotated[
    Annotated[QuorumRule, Tag("rule")] | Annotated[Literal["not_stated"], Tag("word")],
    Discriminator(lambda given: "word" if isinstance(given, str) else "rule"),
]
"""The rule, or ``not_stated`` where the policy is silent and the authority must fill it in."""


class Attendance(PackModel):
    """How many of so many scheduled meetings in a row a member is expected to attend."""

    at_least: int = Field(ge=1, strict=True)
    of: int = Field(ge=1, le=100, strict=True)

    @model_validator(mode="after")
    def _possible(self) -> Attendance:
        if self.at_least > self.of:
            raise ValueError(f"nobody can attend {self.at_least} of {self.of} meetings")
        return self


class Chair(PackModel):
    """Bodies between which the chair passes each year, in order; the next one has the vice chair.

    ``since`` is the year in which the first body chairs; where it is left out the authority sets it.
    """

    rotates: Literal["yearly"]
    between: tuple[Sentence, ...] = Field(min_length=2)
    since: int | None = Field(default=None, ge=1974, le=2100, strict=True)


class Meeting(Cited):
    """A standing meeting: who sits in it, when it may decide, and what it must do each time."""

    title: Sentence
    every_months: int | None = Field(default=None, ge=1, strict=True)
    members: tuple[Seat, ...] = ()
    quorum: QuorumAsked
    papers: Identifier | None = Field(default=None, description="the clock that says when papers go out")
    attendance: Attendance | None = None
    chair: Chair | None = None
    agenda: tuple[Sentence, ...] = ()
    urgent: Sentence | None = Field(default=None, description="how urgent decisions may be taken in between")
    independent: Sentence | None = Field(default=None, description="who must have had no part in the case")
    terms_reviewed_every_months: int | None = Field(default=None, ge=1, strict=True)
    note: Sentence | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Meeting:
        self._check_seats()
        seated = {role for seat in self.members for role in seat.roles}
        for role in self.quorum_roles():
            if role not in seated:
                near = suggestion(role, seated) or "; add a seat for it"
                raise ValueError(f"the quorum asks for '{role}', which has no seat among the members{near}")
        if isinstance(self.quorum, QuorumRule) and not self.members:
            raise ValueError("a meeting with a quorum lists its members; add them")
        return self

    def _check_seats(self) -> None:
        names = [seat.seat for seat in self.members]
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise ValueError(f"the seat '{twice[0]}' is there twice; give each seat its own name")
        if any(seat.counts and Role.BUSINESS_SUPPORT in seat.roles for seat in self.members):
            raise ValueError("business_support never counts towards a quorum; take 'counts' out")
        both = set(self.roles_that(decide=True)) & set(self.roles_that(decide=False))
        if both:
            raise ValueError(
                f"'{min(both)}' sits in a seat that decides and in one that advises; take it out of one"
            )

    def roles_that(self, *, decide: bool) -> Iterator[Role]:
        """The roles of the seats that decide, or of those that only advise."""
        return (role for seat in self.members if seat.decides is decide for role in seat.roles)

    def quorum_roles(self) -> Iterator[Role]:
        """Every role that the quorum asks for, alternatives included; none where it is not stated."""
        asked = self.quorum.roles if isinstance(self.quorum, QuorumRule) else ()
        return (role for roles in asked for role in roles)

    def counting_roles(self) -> frozenset[Role]:
        """The roles whose holders count towards the quorum's number; any where no members are listed."""
        if not self.members:
            return frozenset(Role) - {Role.BUSINESS_SUPPORT}
        by_seat = {
            role
            for seat in self.members
            if (seat.decides if seat.counts is None else seat.counts)
            for role in seat.roles
        }
        return frozenset(by_seat | set(self.quorum_roles())) - {Role.BUSINESS_SUPPORT}
