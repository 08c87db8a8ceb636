"""Who can do what with the regulator's data. What it says is seen by whoever sees the register."""

from __future__ import annotations

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor


def can_see(actor: Actor) -> bool:
    """See what the regulator says of services."""
    return actor.can(Can.REGISTER_SEE)


def can_import(actor: Actor) -> bool:
    """Take in a file of the regulator's, and undo it."""
    return actor.can(Can.REGULATOR_IMPORT)
