"""Pages of placements for the council's staff."""
