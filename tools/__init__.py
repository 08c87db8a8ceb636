"""Maintainers' tools."""
