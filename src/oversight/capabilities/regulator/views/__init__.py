"""Pages of the regulator's data."""
