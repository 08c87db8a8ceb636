"""Pages of risk for the council's staff."""
