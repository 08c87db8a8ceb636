"""What people do with policies: each deed checks, writes and audits in one transaction."""

from __future__ import annotations

from oversight.foundation.policy.actions.adopting import adopt, end_adoption
from oversight.foundation.policy.actions.posts import end_post, name_holder
from oversight.foundation.policy.actions.reading import acknowledge
from oversight.foundation.policy.actions.settling import (
    approve_settings,
    change_draft,
    draft_settings,
    withdraw_draft,
)

__all__ = [
    "acknowledge",
    "adopt",
    "approve_settings",
    "change_draft",
    "draft_settings",
    "end_adoption",
    "end_post",
    "name_holder",
    "withdraw_draft",
]
