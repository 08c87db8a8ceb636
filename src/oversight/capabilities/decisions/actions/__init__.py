"""Everything that writes decisions."""

from oversight.capabilities.decisions.actions.giving import answer, begin, close_lapsed
from oversight.capabilities.decisions.actions.interests import declare_interest, end_interest

__all__ = ["answer", "begin", "close_lapsed", "declare_interest", "end_interest"]
