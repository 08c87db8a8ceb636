"""Who can do what with placements."""

from __future__ import annotations

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor


def can_check(actor: Actor) -> bool:
    """Ask whether a person can be placed (BRO-3p)."""
    return actor.can(Can.PLACEMENTS_CHECK)


def can_import(actor: Actor) -> bool:
    """Take in the council's list of positions."""
    return actor.can(Can.PLACEMENTS_IMPORT)


def can_see_all(actor: Actor) -> bool:
    """See what others looked up."""
    return actor.can(Can.PLACEMENTS_SEE_LOOK_UPS)
