"""Audit: an append-only, keyed chain of what was done, written in the same transaction as the deed."""
