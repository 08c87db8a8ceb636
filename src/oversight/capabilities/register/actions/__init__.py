"""What can be done to the register; each checks, writes and audits in one transaction."""

from oversight.capabilities.register.actions.adding import add_part, add_provider, add_service
from oversight.capabilities.register.actions.correcting import (
    correct_part,
    correct_provider,
    correct_service,
    end_part,
)
from oversight.capabilities.register.actions.moving import merge_providers, move_service, reopen_provider
from oversight.capabilities.register.actions.scope import settle_scope
from oversight.capabilities.register.actions.standing import (
    close_provider,
    close_service,
    merge_services,
    reopen_service,
    withdraw_provider,
    withdraw_service,
)

__all__ = [
    "add_part",
    "add_provider",
    "add_service",
    "close_provider",
    "close_service",
    "correct_part",
    "correct_provider",
    "correct_service",
    "end_part",
    "merge_providers",
    "merge_services",
    "move_service",
    "reopen_provider",
    "reopen_service",
    "settle_scope",
    "withdraw_provider",
    "withdraw_service",
]
