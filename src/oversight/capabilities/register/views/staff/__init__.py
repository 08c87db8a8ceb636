"""Pages of the register for the council's staff."""
