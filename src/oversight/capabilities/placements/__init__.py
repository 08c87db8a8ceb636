"""Placements: may a person be placed with a service today, in ten seconds, with a receipt."""
