"""Who can do what with decisions. Which answer somebody may give is the policy's to say, not a role's."""

from __future__ import annotations

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor


def can_see(actor: Actor) -> bool:
    """See cases: what is decided about which service, by whom, and where it stands."""
    return actor.can(Can.DECISIONS_SEE)


def can_see_evidence(actor: Actor) -> bool:
    """See the reasons and the evidence of answers too; who sees a redacted view does not (security.md 2.4, row 27)."""
    return can_see(actor) and actor.can_freely(Can.DECISIONS_SEE_EVIDENCE)


def can_act(actor: Actor) -> bool:
    """Answer in a case, as the holder of a post of the policy."""
    return can_see(actor) and actor.can(Can.DECISIONS_ACT)
