"""Everything that writes placements."""

from oversight.capabilities.placements.actions.asking import ask
from oversight.capabilities.placements.actions.listing import (
    choose_columns,
    leave_list,
    read_list,
    save_list,
    undo_list,
)

__all__ = ["ask", "choose_columns", "leave_list", "read_list", "save_list", "undo_list"]
