"""Who can do what with restrictions. Nobody sets one here: it follows from a decision."""

from __future__ import annotations

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor


def can_see_list(actor: Actor) -> bool:
    """See which services have a restriction."""
    return actor.can_freely(Can.RESTRICTIONS_SEE_LIST)
