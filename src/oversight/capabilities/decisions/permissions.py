"""Who can do what with decisions. Which answer somebody may give is the policy's to say, not a role's."""

from __future__ import annotations

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor


def can_see(actor: Actor) -> bool:
    """See cases with their reasons and evidence: the council's own people, where nothing is left out for them."""
    return actor.kind in ("staff", "system") and actor.can_freely(Can.DECISIONS_SEE_EVIDENCE)


def can_act(actor: Actor) -> bool:
    """Answer in a case, as the holder of a post of the policy."""
    return can_see(actor) and actor.can(Can.DECISIONS_ACT)
