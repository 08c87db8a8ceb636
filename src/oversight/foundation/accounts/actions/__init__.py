"""What people do with accounts: each deed checks, writes and audits in one transaction."""

from __future__ import annotations

from oversight.foundation.accounts.actions.delegations import delegate, end_delegation
from oversight.foundation.accounts.actions.people import (
    Address,
    accept_invitation,
    add_person,
    deactivate,
    invite,
)
from oversight.foundation.accounts.actions.roles import Terms, decide_proposal, end_role, grant_role
from oversight.foundation.accounts.actions.security import noted
from oversight.foundation.accounts.actions.sessions import end_all, end_session, note

__all__ = [
    "Address",
    "Terms",
    "accept_invitation",
    "add_person",
    "deactivate",
    "decide_proposal",
    "delegate",
    "end_all",
    "end_delegation",
    "end_role",
    "end_session",
    "grant_role",
    "invite",
    "note",
    "noted",
]
