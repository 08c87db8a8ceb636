"""Rules of the register over plain values. Pure."""

from oversight.capabilities.register.rules.columns import BY_KEY, COLUMNS
from oversight.capabilities.register.rules.personal import (
    PLAIN_COLUMNS,
    address_problem,
    looks_personal,
    personal_problem,
    personal_problems,
)
from oversight.capabilities.register.rules.scope import scope_ground, warning_stands

__all__ = [
    "BY_KEY",
    "COLUMNS",
    "PLAIN_COLUMNS",
    "address_problem",
    "looks_personal",
    "personal_problem",
    "personal_problems",
    "scope_ground",
    "warning_stands",
]
