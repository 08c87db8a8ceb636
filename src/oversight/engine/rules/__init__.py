"""Conditions and rules: one definition, run explained (one service) or columnar (every service)."""
