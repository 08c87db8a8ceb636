"""Everything that writes placements."""

from oversight.capabilities.placements.actions.asking import ask
from oversight.capabilities.placements.actions.listing import leave_list, read_list, save_list, undo_list

__all__ = ["ask", "leave_list", "read_list", "save_list", "undo_list"]
