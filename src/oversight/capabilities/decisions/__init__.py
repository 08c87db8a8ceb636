"""Decisions: any route of a policy, step by step, with who answered what, in whose stead, and on what."""
