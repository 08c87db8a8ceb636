"""What somebody may do about accounts: the words of the matrix's row 41, and the rules of SoD-11."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from oversight.foundation.accounts.access import RoleOf, matrix
from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor, Refused

DECIDING = frozenset({"HOC", "DIR", "BM", "IG", "SA"})
"""Roles that decide or guard: granting one needs a second person."""

ALONE = "SA"
"""The role that can be held with no other: a system administrator sees no casework."""


@dataclass(frozen=True, slots=True)
class Powers:
    """``grants``: ordinary roles at once. ``proposes``: roles for a second person to grant. ``approves``:
    what others proposed. ``ends``: roles, accounts and delegations. ``own``: people of their own
    organisation only, of their own kind.
    """

    grants: bool = False
    proposes: bool = False
    approves: bool = False
    ends: bool = False
    own: bool = False

    @property
    def adds(self) -> bool:
        """Whether they may add a person."""
        return self.grants or self.proposes


def powers(actor: Actor) -> Powers:
    """What the matrix gives this person about accounts."""
    given = actor.grants.get(Can.ACCOUNTS_MANAGE, ())
    words = {each.words.split(" ")[0] for each in given if each.assigned}
    freely = actor.can_freely(Can.ACCOUNTS_MANAGE)
    own = not freely and "own" in words
    return Powers(
        grants=freely or own,
        proposes=freely or "request" in words,
        approves=freely or "approve" in words,
        ends=freely or own or "approve" in words,
        own=own,
    )


def needs_second(role: str) -> bool:
    """Whether granting this role takes two people."""
    return role in DECIDING


def roles_to_give(actor: Actor) -> list[RoleOf]:
    """The roles this person may grant or propose, by title."""
    may = powers(actor)
    every = sorted(matrix().roles.values(), key=lambda each: each.title)
    if may.own:
        return [each for each in every if each.code in actor.roles]
    return every if may.adds else []


def check_may_give(actor: Actor, person: UUID | None, role: str) -> None:
    """Raises ``Refused`` where this person may not give the role to anybody, or to this one."""
    if person is not None and person == actor.person_id:
        raise Refused("You cannot give yourself a role. Ask somebody else who manages accounts.")
    if role not in {each.code for each in roles_to_give(actor)}:
        raise Refused("You cannot give this role.")


def check_goes_together(role: str, held: frozenset[str], kind: str) -> None:
    """Raises ``Refused`` where a person of this kind, with these roles, cannot have the role."""
    if role in held:
        raise Refused("This person already has that role.")
    if matrix().roles[role].kind != kind:
        raise Refused("This role is for another kind of account: staff, provider or partner.")
    if ALONE in held or (role == ALONE and held):
        raise Refused("A system administrator can hold no other role. End the other role first.")
