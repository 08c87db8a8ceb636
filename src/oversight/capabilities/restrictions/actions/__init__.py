"""Everything that writes restrictions."""

from oversight.capabilities.restrictions.actions.taking import take

__all__ = ["take"]
