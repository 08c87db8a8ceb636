"""Who can do what with the register."""

from __future__ import annotations

from oversight.foundation.accounts.capabilities import Can
from oversight.foundation.authorities.actor import Actor


def can_see(actor: Actor) -> bool:
    """See the register."""
    return actor.can(Can.REGISTER_SEE)


def can_correct(actor: Actor) -> bool:
    """Correct what is recorded."""
    return actor.can(Can.REGISTER_CORRECT)


def can_add(actor: Actor) -> bool:
    """Add a provider or a service."""
    return actor.can(Can.REGISTER_ADD)


def can_import(actor: Actor) -> bool:
    """Import a spreadsheet."""
    return actor.can(Can.REGISTER_IMPORT)


def can_settle_scope(actor: Actor) -> bool:
    """Say whether a service is overseen (WB 7.1)."""
    return actor.can(Can.REGISTER_SCOPE)


def can_close(actor: Actor) -> bool:
    """Close, reopen or merge records."""
    return actor.can(Can.REGISTER_MERGE)


def can_see_finance(actor: Actor) -> bool:
    """See a provider's finance risk, which is in confidence (SOM 1.7)."""
    return actor.can(Can.REGISTER_SEE_FINANCE)


def can_see_contract_values(actor: Actor) -> bool:
    """See what contracts cost."""
    return actor.can(Can.REGISTER_SEE_CONTRACT_VALUES)


def can_see_files(actor: Actor) -> bool:
    """See the files kept with a record."""
    return actor.can(Can.DOCUMENTS_SEE)


def can_add_files(actor: Actor) -> bool:
    """Keep a file with a record."""
    return actor.can(Can.DOCUMENTS_ADD)


def hidden_columns(actor: Actor) -> frozenset[str]:
    """Columns this person is not shown and cannot write."""
    hidden: set[str] = set()
    if not can_see_finance(actor):
        hidden |= {"finance_risk", "finance_note", "finance_checked_on", "in_administration"}
    if not can_see_contract_values(actor):
        hidden |= {"annual_spend"}
    return frozenset(hidden)


HIDDEN_WORDS = {
    "finance_risk": "financial risk",
    "finance_note": "what the accounts show",
    "finance_checked_on": "date the accounts were looked at",
    "in_administration": "in administration",
    "annual_spend": "spend a year",
}
"""What the columns that are not for everybody are called where a change is told."""


def hidden_words(actor: Actor) -> frozenset[str]:
    """The words under which changes of hidden columns are told."""
    return frozenset(HIDDEN_WORDS[column] for column in hidden_columns(actor))
